"""Matches as closures: nodes by their search tokens, through the index that the graph keeps."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice
from operator import itemgetter
from typing import Any

from graph_service.model.shared import NAME_KEY
from graph_service.plan.ir import Matches
from graph_service.stores.embedded.conditions import condition
from graph_service.stores.embedded.graph import LABEL, SINCE, UNTIL, Entry, Graph
from graph_service.stores.embedded.run import BETWEEN_LOOKS, NO_TIE, Row, Run, Terrain, Test, every, node_based
from graph_service.stores.embedded.tokens import Tokens

BLANK = " "
"""Between the tokens of a word, of which any will do."""

_in_order = itemgetter(NAME_KEY.name, "id")


def matches(terrain: Terrain, root: Matches, made: Row) -> Callable[[Run], Any]:
    graph, labels, test = terrain.graph, frozenset(root.labels), _test(terrain, root)
    words, least, cap = root.words.number, root.least.number, root.cap.number

    def rows(run: Run) -> list[Any]:
        met = _met(graph.tokens, run.values[words], run.values[least], run)
        found = ((count, node) for count, node in _sorted(graph, met, labels, run) if test(node, NO_TIE, run))
        return [[count, made(node, NO_TIE, run)] for count, node in islice(found, run.values[cap] + 1)]

    return rows


def _test(terrain: Terrain, root: Matches) -> Test:
    where = condition(terrain, root.where)
    tests = [_of_the_day, *([node_based] if terrain.based else []), *([where] if where else [])]
    return every(tests) or _of_the_day


def _of_the_day(node: Entry, _: Entry, run: Run) -> bool:
    return bool(node[SINCE] <= run.day < node[UNTIL])


def _met(tokens: Tokens, words: Sequence[str], least: int, run: Run) -> Counter[str]:
    """How many of the words each node meets; a word that is given twice counts twice."""
    if not 1 <= least <= len(words):
        return Counter()
    # Who meets enough of them meets one of the rarest: the words that everybody holds need not be gone through.
    groups = sorted((_holders(tokens, word) for word in words), key=len)
    rarest = len(groups) - least + 1
    met: Counter[str] = Counter()
    for holders in groups[:rarest]:
        run.left -= len(holders)
        if run.left < 0:
            run.look()
        met.update(holders)
    for holders in groups[rarest:]:
        met.update(met.keys() & holders)
    return Counter({key: count for key, count in met.items() if count >= least})


def _holders(tokens: Tokens, word: str) -> Collection[str]:
    one, *others = [tokens.holders(token) for token in word.split(BLANK)]
    return set(one).union(*others) if others else one


def _sorted(graph: Graph, met: Counter[str], labels: frozenset[str], run: Run) -> Iterator[tuple[int, Entry]]:
    """The most words first, then by name key and id; what is not asked for is not sorted."""
    levels: dict[int, list[Entry]] = {}
    for key, count in met.items():
        node = graph.nodes[key]
        if node[LABEL] in labels:
            levels.setdefault(count, []).append(node)
    for count in sorted(levels, reverse=True):
        nodes = sorted(levels[count], key=_in_order)
        for at in range(0, len(nodes), BETWEEN_LOOKS):
            run.look()
            yield from ((count, node) for node in nodes[at : at + BETWEEN_LOOKS])
