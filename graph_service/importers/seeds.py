"""The folders of the seeds: one change set each, written once however often they are loaded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from graph_service.changes.change import AddNode, AddTie, Change, SetDataDate, Stamp
from graph_service.changes.fold import State, apply, fold
from graph_service.errors import BadRow, Refused, Violation
from graph_service.importers import csv, diff
from graph_service.importers.about import FILE, About, read_about
from graph_service.importers.rows import Reading, Wanted, placed
from graph_service.importers.table import Table
from graph_service.model.graph import GraphModel
from graph_service.stores.port import Receipt, Store
from graph_service.writing.write import write

GENERATED = "generated"


@dataclass(frozen=True, slots=True)
class Seed:
    """A folder as its files say: what it is about, and what should hold."""

    folder: str
    about: About
    digest: str
    wanted: dict[str, Wanted]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading one folder came to; without changes the receipt is of the revision that stood already."""

    seed: Seed
    receipt: Receipt
    added: int
    altered: int
    unchanged: int


def folders(root: Path) -> list[Path]:
    """The folders of seeds below a root, in the order of their names.  Raises BadRow if there is none."""
    found = sorted(path.parent for path in root.glob(f"*/{FILE}"))
    if not found:
        raise BadRow([Violation("NO_SEEDS", f"No folder here has a {FILE}.", f"此处没有含 {FILE} 的文件夹。",
            (), str(root))])
    return found


def read(model: GraphModel, folder: Path, held: State, *, stated_only: bool = False) -> Seed:
    """Read a folder and resolve its references.  Raises BadRow with all that is wrong, by file, row and column."""
    faults: list[Violation] = []
    about = read_about(folder, faults)
    files = _files(folder, stated_only=stated_only)
    tables = [_table(folder, path, faults) for path in files]
    reading = Reading(model, faults)
    reading.read([_stated(table) for table in tables] if stated_only else tables)
    reading.check(held)
    if faults or about is None:
        raise BadRow(faults)
    return Seed(folder.name, about, _digest([folder / FILE, *files], stated_only=stated_only), reading.wanted)


async def load(
    store: Store, model: GraphModel, folder: Path, *, stated_only: bool = False, actor: str = "seeds",
    held: State | None = None,
) -> Loaded:
    """Write what a folder says and the store does not hold yet: all of it or nothing.

    `held` is what the store holds (read from its journal unless given), brought up to date in place.
    Raises BadRow with all that is wrong in the files or does not fit what the store holds; Conflict.
    """
    state = fold((await store.history()).records) if held is None else held
    seed = read(model, folder, state, stated_only=stated_only)
    changes = list(diff.changes(seed.wanted.values(), state))
    added = sum(isinstance(change, AddNode | AddTie) for change in changes)
    counts = (added, len(changes) - added, len(seed.wanted) - len(changes))
    changes += _data_date(seed, state)
    before = (await store.history(limit=0)).head.revision
    # With the revision: what others changed since may be loaded again, the same write may not happen twice.
    key = f"seed:{folder.name}:{seed.digest}:{before}"
    stamp = Stamp(actor, f"seed {folder.name}", key, key)
    receipt = await _written(store, model, changes, stamp, seed)
    for record in (await store.history(before)).records:
        for change in record.change_set.changes:
            apply(state, change)
    return Loaded(seed, receipt, *counts)


async def _written(
    store: Store, model: GraphModel, changes: Sequence[Change], stamp: Stamp, seed: Seed
) -> Receipt:
    try:
        return await write(store, model, changes, stamp)
    except Refused as refused:
        raise BadRow([placed(violation, seed.wanted, seed.folder) for violation in refused.violations]) from None


def _data_date(seed: Seed, held: State) -> list[Change]:
    day = seed.about.data_date
    return [SetDataDate(held.data_date, day)] if day is not None and day != held.data_date else []


def _files(folder: Path, *, stated_only: bool) -> list[Path]:
    """The tables, what is stated before what is generated."""
    stated = sorted(folder.glob("*.csv"))
    return stated if stated_only else stated + sorted((folder / GENERATED).glob("*.csv"))


def _table(folder: Path, path: Path, faults: list[Violation]) -> Table:
    return csv.read(path.stem, _called(folder, path), path.read_bytes(), faults)


def _stated(table: Table) -> Table:
    """Without example rows, wherever they stand."""
    rows = tuple(row for row in table.rows if row.cells.get("basis") != "GENERATED")
    return Table(table.name, table.file, table.header, rows)


def _called(folder: Path, path: Path) -> str:
    return path.relative_to(folder.parent).as_posix()


def _digest(files: Iterable[Path], *, stated_only: bool) -> str:
    """Of all that a load depends on."""
    found = sha256(b"stated only\n" if stated_only else b"all\n")
    for path in files:
        content = path.read_bytes()
        found.update(f"{path.name} {len(content)}\n".encode() + content)
    return found.hexdigest()[:32]
