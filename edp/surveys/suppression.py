"""Which groups must not be shown, so that nobody can be recognised. No database."""

from collections.abc import Mapping


def hidden_groups(sizes: Mapping[str, int], least: int) -> frozenset[str]:
    """Groups of one table that are hidden: those of fewer than `least` people, and as many more as
    it takes that the hidden ones cannot be found by subtracting the shown from the whole.

    Hidden groups together hold at least `least` people and are at least two; the next to be
    hidden is always the smallest (by name among equals). An empty group is shown as empty: that
    nobody answered says nothing about anybody.
    """
    hidden = {group for group, size in sizes.items() if 0 < size < least}
    if not hidden:
        return frozenset()
    rest = sorted(
        (group for group, size in sizes.items() if size >= least),
        key=lambda group: (sizes[group], group),
    )
    while rest and (len(hidden) < 2 or sum(sizes[group] for group in hidden) < least):
        hidden.add(rest.pop(0))
    return frozenset(hidden)


def counted(sent: int, least: int, *, is_open: bool) -> int:
    """How many responses, the earliest first, results may use.

    While a survey is open they move on by whole groups of `least`: otherwise who looks before and
    after somebody has answered sees what that one person said. Fewer than `least` show nothing.
    """
    if sent < least:
        return 0
    return sent - sent % least if is_open else sent
