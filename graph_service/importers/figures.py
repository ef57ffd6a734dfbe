"""What the reports declare, as they declare it: figures with their subjects, counties, projects and names."""

from collections.abc import Iterator, Mapping

from graph_service.changes.fold import Node
from graph_service.importers.view import View, expected, only

FIGURES = (
    ("义县", "义县驻村扶贫工作队数", 151, "EXACT"), ("义县", "义县派驻干部数", 603, "EXACT"),
    ("义县", "义县成立经济合作社数", 239, "EXACT"), ("义县", "义县发展致富项目数", 35, "EXACT"),
    ("义县", "义县年收入5万元以上的村数", 207, "EXACT"), ("义县", "义县空壳村数", 0, "EXACT"),
    ("富有台村、大铁厂村油蟠桃种植项目", "油蟠桃项目年净利润", 330_000, "AT_LEAST"),
    ("富有台村、大铁厂村油蟠桃种植项目", "油蟠桃项目带动务工", 1_000, "AT_LEAST"),
    ("富有台村、大铁厂村油蟠桃种植项目", "油蟠桃项目增加收入", 100_000, "EXACT"),
    ("头道河镇第一书记电商平台", "头道河镇第一书记电商平台带动早金酥梨种植面积", 500, "EXACT"),
    ("孟村回族自治县", "孟村县选派工作队数", 44, "EXACT"), ("孟村回族自治县", "孟村县选派驻村干部数", 132, "EXACT"),
    ("孟村回族自治县", "孟村市选派工作队数", 6, "EXACT"), ("孟村回族自治县", "孟村市选派驻村干部数", 18, "EXACT"),
    ("孟村回族自治县", "孟村工作队总数", 50, "EXACT"), ("孟村回族自治县", "孟村驻村干部总数", 150, "EXACT"),
    ("孟村回族自治县", "孟村贫困村数", 50, "EXACT"),
    ("夏河县", "夏河县贫困村工作队数", 27, "EXACT"), ("夏河县", "夏河县非贫困村工作队数", 33, "EXACT"),
    ("夏河县", "夏河县工作队总数", 60, "EXACT"), ("夏河县", "夏河县非贫困村工作队干部数", 225, "EXACT"),
    ("夏河县", "夏河县非贫困村工作队队长数", 33, "EXACT"),
    ("钦州市", "钦州市新选派工作队员数", 2582, "EXACT"), ("钦州市", "钦州市市级选派工作队员数", 326, "EXACT"),
    ("钦州市", "钦州市应住村工作队员数", 2400, "MORE_THAN"),
    ("长沙市", "长沙市驻村扶贫村数", 779, "EXACT"), ("长沙市", "长沙市驻村扶贫队员数", 1712, "EXACT"),
    ("丹东市", "丹东市完成目标备案的县处级干部数", 472, "EXACT"),
    ("丹东市", "丹东市个性化工作任务数", 6100, "MORE_THAN"),
    ("朝阳市", "朝阳市“党建+”特色品牌数", 67, "EXACT"),
)
"""Subject, figure, value, bound."""
BASELINE = ("义县年收入5万元以上的村数", 50)
SCHEMES: Mapping[str, tuple[str, str]] = {
    "义县": ("THREE_TIER", "NOT_STATED"), "孟村回族自治县": ("OFFICE", "LISTED_VILLAGES"),
    "夏河县": ("NOT_STATED", "ALL_VILLAGES"), "浦北县": ("SQUAD", "NOT_STATED"),
}
"""How a county leads its teams and to which villages it promised one; of the others neither is stated."""
PROJECTS = (
    ("大定堡满族乡百香果种植项目", "JOINT", None, 1), ("富有台村、大铁厂村油蟠桃种植项目", "JOINT", 2, 2),
    ("头道河镇第一书记电商平台", "PLATFORM", 9, 2), ("六家子村小麦面粉加工厂", "HUB", 7, 0),
)
"""Project, kind, participants that are stated, those of them that are named."""
DUTIES: Mapping[str, list[str]] = {"富有台村": ["OPERATION"], "大铁厂村": ["TECHNIQUE", "SALES"], "六家子村": ["HUB"]}
ENCLAVE_VILLAGE = "210727110201"
PRODUCTS = {"毛三家香瓜", "老式蜂蜜", "秦源山庄早金酥梨"}
PEOPLE = frozenset((
    "熊超", "李勇", "赵强", "龚鑫", "张涛", "李贺", "孔强", "董连杰", "廖伟伟", "朱凯", "苏宗海", "庄开宏", "符斌",
    "左松岗", "吕力力", "王勇", "郑俊胜", "张长江", "曲桂平", "乔树峰", "王雄", "张江山", "王容晖", "赵寿峰", "李向伟",
    "孙方",
))
"""Whom the reports name in an official role.  Nobody else is a person of the graph."""


def declared(view: View) -> Iterator[str]:
    for subject, name, value, bound in FIGURES:
        figure = named(view, "Indicator", name)
        yield from expected(name, (value, bound), (figure.properties.get("value"), figure.properties.get("bound")))
        yield from expected(f"{name} is of", [subject], [of.properties["name"] for of in view.out(figure, "INDICATES")])
    yield from expected(BASELINE[0], BASELINE[1], named(view, "Indicator", BASELINE[0]).properties.get("baseline"))


def schemes(view: View) -> Iterator[str]:
    for county in view.all("County"):
        name, basis = str(county.properties["name"]), county.properties["basis"]
        if basis != "GENERATED":
            found = county.properties.get("tierScheme"), county.properties.get("coverageTarget")
            yield from expected(name, SCHEMES.get(name, ("NOT_STATED", "NOT_STATED")), found)


def projects(view: View) -> Iterator[str]:
    for name, kind, count, known in PROJECTS:
        found = named(view, "Project", name)
        told = (found.properties.get(key) for key in ("projectKind", "statedParticipantCount", "statedNamedCount"))
        yield from expected(name, (kind, count, known), tuple(told))
        for tie in view.ties_at(found, "TAKES_PART_IN", outward=False):
            village = view.state.nodes[tie.source]
            if village.label == "Village":
                place = str(village.properties["name"])
                yield from expected(f"{name}: {place}", DUTIES.get(place), tie.properties.get("duties"))
    platform = named(view, "Project", PROJECTS[2][0])
    yield from expected("products", PRODUCTS, {node.properties["name"] for node in view.out(platform, "PRODUCES")})


def enclave(view: View) -> Iterator[str]:
    """It stands in the park, and pays the village of him who brought it in."""
    found = [tie for tie in view.ties_at(view.coded(ENCLAVE_VILLAGE), "BENEFITS", outward=False)
             if view.state.nodes[tie.source].properties.get("projectKind") == "ENCLAVE"]
    yield from expected("income", [(100_000, "AT_LEAST")],
        [(tie.properties.get("yearlyIncome"), tie.properties.get("yearlyIncomeBound")) for tie in found])
    for tie in found:
        project = view.state.nodes[tie.source]
        yield from expected("investment", 180_000_000, project.properties.get("investment"))
        yield from expected("site", ["Enterprise"], [site.label for site in view.out(project, "LOCATED_IN")])
        yield from expected("introduced by", ["赵强"],
            [cadre.properties["name"] for cadre in view.out(project, "INTRODUCED_BY")])
        yield from expected("policies", 1, len(view.out(project, "BACKED_BY")))


def people(view: View) -> Iterator[str]:
    found = {str(cadre.properties["name"]) for cadre in view.all("Cadre") if cadre.properties["basis"] != "GENERATED"}
    yield from (f"named in no official role 非公职点名人员: {name}" for name in sorted(found - PEOPLE))
    yield from (f"missing 缺少: {name}" for name in sorted(PEOPLE - found))


def named(view: View, label: str, name: str) -> Node:
    """The one node of a name.  Raises LookupError."""
    return only(name, [node for node in view.all(label) if node.properties["name"] == name])
