"""Answers that are better shown in a way of their own, by the words of their commands.

A board gives what is printed, part by part; what stands under every answer is none of its business.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from graph_service.cli import seat
from graph_service.cli.found import Found
from graph_service.cli.plainly import table, titled
from graph_service.cli.tongue import Tongue

Parts = Iterator[RenderableType]
Headings = Sequence[tuple[str, str]]
"""In English and Chinese."""
_RUNG: Headings = (
    ("", ""), ("Body", "机构"), ("Tier", "层级"), ("Post", "岗位"), ("Held by", "任职"), ("Since", "起始"),
    ("Goes with", "随任于"),
)
_TEAM: Headings = (("Team", "工作队"), ("Grounds", "合作依据"), ("Whom to call", "联系人"))
_LINK: Headings = (
    ("Team", "工作队"), ("With", "对方"), ("State", "状态"), ("Grounds", "合作依据"), ("By way of", "渠道"),
)
_STEP: Headings = (("", ""), ("To", "至"), ("By", "联系"), ("Whom to call", "联系人"))
_HIT: Headings = (("Name", "名称"), ("Kind", "类别"), ("Where", "路径"), ("Matched", "匹配"), ("In", "匹配处"))
_SUM: Headings = (("Change", "变化"), ("What", "内容"), ("Number", "数目"))
_CHANGE: Headings = (("Change", "变化"), ("Body", "机构、村或人"), ("What", "说明"))
_DIFFERENT: Headings = (("Kind", "类别"), ("What", "说明"))
_COUNTED: Mapping[str, tuple[str, str]] = {
    "groups": ("teams", "工作队"), "members": ("serving", "在队"), "villages": ("villages", "村"),
    "vacancies": ("vacant posts", "空缺岗位"), "notRecorded": ("posts not recorded", "未登记岗位"),
}


def _table(found: Found, headings: Headings, rows: Iterable[Sequence[str]], *, apart: bool = False) -> Table:
    return table([found.say(*one) for one in headings], rows, apart=apart)


def _warning(found: Found, en: str, zh: str) -> Text:
    return Text(found.say(en, zh), style="yellow")


def _reporting_chain(found: Found) -> Parts:
    """Each way up as a ladder, nearest first."""
    yield Text(found["sentence"], style="bold")
    for way in found.each("chains"):
        if len(found.raw("chains")) > 1 and way["team"]:
            yield titled(way["team"])
        yield from _ladder(way)


def _ladder(way: Found) -> Parts:
    steps = way.each("steps")
    if steps:
        yield Text("")
        yield _table(way, _RUNG, ([str(at), *_rung(step)] for at, step in enumerate(steps, 1)))
    for gap in way.each("missing"):
        yield _warning(way, f"Missing: {gap['sentence']}", f"缺：{gap['sentence']}")


def _rung(step: Found) -> list[str]:
    body = [step["body"], step["tier"]]
    post = step.raw("seat")
    if post is None:
        return [*body, "", step.say("not recorded", "未登记"), "", ""]
    return [*body, *(told(post, step.tongue) for told in (seat.role, seat.held, seat.held_since, seat.goes_with))]


def _reporting_lines(found: Found) -> Parts:
    """One line after the other, then what does not agree between them."""
    for line in found.each("lines"):
        yield titled(line["line"])
        yield from _reporting_chain(line)
    yield titled(found.say("Not in agreement, to be verified", "不一致，待核实"))
    different = found.each("inconsistencies")
    if different:
        yield _table(found, _DIFFERENT, ([one["kind"], one["sentence"]] for one in different))
    else:
        yield Text(found.say("None found in what is recorded.", "已登记的事实中未见不一致。"))


def _tree(found: Found) -> Parts:
    """The flat list as the tree that it is; `+N` is what is not shown below a node."""
    below: dict[str | None, list[Found]] = defaultdict(list)
    for entry in found.each("nodes"):
        below[entry.record["parent"]["id"] if entry.record["parent"] else None].append(entry)
    for root in below[None]:
        drawn = Tree(_entry(root), guide_style="dim")
        _grow(drawn, root, below)
        yield drawn
    if found.raw("countsCut"):
        yield _warning(found, "There is too much below to count: the sums are of a part.", "下级过多，合计仅为部分。")


def _grow(drawn: Tree, entry: Found, below: Mapping[str | None, list[Found]]) -> None:
    shown = below.get(entry.record["node"]["id"], [])
    for one in shown:
        _grow(drawn.add(_entry(one)), one, below)
    if (rest := entry.raw("childCount") - len(shown)) > 0:
        drawn.add(Text(f"+{rest}", style="dim"))


def _entry(entry: Found) -> Text:
    counts = entry.each("counts")[0]
    said = [f"{entry.say(*name)} {counts.raw(of)}" for of, name in _COUNTED.items() if counts.raw(of)]
    return Text.assemble(entry["node"], (f"  {' · '.join(said)}" if said else "", "dim"))


def _cooperating(found: Found) -> Parts:
    """Each team with its grounds in words, the way to it, and whom to call."""
    teams = found.each("teams")
    number = str(found.raw("total"))
    yield Text(found.say(f"{found['of']}: {number} teams", f"{found['of']}：共 {number} 支工作队"), style="bold")
    if teams:
        yield Text("")
        yield _table(found, _TEAM, map(_team, teams), apart=True)


def _team(team: Found) -> list[str]:
    grounds = [f"{one['state']}{one.say(': ', '：')}{one['sentence']}" for one in team.each("grounds")]
    post, tongue = team.raw("leader"), team.tongue
    leader = f"{seat.role(post, tongue)}{team.say(': ', '：')}{seat.held(post, tongue)}" if post else ""
    way = [team.say(f"By way of {team['way']}", f"通过{team['way']}走到一起")] if team["way"] else []
    return [team["team"], "\n".join((*grounds, *way)), leader]


def _network(found: Found) -> Parts:
    """The links; teams without one are only counted."""
    nodes, links = found.each("nodes"), found.each("links")
    alone = sum(1 for one in nodes if not one.raw("links"))
    scope, total = found["scope"], found.raw("total")
    yield Text(found.say(
        f"{scope}: {len(nodes)} teams, {total} links; {alone} teams without a link shown",
        f"{scope}：工作队 {len(nodes)} 支，联系 {total} 条；所列联系之外的工作队 {alone} 支",
    ), style="bold")
    if links:
        yield Text("")
        yield _table(found, _LINK, ([link[one] for one in ("one", "other", "state", "kinds", "way")] for link in links))


def _way(found: Found) -> Parts:
    """Each way with its steps numbered, and whom to call on each."""
    ways = found.each("ways")
    length, start, end = found.raw("length"), found["from"], found["to"]
    if not ways or not length:
        yield Text(found["sentence"], style="bold")
        return
    yield Text(found.say(f"From {start} to {end}: {length} steps", f"从{start}到{end}：{length}步"), style="bold")
    for number, way in enumerate(ways, 1):
        yield titled(found.say(f"Way {number}", f"路径 {number}")) if len(ways) > 1 else Text("")
        yield _table(found, _STEP, ([str(at), *_step(step)] for at, step in enumerate(way.each("steps"), 1)))


def _step(step: Found) -> list[str]:
    by = " · ".join(part for part in (step["tie"], step["channel"], step["purpose"]) if part)
    return [step["to"], by, step["call"]]


def _search(found: Found) -> Parts:
    """What was found, where it is, and what of it matched."""
    yield Text(found["sentence"], style="bold")
    hits = found.each("hits")
    if hits:
        yield Text("")
        yield _table(found, _HIT, (
            [hit["node"], hit["kind"], hit["pathWords"], _matched(hit), hit["matchedIn"]] for hit in hits
        ))


def _matched(hit: Found) -> str:
    part = hit["matched"][hit.raw("start") : hit.raw("end")]
    return hit.say(f"{hit['matchKind']} ({part})", f"{hit['matchKind']}（{part}）")


def _timeline(found: Found) -> Parts:
    """Date and what happened; then what is planned."""
    for name, date in (("events", "date"), ("planned", "dueOn")):
        rows = found.each(name)
        yield titled(f"{found['of']} · {found.heading(name)}")
        if not rows:
            yield Text(found.say("Nothing is recorded.", "未登记。"))
            continue
        basis = "basis" if name == "events" else None
        names = [rows[0].heading(date), found.say("What", "事项"), *([rows[0].heading(basis)] if basis else [])]
        yield table(names, [[row[date], row["sentence"], *([row[basis]] if basis else [])] for row in rows])


def _diff(found: Found) -> Parts:
    """The sums, then the changes."""
    scope, total = found["scope"], found.raw("total")
    yield Text(found.say(f"{scope}: {total} changes", f"{scope}：变化 {total} 项"), style="bold")
    if found.raw("partial"):
        yield _warning(found, "So much changed that the sums are of a part.", "变化过多，合计仅为部分。")
    sums, changes = found.each("sums"), found.each("changes")
    if sums:
        yield Text("")
        yield _table(found, _SUM, ([one["kind"], one["title"], one["count"]] for one in sums))
    if changes:
        yield Text("")
        yield _table(found, _CHANGE, ([one["kind"], one["body"], one["sentence"]] for one in changes))


def _card(found: Found) -> Parts:
    """The lines of the board, what each is about beside what it says."""
    yield Text(found.say(f"Contact card: {found['of']}", f"一村一卡：{found['of']}"), style="bold")
    colon = found.say(": ", "：")
    rows = Table.grid(padding=(0, 2))
    rows.add_column(no_wrap=True)
    rows.add_column(overflow="fold")
    for line in found.each("lines"):
        said = line.say(line.raw("en"), line.raw("zh"))
        name, mark, rest = said.partition(colon)
        rows.add_row(*((Text(name, style="cyan"), Text(rest)) if mark else ("", Text(said))))
    yield rows


COMMANDS: Mapping[str, Callable[[Found], Parts]] = {
    "chain": _reporting_chain,
    "lines": _reporting_lines,
    "tree": _tree,
    "cooperating": _cooperating,
    "network": _network,
    "way": _way,
    "search": _search,
    "timeline": _timeline,
    "diff": _diff,
    "card": _card,
}


def board(command: str, of: type[Any], answer: Mapping[str, Any], tongue: Tongue) -> Parts | None:
    """What shows the answer of a command; None where it has no board of its own."""
    shown = COMMANDS.get(command)
    return None if shown is None else shown(Found(of, answer, tongue))
