"""What the question of reporting lines found: nodes by their ids, and what stands at their ends on the day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graph_service.insights.form import Record
from graph_service.insights.insight import Ref
from graph_service.insights.posts import on_the_day, stands
from graph_service.insights.reporting.asked import MOST_NODES
from graph_service.model.graph import GraphModel

Tie = tuple[Record, Record]
"""What a relationship leads from and to; the second has its edge."""


@dataclass(frozen=True, slots=True)
class Web:
    """`start` is the node asked about, None if there is none; `truncated` if there was more than is taken.

    `posts` are those of which all is known, by their ids.
    """

    model: GraphModel
    day: str
    nodes: Mapping[str, Record]
    posts: Mapping[str, Record]
    start: Record | None
    county: Record | None
    """The nearest county: how it leads its teams, and which villages it promised one."""
    truncated: bool = False

    def ever(self, near: Record, end: str) -> list[Record]:
        """All that ever stood at an end, each with its own ends as far as they were found, and the edge to it."""
        found = near.get(end) or []
        several = found if isinstance(found, list) else [found]
        return [{**self.nodes.get(one["id"], {}), **one} for one in several]

    def at(self, near: Record, end: str) -> list[Record]:
        """What stands at an end on the day, in the order of the ids."""
        return [one for one in self.ever(near, end) if stands(one["edge"], self.day)]

    def one(self, near: Record, end: str) -> Record | None:
        """As readers take one: of the latest since, then of the least relationship id."""
        found = sorted(self.at(near, end), key=lambda one: str(one["edge"]["id"]))
        return max(found, key=lambda one: one["edge"]["since"] or "", default=None)

    def true(self, record: Record) -> Ref:
        """What a node is, by the tag of its id, whatever damaged data found it as."""
        return Ref(self.model.label_of_tag[record["id"].partition("_")[0]], record["id"])


def _posts(node: Record) -> Iterator[Record]:
    """Of a body, or that a post carries, or the post itself."""
    yield from node.get("seats", ())
    yield from node.get("carries", ())
    if "former" in node:
        yield node


def web(model: GraphModel, day: str, rows: list[tuple[int, Record]]) -> Web:
    """Rows of (distance, record) as a web."""
    posts = {post["id"]: on_the_day(post, day) for _, row in rows for post in _posts(row)}
    start = rows[0][1] if rows else None
    county = next((row for _, row in rows if row["label"] == "County"), None)
    return Web(model, day, {row["id"]: row for _, row in rows}, posts, start, county, len(rows) > MOST_NODES)

