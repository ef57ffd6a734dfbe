"""What cannot be trusted refuses the start and names the place; nothing is cut by itself."""

import random
import sqlite3
from pathlib import Path

import pytest

from graph_service.changes.change import AddNode, Record
from graph_service.changes.encode import FORMAT, checksum, decode, encode
from graph_service.errors import Damaged
from graph_service.stores.embedded.file import LAYOUT
from tests.contract.county import COUNTY, add_node, change_set
from tests.journal.conftest import Opening

FLIPS = 60


@pytest.fixture
async def file(opened: Opening, path: Path) -> Path:
    """A journal of four records."""
    store = await opened()
    await store.commit(COUNTY)
    for n in range(3):
        await store.commit(change_set(add_node("Village", f"n{n}", f"New village {n}", divisionKind="VILLAGE")))
    await store.close()
    return path


def altered(file: Path, statement: str, *values: object) -> None:
    with sqlite3.connect(file) as connection:
        assert connection.execute(statement, values).rowcount == 1
    connection.close()


def flip(file: Path, at: bytes) -> None:
    """Flips one bit of the text, which stands in the file once."""
    whole = bytearray(file.read_bytes())
    assert whole.count(at) == 1
    whole[whole.index(at) + 3] ^= 1
    file.write_bytes(whole)


def content(file: Path) -> bytes:
    return file.read_bytes()


def put(file: Path, whole: bytes) -> None:
    """In the place of the file and of what SQLite keeps beside it."""
    for beside in ("-wal", "-shm"):
        file.with_name(file.name + beside).unlink(missing_ok=True)
    file.write_bytes(whole)


def flipped_anywhere(whole: bytes, places: random.Random) -> bytes:
    changed = bytearray(whole)
    changed[places.randrange(len(changed))] ^= 1 << places.randrange(8)
    return bytes(changed)


def no_database(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(b"no database at all, but long enough to be taken for one" * 100)


async def refused(opened: Opening, *said: str) -> None:
    for _ in range(2):
        with pytest.raises(Damaged) as damaged:
            await opened()
        for words in said:
            assert words in damaged.value.en
        assert damaged.value.zh


@pytest.mark.parametrize("revision", [1, 2, 4])
async def test_a_flipped_byte_names_its_record(opened: Opening, file: Path, revision: int) -> None:
    """In the file itself, below SQLite, in the first record, one between and the last one."""
    flip(file, f'"format":{FORMAT},"revision":{revision},'.encode())
    await refused(opened, f"Revision {revision} ", f"to revision {revision - 1}")


async def test_a_bit_flipped_anywhere_is_found_or_does_no_harm(opened: Opening, file: Path) -> None:
    """In pages, indexes and snapshots too: the start is refused, or all records are there as they were written."""
    store = await opened()
    written = (await store.history()).records
    await store.close()
    whole, places, outcomes = content(file), random.Random(2020), set()
    for _ in range(FLIPS):
        put(file, flipped_anywhere(whole, places))
        try:
            store = await opened()
        except Damaged:
            outcomes.add("refused")
            continue
        assert (await store.history()).records == written
        await store.close()
        outcomes.add("harmless")
    assert outcomes == {"refused", "harmless"}


async def test_a_record_that_is_missing(opened: Opening, file: Path) -> None:
    altered(file, "DELETE FROM journal WHERE revision = 3")
    await refused(opened, "Revision 3 ", "missing", "to revision 2")


async def test_the_last_record_missing(opened: Opening, file: Path) -> None:
    altered(file, "DELETE FROM journal WHERE revision = 4")
    await refused(opened, "Revision 4 ", "missing")


async def test_a_record_put_in_the_place_of_another(opened: Opening, file: Path) -> None:
    forged = encode(Record(3, change_set(add_node("Village", "forged", "Forged", divisionKind="VILLAGE"))))
    altered(file, "UPDATE journal SET payload = ? WHERE revision = 3", forged)
    await refused(opened, "Revision 3 ", "checksum")


async def test_a_newer_format(opened: Opening, file: Path) -> None:
    """Chained as it should be: nothing is wrong with it, it only cannot be read yet."""
    with sqlite3.connect(file) as connection:
        (last,) = connection.execute("SELECT checksum FROM journal WHERE revision = 4").fetchone()
        newer = encode(Record(5, COUNTY)).replace(f'"format":{FORMAT}'.encode(), f'"format":{FORMAT + 1}'.encode())
        row = (5, FORMAT + 1, checksum(last, newer), newer)
        connection.execute("INSERT INTO journal VALUES (?, ?, ?, ?)", row)
    connection.close()
    await refused(opened, "Revision 5 ", f"format {FORMAT + 1}", "newer version")


async def test_a_format_that_the_record_itself_does_not_say(opened: Opening, file: Path) -> None:
    for said in (FORMAT + 1, FORMAT - 1):
        altered(file, "UPDATE journal SET format = ? WHERE revision = 2", said)
        await refused(opened, "Revision 2 ", "checksum", "to revision 1")


async def test_a_newer_layout_of_the_file(opened: Opening, file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute(f"PRAGMA user_version = {LAYOUT + 1}")
    connection.close()
    await refused(opened, f"version {LAYOUT + 1}", "newer version")


async def test_a_file_that_is_no_database(opened: Opening, path: Path) -> None:
    no_database(path)
    await refused(opened, "graph.db")


def test_a_payload_of_a_newer_format_is_not_read() -> None:
    payload = encode(Record(7, COUNTY)).replace(b'"format":1', b'"format":2')
    with pytest.raises(Damaged, match=r"Revision 7 .* format 2"):
        decode(payload)


@pytest.mark.parametrize("payload", [b"", b"{}", b"[]", b"null", b'{"format":1}', b"\xff"])
def test_what_is_no_record_is_not_read(payload: bytes) -> None:
    with pytest.raises(Damaged, match="cannot be read"):
        decode(payload)


def test_records_are_canonical() -> None:
    record = Record(3, COUNTY)
    assert decode(encode(record)) == record
    turned = AddNode("Village", "vi_1", dict(reversed(list({"name": "a", "basis": "STATED"}.items()))))
    straight = AddNode("Village", "vi_1", {"basis": "STATED", "name": "a"})
    assert encode(Record(1, change_set(turned))) == encode(Record(1, change_set(straight)))
