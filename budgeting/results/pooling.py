"""Statistical disclosure: small cells are shown together, so that no number points at a voter."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

# The least number of ballots in a cell that is published.
LEAST = 10

Group = tuple[str, ...]
Cell = TypeVar("Cell", bound=Hashable)


class Minds(Generic[Cell]):
    """Whether all ballots of some cells chose the same. Keeps one ballot of each cell, not all."""

    def __init__(self) -> None:
        self._first: dict[Cell, Mapping[str, int]] = {}
        self._mixed: set[Cell] = set()

    def add(self, cell: Cell, choices: Mapping[str, int]) -> None:
        if self._first.setdefault(cell, choices) != choices:
            self._mixed.add(cell)

    def is_mixed(self, cells: Iterable[Cell]) -> bool:
        cells = list(cells)
        if any(cell in self._mixed for cell in cells):
            return True
        first = [self._first[cell] for cell in cells if cell in self._first]
        return any(choices != first[0] for choices in first)


def always_mixed(group: Group) -> bool:
    """For counts that say nothing of choices."""
    return True


def pooled(
    cells: Mapping[str, int],
    is_mixed: Callable[[Group], bool] = always_mixed,
    least: int = LEAST,
) -> list[Group]:
    """Groups of cells to publish, in the order of their keys; the pool, if any, is the last.

    A cell with fewer than `least` ballots, or in which all chose the same, joins the pool. While
    the pool is itself too small or of one mind, the next smallest cell joins too: otherwise it
    could be found by subtracting the others from the total. With nothing left to join, the only
    group is the whole.
    """
    alone = sorted(cell for cell in cells if cells[cell] >= least and is_mixed((cell,)))
    pool = sorted(cells.keys() - set(alone))
    waiting = sorted(alone, key=lambda cell: (cells[cell], cell))

    def is_fit() -> bool:
        return sum(cells[cell] for cell in pool) >= least and is_mixed(tuple(sorted(pool)))

    while pool and waiting and not is_fit():
        pool.append(waiting.pop(0))
    published: list[Group] = [(cell,) for cell in sorted(waiting)]
    return [*published, tuple(sorted(pool))] if pool else published


def pooled_in_order(counts: Sequence[int], least: int = LEAST) -> list[tuple[int, int]]:
    """Neighbouring cells joined until each has `least`: (first, last) of every run, in order.

    From the far end, where cells are rare, towards the first; a rest there joins what follows it.
    A cell of 0 stays alone, for nobody is in it. Empty when all together are too few.
    """
    runs: list[tuple[int, int]] = []
    last, held = len(counts) - 1, 0
    for place in reversed(range(len(counts))):
        held += counts[place]
        if held >= least or not held:
            runs.append((place, last))
            last, held = place - 1, 0
    while held and runs:
        first, last = runs.pop()
        held += sum(counts[first : last + 1])
        if held >= least:
            runs.append((0, last))
            held = 0
    return [] if held else runs[::-1]
