"""A card in words, line by line, in both languages; what is not recorded is said so, and never called vacant."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graph_service.insights.answer import Sentence
from graph_service.insights.card.found import (
    FIRST_SECRETARY,
    GROUP_LEADER,
    LEADER,
    OVER_VILLAGES,
    Card,
    answering,
    backers,
    leading_post,
    sponsors,
)
from graph_service.insights.form import Record
from graph_service.insights.posts import filled
from graph_service.insights.saying import listed, value
from graph_service.model.graph import GraphModel, Words

NOT_RECORDED = Words("not recorded", "未登记")
_BRANCH = Words("Township branch", "乡镇党支部")
_OF_TEAM = Words("Branch that the team reports to", "工作队所属党支部")
_OF_TOWNSHIP = Words("Branch of the village's township", "本乡镇党支部")


def lines(model: GraphModel, card: Card) -> Iterator[Sentence]:
    """The villages, the teams, then what is above them."""
    for village in card.villages:
        yield from _village(model, card, village)
    if not card.teams:
        yield _line(Words("Team", "工作队"), NOT_RECORDED)
    for team in card.teams:
        yield from _team(model, card, team)
    stations: dict[str, Record] = {}
    for title, branch in _branches(card):
        yield _branch(card, title, branch)
        if station := card.station(branch):
            stations[station["id"]] = station
    yield _line(Words("Guidance station", "指导站"), _names(stations.values()))
    for office in card.offices():
        yield _office(card, office)
    yield from _charge(card)


def _village(model: GraphModel, card: Card, village: Record) -> Iterator[Sentence]:
    township = card.township(village)
    where = township["name"] if township else ""
    yield _line(
        Words("Village", "村"), Words(f"{village['name']}{', ' if where else ''}{where}", f"{where}{village['name']}")
    )
    post = card.first_secretary(village)
    title = value(model, "Role", "FIRST_SECRETARY")
    yield _line(title, filled(post, card.day) if post else _elsewhere(card, village))
    for role in OVER_VILLAGES[1:]:
        if posts := [post for post in card.township_posts(village) if post["role"] == role]:
            yield from (_line(value(model, "Role", role), one) for one in _each(card, posts))
    units = [_supporter(model, one.fields, village, one.unit.id) for one in sponsors(backers(village))]
    yield _line(Words("Units that support the village", "帮扶单位"), _or_not_recorded(units))


def _elsewhere(card: Card, village: Record) -> Words:
    """The village has no post of a first secretary: what its township has of such posts."""
    posts = [post for post in card.township_posts(village) if post["role"] == FIRST_SECRETARY]
    township = card.township(village)
    if not posts or township is None:
        return NOT_RECORDED
    said = _each(card, posts)
    en, zh = "; ".join(one.en for one in said), "、".join(one.zh for one in said)
    return Words(
        f"not recorded for the village; {township['name']} has {len(posts)} such posts recorded without their "
        f"villages: {en}",
        f"本村未登记；{township['name']}登记有该岗位{len(posts)}个，未载明所驻村：{zh}",
    )


def _each(card: Card, posts: Iterable[Record]) -> list[Words]:
    """How posts are filled, one by one; those not recorded are said in one."""
    said = [filled(post, card.day) for post in posts]
    known = [one for one in said if one != NOT_RECORDED]
    rest = len(said) - len(known)
    return [*known, Words(f"{rest} not recorded", f"未登记{rest}个")] if rest else known


def _supporter(model: GraphModel, fields: Iterable[str], village: Record, unit: str) -> Words:
    name = next(one["name"] for one in village["supporters"] if one["id"] == unit)
    said = listed([value(model, "Field", one) for one in fields])
    return Words(f"{name} ({said.en})", f"{name}（{said.zh}）") if said.en else Words(name, name)


def _team(model: GraphModel, card: Card, team: Record) -> Iterator[Sentence]:
    villages = _names(team["villages"])
    yield _line(Words("Team", "工作队"), Words(
        f"{team['name']}, stationed in {villages.en}", f"{team['name']}（驻{villages.zh}）"))
    for role in (LEADER, GROUP_LEADER):
        yield _line(value(model, "Role", role), _filled(card, card.post(team, role)))
    others: dict[str, list[Record]] = {}
    for post in card.posts(team):
        if post["role"] not in (LEADER, GROUP_LEADER):
            others.setdefault(post["role"], []).append(post)
    for role, posts in others.items():
        yield from (_line(value(model, "Role", role), one) for one in _each(card, posts))
    if apart := card.without_post(team):
        yield _line(Words("Serving without a post recorded", "在队服务、岗位未登记"), _names(apart))
    units = {one["id"]: one for one in (*team["sponsors"], *(m["sponsor"] for m in team["members"] if m["sponsor"]))}
    yield _line(Words("Sent by", "派出单位"), _names(sorted(units.values(), key=lambda one: str(one["nameKey"]))))
    yield _line(Words("Liaison officers", "联系干部"), _names(team["liaisons"]))


def _branches(card: Card) -> Iterator[tuple[Words, Record]]:
    """The teams' branches, then those of the villages' townships where they are others."""
    own = {team["branch"]["id"]: team["branch"] for team in card.teams if team["branch"]}
    based = {one["id"]: one for one in map(card.township_branch, card.villages) if one}
    for key, one in own.items():
        yield (_BRANCH if key in based or not based else _OF_TEAM), one
    for key, one in based.items():
        if key not in own:
            yield (_OF_TOWNSHIP if own else _BRANCH), one


def _branch(card: Card, title: Words, branch: Record) -> Sentence:
    said = _filled(card, card.secretary(branch))
    return _line(title, Words(
        f"{branch['name']}; secretary: {said.en}", f"{branch['name']}；书记：{said.zh}"))


def _office(card: Card, office: Record) -> Sentence:
    host, said = office["host"], _filled(card, leading_post(office))
    en, zh = (f", in {host['name']}", f"（设在{host['name']}）") if host else ("", "")
    return _line(Words("Office", "驻村工作办公室"), Words(
        f"{office['name']}{en}; head: {said.en}", f"{office['name']}{zh}；负责人：{said.zh}"))


def _charge(card: Card) -> Iterator[Sentence]:
    title, found = Words("In charge", "包保领导、包保部门"), False
    for place, one in card.charged():
        found = True
        if one["label"] == "Cadre":
            yield _line(title, Words(f"{one['name']}, of {place['name']}", f"{one['name']}（包保{place['name']}）"))
            continue
        said = _filled(card, answering(one))
        yield _line(title, Words(
            f"{one['name']}, of {place['name']}; to turn to: {said.en}",
            f"{one['name']}（包保{place['name']}）；负责人：{said.zh}"))
    if not found:
        yield _line(title, NOT_RECORDED)


def _filled(card: Card, post: Mapping[str, Any] | None) -> Words:
    """Who fills a post, and the post that a seat goes with."""
    if post is None:
        return NOT_RECORDED
    said, follows = filled(post, card.day), post["follows"]
    if follows is None:
        return said
    other = follows["holder"]
    named = f"{follows['name']} {other['name']}" if other else follows["name"]
    return Words(f"{said.en}; the seat goes with {named}", f"{said.zh}；随任于{named}")


def _names(records: Iterable[Record]) -> Words:
    return _or_not_recorded([Words(one["name"], one["name"]) for one in records])


def _or_not_recorded(said: list[Words]) -> Words:
    return listed(said) if said else NOT_RECORDED


def _line(title: Words, said: Words) -> Sentence:
    return Sentence(f"{title.en}: {said.en}.", f"{title.zh}：{said.zh}。")
