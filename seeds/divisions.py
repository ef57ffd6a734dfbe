"""Write the division files (Province to Village, WITHIN) of each county folder from the lists of the bureau.

    python seeds/divisions.py DATA_FOLDER

DATA_FOLDER holds `yixian-divisions.json` and `other-counties-divisions.json`.  What the reports add to a
division's row (tier scheme, other spellings) stands in `making/division_notes.py`.
"""

import json
import sys
from pathlib import Path
from typing import Any

SEEDS = Path(__file__).resolve().parent
sys.path.insert(0, str(SEEDS.parent))

from seeds.making.division_notes import COUNTIES, NOTES, PREFECTURE_KINDS, PROVINCES, CountyNote  # noqa: E402
from seeds.making.files import Book, write  # noqa: E402

NBS = {"source": "nbs-2023", "confidence": "HIGH"}
MCA = "mca-codes"
COUNTY_ENDINGS = (("自治县", "AUTONOMOUS_COUNTY"), ("县", "COUNTY"), ("市", "COUNTY_CITY"), ("区", "DISTRICT"))
TOWNSHIP_ENDINGS = (("族乡", "ETHNIC_TOWNSHIP"), ("乡", "TOWNSHIP"), ("镇", "TOWN"), ("街道", "SUBDISTRICT"))
VILLAGE_ENDINGS = (
    ("社区居民委员会", "社区"), ("社区居委会", "社区"), ("村民委员会委", "村"), ("村民委员会", "村"), ("村委会", "村"),
)
UNLIKE_A_TOWNSHIP = "Listed by the bureau as similar to a township; no kind fits, TOWNSHIP stands for its rank."


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print(__doc__)
        return 2
    data = Path(arguments[0])
    lists = json.loads((data / "other-counties-divisions.json").read_text(encoding="utf-8"))
    own = json.loads((data / "yixian-divisions.json").read_text(encoding="utf-8"))
    lists[own["name"]] = own
    for note in COUNTIES:
        write(SEEDS / note.folder, book_of(lists[note.name], note).texts())
    return 0


def book_of(county: dict[str, Any], note: CountyNote) -> Book:
    book, code = Book("STATED"), county["code"]
    province = book.node("Province", f"{code[:2]}0000", county["province"], code=f"{code[:2]}0000",
                         divisionKind=PROVINCES[county["province"]], **NBS)
    prefecture = book.node("Prefecture", f"{code[:4]}00", county["city"], code=f"{code[:4]}00",
                           divisionKind=PREFECTURE_KINDS[county["city"]], **NBS)
    book.tie("WITHIN", prefecture, province, **NBS)
    node = book.node("County", code, county["name"], code=code, divisionKind=_ending(county["name"], COUNTY_ENDINGS),
                     tierScheme=note.tier_scheme, coverageTarget=note.coverage_target, **_sourced(county["name"], note))
    book.tie("WITHIN", node, prefecture, **NBS)
    for township in county["townships"]:
        _put_township(book, township, node)
    return book


def _sourced(name: str, note: CountyNote) -> dict[str, str]:
    """The bureau alone, or with the report that states how the county leads its teams."""
    if not note.source:
        return NBS
    return {"source": f"{NBS['source']}|{note.source}", "quote": f"{name}|{note.quote}", "confidence": "HIGH|HIGH"}


def _put_township(book: Book, township: dict[str, Any], county: str) -> None:
    code, name = township["code"], township["name"]
    agricultural = any(_kind(village) == "VILLAGE" for village in township["villages"])
    values = {"code": code, "mcaCode": township.get("mcaCode", ""), "divisionKind": _ending(name, TOWNSHIP_ENDINGS),
              "agricultural": "true" if agricultural else "false", **NBS}
    if not values["divisionKind"]:
        values |= {"divisionKind": "TOWNSHIP", "basis": "INFERRED", "basisReason": UNLIKE_A_TOWNSHIP}
    if values["mcaCode"]:
        values |= {"source": f"{NBS['source']}|{MCA}", "quote": f"{code} {name}|{values['mcaCode']} {name}",
                   "confidence": "HIGH|HIGH"}
    node = book.node("Township", code, name, **values | NOTES.get(code, {}))
    book.tie("WITHIN", node, county, **NBS)
    for village in township["villages"]:
        full, short = village["name"], village.get("shortName") or _short(village["name"])
        note = NOTES.get(village["code"], {})
        aliases = "|".join(filter(None, [full if full != short else "", note.get("aliases", "")]))
        values = {"code": village["code"], "divisionKind": _kind(village), **NBS, **note, "aliases": aliases}
        book.tie("WITHIN", book.node("Village", village["code"], short, **values), node, **NBS)


def _kind(village: dict[str, Any]) -> str:
    """As stated; else by the last part of the code: under 200 or from 400 up, a community."""
    last = int(village["code"][-3:])
    return str(village.get("kind") or ("COMMUNITY" if last < 200 or last >= 400 else "VILLAGE"))


def _short(full: str) -> str:
    return next((full.removesuffix(end) + short for end, short in VILLAGE_ENDINGS if full.endswith(end)), full)


def _ending(name: str, endings: tuple[tuple[str, str], ...]) -> str:
    return next((kind for end, kind in endings if name.endswith(end)), "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
