"""Folders of seeds: what they become, that twice is once, and every fault by file, row and column."""

import codecs
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from graph_service.changes.change import AlterNode, Stamp
from graph_service.errors import BadRow
from graph_service.importers import seeds
from graph_service.importers.homes import homeless
from graph_service.model.graph import Kind, Property, Words
from graph_service.model.ident import ident
from graph_service.model.organization import ORGANIZATION as MODEL
from graph_service.stores.open import Access, open_store
from graph_service.writing.derive import Derivation
from graph_service.writing.write import write
from tests.importers.folder import ABOUT, FILES, faults, held, memory, with_cell, written

VILLAGE = ident("vi", "Village", "990101101201")
TEAM = ident("tg", "TeamGroup", "team")
COUNTY = ident("co", "County", "990101")


async def test_a_folder_becomes_nodes_relationships_and_citations(tmp_path: Path) -> None:
    store = await memory()
    loaded = await seeds.load(store, MODEL, written(tmp_path))
    state = await held(store)
    assert state.data_date == "2020-11-12"
    assert loaded.seed.about.open_questions[0].zh == "谁？"
    assert state.nodes[VILLAGE].properties == {
        "name": "某村", "aliases": ["某屯", "某庄"], "code": "990101101201", "divisionKind": "VILLAGE",
        "households": 300, "needs": ["WATER", "LAW"], "basis": "STATED",
    }
    assert state.nodes[TEAM].properties["since"] == "2018-01-01"
    assert state.nodes[TEAM].properties["sinceGrain"] == "YEAR"
    assert state.nodes[TEAM].properties["until"] == "2020-07-01"
    cited = [tie.properties for tie in state.ties.values() if tie.type == "STATED_IN" and tie.source == COUNTY]
    assert cited == [{"basis": "STATED", "confidence": "HIGH", "quote": "三级"},
        {"basis": "STATED", "confidence": "MEDIUM"}]
    within = next(tie for tie in state.ties.values() if tie.type == "WITHIN" and tie.source == VILLAGE)
    assert within.properties["sourceIds"] == [ident("so", "Source", "list")]
    assert within.id == ident("wi", "WITHIN", f"{within.source} {within.target} ")


async def test_a_second_load_changes_nothing(tmp_path: Path) -> None:
    store = await memory()
    folder = written(tmp_path)
    first = await seeds.load(store, MODEL, folder)
    again = await seeds.load(store, MODEL, folder)
    assert (first.receipt.revision, again.receipt.revision, again.added, again.altered) == (1, 1, 0, 0)
    assert len((await store.history()).records) == 1


async def test_a_changed_row_is_altered_and_carries_what_was_before(tmp_path: Path) -> None:
    store = await memory()
    await seeds.load(store, MODEL, written(tmp_path / "one"))
    edited = written(tmp_path / "two", changed=with_cell("Village", ",300,WATER|LAW", ",,WATER"))
    loaded = await seeds.load(store, MODEL, edited)
    assert (loaded.added, loaded.altered) == (0, 1)
    (change,) = (await store.history(1)).records[0].change_set.changes
    assert change == AlterNode("Village", VILLAGE, {"households": 300, "needs": ["WATER", "LAW"]},
        {"households": None, "needs": ["WATER"]})


async def test_stated_only_leaves_examples_out_wherever_they_stand(tmp_path: Path) -> None:
    store = await memory()
    more = FILES["Village.csv"] + "990101101202,例村,,990101101202,VILLAGE,,,GENERATED\n"
    folder = written(tmp_path, changed={"Village": more})
    await seeds.load(store, MODEL, folder, stated_only=True)
    state = await held(store)
    assert TEAM not in state.nodes
    assert all(node.properties["basis"] == "STATED" for node in state.nodes.values())
    loaded = await seeds.load(store, MODEL, folder)
    assert (loaded.receipt.revision, loaded.added, loaded.receipt.repeated) == (2, 4, False)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
async def test_files_of_excel_on_windows_are_read(tmp_path: Path, encoding: str) -> None:
    content = FILES["Village.csv"].replace("\n", "\r\n")
    folder = written(tmp_path, changed={"Village": content.encode(encoding)})
    assert await faults(folder) == []
    assert (folder / "Village.csv").read_bytes().startswith(codecs.BOM_UTF8) is (encoding == "utf-8-sig")


FAULTS = (
    ("BAD_HEADER", "Village.csv:1:key", with_cell("Village", "key,", "schluessel,")),
    ("UNKNOWN_COLUMN", "Village.csv:1:houses", with_cell("Village", "households", "houses")),
    ("BAD_HEADER", "Village.csv:1:name", with_cell("Village", "aliases", "name")),
    ("BAD_ROW", "Village.csv:2", with_cell("Village", "LAW,STATED", "LAW,STATED,more")),
    ("BAD_CODE", "Village.csv:2:code", with_cell("Village", "某庄,990101101201", "某庄,99010110120")),
    ("MISSING", "Village.csv:2:name", with_cell("Village", "某村", "")),
    ("MISSING", "Village.csv:2:key", with_cell("Village", "\n990101101201,", "\n,")),
    ("BAD_VALUE", "Village.csv:2:households", with_cell("Village", "300", "three hundred")),
    ("UNKNOWN_VALUE", "Village.csv:2:needs", with_cell("Village", "WATER|LAW", "WATER|GOLD")),
    ("UNKNOWN_VALUE", "Village.csv:2:divisionKind", with_cell("Village", "VILLAGE", "HAMLET")),
    ("DUPLICATE", "Village.csv:3:key", {"Village": FILES["Village.csv"] + FILES["Village.csv"].splitlines()[1] + "\n"}),
    ("TAKEN", "Village.csv:2:code", {"Village": FILES["Village.csv"] + "x,另村,,990101101201,VILLAGE,,,STATED\n"}),
    ("BAD_DATE", "Source.csv:2:date", with_cell("Source", "2020-11-12", "2018-02-30")),
    ("BAD_DATE", "TownshipBranch.csv:2:since", with_cell("TownshipBranch", "2017-12", "2017-13")),
    ("BAD_DATE", "TownshipBranch.csv:2:since", with_cell("TownshipBranch", "2017-12", "0001")),
    ("BAD_GRAIN", "TownshipBranch.csv:2:sinceGrain",
        {"TownshipBranch": "key,name,since,sinceGrain,basis\nbranch,某镇党支部,2017-12,ATTESTED,STATED\n"}),
    ("UNKNOWN_VALUE", "Village.csv:2:needs", with_cell("Village", "WATER|LAW", "LAW|LAW")),
    ("NO_SINCE", "TownshipBranch.csv:2:since", with_cell("TownshipBranch", "2017-12", "")),
    ("DATES_CROSSED", "generated/TeamGroup.csv:2:until", with_cell("generated/TeamGroup", "2020-06", "2017")),
    ("UNKNOWN_REFERENCE", "WITHIN.csv:2:to", with_cell("WITHIN", "Township:990101101", "Township:990101102")),
    ("BAD_REFERENCE", "WITHIN.csv:2:from", with_cell("WITHIN", "Village:990101101201", "990101101201")),
    ("WRONG_END", "WITHIN.csv:2:to", with_cell("WITHIN", "Township:990101101", "County:990101")),
    ("UNKNOWN_SOURCE", "WITHIN.csv:2:source", with_cell("WITHIN", "list", "nobody")),
    ("UNPARALLEL", "County.csv:2:source", with_cell("County", "HIGH|MEDIUM", "HIGH")),
    ("UNKNOWN_VALUE", "County.csv:2:confidence", with_cell("County", "MEDIUM", "SOME")),
    ("UNKNOWN_REFERENCE", "County.csv:2:source", with_cell("County", "paper|", "rumour|")),
    ("BAD_CSV", "Source.csv:3", with_cell("Source", "某表", '"某表')),
    ("BAD_ENCODING", "Village.csv", {"Village": b"key,name\n\xff\xff,\xfe\n"}),
    ("UNKNOWN_FILE", "Castle.csv", {"Castle": "key,name\n"}),
    ("BAD_HEADER", "Village.csv:1", {"Village": ""}),
)


@pytest.mark.parametrize(("code", "place", "changed"), FAULTS, ids=[f"{code}-{place}" for code, place, _ in FAULTS])
async def test_a_fault_is_told_by_file_row_and_column(
    tmp_path: Path, code: str, place: str, changed: Mapping[str, str | bytes]
) -> None:
    found = await faults(written(tmp_path, changed=changed))
    assert (code, f"some/{place}") in {(violation.code, violation.place) for violation in found}
    assert all(violation.en and violation.zh for violation in found)


@pytest.mark.parametrize(("place", "changed"), [
    ("Village.csv", {"Village": FILES["Village.csv"].replace("某村", "某\0村")}),
    ("Village.csv:1", {"Village": ""}),
    ("Village.csv:1", {"Village": "\n\n"}),
    ("Village.csv:1", {"Village": codecs.BOM_UTF8}),
    ("Village.csv:2", with_cell("Village", "LAW,STATED", "LAW,STATED,more")),
    ("Village.csv:1:key", {"Village": "name,basis\n某村,STATED\n"}),
    ("TownshipBranch.csv:2:since", with_cell("TownshipBranch", "2017-12", "2017-13")),
])
async def test_what_follows_from_a_fault_is_not_told(
    tmp_path: Path, place: str, changed: Mapping[str, str | bytes]
) -> None:
    """Nor that a row's parent is unknown which could not be read, nor that a date is missing which is wrong."""
    assert {violation.place for violation in await faults(written(tmp_path, changed=changed))} == {f"some/{place}"}


async def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    changed = with_cell("Village", "300", "x") | with_cell("Township", "true", "y") | with_cell("Source", "某报", "")
    found = await faults(written(tmp_path, changed=changed))
    assert {violation.place for violation in found} >= {
        "some/Village.csv:2:households", "some/Township.csv:2:agricultural", "some/Source.csv:2:name"}
    error = BadRow(found)
    assert "Village.csv:2:households" in error.en
    assert "Village.csv:2:households" in error.zh


async def test_what_the_graph_forbids_is_told_by_its_row(tmp_path: Path) -> None:
    lone = with_cell("generated/REPORTS_TO", "\nTeamGroup:team,TownshipBranch:branch,2018,2020-06,GENERATED", "")
    found = await faults(written(tmp_path, changed=lone))
    assert [(violation.code, violation.place) for violation in found] == [("TIERS", "some/generated/TeamGroup.csv:2")]


@pytest.mark.parametrize(("code", "place", "about"), [
    ("MISSING", "seed.toml:name", ABOUT.replace("name =", "nam =")),
    ("UNKNOWN_COLUMN", "seed.toml:colour", ABOUT + 'colour = "red"\n'),
    ("BAD_DATE", "seed.toml:data_date", ABOUT.replace("2020-11-12", '"lately"')),
    ("BAD_VALUE", "seed.toml:open_questions", ABOUT.replace("zh = ", "de = ")),
    ("BAD_TOML", "seed.toml", "name = \n"),
])
async def test_what_a_folder_says_of_itself_is_checked(tmp_path: Path, code: str, place: str, about: str) -> None:
    found = await faults(written(tmp_path, about=about))
    assert (code, f"some/{place}") in {(violation.code, violation.place) for violation in found}


def test_no_folder_is_told_too(tmp_path: Path) -> None:
    with pytest.raises(BadRow, match=r"seed\.toml"):
        seeds.folders(tmp_path)


async def test_what_others_changed_since_is_set_right_by_loading_again(tmp_path: Path) -> None:
    store = await memory()
    folder = written(tmp_path)
    await seeds.load(store, MODEL, folder)
    stamp = Stamp("someone", "by hand", "request")
    await write(store, MODEL, [AlterNode("Village", VILLAGE, {"households": 300}, {"households": 1})], stamp)
    loaded = await seeds.load(store, MODEL, folder)
    assert (loaded.receipt.revision, loaded.receipt.repeated, loaded.altered) == (3, False, 1)
    assert (await held(store)).nodes[VILLAGE].properties["households"] == 300


async def test_a_new_property_is_a_new_column_and_nothing_else(tmp_path: Path) -> None:
    said = Words("Altitude", "海拔")
    label = MODEL.label["Village"]
    higher = replace(label, properties=(*label.properties, Property("altitude", Kind.WHOLE, said, said, unit="metre")))
    model = replace(MODEL, labels=tuple(higher if one is label else one for one in MODEL.labels))
    store = await open_store(Access("memory:"), model, Derivation(model))
    altered = FILES["Village.csv"].replace("households", "altitude")
    await seeds.load(store, model, written(tmp_path, changed={"Village": altered}))
    assert (await held(store)).nodes[VILLAGE].properties["altitude"] == 300


async def test_a_node_that_leads_to_no_division_is_homeless(tmp_path: Path) -> None:
    store = await memory()
    more = {"Unit": "key,name,unitKind,basis\nbureau,某局,GOVERNMENT_DEPARTMENT,STATED\n"}
    await seeds.load(store, MODEL, written(tmp_path, changed=more))
    assert [node.properties["name"] for node in homeless(MODEL, await held(store))] == ["某局"]
