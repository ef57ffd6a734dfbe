"""一村一卡: who is who around a village or a team, on one card, as data and in lines of words.

A village may have several teams and a team several villages, so that a card has a part for each village and a part for
each team.  Villages come by code, teams and units by name, posts by rank, all else by name.
"""

from dataclasses import dataclass

from graph_service.insights.answer import Sentence, Walked, ref
from graph_service.insights.card.found import Card
from graph_service.insights.card.lines import lines
from graph_service.insights.card.making import card_plan
from graph_service.insights.card.parts import CardCharge, CardOffice, CardTeam, CardVillage
from graph_service.insights.insight import Argument, Asked, Asking, Given, Insight, Making, Ref, words
from graph_service.insights.making import Ask
from graph_service.insights.subject import standing
from graph_service.insights.telling import late, told


@dataclass(frozen=True, slots=True)
class ContactCard:
    """Whom to turn to about a village or a team. | 一村一卡：村或工作队的联系卡。"""

    of: Ref = told("What the card is of. | 卡片对象。", at="Named")
    villages: tuple[CardVillage, ...] = told("The village, or the villages of the team. | 村，或工作队所驻的村。")
    teams: tuple[CardTeam, ...] = told("The team, or the teams of the village. | 工作队，或驻该村的各工作队。")
    charge: tuple[CardCharge, ...] = told(
        "Who is in charge of its teams, villages, townships and county, nearest first. | "
        "包保工作队、村、乡镇和县者，由近及远。")
    offices: tuple[CardOffice, ...] = told("The county's office for stationed work. | 县驻村工作办公室。")
    lines: tuple[Sentence, ...] = told("The card in words, as a board shows it. | 卡片文字，逐行。")
    reasons: tuple[Walked, ...] = told("What the card's places rest on. | 所在关系的依据。")
    truncated: bool = told("Whether anything was left out. | 是否有未列出者。")


def prepare(making: Making) -> Asked:
    """One statement for each kind of centre: what stands around it, and how the posts of all that are filled."""
    kept: dict[str, Ask] = {}

    def around(label: str) -> Ask:
        if label not in kept:
            kept[label] = card_plan(making, label)
        return kept[label]

    def contact_card(given: Given) -> Asking:
        label = making.model.label_of_tag[given["of"].partition("_")[0]]
        found = yield around(label).of(given, starts=[given["of"]])
        standing(found[0][1] if found else None, given)
        card = Card.of(found, given.day)
        return ContactCard(
            ref(card.center), tuple(map(card.village, card.villages)), tuple(map(card.team, card.teams)),
            tuple(card.charge()), tuple(map(card.office, card.offices())),
            late(lambda: tuple(lines(making.model, card))), late(lambda: tuple(card.reasons())), card.cut,
        )

    return contact_card


CONTACT_CARD = Insight(
    "contactCard", "card", words("Whom to turn to about a village or a team. | 一村一卡：村或工作队找谁联系。"),
    (Argument("of", words("A village or a team. | 村或工作队。"), required=True, labels=("Village", "TeamGroup")),),
    ContactCard, prepare,
)
