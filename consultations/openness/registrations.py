"""What this part tells the rooms below and the pages of hearings."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.audit import verbs
from commons.people import erasers, exports
from commons.people.models import Person
from commons.territories.models import Akimat

from .. import sections
from ..sections import Work
from . import messages, queries
from .enums import VisitStatus
from .models import Visit
from .views.finding import kept_councils

VERBS = {
    "hearings.hours_announced": gettext_lazy("announced office hours"),
    "hearings.hours_cancelled": gettext_lazy("cancelled office hours"),
    "hearings.visit_settled": gettext_lazy("noted what came of a visit"),
    "hearings.budget_set": gettext_lazy("set the budget of a council"),
    "hearings.expense_recorded": gettext_lazy("recorded an expense"),
    "hearings.fund_opened": gettext_lazy("opened a community fund"),
    "hearings.gift_recorded": gettext_lazy("recorded a gift"),
    "hearings.spending_recorded": gettext_lazy("recorded spending of a fund"),
    "hearings.line_reversed": gettext_lazy("took a line of a register back"),
    "hearings.report_published": gettext_lazy("published a yearly report"),
}


def register() -> None:
    """Called once, when the apps are ready."""
    messages.register_all()
    verbs.register(VERBS)
    exports.register("council_visits", _export)
    erasers.register("council_visits", _erase)
    sections.register(
        "openness", order=80, template="consultations/openness/of_front.html", read=_section
    )
    sections.register_work("openness", order=80, read=_work)


def _export(person: Person) -> list[dict[str, Any]]:
    return [
        {"at": visit.starts_at.isoformat(), "topic": visit.topic, "status": visit.status}
        for visit in Visit.objects.filter(person=person).order_by("starts_at", "pk")
    ]


def _erase(person: Person) -> None:
    """Times ahead become free; a visit that was stays as a number."""
    mine = Visit.objects.filter(person=person)
    mine.filter(status=VisitStatus.BOOKED).update(status=VisitStatus.CANCELLED)
    mine.update(topic="", person=None)


def _section(request: HttpRequest, akimat: Akimat, at: datetime) -> dict[str, Any] | None:
    hours = list(queries.coming_hours(akimat, at).filter(cancelled_at__isnull=True)[:3])
    funds = list(queries.funds(akimat)[:3])
    return {"hours": hours, "funds": funds} if hours or funds else None


def _work(request: HttpRequest, akimat: Akimat, at: datetime) -> list[Work]:
    kept = kept_councils(request, akimat)
    found = [
        Work(
            _("Announce office hours: %(council)s") % {"council": council.name},
            reverse("consultations:office_hours_new", args=[akimat.slug, council.pk]),
        )
        for council in kept
    ]
    found += [
        Work(
            _("Record an expense: %(council)s") % {"council": council.name},
            reverse("consultations:expense_new", args=[akimat.slug, council.pk]),
        )
        for council in kept
    ]
    if kept:
        address = reverse("consultations:fund_new", args=[akimat.slug])
        found.append(Work(_("Open a community fund"), address))
    return found
