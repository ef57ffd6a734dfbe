"""What is wanted against what holds: new is added, different altered, equal left alone.  Nothing is taken away."""

from collections.abc import Iterable, Iterator

from graph_service.changes.change import AddNode, AlterNode, AlterTie, Change, Json
from graph_service.changes.fold import State, given
from graph_service.importers.rows import Wanted


def changes(wanted: Iterable[Wanted], held: State) -> Iterator[Change]:
    """The changes that make the state say what the rows say, of what the rows speak of."""
    for found in wanted:
        there = held.nodes.get(found.change.id) or held.ties.get(found.change.id)
        if there is None:
            yield found.change
        elif after := _moved(found, there.properties):
            before = {name: there.properties.get(name) for name in after}
            if isinstance(found.change, AddNode):
                yield AlterNode(found.change.label, found.change.id, before, after)
            else:
                yield AlterTie(found.change.type, found.change.id, before, after)


def _moved(found: Wanted, properties: dict[str, Json]) -> dict[str, Json]:
    now = given(found.change.properties)
    return {name: now.get(name) for name in sorted(found.spoken | now.keys()) if now.get(name) != properties.get(name)}
