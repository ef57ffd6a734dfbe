"""Which projects several villages have together, and which are enclaves.

Whether participants of two villages take part cannot be said as a condition, since villages are counted over several
ways.  So a page is made of candidates that the store gives in order from the cursor on, at most so many at once; where
these run out before the page is full it ends early, says so, and its end cursor goes on from there.  No project is
passed over, however many there are.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from graph_service.insights.cursor import decoded, encoded
from graph_service.insights.form import Form, Record
from graph_service.insights.insight import Argument, Asked, Asking, Given, Insight, Making, words
from graph_service.insights.making import Ask
from graph_service.insights.projects.joint import FLAGGED, WHOLE, flags, joint_project
from graph_service.insights.projects.place import PLACED, divisions, place_divisions
from graph_service.insights.projects.project import JointProject
from graph_service.insights.projects.project_scope import BODIES, touching
from graph_service.insights.projects.taking_part import distinct
from graph_service.insights.scope import SCOPES
from graph_service.insights.subject import standing
from graph_service.insights.telling import told
from graph_service.model.graph import GraphModel, Kind
from graph_service.model.shared import NAME_KEY
from graph_service.plan.ir import ALWAYS_TRUE, AllOf, Order

SCANNED = 1000
"""Candidates looked at for one page."""
_NAME = "jointProjects"
_ORDERS = (Order(NAME_KEY),)


@dataclass(frozen=True, slots=True)
class JointProjectEdge:
    """A joint project in its list. | 列表中的联建项目。"""

    cursor: str = told("Where it stands in the list. | 在列表中的位置。")
    node: JointProject = told("The project. | 项目。")


@dataclass(frozen=True, slots=True)
class ProjectPageInfo:
    """A page of the list. | 分页信息。"""

    has_next_page: bool = told("Whether there may be more after it. | 之后是否可能还有。")
    has_previous_page: bool = told("Whether it began after a cursor. | 是否自某游标之后开始。")
    start_cursor: str | None = told("Cursor of the first. | 首项游标。")
    end_cursor: str | None = told("From where to go on. | 续取的游标。")


@dataclass(frozen=True, slots=True)
class JointProjects:
    """Joint projects and enclaves, by name. | 联建项目与飞地项目，按名称排列。"""

    edges: tuple[JointProjectEdge, ...] = told("Each with its cursor. | 各项及其游标。")
    nodes: tuple[JointProject, ...] = told("The projects. | 各项目。")
    page_info: ProjectPageInfo = told("About this page. | 分页信息。")
    total_count: int | None = told("How many there are in all, told on the first page; null behind a cursor, and "
        "where there are too many projects to look at. | 总数，仅在首页给出；自游标续取时或项目过多时为空。")
    truncated: bool = told("Whether the page ended early, because very many projects were looked at; go on from its "
        "end cursor. | 是否因查看的项目过多而提前结束本页，可自末尾游标续取。")


def preparing(scanned: int) -> Callable[[Making], Asked]:
    """What makes the plans: the candidates; then what is shown of those on the page, and the scope.

    Each begins at one place only, because beginnings put together cost more than a statement without.
    """

    def prepare(making: Making) -> Asked:
        whole = _whole(making)
        kept: dict[tuple[str | None, bool], Ask] = {}

        def joint_projects(given: Given) -> Asking:
            after = decoded(_NAME, given["after"]) if given["after"] is not None else None
            scope, begun = given["scope"], after is not None
            kind = None if scope is None else making.model.label_of_tag[scope[:2]]
            if (kind, begun) not in kept:
                kept[kind, begun] = _candidates(making, scanned, kind, begun=begun)
            name_key, key = after or (None, None)
            found = yield kept[kind, begun].of(given, scope=scope, nameKey=name_key, id=key)
            page = _page(found, given["first"], scanned, begun=begun)
            asked = [*page.ids, *page.divisions, *([] if scope is None else [scope])]
            shown = (yield whole.of(given, ids=asked)) if asked else []
            if scope is not None:
                standing(shown[-1], given, "scope")
            return _answer(making.model, page, _placed(shown, len(page.rows)), begun=begun)

        return joint_projects

    return prepare


def _candidates(making: Making, scanned: int, kind: str | None, *, begun: bool) -> Ask:
    """The candidates in a scope of a kind, if there is one, from the beginning or from a cursor on."""
    draft = making.draft()
    first = draft.fixed(scanned, Kind.WHOLE)
    where = making.filter
    if kind is not None:
        inside = touching(making.model, kind, draft.slot("scope"))
        where = inside if where == ALWAYS_TRUE else AllOf((where, inside))
    after = (draft.slot("nameKey", Kind.CODE), draft.slot("id")) if begun else None
    return draft.asks(draft.listed(FLAGGED, where, _ORDERS, first, more=True, after=after))


def _whole(making: Making) -> Ask:
    """All that is shown of projects, of their divisions, and of the scope."""
    draft = making.draft()
    dated = {" ".join(SCOPES): Form("Subject", "inForce"), " ".join(BODIES): Form("TeamGroup", "since until")}
    return draft.asks(draft.by_id(
        Form("Named", only={"Project": WHOLE, **PLACED, **dated}), draft.slot("ids", many=True)
    ))


def _placed(shown: list[Record | None], number: int) -> list[Record | None]:
    """The projects, which stand first, their divisions with what these lie within."""
    known = {one["id"]: one for one in shown[number:] if one is not None}
    for project in shown[:number]:
        if project is not None:
            place_divisions(project, known)
    return shown[:number]


@dataclass(frozen=True, slots=True)
class _Page:
    """The candidates on a page, and where the next begins."""

    rows: list[Record]
    total: int | None
    more: bool
    truncated: bool
    end: str | None

    @property
    def ids(self) -> list[str]:
        return [row["id"] for row in self.rows]

    @property
    def divisions(self) -> list[str]:
        return [one["id"] for one in distinct(one for row in self.rows for one in divisions(row))]


def _page(found: list[Record], first: int, scanned: int, *, begun: bool) -> _Page:
    """Cut from candidates, which are counted if they begin at the beginning and are all."""
    cut = len(found) > scanned
    joint = [row for row in found[:scanned] if flags(row).any]
    total = None if begun or cut else len(joint)
    rows = joint[:first]
    more = len(joint) > first
    last = found[scanned - 1] if cut and not more else rows[-1] if rows else None
    end = None if last is None else _cursor(last)
    return _Page(rows, total, more or cut, cut and len(joint) < first, end)


def _cursor(row: Record) -> str:
    return encoded(_NAME, row["nameKey"], row["id"])


def _answer(model: GraphModel, page: _Page, projects: list[Any], *, begun: bool) -> JointProjects:
    shown = [(row, found) for row, found in zip(page.rows, projects, strict=True) if found is not None]
    edges = tuple(JointProjectEdge(_cursor(row), joint_project(model, found)) for row, found in shown)
    start = edges[0].cursor if edges else None
    info = ProjectPageInfo(page.more, begun, start, page.end)
    return JointProjects(edges, tuple(edge.node for edge in edges), info, page.total, page.truncated)


JOINT_PROJECTS = Insight(
    _NAME, "projects",
    words("Projects that several villages have together, recorded or stated, and enclaves beside them. | "
        "多村联建项目（已登记或载明）及飞地项目。"),
    (
        Argument("scope", words("A division or a body of the tiers to which a site, a participant or a village "
            "that benefits belongs; none: everywhere. | 项目地点、参与方或受益村所属的区划或层级机构，不填为全部。"),
            labels=SCOPES),
        Argument("first", words("At most so many. | 至多若干。"), Kind.WHOLE, default=20, least=1, most=100),
        Argument("after", words("Those after this cursor. | 此游标之后的项目。"), Kind.TEXT),
    ),
    JointProjects, preparing(SCANNED), filters="Project",
)
