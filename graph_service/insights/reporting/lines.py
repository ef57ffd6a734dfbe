"""The four reporting lines of a node side by side, and what does not agree between them.

The question is that of `reportingChain`, asked for all lines at once.  Of a branch or committee the members below
are not gone through: ask for a team, a village or a cadre.
"""

from dataclasses import dataclass

from graph_service.insights.answer import Sentence, ref
from graph_service.insights.insight import Asked, Asking, Given, Insight, Making, Ref, words
from graph_service.insights.making import Ask
from graph_service.insights.reporting.asked import LINES, asked
from graph_service.insights.reporting.chain import ABOUT, label_of, present
from graph_service.insights.reporting.inconsistencies import Inconsistency, inconsistencies, own_posts
from graph_service.insights.reporting.starts import starts
from graph_service.insights.reporting.told import ReportingChain, chain, posts_on
from graph_service.insights.reporting.walks import way
from graph_service.insights.reporting.web import web
from graph_service.insights.telling import field_value, late, told


@dataclass(frozen=True, slots=True)
class ReportingLines:
    """All reporting lines of a node, and what does not agree between them. | 各条上报线及其间的不一致。"""

    of: Ref = told("Where they start. | 起点。")
    lines: tuple[ReportingChain, ...] = told("PARTY, SPONSOR, CHARGE, GUIDANCE, in this order. | "
        "隶属、派出、包保、指导，依此顺序。")
    inconsistencies: tuple[Inconsistency, ...] = told("Recorded facts that do not agree; where one side is not "
        "recorded there is none. | 互不一致的登记；一方未登记时不列。")
    truncated: bool = told("Whether there are more teams. | 是否还有更多工作队。")
    sentence: Sentence = told("In words. | 一句话。")


def prepare(making: Making) -> Asked:
    """One statement, as of one line."""
    kept: dict[str, Ask] = {}

    def up(label: str) -> Ask:
        if label not in kept:
            kept[label] = asked(making, label, LINES, checks=True)
        return kept[label]

    def reporting_lines(given: Given) -> Asking:
        found = web(making.model, given.day, (yield up(label_of(making.model, given)).of(given, of=[given["of"]])))
        of = present(found, given)
        begun = starts(found, of)
        ways = {line: [way(found, one, line) for one in begun.each] for line in LINES}
        every = [one for several in ways.values() for one in several]
        wanted = [*own_posts(found, of), *posts_on(found, of, every)]
        lines = tuple(chain(found, of, line, several, truncated=begun.truncated) for line, several in ways.items())
        seats = [found.posts[key] for key in dict.fromkeys(wanted) if key in found.posts]
        odd = inconsistencies(found, of, begun.each, seats)
        return ReportingLines(ref(of), lines, odd, begun.truncated, late(lambda: _whole(lines, odd)))

    return reporting_lines


def _whole(lines: tuple[ReportingChain, ...], odd: tuple[Inconsistency, ...]) -> Sentence:
    said: list[Sentence] = [field_value(one, "sentence") for one in (*lines, *odd)]
    en, zh = " ".join(one.en for one in said), "".join(one.zh for one in said)
    return Sentence(en, zh) if odd else Sentence(f"{en} Nothing that is recorded differs.", f"{zh}登记之间没有不一致。")


LINES_OF = Insight(
    "reportingLines", "lines",
    words("All reporting lines of a node side by side, and what does not agree between them. | "
        "并列各条上报线，并列出其间的不一致。"),
    (ABOUT,), ReportingLines, prepare,
)
