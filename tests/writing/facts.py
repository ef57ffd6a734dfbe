"""A tiny county to write into: changes by short names, so that a test says only what it is about."""

from graph_service.changes.change import AddNode, AddTie, AlterNode, AlterTie, Change, Json, Stamp
from graph_service.changes.fold import State, fold
from graph_service.model.ident import ident
from graph_service.model.organization import ORGANIZATION as MODEL
from graph_service.stores.open import Access, open_store
from graph_service.stores.port import Receipt, Store
from graph_service.writing.derive import Derivation
from graph_service.writing.write import write

DERIVE = Derivation(MODEL)
STAMP = Stamp("tester", "test", "request")
FOUNDED = "2018-01-01"


async def memory() -> Store:
    return await open_store(Access("memory:"), MODEL, DERIVE)


def key(label: str, name: str) -> str:
    return ident(MODEL.label[label].tag, label, name)


def node(label: str, name: str, **own: Json) -> AddNode:
    dates: dict[str, Json] = {"since": FOUNDED, "sinceGrain": "DAY"} if MODEL.label[label].dated else {}
    return AddNode(label, key(label, name), {"name": name, "basis": "STATED"} | dates | own)


def post(name: str, **own: Json) -> AddNode:
    seat: dict[str, Json] = {"role": "MEMBER", "rank": 1}
    return node("Post", name, **seat | own)


def tie(kind: str, source: str, target: str, nth: str = "", **own: Json) -> AddTie:
    row = MODEL.types[kind][0]
    ends = MODEL.row(kind, MODEL.label_of_tag[source[:2]], MODEL.label_of_tag[target[:2]])
    dates: dict[str, Json] = {"since": FOUNDED, "sinceGrain": "DAY"} if ends is None or ends.dated else {}
    own_id = ident(row.tag, kind, f"{source} {target} {nth}")
    stated: dict[str, Json] = {"basis": "STATED"}
    return AddTie(kind, own_id, source, target, stated | dates | own)


def joins(kind: str, source: AddNode, target: AddNode, nth: str = "", **own: Json) -> AddTie:
    return tie(kind, source.id, target.id, nth, **own)


def ends(change: AddNode | AddTie, day: str, **more: Json) -> AlterNode | AlterTie:
    """The change that ends what another began."""
    after: dict[str, Json] = {"until": day, "untilGrain": "DAY", **more}
    before: dict[str, Json] = dict.fromkeys(after)
    if isinstance(change, AddNode):
        return AlterNode(change.label, change.id, before, after)
    return AlterTie(change.type, change.id, before, after)


async def put(store: Store, *changes: Change) -> Receipt:
    return await write(store, MODEL, changes, STAMP)


async def held(store: Store) -> State:
    return fold((await store.history()).records)


PROVINCE = node("Province", "某省", divisionKind="PROVINCE", code="990000")
PREFECTURE = node("Prefecture", "某市", divisionKind="PREFECTURE_CITY", code="990100")
COUNTY = node("County", "某县", divisionKind="COUNTY", code="990101", tierScheme="THREE_TIER",
              coverageTarget="NOT_STATED")
TOWNSHIP = node("Township", "某镇", divisionKind="TOWN", code="990101101")
VILLAGE = node("Village", "某村", divisionKind="VILLAGE", code="990101101201")
OTHER_COUNTY = node("County", "邻县", divisionKind="COUNTY", code="990102", tierScheme="THREE_TIER",
                    coverageTarget="NOT_STATED")
OTHER_TOWNSHIP = node("Township", "邻镇", divisionKind="TOWN", code="990102101")
GEOGRAPHY: tuple[Change, ...] = (
    PROVINCE, PREFECTURE, COUNTY, TOWNSHIP, VILLAGE, OTHER_COUNTY, OTHER_TOWNSHIP,
    joins("WITHIN", PREFECTURE, PROVINCE), joins("WITHIN", COUNTY, PREFECTURE), joins("WITHIN", TOWNSHIP, COUNTY),
    joins("WITHIN", VILLAGE, TOWNSHIP), joins("WITHIN", OTHER_COUNTY, PREFECTURE),
    joins("WITHIN", OTHER_TOWNSHIP, OTHER_COUNTY),
)
COMMITTEE = node("WorkingCommittee", "党工委", committeeKind="WORKING_COMMITTEE")
BRANCH = node("TownshipBranch", "某镇党支部")
GROUP = node("TeamGroup", "某村党小组")
CHAIN: tuple[Change, ...] = (
    COMMITTEE, BRANCH, GROUP,
    joins("BASED_IN", COMMITTEE, COUNTY), joins("BASED_IN", BRANCH, TOWNSHIP), joins("STATIONED_IN", GROUP, VILLAGE),
    joins("REPORTS_TO", BRANCH, COMMITTEE), joins("REPORTS_TO", GROUP, BRANCH),
)
