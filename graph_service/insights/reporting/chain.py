"""Whom somebody answers to, up to the top: one of four lines from a cadre, team, branch, committee, village or post.

The lines do not mix.  PARTY goes team, branch, committee, and names above it, as no tier, the body that dispatched
the committee; SPONSOR names the unit that sent the cadre, then those that sponsor the team; CHARGE names who is in
charge of the team, its villages, their townships and the county, in this order; GUIDANCE the station of the branch
and the committee whose organ it is.  A village with several teams has a chain for each, in the order of their ids.
"""

from graph_service.insights.form import Record
from graph_service.insights.insight import Argument, Asked, Asking, Given, Insight, Making, words
from graph_service.insights.making import Ask
from graph_service.insights.reporting.asked import LINE, OF, PARTY, asked
from graph_service.insights.reporting.starts import starts
from graph_service.insights.reporting.told import ReportingChain, chain
from graph_service.insights.reporting.walks import way
from graph_service.insights.reporting.web import Web, web
from graph_service.insights.subject import Unknown, known, standing
from graph_service.model.graph import GraphModel, Kind

UNDATED = ("Cadre", "Village")
"""Kinds that stand at all times."""
ABOUT = Argument(
    "of", words("A cadre, team, branch, committee, village or post. | 干部、工作队、党支部、党工委、村或岗位。"),
    required=True, labels=OF,
)


def prepare(making: Making) -> Asked:
    """One statement, made once for each kind of start and line."""
    kept: dict[tuple[str, str], Ask] = {}

    def up(label: str, line: str) -> Ask:
        if (label, line) not in kept:
            kept[label, line] = asked(making, label, (line,))
        return kept[label, line]

    def reporting_chain(given: Given) -> Asking:
        label, line = label_of(making.model, given), given["line"]
        found = web(making.model, given.day, (yield up(label, line).of(given, of=[given["of"]])))
        of = present(found, given)
        begun = starts(found, of)
        ways = [way(found, one, line) for one in begun.each]
        return chain(found, of, line, ways, truncated=begun.truncated)

    return reporting_chain


def label_of(model: GraphModel, given: Given) -> str:
    """The kind of the node asked about, which its id tells.  Raises Unknown."""
    label = model.label_of_tag.get(given["of"].partition("_")[0])
    if label is None:
        raise Unknown("of", given["of"])
    return label


def present(found: Web, given: Given) -> Record:
    """The node asked about; if it has dates it stands on the day.  Raises Unknown, BadArgument."""
    node = known(found.start, given)
    return dict(node if node["label"] in UNDATED else standing(node, given))


CHAIN = Insight(
    "reportingChain", "chain",
    words("Whom somebody answers to, up to the top, along one line. | 沿一条线自下而上：向谁汇报。"),
    (
        ABOUT, Argument("line", words("Along which line. | 沿哪条线。"), Kind.CHOICE, default=PARTY, enumeration=LINE),
    ),
    ReportingChain, prepare,
)
