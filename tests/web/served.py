"""The real service as a child process on a free port, and all that it writes."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from graph_service.settings import PREFIX

SECONDS = 30.0
SECONDS_TO_SEED = 300.0


@dataclass(frozen=True, slots=True)
class Served:
    """`url` is the root, `process` the child; standard output and error go to one file each."""

    url: str
    process: subprocess.Popen[bytes]
    out: Path
    err: Path

    @property
    def port(self) -> int:
        return int(self.url.rsplit(":", 1)[1])

    def log(self) -> str:
        return self.err.read_text(encoding="utf-8")

    def written(self) -> str:
        """Everything that the process wrote."""
        return self.out.read_text(encoding="utf-8") + self.log()


@contextmanager
def served(folder: Path, *arguments: str, **settings: str) -> Iterator[Served]:
    """Serves in `folder`, an empty store in memory unless told otherwise, and ends it at the end.

    `settings` are named as in the file: `store`, `body_limit`.
    """
    out, err = folder / "out.txt", folder / "err.txt"
    patience = SECONDS_TO_SEED if "--seed-if-empty" in arguments else SECONDS
    given = {"store": "memory:", **settings}
    with out.open("wb") as said, err.open("wb") as logged, subprocess.Popen(
        [sys.executable, "-m", "graph_service", "serve", "--port", "0", *arguments],
        cwd=folder, env=environment(given), stdout=said, stderr=logged,
    ) as process:
        try:
            yield Served(_url(process, out, err, patience), process, out, err)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """This process's variables, but for settings of the service, which are these alone."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    return kept | {PREFIX + name.upper(): value for name, value in settings.items()}


def _url(process: subprocess.Popen[bytes], out: Path, err: Path, patience: float) -> str:
    deadline = time.monotonic() + patience
    while not (lines := out.read_text(encoding="utf-8").splitlines()) or "/readyz" not in lines[-1]:
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"the service did not start:\n{err.read_text(encoding='utf-8')}")
        time.sleep(0.05)
    return next(line for line in lines if line.startswith("http")).partition("/  ")[0]
