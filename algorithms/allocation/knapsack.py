"""The best choice within a budget, proved in integers: every state no bound rules out.

A unit offers options (cost, value), of which at most one is taken; all are positive integers.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Option = tuple[int, int]
Unit = Sequence[Option]
NOTHING = -1

_MOST_STATES = 4_000_000  # over all units together: some 64 MB
_UP = 1 + 2.0**-40  # the bound's few hundred roundings of 2^-53, with room to spare


class _States(NamedTuple):
    """What some units can make of the money: costs ascending, values with them."""

    costs: npt.NDArray[Any]
    values: npt.NDArray[Any]

    def best(self, money: int) -> int:
        """The most value for ``money``; -1 when no state that is left costs so little."""
        place = int(np.searchsorted(self.costs, money, side="right"))
        return int(self.values[place - 1]) if place else -1


def best_choice(units: Sequence[Unit], budget: int, known: int) -> list[int] | None:
    """The option to take of each unit, or NOTHING, for the most value that ``budget`` can buy.

    ``known`` is a value that some choice is known to reach; the closer, the faster. Of equally
    good choices it is the one that, unit by unit from the first, takes the earliest option it can,
    and takes none only if no best choice takes one. Every option must cost at most ``budget``.
    Exact. None where the states would not fit in memory: the problem is NP-hard.

    From the last unit to the first: all (cost, value) that the units from here on can reach, less
    those that cost no less for no more value (Nemhauser and Ullmann, 1969) and those that even
    the fractional optimum of the units before could not bring up to ``known``.
    """
    kind = np.int64 if max(budget, _total(units)) < 2**62 else object
    bounds = _Bounds(units)
    stages = [_States(np.zeros(1, kind), np.zeros(1, kind))]
    size = 1
    for place in range(len(units) - 1, -1, -1):
        stage = _extended(stages[-1], units[place], budget)
        may_win = bounds.reach(place, stage, budget) >= float(known)
        stage = _States(stage.costs[may_win], stage.values[may_win])
        size += len(stage.costs)
        if size > _MOST_STATES:
            return None
        stages.append(stage)
    stages.reverse()
    return _walk(units, stages, budget)


def _total(units: Sequence[Unit]) -> int:
    return sum(max(cost for cost, _ in unit) + max(value for _, value in unit) for unit in units)


def _extended(states: _States, unit: Unit, budget: int) -> _States:
    """With one more unit; a state that another one dominates is left out."""
    costs = np.concatenate([states.costs, *(states.costs + cost for cost, _ in unit)])
    values = np.concatenate([states.values, *(states.values + value for _, value in unit)])
    costs, values = costs[costs <= budget], values[costs <= budget]
    order = np.argsort(-values, kind="stable")
    order = order[np.argsort(costs[order], kind="stable")]
    costs, values = costs[order], values[order]
    rises = np.ones(len(values), np.bool_)
    rises[1:] = values[1:] > np.maximum.accumulate(values)[:-1]
    return _States(costs[rises], values[rises])


def _walk(units: Sequence[Unit], stages: list[_States], budget: int) -> list[int]:
    """The preferred of the best choices, read off the states from the first unit on."""
    money, wanted = budget, stages[0].best(budget)
    choice = []
    for unit, after in zip(units, stages[1:], strict=True):
        taken = NOTHING
        for place, (cost, value) in enumerate(unit):
            if cost <= money and after.best(money - cost) == wanted - value:
                taken = place
                money, wanted = money - cost, wanted - value
                break
        choice.append(taken)
    return choice


class _Bounds:
    """Fractional optima of the first units, in floats that are not too low when taken ``_UP``.

    The relaxation of one unit is the upper hull of its options from (0, 0): steps of falling value
    per cost. Taking the steps of all units from the best ratio on, the last one in part, is the
    optimum of the relaxed problem.
    """

    def __init__(self, units: Sequence[Unit]) -> None:
        steps = [
            (float(cost), float(value), place)
            for place, unit in enumerate(units)
            for cost, value in hull(unit)
        ]
        steps.sort(key=lambda step: step[0] / step[1])
        table = np.array(steps).reshape(-1, 3)
        self._costs, self._values, self._places = table.T

    def reach(self, before: int, states: _States, budget: int) -> npt.NDArray[np.float64]:
        """At least what each state can come to together with the units before ``before``."""
        mask = self._places < before
        costs, values = self._costs[mask], self._values[mask]
        spent = np.concatenate(([0.0], costs.cumsum()))
        gained = np.concatenate(([0.0], values.cumsum()))
        ratios = np.concatenate((values / costs, [0.0]))
        money = (budget - states.costs).astype(np.float64)
        full = np.searchsorted(spent, money, side="right") - 1
        bound = gained[full] + (money - spent[full]) * ratios[full]
        reach: npt.NDArray[np.float64] = (states.values.astype(np.float64) + bound) * _UP
        return reach


def hull(unit: Unit) -> list[Option]:
    """Steps (further cost, further value) along the upper hull of the options and (0, 0)."""
    corners: list[Option] = [(0, 0)]
    for cost, value in sorted(unit):
        if value <= corners[-1][1]:
            continue
        while len(corners) > 1 and _bends_up(corners[-2], corners[-1], (cost, value)):
            corners.pop()
        corners.append((cost, value))
    pairs = pairwise(corners)
    return [(c1 - c0, v1 - v0) for (c0, v0), (c1, v1) in pairs]


def _bends_up(left: Option, middle: Option, right: Option) -> bool:
    """Whether ``middle`` lies on or below the line from ``left`` to ``right``."""
    first = (middle[1] - left[1]) * (right[0] - middle[0])
    return first <= (right[1] - middle[1]) * (middle[0] - left[0])
