"""Sentences of what came out for an applicant, and why."""

from django.utils.translation import gettext as _

from commons.people.enums import Sector

from . import proposing, selection
from .enums import Outcome
from .models import Application
from .proposing import Line


def why(line: Line, reason: str = "") -> str:
    """Of a selection that is not published yet."""
    return _sentence(
        line.application, line.place.code, line.place.before, line.rank, line.shared, reason
    )


def why_published(application: Application) -> str:
    """Of the result as it was published; empty before there is one."""
    told = application.why
    if not application.outcome or not told:
        return ""
    return _sentence(
        application,
        told.get("code", ""),
        told.get("before"),
        told.get("rank"),
        bool(told.get("shared")),
        application.decision_reason,
    )


def outcome_tone(outcome: str) -> str:
    return {Outcome.SEATED: "good", Outcome.RESERVE: "sun", Outcome.NOT_SEATED: "plain"}.get(
        Outcome(outcome), ""
    )


def _sentence(
    application: Application,
    code: str,
    before: int | None,
    rank: int | None,
    shared: bool,
    reason: str,
) -> str:
    parts = []
    if rank is not None:
        parts.append(_("Place %(rank)s by the scores.") % {"rank": rank})
    if shared:
        parts.append(_("The score is shared; the announced rule for equal scores put it here."))
    parts.append(_reason(application, code, before))
    if code == selection.DECIDED and reason:
        parts.append(_("Reason: %(reason)s") % {"reason": reason})
    return " ".join(part for part in parts if part)


def _reason(application: Application, code: str, before: int | None) -> str:
    sector = Sector(application.sector).label
    words = {
        selection.BY_PLACE: "",
        selection.SECTOR_LEAST: _("The seat was kept for the sector “%(sector)s”."),
        selection.DECIDED: _("The working group decided otherwise than rules and scores."),
        selection.SECTOR_FULL: _("The sector “%(sector)s” has all the seats it may have."),
        selection.STATE_FULL: _("The state has all the seats that the law leaves to it."),
        selection.SEATS_KEPT: _("The seats that were left are kept for other sectors."),
        selection.NO_SEAT_LEFT: _("All seats went to better places."),
        proposing.UNRANKED: _("Nobody handed in a score sheet for this application."),
        selection.DRAWN: _("The seats were drawn by lot."),
        selection.FROM_RESERVE: _("A member left, and the seat went to the reserve."),
    }
    if code == selection.SAME_ORGANISATION:
        if before is None:
            return _("The organisation has a seat already, and one is all it can have.")
        told = _("Application %(number)s of the same organisation has the better place.")
        return told % {"number": before}
    return words.get(code, "") % {"sector": sector}
