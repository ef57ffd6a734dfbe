"""Which labels at one place ask alike, so that what they ask is planned and projected once for all of them."""

from collections.abc import Iterator, Mapping

from graphql import FieldNode

from graph_service.api.planning.collect import Fields


def alike(fields: Mapping[str, Fields]) -> Iterator[tuple[str, list[FieldNode], tuple[str, ...]]]:
    """Each response key with its field nodes, and all the labels that ask for it by the very same nodes."""
    asking: dict[tuple[str, tuple[int, ...]], tuple[list[FieldNode], list[str]]] = {}
    for label, own in fields.items():
        for key, nodes in own.items():
            asking.setdefault((key, tuple(map(id, nodes))), (nodes, []))[1].append(label)
    for (key, _), (nodes, labels) in asking.items():
        yield key, nodes, tuple(labels)


def grouped(fields: Mapping[str, Fields]) -> Iterator[tuple[tuple[str, ...], Fields]]:
    """The labels whose answers read alike, and what they read."""
    groups: dict[tuple[tuple[str, int], ...], tuple[list[str], Fields]] = {}
    for label, own in fields.items():
        form = tuple((key, id(node)) for key, nodes in own.items() for node in nodes)
        groups.setdefault(form, ([], own))[0].append(label)
    for labels, own in groups.values():
        yield tuple(labels), own
