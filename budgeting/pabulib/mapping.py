"""What a Pabulib file means here: ballot format, rules, dates, numbers on the ballot."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from algorithms.allocation import AllocationError, Election
from algorithms.pabulib import Converted, PbFile, Problem, number, to_election
from commons.voting.enums import BallotFormat
from commons.voting.formats import NUMBERED

from ..enums import Rule
from .errors import UnfitFileError

FORMATS = {
    "approval": BallotFormat.APPROVAL,
    "choose-1": BallotFormat.SINGLE,
    "cumulative": BallotFormat.POINTS,
    "ordinal": BallotFormat.ORDINAL,
    "scoring": BallotFormat.SCORE,
}
LONGEST_CODE = 20
# Largest values of the columns of a round and of its money.
LARGEST_SMALL = 32_767
LARGEST_MONEY = 9_000_000_000_000_000_000


@dataclass(frozen=True)
class Mapped:
    """A file in the terms of a round. `codes`: the number on the ballot by project id."""

    pb: PbFile
    converted: Converted
    ballot_format: str
    max_choices: int
    points_total: int
    points_each: int
    rule: str
    codes: dict[str, str]
    opens_at: datetime
    closes_at: datetime

    @property
    def election(self) -> Election:
        return self.converted.election


def mapped(pb: PbFile) -> Mapped:
    """Raises UnfitFileError for what is well written but cannot be a round."""
    _require_text(pb)
    first, last = _days(pb.meta)
    converted = _converted(pb)
    points = [[given for _c, given in ballot] for ballot, _n in converted.election.ballots]
    return Mapped(
        pb=pb,
        converted=converted,
        ballot_format=_format(pb.meta),
        max_choices=_most_choices(pb, points),
        points_total=min(LARGEST_SMALL, max(map(sum, points), default=1) or 1),
        points_each=min(LARGEST_SMALL, max(map(max, filter(None, points)), default=1)),
        rule=Rule.EQUAL_SHARES if pb.meta["rule"].startswith("equalshares") else Rule.GREEDY,
        codes=_codes(pb.projects.column("project_id")),
        opens_at=_midnight(first),
        closes_at=_midnight(last + timedelta(days=1)),
    )


def ballots(found: Mapped) -> Iterator[dict[str, int]]:
    """Every voter's choices by number on the ballot; equal ones are one object, told many times."""
    codes = [found.codes[project.id] for project in found.election.projects]
    for ballot, count in found.election.ballots:
        choices = {codes[position]: points for position, points in ballot}
        for _voter in range(count):
            yield choices


def params(found: Mapped, rule: str) -> dict[str, Any]:
    """The settings of a rule as the file's own rule has them, or as elections of its kind do.

    Greedy breaks ties by the order of the file, as official counts do. Equal Shares: the cheaper,
    then more votes, then that order; its step is one unit of the file's currency.
    """
    name = found.pb.meta["rule"]
    if rule == Rule.GREEDY:
        return {
            "ties": ["lot"],
            "stop_at_first_misfit": name.startswith("greedy-no-skip"),
            "min_votes": _threshold(found),
        }
    if rule != Rule.EQUAL_SHARES:
        return {"ties": ["cost", "votes", "lot"]}
    settings: dict[str, Any] = {"ties": ["cost", "votes", "lot"], "step": found.converted.scale}
    if not name.startswith("equalshares"):
        return settings
    return settings | {
        "completion": "add1" if "/add1" in name else "none",
        "stop": "overspend",
        "comparison": "comparison" in name,
    }


def _threshold(found: Mapped) -> int | dict[str, int]:
    """`min_project_score_threshold`: of votes, or of points, which shuts projects out by name."""
    text = found.pb.meta.get("min_project_score_threshold", "")
    if not text:
        return 0
    needed = number(text)
    if found.ballot_format not in NUMBERED:
        return -(-needed.numerator // needed.denominator)
    election = found.election
    shut_out = election.voters + 1
    return {
        found.codes[project.id]: shut_out
        for project in election.projects
        if election.points[project.id] < needed
    }


def _most_choices(pb: PbFile, points: list[list[int]]) -> int:
    """`max_length`; a ranking without it has as many places as there are projects."""
    longest = max(map(len, points), default=1)
    if pb.meta["vote_type"] == "ordinal":
        longest = len(pb.projects.rows)
    return _small(pb.meta.get("max_length"), longest)


def _format(meta: Mapping[str, str]) -> str:
    chosen = FORMATS[meta["vote_type"]]
    if chosen == BallotFormat.APPROVAL and meta.get("max_sum_cost"):
        return BallotFormat.KNAPSACK
    return chosen


def _codes(ids: tuple[str, ...]) -> dict[str, str]:
    """The ids themselves where each can be a number on a ballot, otherwise their places."""
    if all(len(each) <= LONGEST_CODE for each in ids):
        return {each: each for each in ids}
    return {each: str(place) for place, each in enumerate(ids, start=1)}


def _small(text: str | None, otherwise: int) -> int:
    wanted = int(text) if text else otherwise
    return max(1, min(LARGEST_SMALL, wanted))


def _converted(pb: PbFile) -> Converted:
    _require_money(pb)
    try:
        return to_election(pb)
    except AllocationError as error:
        if error.code == "points_negative":
            fault = Problem("points_negative", 0, "points", {"found": str(error.params["points"])})
        else:
            fault = Problem("unreadable", 0, "", {"reason": str(error)})
        raise UnfitFileError(fault) from error


def _require_money(pb: PbFile) -> None:
    ids, costs = pb.projects.column("project_id"), pb.projects.column("cost")
    amounts = [("budget", "", pb.meta["budget"])]
    amounts += [("cost", each, text) for each, text in zip(ids, costs, strict=True)]
    faults = []
    for name, project, text in amounts:
        where = {"project": project, "found": text}
        if number(text) <= 0:
            faults.append(Problem("not_positive", 0, name, where))
        elif number(text) * 100 > LARGEST_MONEY:
            limit = str(LARGEST_MONEY // 100)
            faults.append(Problem("too_large", 0, name, where | {"expected": limit}))
    if faults:
        raise UnfitFileError(*faults)


def _require_text(pb: PbFile) -> None:
    """PostgreSQL holds no null characters."""
    tables = (pb.projects, pb.votes)
    texts = [*pb.meta, *pb.meta.values()]
    texts += [text for table in tables for text in table.columns]
    texts += [text for table in tables for row in table.rows for text in row]
    if any("\0" in text for text in texts):
        raise UnfitFileError(Problem("null_character", 0, "", {}))


def _days(meta: Mapping[str, str]) -> tuple[date, date]:
    first = _day("date_begin", meta["date_begin"], end=False)
    last = _day("date_end", meta["date_end"], end=True)
    if last < first:
        raise UnfitFileError(Problem("dates_reversed", 0, "date_end", {"found": meta["date_end"]}))
    return first, last


def _day(key: str, text: str, *, end: bool) -> date:
    """A day, or the first or last one of a year."""
    parts = [int(part) for part in text.split(".")]
    try:
        if len(parts) == 1:
            return date(parts[0], 12, 31) if end else date(parts[0], 1, 1)
        day, month, year = parts
        return date(year, month, day)
    except ValueError as error:
        raise UnfitFileError(Problem("date_impossible", 0, key, {"found": text})) from error


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, timezone.get_default_timezone())
