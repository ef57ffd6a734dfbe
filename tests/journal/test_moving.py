"""A whole store carried from one kind to the other and back: equal answers, equal journals, equal files."""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import orjson
import pytest

from graph_service.changes.change import AlterNode, SetDataDate
from graph_service.errors import BadArgument, Overtaken
from graph_service.model.organization import ORGANIZATION
from graph_service.stores.open import Access, open_store
from graph_service.stores.port import Store
from graph_service.writing import moving
from tests.contract.conftest import STORES, access_to
from tests.contract.county import COUNTY, N, PlainDeriver, add_node, change_set
from tests.journal.test_reopening import MORE, answers

LAST = 7


@pytest.fixture
async def source(tmp_path: Path) -> AsyncIterator[Store]:
    """Seven revisions in a file."""
    made = await open_store(Access(f"embedded:{tmp_path / 'source.db'}"), ORGANIZATION, PlainDeriver())
    await made.commit(COUNTY)
    await made.commit(MORE)
    await made.commit(change_set(SetDataDate("2020-11-12", "2021-01-01"), reason="资料日期\n\u2028“新”"))
    for number in range(4, LAST + 1):
        seen = 120 if number == 4 else number - 1
        await made.commit(change_set(AlterNode("Village", N.v2, {"households": seen}, {"households": number})))
    yield made
    await made.close()


@pytest.fixture(params=STORES)
async def target(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    folder = tmp_path / "target"
    folder.mkdir()
    opened = await open_store(await access_to(request.param, folder, request), ORGANIZATION, PlainDeriver())
    yield opened
    await opened.close()


async def dumped(store: Store, file: Path) -> Path:
    put(file, [line async for line in moving.dump(store)])
    return file


def put(file: Path, lines: Sequence[bytes]) -> None:
    file.write_bytes(b"".join(lines))


async def restored(store: Store, file: Path, *, resume: bool = False, until: int | None = None) -> int:
    """To the last revision, or broken off behind another."""
    last = 0
    async for moved in moving.restore(store, file, resume=resume):
        last = moved.revision
        if last == until:
            break
    return last


async def test_a_store_is_carried_to_another_and_back(
    source: Store, target: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moving, "PAGE", 2)
    there = await dumped(source, tmp_path / "there.jsonl")
    assert await restored(target, there) == LAST
    assert await answers(target) == await answers(source)
    back = await dumped(target, tmp_path / "back.jsonl")
    assert back.read_bytes() == there.read_bytes()
    again = await open_store(Access("memory:"), ORGANIZATION, PlainDeriver())
    assert await restored(again, back) == LAST
    assert await answers(again) == await answers(source)
    # The keys of writes came along.
    assert (await target.commit(MORE)).repeated
    await again.close()


async def test_only_into_an_empty_store(source: Store, target: Store, tmp_path: Path) -> None:
    file = await dumped(source, tmp_path / "dump.jsonl")
    await target.commit(change_set(add_node("Village", "own", "own", divisionKind="VILLAGE")))
    with pytest.raises(BadArgument, match="only into an empty one"):
        await restored(target, file)
    with pytest.raises(BadArgument, match="part at revision 1"):
        await restored(target, file, resume=True)
    assert (await target.history(limit=0)).head.revision == 1


async def test_what_was_broken_off_goes_on(source: Store, target: Store, tmp_path: Path) -> None:
    file = await dumped(source, tmp_path / "dump.jsonl")
    assert await restored(target, file, until=3) == 3
    with pytest.raises(BadArgument, match="--resume"):
        await restored(target, file)
    assert await restored(target, file, resume=True) == LAST
    assert await restored(target, file, resume=True) == LAST
    assert await answers(target) == await answers(source)
    await target.commit(change_set(add_node("Village", "own", "own", divisionKind="VILLAGE")))
    with pytest.raises(BadArgument, match=f"part at revision {LAST + 1}"):
        await restored(target, file, resume=True)


async def test_others_who_write_meanwhile_end_it(source: Store, target: Store, tmp_path: Path) -> None:
    file = await dumped(source, tmp_path / "dump.jsonl")
    going = moving.restore(target, file)
    while (await anext(going)).revision < 2:
        pass
    await target.commit(change_set(add_node("Village", "own", "own", divisionKind="VILLAGE")))
    with pytest.raises(Overtaken):
        await anext(going)
    assert (await target.history(limit=0)).head.revision == 3


async def test_a_dump_that_is_not_whole_writes_nothing(source: Store, tmp_path: Path) -> None:
    """Every line is changed, left out, doubled and cut off in turn."""
    target = await open_store(Access("memory:"), ORGANIZATION, PlainDeriver())
    file = await dumped(source, tmp_path / "dump.jsonl")
    lines = file.read_bytes().splitlines(keepends=True)
    assert len(lines) == LAST + 2
    assert [orjson.loads(line) for line in lines]
    for number, line in enumerate(lines):
        flipped = bytearray(line)
        flipped[len(line) // 2] ^= 4
        for wrong in ([bytes(flipped)], [], [line, line], [line[:-2]], [line[:-1] + b" \n"]):
            put(file, [*lines[:number], *wrong, *lines[number + 1 :]])
            with pytest.raises(BadArgument) as refused:
                await restored(target, file)
            assert "Line " in refused.value.en
            assert "行" in refused.value.zh
    assert (await target.history(limit=0)).head.revision == 0
    await target.close()


@pytest.mark.parametrize(("content", "said"), [
    (b"", "header"), (b"{}\n", "header"), (b"[1]\n", "header"), (b"\xff\n", "header"), (b"null\n", "header"),
    (b'{"graph-service":"dump","version":2,"revisions":1}\n', "version 2"),
    (b'{"graph-service":"dump","version":1,"revisions":0}\n', "cut off"),
])
def test_what_is_no_dump(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "dump.jsonl"
    file.write_bytes(content)
    with pytest.raises(BadArgument, match=said):
        moving.verified(file)


async def test_an_empty_store_makes_an_empty_dump(target: Store, tmp_path: Path) -> None:
    file = await dumped(target, tmp_path / "dump.jsonl")
    assert len(file.read_bytes().splitlines()) == 2
    assert await restored(target, file) == 0
