"""The command line: an election file, one rule, the outcome for people or as JSON."""

import json
import sys
import time
from argparse import Namespace
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

from algorithms.allocation import lots
from algorithms.allocation.election import Election
from algorithms.allocation.eligibility import Threshold, proportional_threshold
from algorithms.allocation.errors import AllocationError
from algorithms.allocation.options import UsageError, parsed
from algorithms.allocation.outcome import Outcome
from algorithms.allocation.phragmen import phragmen
from algorithms.allocation.shares import equal_shares
from algorithms.allocation.table import amount, table
from algorithms.allocation.ties import Criterion, TieBreak
from algorithms.allocation.utilitarian import Measure, greedy
from algorithms.allocation.welfare import max_welfare
from algorithms.pabulib import PabulibError, PbFile, read, to_election

BAD_INPUT = 2

_MEASURES: dict[str, Measure] = {
    "cost": "votes",
    "cardinality": "votes_per_cost",
    "score": "points_per_cost",
}
_SENTENCES = {
    "cost_not_positive": "the project {project} costs {cost}, and a cost must be above 0",
    "points_negative": "a ballot gives the project {project} {points} points, fewer than 0",
    "points_too_large": "the points of one project add up to more than can be counted exactly",
    "too_many_voters": "the points of one project add up to more than can be counted exactly",
    "budget_too_large": "the budget has more digits than can be counted with",
    "lots_not_distinct": "the lots name the project {projects[0]} twice",
    "lots_unknown": "the lots name {projects[0]}, which is not a project of the election",
    "lots_missing": "the lots do not name the project {projects[0]}",
}


def main(arguments: list[str]) -> int:
    """Counts as told and prints; returns the exit code, 2 where the input cannot be counted."""
    try:
        options = parsed(arguments)
        pb = _read(options.file)
        election, scale = _election(options.file, pb)
        ties = _ties(options, election)
        outcome, seconds = _timed(options, election, scale, ties)
    except UsageError as error:
        return _fail(str(error))
    except AllocationError as error:
        return _fail(_SENTENCES.get(error.code, str(error)).format_map(error.params))
    if options.json:
        text = json.dumps(_plain(outcome, scale, seconds), ensure_ascii=False)
    else:
        text = table(outcome, _names(pb), scale, election)
    print(text)  # noqa: T201
    return 0


def _fail(sentence: str) -> int:
    """One line, whatever the file put into it."""
    line = " ".join(sentence.split())
    line = line if len(line) <= 400 else line[:399] + "…"
    print(line[:1].upper() + line[1:].rstrip(".") + ".", file=sys.stderr)  # noqa: T201
    return BAD_INPUT


def _unreadable(name: str, error: OSError) -> UsageError:
    shown = name if len(name) <= 200 else f"{name[:199]}…"
    return UsageError(f"the file {shown} cannot be read: {error.strerror}")


def _read(name: str) -> PbFile:
    try:
        return read(Path(name))
    except OSError as error:
        raise _unreadable(name, error) from error
    except PabulibError as error:
        first, more = str(error.problems[0]).rstrip("."), len(error.problems) - 1
        rest = f" (and {more} more {'fault' if more == 1 else 'faults'})" if more else ""
        raise UsageError(f"in {name}, {first}{rest}") from error


def _election(name: str, pb: PbFile) -> tuple[Election, int]:
    try:
        return to_election(pb)
    except AllocationError:
        raise
    except ValueError as error:  # such as a cost of more digits than Python reads
        raise UsageError(f"in {name}, a number cannot be read") from error


def _ties(options: Namespace, election: Election) -> TieBreak:
    criteria = cast("tuple[Criterion, ...]", options.tie_break)
    ids = [p.id for p in election.projects]
    if "lot" not in criteria:
        return TieBreak(criteria)
    if options.seed is not None:
        return TieBreak(criteria, lots.drawn_from(options.seed, ids))
    try:
        return TieBreak(criteria, lots.read_from(Path(options.lots), ids))
    except OSError as error:
        raise _unreadable(options.lots, error) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"the file {options.lots} is not UTF-8 text") from error


def _timed(
    options: Namespace, election: Election, scale: int, ties: TieBreak
) -> tuple[Outcome, float]:
    """The outcome and the CPU seconds of the count, without those of loading a solver."""
    if options.rule == "max-welfare":
        import scipy.optimize  # noqa: F401
    started = time.process_time()
    try:
        outcome = _count(options, election, scale, ties)
    except OverflowError as error:  # floats, which only prune, end at 308 digits
        raise UsageError("the numbers are too large to count with") from error
    return outcome, time.process_time() - started


def _count(options: Namespace, election: Election, scale: int, ties: TieBreak) -> Outcome:
    min_votes = _threshold(options, election)
    if options.rule == "greedy":
        measure = _MEASURES[options.utility]
        return greedy(election, measure=measure, ties=ties, min_votes=min_votes)
    if options.rule == "phragmen":
        return phragmen(election, ties=ties, min_votes=min_votes)
    if options.rule == "max-welfare":
        return max_welfare(election, utility=options.utility, ties=ties, min_votes=min_votes)
    return equal_shares(
        election,
        utility=options.utility,
        completion=options.completion,
        ties=ties,
        min_votes=min_votes,
        start=options.start,
        step=options.step * scale,
        stop=options.stop,
        comparison=options.comparison,
    )


def _threshold(options: Namespace, election: Election) -> Threshold:
    least: int = options.min_votes
    if options.threshold_share is None:
        return least
    needed = proportional_threshold(election, options.threshold_share)
    return {project: max(least, votes) for project, votes in needed.items()}


def _names(pb: PbFile) -> Mapping[str, str]:
    """Titles by project id, where the file gives any."""
    ids = pb.projects.column("project_id")
    titles = pb.projects.column("name") if "name" in pb.projects.columns else ids
    return dict(zip(ids, titles, strict=True))


def _plain(outcome: Outcome, scale: int, seconds: float) -> dict[str, Any]:
    told = outcome.to_json()
    return {
        "selected": told["selected"],
        "cost": _number(outcome.cost, scale),
        "budget": _number(outcome.budget, scale),
        "seconds": round(seconds, 6),
        "scale": scale,
        "voters": outcome.voters,
        "rule": told["rule"],
        **{name: told[name] for name in ("shares", "comparison", "welfare") if told[name]},
        "trace": told["trace"],
    }


def _number(money: int, scale: int) -> int | float | str:
    """In currency units: whole, or a float whose decimals are the exact ones, or else a text."""
    exact = Fraction(money, scale)
    if exact.denominator == 1:
        return exact.numerator
    text = amount(money, scale)
    return float(text) if Fraction(repr(float(text))) == exact else text
