"""Who is in the room: shares by sector and other measures against what the round asks for."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cached_property

from django.utils import timezone

from commons.people.enums import SMALL_SIZES, OrganisationSize, Sector
from commons.territories.enums import Level
from commons.territories.models import Territory

from ..models import Event, Round, Stakeholder
from .enums import StakeholderStatus

SECTORS = tuple(Sector.values)


@dataclass(frozen=True)
class Seat:
    """What of one seat counts for the balance; `district` is a KATO code or empty."""

    sector: str
    joined_at: datetime
    left_at: datetime | None = None
    is_newcomer: bool = False
    is_woman: bool | None = None
    size: str = OrganisationSize.UNKNOWN
    in_association: bool | None = None
    district: str = ""

    def is_in(self, at: datetime) -> bool:
        return self.joined_at <= at and (self.left_at is None or at < self.left_at)


@dataclass(frozen=True)
class Moment:
    """A time at which the room is counted; `title` names the event, if it is one."""

    at: datetime
    title: str = ""


@dataclass(frozen=True)
class Point:
    at: datetime
    title: str
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class Strand:
    """One sector now. `needed` more of it, together with what other sectors need, make the round
    balanced; None where no number does."""

    sector: str
    count: int
    of: int
    is_low: bool
    needed: int | None

    @property
    def share(self) -> float:
        return self.count / self.of if self.of else 0.0


@dataclass(frozen=True)
class Measure:
    """`count` of `of`; `unknown` are left out of both. `least` in per cent; None asks nothing."""

    key: str
    count: int
    of: int
    least: int | None
    unknown: int = 0

    @property
    def share(self) -> float:
        return self.count / self.of if self.of else 0.0

    @property
    def is_met(self) -> bool:
        return self.least is None or 100 * self.count >= self.least * self.of

    @property
    def is_known(self) -> bool:
        return self.of > 0

    @property
    def percent(self) -> float:
        """Along a bar of 100."""
        return round(100 * self.share, 1)

    @property
    def least_x(self) -> int:
        """Where the line of the threshold begins, inside a bar of 100."""
        return min(self.least or 0, 99)


@dataclass(frozen=True)
class Thresholds:
    """Least shares in per cent."""

    sector: int = 15
    newcomers: int = 30
    small_firms: int = 50
    women: int = 30
    districts: int = 50

    @property
    def sector_share(self) -> float:
        return self.sector / 100


@dataclass(frozen=True)
class Balance:
    strands: tuple[Strand, ...]
    points: tuple[Point, ...]
    measures: tuple[Measure, ...]
    thresholds: Thresholds

    @cached_property
    def total(self) -> int:
        return sum(strand.count for strand in self.strands)

    @cached_property
    def missing(self) -> tuple[Strand, ...]:
        """Sectors below the threshold, the emptiest first."""
        low = [strand for strand in self.strands if self.total and strand.is_low]
        return tuple(sorted(low, key=lambda strand: strand.count))

    @property
    def is_balanced(self) -> bool:
        return bool(self.total) and not self.missing

    def strand(self, sector: str) -> Strand:
        return next(strand for strand in self.strands if strand.sector == sector)


def weigh(
    seats: Sequence[Seat],
    *,
    moments: Iterable[Moment],
    districts: Iterable[str],
    thresholds: Thresholds,
    at: datetime,
) -> Balance:
    """The balance at a moment. Pure: `districts` are the KATO codes that could have a voice."""
    now = [seat for seat in seats if seat.is_in(at)]
    counts = _by_sector(now)
    needed = needed_to_balance(counts, thresholds.sector)
    return Balance(
        strands=tuple(
            Strand(
                sector=sector,
                count=counts[sector],
                of=len(now),
                is_low=_is_low(counts, sector, thresholds.sector),
                needed=needed[sector] if needed else None,
            )
            for sector in SECTORS
        ),
        points=tuple(_points(seats, moments, at)),
        measures=tuple(_measures(now, frozenset(districts), thresholds)),
        thresholds=thresholds,
    )


def needed_to_balance(counts: Mapping[str, int], least: int) -> dict[str, int] | None:
    """The fewest people of each sector who must join for every sector to hold `least` per cent.

    Whoever joins makes the room larger and every other share smaller, so that the numbers are
    raised until they hold together: the least fixed point. None where no numbers do, because the
    thresholds of the sectors together exceed the whole.
    """
    if least * len(SECTORS) > 100:
        return None
    needed = dict.fromkeys(SECTORS, 0)
    while True:
        total = sum(counts[sector] + needed[sector] for sector in SECTORS)
        raised = {
            sector: max(needed[sector], -(-(least * total - 100 * counts[sector]) // 100))
            for sector in SECTORS
        }
        if raised == needed:
            return needed
        needed = raised


def _is_low(counts: Mapping[str, int], sector: str, least: int) -> bool:
    return 100 * counts[sector] < least * sum(counts.values())


def _by_sector(seats: Iterable[Seat]) -> dict[str, int]:
    found = Counter(seat.sector for seat in seats)
    return {sector: found[sector] for sector in SECTORS}


def _points(seats: Sequence[Seat], moments: Iterable[Moment], at: datetime) -> list[Point]:
    """The end of the first day, each moment between it and now, and now."""
    joined = [seat.joined_at for seat in seats if seat.joined_at <= at]
    if not joined:
        return []
    first = min(min(joined).astimezone(timezone.get_current_timezone()), at)
    evening = timezone.make_aware(
        datetime.combine(first.date() + timedelta(days=1), time.min),
        timezone.get_current_timezone(),
    )
    between = [moment for moment in moments if evening < moment.at < at]
    marks = [*([Moment(evening)] if evening < at else []), *between, Moment(at)]
    return [
        Point(mark.at, mark.title, _by_sector(seat for seat in seats if seat.is_in(mark.at)))
        for mark in marks
    ]


def _measures(seats: Sequence[Seat], districts: frozenset[str], least: Thresholds) -> list[Measure]:
    firms = [seat for seat in seats if seat.sector == Sector.BUSINESS]
    sized = [firm for firm in firms if firm.size != OrganisationSize.UNKNOWN]
    said = [seat for seat in seats if seat.is_woman is not None]
    joined = [firm for firm in firms if firm.in_association is not None]
    heard = {seat.district for seat in seats} & districts
    newcomers = sum(seat.is_newcomer for seat in seats)
    small = sum(firm.size in SMALL_SIZES for firm in sized)
    outside = sum(not firm.in_association for firm in joined)
    women = sum(bool(seat.is_woman) for seat in said)
    found = [
        Measure("newcomers", newcomers, len(seats), least.newcomers),
        Measure("small_firms", small, len(sized), least.small_firms, len(firms) - len(sized)),
        Measure("outside", outside, len(joined), None, len(firms) - len(joined)),
        Measure("women", women, len(said), least.women, len(seats) - len(said)),
    ]
    if districts:
        found.append(Measure("districts", len(heard), len(districts), least.districts))
    return found


# --- from the database ---


def balance_of(round: Round, at: datetime) -> Balance:
    """The balance of a round's room at a moment, in three queries."""
    districts = districts_of(round)
    return weigh(
        _seats(round),
        moments=[
            Moment(starts_at, title)
            for starts_at, title in Event.objects.filter(
                round=round,
                inside=None,
                published_at__lte=at,
                cancelled_at=None,
            )
            .order_by("starts_at", "pk")
            .values_list("starts_at", "title")
        ],
        districts=[district.kato for district in districts],
        thresholds=Thresholds(
            sector=round.min_sector_percent,
            newcomers=round.min_newcomers_percent,
            small_firms=round.min_small_firms_percent,
            women=round.min_women_percent,
            districts=round.min_districts_percent,
        ),
        at=at,
    )


def districts_of(round: Round) -> list[Territory]:
    """The districts and cities inside the round's territory, by name."""
    return list(
        Territory.objects.filter(
            level=Level.DISTRICT, kato__startswith=round.territory.prefix
        ).order_by("name", "kato")
    )


def _seats(round: Round) -> list[Seat]:
    """All who ever joined; who left counts until then."""
    rows = Stakeholder.objects.filter(
        round=round,
        joined_at__isnull=False,
        status__in=[StakeholderStatus.ACCEPTED, StakeholderStatus.LEFT],
    ).select_related("organisation__territory", "territory")
    return [_seat(row) for row in rows]


def _seat(row: Stakeholder) -> Seat:
    firm = row.organisation
    place = row.territory or (firm.territory if firm else None)
    assert row.joined_at is not None
    return Seat(
        sector=row.sector,
        joined_at=row.joined_at,
        left_at=row.left_at,
        is_newcomer=row.is_newcomer,
        is_woman=row.is_woman,
        size=firm.size if firm else OrganisationSize.UNKNOWN,
        in_association=firm.in_association if firm else None,
        district=place.kato[:4].ljust(9, "0") if place else "",
    )
