"""The text of a statement: one for all equal plans, no value in it, no name that is not the model's."""

import re
from datetime import date

import pytest

from graph_service.model.graph import Kind
from graph_service.model.organization import ORGANIZATION
from graph_service.plan.ir import ALWAYS_TRUE, Not, Plan, Quantifier, Root, Slot, Together
from graph_service.stores.neo4j.constraints import constraints, named
from graph_service.stores.neo4j.cypher import statement
from graph_service.stores.neo4j.given import dated, parameters
from tests.contract.asking import (
    EDGE,
    Sheet,
    by,
    derived,
    extra,
    listing,
    names,
    prop,
    shape,
    tally,
    through,
    to_many,
    to_one,
)


def everything(sheet: Sheet) -> Root:
    """A plan with most of the words in it."""
    members = to_many(
        "TeamGroup.members",
        shape("Cadre", "name skills", edge=(prop("SERVES_IN.since"),), cited=shape("Source", "name"), keyed=True),
        sheet.compare("SERVES_IN.since", "lt", "2020-01-01", EDGE),
        (by("SERVES_IN.until", descending=True, subject=EDGE), *names("Cadre")),
        sheet.page(20, more=True, after=((Kind.DATE, None), (Kind.CODE, "k"), (Kind.ID, "i"), (Kind.ID, "r"))),
        moment=sheet.span("2018-01-01", "2020-01-01"),
        total=True,
    )
    posts = to_many("TeamGroup.posts", shape("Post", "name", derived=(derived("Post.holding"),), parts=(
        to_one("Post.holder", shape("Cadre", "name")),)), orders=(by("Post.rank"),))
    posts_of = tally("TeamGroup.branch TownshipBranch.posts", ALWAYS_TRUE, (derived("Post.holding"), prop("Post.rank")))
    where = Not(through("TeamGroup.branch", Quantifier.ONE, sheet.compare("TownshipBranch.name", "contains", "'x'")))
    row = shape("TeamGroup", "id name since", parts=(members, posts, posts_of))
    listed = listing("TeamGroup", row, where, names("TeamGroup"), sheet.page(5), total=True)
    return Together((
        listed,
        sheet.reach(["x"], "->REPORTS_TO <>COORDINATES_WITH <-GUIDES", 5, row=shape("Node", "name", labelled=True)),
        sheet.distances("x", "->REPORTS_TO", 5, sealed="County"),
        sheet.matches("Village", ["x"], where=sheet.compare("Village.households", "gt", 1)),
    ))


def renumbered(plan: Plan, by_: int) -> Plan:
    """The same plan with other numbers on its slots, as a document with its fields in another order has."""

    def moved(found: object) -> object:
        if isinstance(found, Slot):
            return Slot(found.number + by_, found.kind, found.many)
        if isinstance(found, tuple):
            return tuple(moved(one) for one in found)
        if hasattr(found, "__dataclass_fields__") and type(found).__module__.startswith("graph_service.plan."):
            return type(found)(*(moved(getattr(found, name)) for name in found.__dataclass_fields__))
        return found

    again = moved(plan)
    assert isinstance(again, Plan)
    return again


def test_equal_plans_have_one_text() -> None:
    sheets = [Sheet(), Sheet()]
    plans = [sheet.plan(everything(sheet)) for sheet in sheets]
    one, other = (statement(ORGANIZATION, plan) for plan in plans)
    assert one == other
    assert statement(ORGANIZATION, renumbered(plans[0], 7)).text == one.text


def test_parameters_are_those_of_the_text_and_dates_are_dates() -> None:
    sheet = Sheet(basis=["STATED"])
    spare = sheet.slot("never used", Kind.TEXT)
    made = statement(ORGANIZATION, sheet.plan(everything(sheet)))
    given = parameters(made.used, sheet.values)
    assert set(given) == set(re.findall(r"\$(\w+)", made.text))
    assert spare not in [slot for _, slot in made.used]
    assert given["day"] == date(2019, 2, 1)
    assert given["basis"] == ["STATED"]
    assert dated(["2019-02-01"]) == [date(2019, 2, 1)]


def test_no_value_is_in_the_text() -> None:
    sheet = Sheet(basis=["STATED"])
    made = statement(ORGANIZATION, sheet.plan(everything(sheet)))
    said = set(re.findall(r"'([^']*)'", made.text))
    assert said == {"head", "0001-01-01", "9999-12-31", "HELD", "VACANT", "NOT_RECORDED", "Node", "node_search_tokens"}


def test_every_name_in_the_text_is_the_models() -> None:
    sheet = Sheet()
    own = (extra("Unit", "level capabilities"), extra("TeamGroup", "since"))
    row = shape("Body", "name", labelled=True, extras=own)
    made = statement(ORGANIZATION, sheet.plan(listing("Body", row, orders=names("Unit"))))
    known = {one.name for label in ORGANIZATION.label for one in ORGANIZATION.stored(label)}
    assert set(re.findall(r"n\d+\.(\w+)", made.text)) <= known


def test_a_page_is_cut_before_it_is_expanded() -> None:
    sheet = Sheet()
    text = statement(ORGANIZATION, sheet.plan(everything(sheet))).text
    assert text.index("LIMIT") < text.index("SERVES_IN")


def test_each_direction_has_a_pattern() -> None:
    """What leads the wrong way is not read."""
    sheet = Sheet()
    along = "->REPORTS_TO <>COORDINATES_WITH <-GUIDES <-GUIDES"
    text = statement(ORGANIZATION, sheet.plan(sheet.reach(["x"], along, 5))).text
    assert re.findall(r"\(n\d+\)(<?-\[r\d+:)([A-Z_|]+)(\]->?)\(", text) == [
        ("-[r2:", "COORDINATES_WITH", "]-"), ("-[r2:", "REPORTS_TO", "]->"), ("<-[r2:", "GUIDES", "]-"),
    ]


def test_ends_to_one_that_writing_keeps_single_have_no_order() -> None:
    sheet = Sheet()
    row = shape("TeamGroup", parts=(to_one("TeamGroup.branch", shape("TownshipBranch", "name")),))
    text = statement(ORGANIZATION, sheet.plan(sheet.lookup("TeamGroup", "x", row))).text
    assert "ORDER BY" not in text
    row = shape("Cadre", parts=(to_one("Cadre.team", shape("TeamGroup", "name")),))
    text = statement(ORGANIZATION, sheet.plan(sheet.lookup("Cadre", "x", row))).text
    assert "ORDER BY r1.since DESC, r1.id LIMIT 1" in text


@pytest.mark.parametrize(
    "line",
    [
        "CREATE CONSTRAINT node_id IF NOT EXISTS FOR (n:Node) REQUIRE n.id IS UNIQUE",
        "CREATE CONSTRAINT village_code IF NOT EXISTS FOR (n:Village) REQUIRE n.code IS UNIQUE",
        "CREATE CONSTRAINT reports_to_id IF NOT EXISTS FOR ()-[r:REPORTS_TO]-() REQUIRE r.id IS UNIQUE",
        "CREATE CONSTRAINT record_idempotency_key IF NOT EXISTS FOR (n:Record) REQUIRE n.idempotencyKey IS UNIQUE",
        "CREATE INDEX team_group_name_key IF NOT EXISTS FOR (n:TeamGroup) ON (n.nameKey)",
        "CREATE FULLTEXT INDEX node_search_tokens IF NOT EXISTS FOR (n:Node) ON EACH [n.searchTokens]"
        " OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}",
        "CREATE INDEX post_rank IF NOT EXISTS FOR (n:Post) ON (n.rank)",
    ],
)
def test_constraints_come_from_the_model(line: str) -> None:
    assert line in constraints(ORGANIZATION)


def test_constraints_have_names_of_their_own() -> None:
    assert len(named(ORGANIZATION)) == len(set(constraints(ORGANIZATION)))
    assert all(f" {name} IF NOT EXISTS " in text for name, text in named(ORGANIZATION).items())
