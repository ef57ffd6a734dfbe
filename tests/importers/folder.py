"""A small folder of seeds, written anew for each test, so that a test changes one cell."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from graph_service.changes.fold import State, fold
from graph_service.errors import BadRow, Refused, Violation
from graph_service.importers import seeds
from graph_service.model.organization import ORGANIZATION as MODEL
from graph_service.stores.open import Access, open_store
from graph_service.stores.port import Store
from graph_service.writing.derive import Derivation

ABOUT = """
name = "Some county"
name_zh = "某县"
about = "For tests."
about_zh = "测试用。"
data_date = 2020-11-12
open_questions = [{ en = "Who?", zh = "谁？" }]
"""
FILES = {
    "Source.csv": "key,name,date,basis\npaper,某报,2020-11-12,STATED\nlist,某表,,STATED\n",
    "County.csv": "key,name,code,divisionKind,tierScheme,coverageTarget,basis,source,quote,confidence\n"
                  "990101,某县,990101,COUNTY,THREE_TIER,NOT_STATED,STATED,paper|list,三级|,HIGH|MEDIUM\n",
    "Township.csv": "key,name,code,divisionKind,agricultural,basis\n990101101,某镇,990101101,TOWN,true,STATED\n",
    "Village.csv": "key,name,aliases,code,divisionKind,households,needs,basis\n"
                   "990101101201,某村,某屯|某庄,990101101201,VILLAGE,300,WATER|LAW,STATED\n",
    "WITHIN.csv": "from,to,basis,source,confidence\nVillage:990101101201,Township:990101101,STATED,list,HIGH\n"
                  "Township:990101101,County:990101,STATED,list,HIGH\n",
    "WorkingCommittee.csv": "key,name,committeeKind,since,basis\ncommittee,党工委,WORKING_COMMITTEE,2017-12,STATED\n",
    "TownshipBranch.csv": "key,name,since,basis\nbranch,某镇党支部,2017-12,STATED\n",
    "BASED_IN.csv": "from,to,since,basis\nWorkingCommittee:committee,County:990101,2017-12,STATED\n"
                    "TownshipBranch:branch,Township:990101101,2017-12,STATED\n",
    "REPORTS_TO.csv": "from,to,since,basis\nTownshipBranch:branch,WorkingCommittee:committee,2017-12,STATED\n",
    "generated/TeamGroup.csv": "key,name,since,until,basis\nteam,某村驻村工作队,2018,2020-06,GENERATED\n",
    "generated/REPORTS_TO.csv": "from,to,since,until,basis\n"
                                "TeamGroup:team,TownshipBranch:branch,2018,2020-06,GENERATED\n",
    "generated/STATIONED_IN.csv": "from,to,since,until,basis\nteam,990101101201,2018,2020-06,GENERATED\n",
}


def written(root: Path, *, about: str = ABOUT, changed: Mapping[str, str | bytes] = MappingProxyType({})) -> Path:
    """The folder `some` below a root; `changed` are other texts of files, by the name without `.csv`."""
    folder = root / "some"
    (folder / "generated").mkdir(parents=True)
    (folder / "seed.toml").write_text(about, encoding="utf-8")
    for name, text in {**FILES, **{f"{name}.csv": text for name, text in changed.items()}}.items():
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def with_cell(name: str, old: str, new: str) -> dict[str, str]:
    """One file with one text replaced."""
    assert old in FILES[f"{name}.csv"]
    return {name: FILES[f"{name}.csv"].replace(old, new, 1)}


async def memory() -> Store:
    return await open_store(Access("memory:"), MODEL, Derivation(MODEL))


async def faults(folder: Path, *, stated_only: bool = False) -> list[Violation]:
    """All that loading a folder finds wrong; nothing may be written then."""
    store = await memory()
    try:
        await seeds.load(store, MODEL, folder, stated_only=stated_only)
    except (BadRow, Refused) as refused:
        assert (await store.history()).head.revision == 0
        return list(refused.violations)
    return []


async def held(store: Store) -> State:
    return fold((await store.history()).records)
