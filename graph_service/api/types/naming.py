"""What every GraphQL type is called.  Types of an end are named after its `stem` and shared by all owners."""

from graph_service.model.graph import Derived, GraphModel, Hop, Property, Words


def connection(stem: str) -> str:
    """The connection of an end, or of a root field if `stem` is a label."""
    return f"{stem}Connection"


def edge(stem: str) -> str:
    """The edge of an end, or of a root field if `stem` is a label."""
    return f"{stem}Edge"


def condition(stem: str) -> str:
    """The filter of an end, or of a root field if `stem` is a label."""
    return f"{stem}Filter"


def quantified(hop: Hop) -> str:
    """The filter through an end to many: some, none, every."""
    return f"{hop.stem}ListFilter"


def edge_condition(hop: Hop) -> str:
    """The filter of the relationship itself; one for all that have no property of their own to filter by."""
    return f"{hop.stem}EdgeFilter" if own_conditions(hop) else "EdgeFilter"


def order(stem: str) -> str:
    """The order of a root field over a label, or of an end with properties of its own."""
    return f"{stem}Order"


def end_order(hop: Hop) -> str:
    """The order at an end; one for all ends at which the same label or interface stands."""
    return order(hop.stem) if own_orders(hop) else f"{hop.target}EndOrder"


def edge_order(hop: Hop) -> str:
    """The order by the relationship itself."""
    return f"{hop.stem}EdgeOrder" if own_orders(hop) else "EdgeOrder"


def operators(of: Property | Derived) -> str:
    """The operators that a property's kind or enumeration has."""
    stem = of.enumeration or of.kind.value.capitalize()
    return f"{stem}ListFilter" if listed(of) else f"{stem}Filter"


def listed(of: Property | Derived) -> bool:
    return isinstance(of, Property) and of.many


def own_conditions(hop: Hop) -> tuple[Property, ...]:
    """The relationship's own properties that clients may filter by."""
    return tuple(found for found in hop.properties if found.conditional)


def own_orders(hop: Hop) -> tuple[Property, ...]:
    """The relationship's own properties that clients may order by."""
    return tuple(found for found in hop.properties if found.orderable)


def one_edge(hop: Hop) -> str:
    """The field that shows the relationship of an end to one."""
    return f"{hop.name}Edge"


def history(hop: Hop) -> str:
    """The field that shows all that ever stood at an end to one."""
    return f"{hop.name}History"




def end_title(model: GraphModel, hop: Hop) -> Words:
    """What the end is called in English and in Chinese."""
    ends = (row.out if hop.outward else row.back for row in model.types[hop.type])
    return next(end.title for end in ends if end.name == hop.name)
