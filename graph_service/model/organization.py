"""THE declaration: the village-stationed work organization as one model.  Everything else loops over it."""

from graph_service.model.enumerations import ENUMERATIONS, label_enumeration
from graph_service.model.graph import GraphModel, Interface
from graph_service.model.labels import LABELS
from graph_service.model.relationships import (
    ANY,
    BODIES,
    CONTACTS,
    DIVISIONS,
    PARTICIPANTS,
    POST_PLACES,
    RELATIONSHIPS,
    SUBJECTS,
)
from graph_service.model.shared import DATE_PROPERTIES, DERIVED, NODE_PROPERTIES, TIE_PROPERTIES, words

INTERFACES = (
    Interface("Node", words("Node | 节点"), words("Anything with an id. | 任何有标识者。"), ANY, only=("id",)),
    Interface("Named", words("Named | 有名者"), words("Anything in the graph. | 图中任何节点。"), ANY),
    Interface("Body", words("Body | 机构"), words("A tier, an organ or a unit. | 层级、机构或单位。"), BODIES),
    Interface("Division", words("Division | 行政区划"), words("Geography. | 行政区划。"), DIVISIONS, order="code"),
    Interface("Participant", words("Participant | 参与方"), words(
        "What may take part in a project. | 可参与项目者。"), PARTICIPANTS),
    Interface("PostPlace", words("Place of a post | 岗位所在"), words(
        "What a post may belong to. | 岗位可属的机构或区划。"), POST_PLACES),
    Interface("Subject", words("Subject | 指标对象"), words("What a figure may be about. | 指标可指对象。"), SUBJECTS),
    Interface("Site", words("Site | 项目地点"), words(
        "Where a project may stand. | 项目可落地处。"), ("Village", "Enterprise")),
    Interface("PartyOrganization", words("Party organization | 党组织"), words(
        "What may keep a party relation. | 可接收党组织关系者。"), ("TownshipBranch", "VillageBranch", "Unit")),
    Interface("Charged", words("Charged place | 包保对象"), words(
        "What somebody may be in charge of. | 可被包保者。"), ("County", "Township", "Village", "TeamGroup")),
    Interface("InCharge", words("In charge | 包保方"), words(
        "Who may be in charge. | 可任包保者。"), ("Post", "Cadre", "Unit")),
    Interface("Contact", words("Contact | 联络方"), words(
        "What may keep a coordination link. | 可建立协调联络者。"), CONTACTS),
    Interface("Founder", words("Founder | 发起方"), words(
        "Who may found an enterprise. | 可发起经营主体者。"), ("Village", "TeamGroup", "Cadre")),
    Interface("Location", words("Location | 所在地"), words(
        "Where an enterprise may be. | 经营主体可在之处。"), ("County", "Township", "Village")),
)

ORGANIZATION = GraphModel(
    labels=LABELS,
    relationships=RELATIONSHIPS,
    interfaces=INTERFACES,
    enumerations=(*ENUMERATIONS, label_enumeration(LABELS)),
    node_properties=NODE_PROPERTIES,
    date_properties=DATE_PROPERTIES,
    tie_properties=TIE_PROPERTIES,
    derived=DERIVED,
)
