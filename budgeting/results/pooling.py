"""Statistical disclosure: small cells are shown together, so that no number points at a voter."""

from collections.abc import Callable, Mapping

# The least number of ballots in a cell that is published.
LEAST = 10

Group = tuple[str, ...]


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
