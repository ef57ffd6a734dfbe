"""What lists give, worked out by hand: the meaning of conditions, of the day, of orders and of arguments left out."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.oracle.little import data, facts, names

FACTS = facts()


def listed(field: str, given: str, variables: Mapping[str, Any] | None = None, declared: str = "") -> list[str]:
    arguments = f"({given})" if given else ""
    found = data(f"query Q{declared} {{ it: {field}{arguments} {{ nodes {{ name }} }} }}", FACTS, variables)
    return names(found["it"])


VILLAGES, TOWNSHIPS, GROUPS, POSTS = "villages", "townships", "teamGroups", "posts"
FILTERS = [
    # An absent key or {}: no condition.
    (VILLAGES, "filter: {}", ["Elm", "Oak"]),
    (VILLAGES, "filter: {name: {}, township: {}, groups: {}}", ["Elm", "Oak"]),
    # A to-one condition that comes to none is none.
    (GROUPS, "filter: {branch: {name: {}, edge: {}, not: {}}}", ["Group 1", "Group 2", "Group 3"]),
    (GROUPS, "filter: {branch: {and: []}}", ["Group 1", "Group 2"]),
    (GROUPS, "filter: {not: {branch: {name: {}}}}", ["Group 1", "Group 2", "Group 3"]),
    (GROUPS, "filter: {not: {and: []}}", []),
    (GROUPS, "filter: {branch: {name: {startsWith: \"\"}}}", ["Group 1", "Group 2"]),
    # A label's key always asks for the label.
    (POSTS, "filter: {body: {village: {}}}", ["First secretary"]),
    (POSTS, "filter: {body: {type: {eq: TEAM_GROUP}}}", ["Member"]),
    (POSTS, "filter: {body: {type: {in: []}}}", []),
    (POSTS, "filter: {body: {type: {eq: null}}}", []),
    # some: {}: at least one; none: {}: none.
    (VILLAGES, "filter: {groups: {some: {}}}", ["Elm"]),
    (VILLAGES, "filter: {groups: {none: {}}}", ["Oak"]),
    (VILLAGES, "filter: {groups: {every: {name: {eq: \"Nobody\"}}}}", ["Oak"]),
    # eq: null, and null for a to-one relation: missing on the day.
    (VILLAGES, "filter: {households: {eq: null}}", ["Oak"]),
    (VILLAGES, "filter: {name: {eq: null}}", []),
    (VILLAGES, "filter: {inForce: {eq: null}}", []),
    (GROUPS, "filter: {branch: null}", ["Group 3"]),
    (GROUPS, "filter: {not: {branch: null}}", ["Group 1", "Group 2"]),
    # in: [] and or: [] match nothing, and: [] everything.
    (VILLAGES, "filter: {name: {in: []}}", []),
    (VILLAGES, "filter: {or: []}", []),
    (VILLAGES, "filter: {and: []}", ["Elm", "Oak"]),
    # not of a missing value is true.
    (VILLAGES, "filter: {not: {households: {gt: 1000}}}", ["Elm", "Oak"]),
    (VILLAGES, "filter: {households: {lte: 1000}}", ["Elm"]),
    (VILLAGES, "filter: {needs: {has: WATER}}", ["Elm"]),
    (VILLAGES, "filter: {not: {needs: {hasAny: [WATER, LAW]}}}", ["Oak"]),
    (VILLAGES, "filter: {aliases: {has: \"Old oak\"}}", ["Oak"]),
    (VILLAGES, "filter: {or: [{code: {gte: \"990101100202\"}}, {name: {contains: \"l\"}}]}", ["Elm", "Oak"]),
    # Lists, relations and filters see only what is in force on the day.
    ("townshipBranches", "asOf: \"2019-12-31\"", ["East branch", "West branch"]),
    ("townshipBranches", "asOf: \"2020-01-01\"", ["East branch"]),
    (TOWNSHIPS, "filter: {branch: {groups: {some: {name: {eq: \"Group 2\"}}}}}, asOf: \"2019-12-31\"", ["West"]),
    (TOWNSHIPS, "filter: {branch: {groups: {some: {name: {eq: \"Group 2\"}}}}}, asOf: \"2020-01-01\"", ["East"]),
    # A condition through an end to one asks the one row that readers take: Cai, the later, not Bob.
    (POSTS, "filter: {holder: {name: {eq: \"Bob\"}}}", []),
    (POSTS, "filter: {holder: {name: {eq: \"Cai\"}}}", ["First secretary"]),
    (POSTS, "filter: {holder: {name: {eq: \"Bob\"}}}, basis: [STATED]", ["First secretary"]),
    # An open since or until is missing.
    (POSTS, "filter: {since: {lt: \"2100-01-01\"}}", ["Member"]),
    (POSTS, "filter: {since: {eq: null}}", ["First secretary"]),
    (GROUPS, "filter: {branch: {edge: {until: {gte: \"2000-01-01\"}}}}", []),
    (GROUPS, "filter: {branch: {edge: {until: {eq: null}, since: {gte: \"2020-01-01\"}}}}", ["Group 2"]),
    ("cadres", "filter: {posts: {some: {edge: {dueOn: {lt: \"2022-01-01\"}}}}}", ["Bob"]),
    (POSTS, "filter: {holding: {eq: NOT_RECORDED}}", ["Member"]),
    # Missing values are last in both directions; none and [] are the default order.
    (TOWNSHIPS, "orderBy: [{code: ASC}]", ["East", "West", "Lost"]),
    (TOWNSHIPS, "orderBy: {code: DESC}", ["West", "East", "Lost"]),
    (TOWNSHIPS, "orderBy: []", ["East", "West", "Lost"]),
    (TOWNSHIPS, "orderBy: [{name: ASC}]", ["East", "Lost", "West"]),
    (POSTS, "", ["First secretary", "Member"]),
    # Arguments given as null are not given.
    (VILLAGES, "filter: null, orderBy: null, first: null, after: null, asOf: null, basis: null", ["Elm", "Oak"]),
    (VILLAGES, "basis: [STATED, COUNTED]", ["Elm"]),
    ("sponsoringUnits", "", ["Water bureau"]),
    ("sponsoringUnits", "asOf: \"2017-12-31\"", []),
]


@pytest.mark.parametrize(("field", "given", "expected"), FILTERS, ids=[f"{f}({g})" for f, g, _ in FILTERS])
def test_lists(field: str, given: str, expected: list[str]) -> None:
    assert listed(field, given) == expected


def test_a_condition_without_its_variable_is_none() -> None:
    given = "filter: {branch: {name: {eq: $n}}}"
    assert listed(GROUPS, given, {}, "($n: String)") == ["Group 1", "Group 2", "Group 3"]
    assert listed(GROUPS, given, {"n": "East branch"}, "($n: String)") == ["Group 1", "Group 2"]
    assert listed(GROUPS, given, {"n": None}, "($n: String)") == []
