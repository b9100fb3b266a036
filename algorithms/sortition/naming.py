"""From numbers of members of each group to people: in turn, so that all of a group get as much.

A kind of m households sends x members on a panel, each from another household. Panels and groups
are the two sides of a graph whose edges are the members sent. Giving each edge a household, such
that no panel has one twice and each group has each of them equally often (within one), is an
equitable edge colouring of a bipartite graph, which always exists (de Werra 1971). It is found by
cutting the groups into pieces of m edges and colouring with alternating paths (Kőnig 1916).
"""

from collections.abc import Sequence

from algorithms.sortition.programme import Programme


def named(problem: Programme, panels: Sequence[Sequence[int]]) -> list[tuple[str, ...]]:
    """The panels as sorted ids, in the order given."""
    filled: list[list[str]] = [[] for _ in panels]
    kinds: dict[int, list[int]] = {}
    for place, group in enumerate(problem.groups):
        kinds.setdefault(group.kind, []).append(place)
    for places in kinds.values():
        households = len(problem.groups[places[0]].members)
        edges = [
            (number, place)
            for place in places
            for number, panel in enumerate(panels)
            for _ in range(panel[place])
        ]
        turns = (
            [i % households for i in range(len(edges))]
            if len(places) == 1
            else _colours(edges, households)
        )
        sent: dict[tuple[int, int], int] = {}
        for (number, place), household in zip(edges, turns, strict=True):
            members = problem.groups[place].members[household]
            turn = sent.get((place, household), 0)
            sent[place, household] = turn + 1
            filled[number].append(members[turn % len(members)])
    return [tuple(sorted(panel)) for panel in filled]


def _colours(edges: Sequence[tuple[int, int]], colours: int) -> list[int]:
    """A colour for each edge: none twice at a panel, each equally often (within one) at a group."""
    given: list[int] = []
    # at[node][colour] is the edge of that colour; groups are cut into nodes of as many edges
    at: dict[object, dict[int, int]] = {}
    ends: list[tuple[object, object]] = []
    seen: dict[int, int] = {}
    for edge, (number, place) in enumerate(edges):
        piece = seen.get(place, 0)
        seen[place] = piece + 1
        left: object = ("panel", number)
        right: object = ("group", place, piece // colours)
        ends.append((left, right))
        here, there = at.setdefault(left, {}), at.setdefault(right, {})
        colour = next(c for c in range(colours) if c not in here)
        other = next(c for c in range(colours) if c not in there)
        if colour in there:
            _swap(at, ends, given, right, colour, other)
        here[colour] = there[colour] = edge
        given.append(colour)
    return given


def _swap(
    at: dict[object, dict[int, int]],
    ends: list[tuple[object, object]],
    given: list[int],
    node: object,
    colour: int,
    other: int,
) -> None:
    """Exchange two colours along the path of them that begins at ``node`` with ``colour``."""
    path = []
    wanted = colour
    while wanted in at[node]:
        edge = at[node][wanted]
        path.append(edge)
        node = ends[edge][1] if ends[edge][0] == node else ends[edge][0]
        wanted = other if wanted == colour else colour
    for edge in path:
        for end in ends[edge]:
            at[end].pop(given[edge], None)
    for edge in path:
        given[edge] = other if given[edge] == colour else colour
        for end in ends[edge]:
            at[end][given[edge]] = edge
