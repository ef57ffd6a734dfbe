"""Posts as questions show them: who holds one, who acts in it, which post it follows, and how long it is vacant."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graph_service.insights.answer import Walked, ref, walked
from graph_service.insights.form import DATED, Form, Many, One, Record
from graph_service.insights.insight import Ref
from graph_service.insights.saying import approximate, days, since
from graph_service.insights.telling import late, told
from graph_service.model.graph import Kind, Words
from graph_service.plan.ir import Ever

EDGE = f"id {DATED}"
LEADING: Mapping[str, tuple[str, ...]] = {"TeamGroup": ("GROUP_LEADER", "TEAM_LEADER")}
"""By which role a body is led where it is not the first in rank."""
_PERSON = Form("Cadre", "name")
_HOLDER = One(_PERSON, f"{EDGE} dueOn", cited=True)
_ACTING = One(_PERSON, EDGE, cited=True)
_FORMER = Many(_PERSON, EDGE, cited=True, moment=Ever(), hop="holder")
_VACANCY = Many(Form("Source", "name"), EDGE, cited=True, moment=Ever(), hop="statedVacancies")
_FOLLOWED = Form(
    "Post", "name role rank holding", {"holder": _HOLDER, "actingHolder": _ACTING, "body": One(Form("PostPlace"))}
)
POST = Form(
    "Post", "name role rank holding since sinceGrain until",
    {
        "holder": _HOLDER, "actingHolder": _ACTING, "former": _FORMER, "vacancies": _VACANCY,
        "follows": One(_FOLLOWED, EDGE, cited=True),
    },
)
"""What `seat` needs to know of a post."""
_HOLDERS = Many(_PERSON, f"{EDGE} dueOn", cited=True, moment=Ever(), hop="holder")
_STATED = Many(Form("Source", ""), "since until", moment=Ever(), hop="statedVacancies")


def _ever(**followed: Many) -> Form:
    follows = Form(
        "Post", "name role rank since until", {"former": _HOLDERS, "body": One(Form("PostPlace")), **followed}
    )
    return Form(
        "Post", "name role rank since sinceGrain until",
        {
            "former": _HOLDERS, "actingHolder": _ACTING, "vacancies": _VACANCY,
            "follows": One(follows, EDGE, cited=True),
        },
    )


POST_EVER = _ever(vacancies=_STATED)
"""The same with fewer parts, each of which a store has to plan: `on_the_day` makes of it what `POST` gives."""
POST_HELD = _ever()
"""The same without how the post is held that it follows."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A post, how it is filled on the day, and whom to turn to. | 岗位及其当日任职情况。"""

    post: Ref = told("The post. | 岗位。", at="Post")
    role: str = told("Its role. | 角色。", enumeration="Role")
    holding: str = told("How it is filled; not recorded is not vacant. | 任职状态，未登记不等于空缺。",
        enumeration="Holding")
    holder: Ref | None = told("Who holds it. | 任职人。", at="Cadre")
    since: str | None = told("Since when the holder is known to hold it. | 任职起始日。", kind=Kind.DATE)
    since_grain: str | None = told("How exact that is. | 起始精度。", enumeration="Grain")
    due_on: str | None = told("Planned end of the holder's term. | 预计截止。", kind=Kind.DATE)
    acting: Ref | None = told("Who acts in it. | 主持工作人。", at="Cadre")
    follows: Ref | None = told("The post whose holder the seat goes with. | 随任于何岗位。", at="Post")
    follows_body: Ref | None = told("The body of that post. | 该岗位所属机构。", at="PostPlace")
    follows_holder: Ref | None = told("Who holds that post. | 该岗位任职人。", at="Cadre")
    days_vacant: int | None = told("Whole days since it fell vacant; null unless it is vacant and that day is known. "
        "| 空缺天数，非空缺或起始不详时为空。")
    days_approximate: bool = told("Whether these days come from a coarse date. | 天数是否为约数。")
    call: Ref | None = told("Whom to turn to: the holder, else who acts. | 可联系的人。", at="Cadre")
    reasons: tuple[Walked, ...] = told("What it rests on. | 依据。")


def on_the_day(post: Record, day: str) -> Record:
    """A record of `POST_EVER`, and that of the post that it follows, with who holds it on a day and how it is held."""
    if post["follows"] is not None:
        _held(post["follows"], day)
    return _held(post, day)


def _held(post: Record, day: str) -> Record:
    held = [one for one in post["former"] if stands(one["edge"], day)]
    held.sort(key=lambda one: str(one["edge"]["id"]))
    post["holder"] = max(held, key=lambda one: one["edge"]["since"] or "", default=None)
    if "vacancies" in post:
        post["holding"] = _holding(post, day)
    return post


def _holding(post: Record, day: str) -> str:
    """As the stores have it."""
    if not stands(post, day):
        return "NOT_RECORDED"
    if post["holder"] is not None:
        return "HELD"
    left = any(one["edge"]["until"] and one["edge"]["until"] <= day for one in post["former"])
    return "VACANT" if left or any(stands(one["edge"], day) for one in post["vacancies"]) else "NOT_RECORDED"


def stands(dated: Mapping[str, Any], day: str) -> bool:
    """Whether a record or a relationship is in force on a day; open ends are None."""
    begun, ended = dated["since"], dated["until"]
    return (begun is None or begun <= day) and (ended is None or day < ended)


def leading(body: str, posts: Iterable[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The post by which a body of a label is led: by its role, else the first in rank."""
    order = {role: at for at, role in enumerate(LEADING.get(body, ()))}
    found = sorted(posts, key=lambda post: (order.get(post["role"], len(order)), post["rank"], post["id"]))
    return found[0] if found else None


def seat(post: Mapping[str, Any], day: str) -> Seat:
    """A record of `POST` as it is shown."""
    holder, acting, follows = post["holder"], post["actingHolder"], post["follows"]
    open_days, about = _vacant(post, day)
    followed = follows["holder"] if follows else None
    return Seat(
        ref(post), post["role"], post["holding"], _ref(holder),
        holder["edge"]["since"] if holder else None, holder["edge"]["sinceGrain"] if holder else None,
        holder["edge"]["dueOn"] if holder else None, _ref(acting), _ref(follows),
        _ref(follows["body"]) if follows else None, _ref(followed), open_days, about, _ref(holder or acting),
        late(lambda: _reasons(post, day)),
    )


def _reasons(post: Mapping[str, Any], day: str) -> tuple[Walked, ...]:
    found = (post["holder"], post["actingHolder"], post["follows"], *_since_when(post, day))
    return tuple(walked(post, one) for one in found if one is not None)


def filled(post: Mapping[str, Any], day: str) -> Words:
    """In words who fills a post: the holder, who acts, vacant, or not recorded."""
    holder, acting = post["holder"], post["actingHolder"]
    if holder is not None:
        held = since(holder["edge"])
        return Words(f"{holder['name']}, {held.en}", f"{holder['name']}（{held.zh}）")
    person = Words(f"; {acting['name']} acts", f"，{acting['name']}主持工作") if acting else Words("", "")
    if post["holding"] != "VACANT":
        return Words(f"not recorded{person.en}", f"未登记{person.zh}")
    open_days, about = _vacant(post, day)
    if open_days is None:
        return Words(f"vacant{person.en}", f"空缺{person.zh}")
    en, zh = ("about ", "约") if about else ("", "")
    return Words(f"vacant for {en}{open_days} days{person.en}", f"空缺{zh}{open_days}天{person.zh}")


def _vacant(post: Mapping[str, Any], day: str) -> tuple[int | None, bool]:
    """Days since the last holder left, or since the vacancy is stated, and whether that is only about right."""
    known = [(start, grain) for start, grain, _ in _emptied(post, day) if grain != "ATTESTED"]
    if not known:
        return None, False
    start, grain = max(known, key=lambda found: found[0])
    return days(start, day), approximate(grain)


def _since_when(post: Mapping[str, Any], day: str) -> Iterator[Mapping[str, Any]]:
    """What a vacancy rests on: whoever left last, and what states it."""
    emptied = _emptied(post, day)
    last = max((start for start, _, _ in emptied), default=None)
    return (record for start, _, record in emptied if start == last)


def _emptied(post: Mapping[str, Any], day: str) -> list[tuple[str, str | None, Mapping[str, Any]]]:
    """When a vacant post fell vacant, by holders who left and by what is stated: day, grain, and the record."""
    if post["holding"] != "VACANT":
        return []
    ended = [(one["edge"]["until"], one["edge"]["untilGrain"], one) for one in post.get("former", ())]
    stated = [(one["edge"]["since"], one["edge"]["sinceGrain"], one) for one in post.get("vacancies", ())]
    return [found for found in (*ended, *stated) if found[0] and found[0] <= day]


def _ref(record: Mapping[str, Any] | None) -> Ref | None:
    return None if record is None else ref(record)
