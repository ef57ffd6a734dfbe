"""`python -m graph_service`, and the command `graph-service`."""

import sys

from graph_service.cli.command import run


def main() -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
