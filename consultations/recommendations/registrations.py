"""What this part tells the rooms below and the pages of hearings."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.audit import verbs
from commons.notifications import topics
from commons.people import erasers, exports
from commons.people.models import Person
from commons.territories.models import Akimat

from .. import sections
from ..periods import due_on, periods_of
from ..permissions import can_answer, can_run
from . import figures, messages, personal_data, queries
from .models import Recommendation

_SOON = timedelta(days=14)


def register() -> None:
    """Called once, when the apps are ready."""
    messages.register_all()
    exports.register("recommendations", personal_data.export)
    erasers.register("recommendations", personal_data.erase)
    topics.register("recommendation", followed)
    sections.register(
        "recommendations",
        order=60,
        template="consultations/recommendations/section.html",
        read=section,
    )
    sections.register_work("recommendations", order=60, read=work)
    verbs.register(VERBS)


VERBS = {
    "hearings.document_begun": gettext_lazy("began a final document"),
    "hearings.document_changed": gettext_lazy("changed a final document"),
    "hearings.document_dropped": gettext_lazy("deleted a final document that was not sent"),
    "hearings.document_sent": gettext_lazy("sent a final document"),
    "hearings.recommendation_added": gettext_lazy("added a recommendation"),
    "hearings.recommendation_changed": gettext_lazy("changed a recommendation"),
    "hearings.recommendation_moved": gettext_lazy("moved a recommendation"),
    "hearings.recommendation_removed": gettext_lazy("removed a recommendation"),
    "hearings.replied": gettext_lazy("replied to a recommendation"),
    "hearings.reply_corrected": gettext_lazy("corrected a reply"),
    "hearings.handed_over": gettext_lazy("handed a recommendation over"),
    "hearings.heard_asked": gettext_lazy("asked to be heard"),
    "hearings.heard_withdrawn": gettext_lazy("withdrew the request to be heard"),
    "hearings.heard_arranged": gettext_lazy("set the day of hearing the author"),
    "hearings.heard_recorded": gettext_lazy("recorded what came of hearing the author"),
    "hearings.commitment_progress": gettext_lazy("reported on a promise"),
    "hearings.commitment_moved": gettext_lazy("set another day for a promise"),
    "hearings.commitment_done": gettext_lazy("called a promise done"),
    "hearings.commitment_broken": gettext_lazy("said that a promise will not be kept"),
    "hearings.commitment_reopened": gettext_lazy("took a promise up again"),
    "hearings.done_disputed": gettext_lazy("disputed that a promise is done"),
    "hearings.dispute_answered": gettext_lazy("answered an objection"),
}


def followed(keys: list[str], reader: Person) -> Mapping[str, tuple[str, str]]:
    numbers = [int(key) for key in keys if key.isascii() and key.isdecimal()]
    rows = Recommendation.objects.filter(pk__in=numbers, document__sent_at__isnull=False)
    return {
        str(one.pk): (
            one.text[:120],
            reverse("consultations:recommendation", args=[one.akimat.slug, one.pk]),
        )
        for one in rows.select_related("akimat")
    }


def section(request: HttpRequest, akimat: Akimat, at: datetime) -> dict[str, Any] | None:
    """The latest replies and the numbers of the board; nothing before the first document."""
    today = timezone.localdate(at)
    found = figures.figures(figures.sent(akimat), today)
    if not found.total:
        return None
    return {"replies": list(queries.latest_replies(akimat)[:3]), "figures": found}


def work(request: HttpRequest, akimat: Akimat, at: datetime) -> list[sections.Work]:
    """What waits for the person: everything for moderators, their own for specialists."""
    person: Any = request.user
    if not can_answer(person, akimat):
        return []
    runs = can_run(person, akimat)
    today = timezone.localdate(at)
    overdue = Count("pk", filter=Q(due_on__lt=today))
    waiting, asked = queries.unanswered(akimat), queries.open_requests(akimat)
    promised = queries.open_commitments(akimat).filter(due_on__lte=today + _SOON)
    objections = queries.open_disputes(akimat)
    if not runs:
        waiting = waiting.filter(specialist=person)
        asked = asked.filter(recommendation__specialist=person)
        promised = promised.filter(recommendation__specialist=person)
        objections = objections.filter(commitment__recommendation__specialist=person)
    held = Q(starts_at__isnull=True) | Q(starts_at__lte=at)
    found = [
        _work(
            _("Recommendations to answer"),
            "replies_queue",
            akimat,
            waiting.order_by().aggregate(n=Count("pk"), late=overdue),
            query="?show=all" if runs else "",
        ),
        _work(
            _("Authors to be heard"),
            "heard_requests",
            akimat,
            {"n": asked.filter(held).order_by().count()},
            text=_("Set a day, or write what came of it."),
        ),
        _work(
            _("Promises that fall due"),
            "commitments",
            akimat,
            promised.order_by().aggregate(n=Count("pk"), late=overdue),
            text=_("Report what was done, or set another day with a reason."),
        ),
        _work(
            _("Objections to answer"),
            "disputes",
            akimat,
            objections.order_by().aggregate(n=Count("pk"), late=overdue),
            text=_("Somebody says that what is called done is not."),
        ),
    ]
    if runs:
        days = periods_of(akimat).document_days
        begun = queries.without_document(akimat, person, at, runs=True)
        due = [due_on(moment, days) for moment in begun.values_list("starts_at", flat=True)]
        counts = {"n": len(due), "late": sum(day < today for day in due)}
        found.insert(0, _work(_("Hearings without a final document"), "documents", akimat, counts))
        late = Count("pk", filter=Q(send_due_on__lt=today))
        unsent = queries.unsent(akimat, person, runs=True).order_by()
        found.insert(
            0,
            _work(
                _("Final documents to send"),
                "documents",
                akimat,
                unsent.aggregate(n=Count("pk"), late=late),
            ),
        )
    return [one for one in found if one.count]


def _work(
    label: str,
    name: str,
    akimat: Akimat,
    counts: dict[str, int],
    *,
    text: str = "",
    query: str = "",
) -> sections.Work:
    return sections.Work(
        label=label,
        url=reverse(f"consultations:{name}", args=[akimat.slug]) + query,
        text=text,
        count=counts["n"],
        late=counts.get("late", 0),
    )
