"""The course of a formation, step by step, with its days."""

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .. import links
from ..meetings.enums import MeetingStatus
from . import formation_queries, queries
from .enums import FormationStatus
from .models import Formation

F = FormationStatus


def steps(formation: Formation, at: datetime, counts: dict[str, int]) -> list[Any]:
    """For `{% timeline %}`: announced, applications, check, scoring or draw, result, first
    meeting."""
    status, by_lot = formation.status, formation_queries.is_by_lot(formation)
    taking = formation_queries.takes_applications(formation, at)
    after = status in (F.SCORING, F.SCORED, F.READY, F.SEATED)
    decided = status == F.SEATED
    found = [
        _step(_("Announced"), _done(formation.announced_at is not None), formation.announced_at),
        _step(
            _("Applications"),
            "now" if taking else _done(formation.announced_at is not None),
            until=formation.apply_until,
            text=_applied(counts["all"]),
        ),
        _step(
            _("Applications are checked"),
            _done(after) or ("now" if status == F.ANNOUNCED and not taking else ""),
            formation.checked_at,
        ),
        _step(
            _("Draw by lot") if by_lot else _("The working group scores"),
            _done(decided or status == F.SCORED)
            or ("now" if status in (F.SCORING, F.READY) else ""),
        ),
        _step(
            _("Result"),
            _done(decided) or ("now" if status == F.SCORED else ""),
            formation.seated_at,
            until=None if decided else formation.decide_by,
            text="" if decided or not is_late(formation, at) else _("late"),
        ),
        _first_meeting(formation),
    ]
    if status == F.CANCELLED:
        reached = [one for one in found if one.state == "done"]
        return [*reached, _step(_("Called off"), "now", formation.cancelled_at)]
    return found


def _first_meeting(formation: Formation) -> Any:
    title = _("First meeting, opened by the head of the working group")
    if formation.status != F.SEATED:
        return _step(title, "")
    first = queries.first_meeting(formation.council)
    if first is None:
        return _step(title, "now")
    held = first.status == MeetingStatus.HELD
    found = _step(title, "done" if held else "now", first.starts_at)
    found.url = links.link("meeting", formation.council.akimat, first.pk)
    return found


def is_late(formation: Formation, at: datetime) -> bool:
    """The day by which a result was announced has passed without one."""
    by = formation.decide_by
    running = formation.status in (F.ANNOUNCED, F.SCORING, F.SCORED, F.READY)
    return running and by is not None and by < timezone.localdate(at)


def _applied(count: int) -> str:
    return ngettext("%(n)s application", "%(n)s applications", count) % {"n": count}


def _done(reached: bool) -> str:
    return "done" if reached else ""


def _step(
    title: str,
    state: str,
    at: datetime | date | None = None,
    *,
    until: datetime | date | None = None,
    text: str = "",
) -> Any:
    return SimpleNamespace(title=title, state=state, at=at, until=until, text=text, url="")
