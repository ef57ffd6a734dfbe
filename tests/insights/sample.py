"""A question as small as one can be: the teams of a branch.  CONTRIBUTING.md shows it."""

from dataclasses import dataclass

from graph_service.insights.answer import Sentence, Walked, ref, walked
from graph_service.insights.form import DATED, Form, Many
from graph_service.insights.insight import Argument, Asked, Asking, Given, Insight, Making, Ref, words
from graph_service.insights.subject import standing
from graph_service.insights.telling import told
from graph_service.model.graph import Kind


@dataclass(frozen=True, slots=True)
class TeamLed:
    """A team that a branch leads. | 党支部所领导的工作队。"""

    team: Ref = told("The team. | 工作队。", at="TeamGroup")
    villages: tuple[Ref, ...] = told("Its villages. | 所驻村。", at="Village")
    reason: Walked = told("What it rests on. | 依据。")
    sentence: Sentence = told("In words. | 一句话。")


@dataclass(frozen=True, slots=True)
class TeamsLed:
    """The teams that a branch leads. | 党支部所领导的各工作队。"""

    branch: Ref = told("The branch. | 党支部。", at="TownshipBranch")
    teams: tuple[TeamLed, ...] = told("Its teams. | 各工作队。")
    truncated: bool = told("Whether there are more. | 是否还有更多。")


def prepare(making: Making) -> Asked:
    """One statement: the branch and its teams."""
    draft = making.draft()
    first = draft.slot("first", Kind.WHOLE)
    team = Form("TeamGroup", "name", {"villages": Many(Form("Village"))})
    groups = Many(team, f"id {DATED}", cited=True, first=first, more=True)
    branch = draft.asks(
        draft.by_id(Form("TownshipBranch", "name since until inForce", {"groups": groups}), draft.slot("of"))
    )

    def teams_led(given: Given) -> Asking:
        found = standing((yield branch.of(given, of=given["of"], first=given["first"])), given)
        teams = found["groups"][: given["first"]]
        return TeamsLed(
            ref(found),
            tuple(
                TeamLed(
                    ref(team), tuple(map(ref, team["villages"])), walked(found, team),
                    Sentence(f"{found['name']} leads {team['name']}.", f"{found['name']}领导{team['name']}。"),
                )
                for team in teams
            ),
            len(found["groups"]) > len(teams),
        )

    return teams_led


TEAMS_LED = Insight(
    "teamsLed", "led", words("The teams that a branch leads. | 党支部领导的工作队。"),
    (
        Argument("of", words("A branch. | 党支部。"), required=True, labels=("TownshipBranch",)),
        Argument("first", words("At most so many. | 至多若干。"), Kind.WHOLE, default=20, least=1, most=100),
    ),
    TeamsLed, prepare,
)
