"""All questions, one row each, and the settings that they heed."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from graph_service.insights.card import CONTACT_CARD
from graph_service.insights.chain import CHAIN
from graph_service.insights.cooperation import COOPERATING_TEAMS
from graph_service.insights.difference import DIFFERENCE
from graph_service.insights.grounds import WEIGHTS
from graph_service.insights.insight import Insight
from graph_service.insights.lines import LINES_OF
from graph_service.insights.network import COOPERATION_NETWORK
from graph_service.insights.partners import PROJECT_PARTNERS
from graph_service.insights.projects import JOINT_PROJECTS
from graph_service.insights.search import SEARCH
from graph_service.insights.timeline import TIMELINE
from graph_service.insights.tree import ORGANIZATION_TREE
from graph_service.insights.way import COORDINATION_PATH

INSIGHTS: tuple[Insight, ...] = (
    CHAIN,
    LINES_OF,
    CONTACT_CARD,
    ORGANIZATION_TREE,
    COOPERATING_TEAMS,
    COOPERATION_NETWORK,
    COORDINATION_PATH,
    JOINT_PROJECTS,
    PROJECT_PARTNERS,
    SEARCH,
    TIMELINE,
    DIFFERENCE,
)
OPTIONS: Mapping[str, Any] = MappingProxyType({"cooperation_weights": WEIGHTS})
"""Their defaults; `settings` may override them."""
