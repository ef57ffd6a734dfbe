"""All questions, one row each, and the settings that they heed."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from graph_service.insights.card.card import CONTACT_CARD
from graph_service.insights.cooperation.grounds import WEIGHTS
from graph_service.insights.cooperation.network import COOPERATION_NETWORK
from graph_service.insights.cooperation.teams import COOPERATING_TEAMS
from graph_service.insights.history.difference import DIFFERENCE
from graph_service.insights.history.timeline import TIMELINE
from graph_service.insights.insight import Insight
from graph_service.insights.projects.joint_projects import JOINT_PROJECTS
from graph_service.insights.projects.partners import PROJECT_PARTNERS
from graph_service.insights.reporting.chain import CHAIN
from graph_service.insights.reporting.lines import LINES_OF
from graph_service.insights.search.search import SEARCH
from graph_service.insights.tree.tree import ORGANIZATION_TREE
from graph_service.insights.ways.way import COORDINATION_PATH

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
