"""What the labels at one place ask alike, so that it is planned once, and which labels ask for the same beyond it."""

from graphql import FieldNode

from graph_service.api.planning.collect import Fields


def shared_by_all(fields: list[Fields]) -> Fields:
    """The response keys that all labels ask for by the very same field nodes."""
    first, *rest = fields
    if not rest:
        return first
    return {key: nodes for key, nodes in first.items() if all(_same(nodes, other.get(key)) for other in rest)}


def _same(nodes: list[FieldNode], others: list[FieldNode] | None) -> bool:
    return others is not None and [*map(id, nodes)] == [*map(id, others)]


def grouped(
    labels: tuple[str, ...], collected: list[dict[str, Fields]], shared: list[Fields]
) -> list[tuple[str, ...]]:
    """The labels, those together that ask for the same beyond what is shared."""
    groups: dict[tuple[object, ...], list[str]] = {}
    for label in labels:
        own = tuple(
            (key, *map(id, nodes))
            for fields, common in zip(collected, shared, strict=True)
            for key, nodes in fields[label].items()
            if key not in common
        )
        groups.setdefault(own, []).append(label)
    return [tuple(group) for group in groups.values()]
