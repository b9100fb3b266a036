"""All dates of an akimat in one calendar: budget phases, meetings, events of discovery."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from budgeting import links
from commons.interface.calendar_files import Entry
from commons.notifications.paths import absolute
from commons.territories.models import Akimat
from consultations.meetings.enums import MeetingStatus
from edp.models import Event

from .datasets import budget, discovery, hearings

OF_EACH = 200


def entries(akimat: Akimat, language: str) -> Iterator[Entry]:
    """The latest of each kind. Meetings and events bear the names that their own files give them,
    so that a calendar holds them once."""
    yield from _phases(akimat, language)
    yield from _meetings(akimat, language)
    yield from _events(akimat, language)


def _phases(akimat: Akimat, language: str) -> Iterator[Entry]:
    rows = budget.phases(akimat).filter(round__announced_at__isnull=False)
    for one in rows.order_by("-opens_at", "-pk")[:OF_EACH]:
        path = links.link("budgeting:round", akimat.slug, one.round.slug)
        assert one.round.announced_at is not None
        yield Entry(
            uid=f"budget-phase-{one.pk}",
            title=_("%(round)s: %(phase)s")
            % {"round": one.round.title, "phase": one.get_kind_display()},
            starts_at=one.opens_at,
            ends_at=one.closes_at,
            changed_at=one.round.announced_at,
            page=absolute(path, language),
        )


def _meetings(akimat: Akimat, language: str) -> Iterator[Entry]:
    for one in hearings.meetings(akimat).order_by("-starts_at", "-pk")[:OF_EACH]:
        path = links.link("consultations:meeting", akimat.slug, one.pk)
        yield Entry(
            uid=f"meeting-{one.pk}",
            title=one.title,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            changed_at=one.changed_at or one.announced_at or one.starts_at,
            page=absolute(path, language),
            sequence=one.sequence,
            is_cancelled=one.status == MeetingStatus.CANCELLED,
            place=one.place,
            texts=(one.get_kind_display(), one.about),
        )


def _events(akimat: Akimat, language: str) -> Iterator[Entry]:
    rows = Event.objects.filter(
        Q(published_at__isnull=False), round__in=discovery.rounds(akimat)
    ).select_related("round")
    for one in rows.order_by("-starts_at", "-pk")[:OF_EACH]:
        path = links.link("edp:event", akimat.slug, one.round.slug, one.pk)
        yield Entry(
            uid=f"discovery-event-{one.pk}",
            title=one.title,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            changed_at=one.changed_at or one.published_at or one.starts_at,
            page=absolute(path, language),
            sequence=one.sequence,
            is_cancelled=one.cancelled_at is not None,
            place=one.place,
            texts=(one.about,),
        )
