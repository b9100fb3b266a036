"""How many members there are on the day of a meeting, how many are here, how many it takes."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from ..councils import shares
from ..councils.models import Mandate
from ..meetings.models import Meeting
from ..periods import periods_of
from .enums import HERE
from .models import Attendance


@dataclass(frozen=True)
class Quorum:
    """`percent` is the setting; `needed` is the fewest members who are that share."""

    seats: int
    present: int
    needed: int
    percent: int

    @property
    def reached(self) -> bool:
        return self.seats > 0 and self.present >= self.needed

    @property
    def missing(self) -> int:
        return max(0, self.needed - self.present)


def day_of(meeting: Meeting) -> date:
    return timezone.localdate(meeting.starts_at)


def members(meeting: Meeting) -> QuerySet[Mandate]:
    """Seats of the council that are in force on the day of the meeting, by name. A seat that was
    given up on that day is its successor's."""
    day = day_of(meeting)
    in_force = Q(begins_on__lte=day, ends_on__gte=day)
    standing = Q(ended_on__isnull=True) | Q(ended_on__gt=day)
    found = Mandate.objects.filter(in_force & standing, council=meeting.council_id)
    return found.order_by("name", "pk")


def here(meeting: Meeting) -> set[int]:
    """Keys of the mandates of members who are here, in the room or remotely."""
    found = Attendance.objects.filter(meeting=meeting, presence__in=HERE)
    return set(found.filter(mandate__in=members(meeting)).values_list("mandate", flat=True))


def quorum_of(meeting: Meeting) -> Quorum | None:
    """None for meetings without a council: nobody has a seat there."""
    if meeting.council_id is None:
        return None
    return computed(meeting, members(meeting).count(), len(here(meeting)))


def computed(meeting: Meeting, seats: int, present: int) -> Quorum:
    """Law on Public Councils, No 383-V: two thirds, or what the akimat has set."""
    percent = periods_of(meeting.akimat).quorum_percent
    return Quorum(seats, present, shares.least(seats, percent), percent)
