"""Write the example rows of the seeds, always the same bytes.

    python seeds/generate.py            write seeds/<folder>/generated/*.csv
    python seeds/generate.py --check    write nothing; exit 1 if a file is not what would be written

What is stated stands in `seeds/<folder>/*.csv` and is read here where examples are hung on it; every row made
here has the basis GENERATED.
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from random import Random

SEEDS = Path(__file__).resolve().parent
sys.path.insert(0, str(SEEDS.parent))

from seeds.making.backing import put_liaison, put_second_line, put_sponsors, put_units, sponsors_of  # noqa: E402
from seeds.making.example_county import example_county  # noqa: E402
from seeds.making.files import Book, write  # noqa: E402
from seeds.making.people import people_of, put_people  # noqa: E402
from seeds.making.teams import put_teams, teams_of  # noqa: E402

START = 20201112


def main(arguments: list[str]) -> int:
    if arguments not in ([], ["--check"]):
        print(__doc__)
        return 2
    made = {"yixian": yixian().texts(), "shili": example_county().texts()}
    if arguments:
        drifted = [line for folder, texts in made.items() for line in drift(SEEDS / folder / "generated", texts)]
        print("\n".join(drifted) or "The generated rows are as they would be written.")
        return 1 if drifted else 0
    for folder, texts in made.items():
        write(SEEDS / folder / "generated", texts)
    return 0


def yixian() -> Book:
    random = Random(START)
    book = Book("GENERATED")
    teams = teams_of(SEEDS / "yixian", random)
    people = people_of(teams, random)
    sponsors = sponsors_of(teams, random)
    put_teams(book, teams)
    put_units(book)
    put_people(book, people)
    put_sponsors(book, teams, people, sponsors)
    put_liaison(book, teams)
    put_second_line(book, teams)
    return book


def drift(folder: Path, texts: Mapping[str, str]) -> list[str]:
    """What differs from the files that are there, or is there without being made."""
    there = {path.name: path.read_bytes() for path in folder.glob("*.csv")}
    made = {name: text.encode() for name, text in texts.items()}
    return [f"{folder.name}: {folder.parent.name}/{name}" for name in sorted({*there, *made})
            if there.get(name) != made.get(name)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
