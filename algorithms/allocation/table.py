"""An outcome as a table that people can read in a terminal."""

from collections.abc import Mapping
from fractions import Fraction

from algorithms.allocation.election import Election
from algorithms.allocation.explanation import Explanation, explain
from algorithms.allocation.outcome import Outcome, decimal
from algorithms.allocation.satisfaction import statistics

_NAME_WIDTH = 44
_REASONS = {
    "no_votes": "nobody voted for it",
    "below_threshold": "{votes_short} votes below the threshold",
    "over_budget": "costs {short} more than the whole budget",
    "excluded": "excluded by {by}",
    "unaffordable": "its supporters lacked {short}",
    "does_not_fit": "{short} more than was left",
    "not_counted": "the count had ended",
    "outrun": "the count ended before its turn; {votes_short} more votes would have been enough",
    "outweighed": "worth less than {instead_of}, in whose place it could stand",
}


def amount(money: int, scale: int) -> str:
    """Money in currency units, with as many decimals as its scale has zeros."""
    return decimal(Fraction(money, scale), len(str(scale)) - 1)


def table(outcome: Outcome, names: Mapping[str, str], scale: int, election: Election) -> str:
    """The winners in order, then the others and what they lacked, then the sums."""
    explained = explain(outcome)
    rows: list[tuple[str, ...]] = [("place", "project", "name", "cost", "votes", "")]
    for project in outcome.selected:
        rows.append(_row(explained[project], str(explained[project].place), names, scale))
    rows += [_row(told, "-", names, scale) for told in explained.values() if not told.won]
    widths = [max(len(row[column]) for row in rows) for column in range(6)]
    lines = [_line(row, widths) for row in rows]
    lines.insert(1, "-" * max(map(len, lines)))
    return "\n".join([*lines, "", *_sums(outcome, scale, election)])


def _row(told: Explanation, place: str, names: Mapping[str, str], scale: int) -> tuple[str, ...]:
    name = " ".join(names[told.project].split())
    if len(name) > _NAME_WIDTH:
        name = name[: _NAME_WIDTH - 1] + "…"
    cost = amount(told.cost, scale)
    return place, told.project, name, cost, str(told.votes), _reason(told, scale)


def _reason(told: Explanation, scale: int) -> str:
    if told.won:
        return "" if told.stage == "rule" else "with the money left over"
    # Under Equal Shares the end of the supporters' money tells more than the leftovers do.
    step = next((s for s in told.steps if s.code == "unaffordable"), told.steps[-1])
    data = dict(step.data)
    if "short" in data:
        data["short"] = amount(_rounded_up(data["short"]), scale)
    if "instead_of" in data:
        data["instead_of"] = " and ".join(data["instead_of"])
    return _REASONS[step.code].format_map(data)


def _rounded_up(short: int | str) -> int:
    exact = Fraction(short)
    return -(-exact.numerator // exact.denominator)


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    cells = [
        text.rjust(width) if column in (0, 3, 4) else text.ljust(width)
        for column, (text, width) in enumerate(zip(row, widths, strict=True))
    ]
    return "  ".join(cells).rstrip()


def _sums(outcome: Outcome, scale: int, election: Election) -> list[str]:
    found = statistics(election, outcome.selected)
    left = amount(outcome.budget - outcome.cost, scale)
    lines = [
        f"{len(outcome.selected)} of {len(outcome.projects)} projects for "
        f"{amount(outcome.cost, scale)} of {amount(outcome.budget, scale)}; left: {left}",
        f"{found.represented} of {found.voters} voters chose at least one of them",
    ]
    if "raises" in outcome.shares:
        start = decimal(Fraction(outcome.shares["endowment"]) / scale)
        lines.append(f"Each voter's share: {start}, after {outcome.shares['raises']} raises")
    if outcome.comparison:
        numbers = outcome.comparison
        lines.append(
            f"Comparison: {numbers['equal_shares']} voters approve more of Equal Shares, "
            f"{numbers['greedy']} of greedy, {numbers['same']} as many; "
            f"taken: {numbers['taken'].replace('_', ' ')}"
        )
    if outcome.welfare:
        proved = "" if outcome.welfare["proved"] else ", not proved to be the highest"
        lines.append(f"Sum of utilities: {outcome.welfare['total']}{proved}")
    return lines
