"""From `orderBy` to a plan's order; without one, the order that the far end declares."""

from collections.abc import Mapping

from graph_service.api.planning.arguments import Arguments
from graph_service.api.planning.given import Items, Leaf, Object, Tree, Variables
from graph_service.errors import BadArgument
from graph_service.model.graph import GraphModel, Hop, Property
from graph_service.model.shared import NAME_KEY
from graph_service.plan.ir import Order, Subject


def orders(
    model: GraphModel, arguments: Arguments, variables: Variables, owner: str, hop: Hop | None, *, history: bool
) -> tuple[Order, ...]:
    """The order of a list of `owner`, behind a hop or at the root.  Directions are part of the plan, not values."""
    tree = arguments.tree("orderBy")
    if isinstance(tree, Items) and tree.items:
        edge = model.edge_fields(hop) if hop else {}
        made = [_order(item, variables, model.properties(owner), edge) for item in tree.items]
        if None in made:
            # graphql-core lets a nullable variable stand in a one-of; null or absent it chooses nothing.
            raise arguments.refuse(
                BadArgument("orderBy: each item names one key.", "orderBy：每项须给出一个键。", argument="orderBy")
            )
        return tuple(order for order in made if order)
    if history and hop:
        return (Order(model.edge_fields(hop)["since"], descending=True, subject=Subject.EDGE),)
    return (default_order(model, owner),)


def default_order(model: GraphModel, owner: str) -> Order:
    return Order(_key(model.properties(owner)[model.order_at(owner)]))


def _order(
    tree: Tree,
    variables: Variables,
    node: Mapping[str, Property],
    edge: Mapping[str, Property],
    subject: Subject = Subject.NODE,
) -> Order | None:
    if not isinstance(tree, Object) or len(tree.keys) != 1:
        return None
    ((name, value),) = tree.keys.items()
    if isinstance(value, Object):
        return _order(value, variables, edge, {}, Subject.EDGE)
    if not isinstance(value, Leaf):
        return None
    return Order(_key(node[name]), value.take(variables) == "DESC", subject)


def _key(found: Property) -> Property:
    """Names are ordered by their stored key: engines disagree on Chinese text."""
    return NAME_KEY if found.name == "name" else found
