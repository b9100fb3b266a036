"""What this part tells the rooms below and the pages of hearings."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from allauth.account.signals import user_logged_in
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.audit import verbs
from commons.notifications import topics
from commons.people import erasers, exports
from commons.people import sections as people_sections
from commons.people.models import Person
from commons.scoring import places
from commons.scoring.models import Scorecard
from commons.territories.models import Akimat

from .. import links, sections
from ..permissions import can_run
from . import formation_queries, messages, operations, personal_data, picture, queries
from .enums import FormationStatus
from .models import Council, Formation

SOON = timedelta(days=30)
VERBS = {
    "council_created": gettext_lazy("set up a council"),
    "council_changed": gettext_lazy("changed the council"),
    "council_published": gettext_lazy("published the council"),
    "council_ended": gettext_lazy("ended the council"),
    "council_formed": gettext_lazy("published who sits in the council"),
    "mandate_begun": gettext_lazy("gave a seat in the council"),
    "mandate_changed": gettext_lazy("corrected a seat in the council"),
    "mandate_ended": gettext_lazy("entered the end of a seat"),
    "mandate_bound": gettext_lazy("took the seat to their account"),
    "officer_named": gettext_lazy("entered an election in the council"),
    "presidium_set": gettext_lazy("entered the presidium of the council"),
    "commission_formed": gettext_lazy("formed a commission of the council"),
    "commission_changed": gettext_lazy("changed a commission of the council"),
    "commission_dissolved": gettext_lazy("dissolved a commission of the council"),
    "formation_created": gettext_lazy("began to form a council"),
    "formation_changed": gettext_lazy("changed the announcement"),
    "formation_plan_set": gettext_lazy("set the seats by sector"),
    "formation_announced": gettext_lazy("announced the formation of a council"),
    "formation_extended": gettext_lazy("gave more time to apply"),
    "formation_cancelled": gettext_lazy("called the formation off"),
    "formation_discarded": gettext_lazy("discarded a draft of the announcement"),
    "formation_ready": gettext_lazy("closed the pool for the draw"),
    "formation_scoring": gettext_lazy("gave the applications to the working group"),
    "group_member_added": gettext_lazy("named a member of the working group"),
    "group_member_removed": gettext_lazy("took a member off the working group"),
    "group_head_named": gettext_lazy("named the head of the working group"),
    "seat_applied_for": gettext_lazy("applied for a seat"),
    "application_withdrawn": gettext_lazy("took an application back"),
    "application_admitted": gettext_lazy("admitted an application"),
    "applications_admitted": gettext_lazy("admitted the applications that waited"),
    "application_refused": gettext_lazy("did not admit an application"),
    "tie_word_entered": gettext_lazy("entered the word for lots"),
    "decided_otherwise": gettext_lazy("entered a decision against the ranking"),
}


def register() -> None:
    """Called once, when the apps are ready."""
    verbs.register({f"hearings.{name}": words for name, words in VERBS.items()})
    messages.register_all()
    exports.register("councils", personal_data.export)
    erasers.register("councils", personal_data.erase)
    places.register("councils", _sheets_path)
    topics.register("council", _followed)
    user_logged_in.connect(_bind, dispatch_uid="consultations.councils.bind")
    people_sections.register(
        "councils", order=15, template="consultations/councils/me.html", read=_me
    )
    sections.register(
        "councils", order=60, template="consultations/councils/section.html", read=_section
    )
    sections.register_work("councils", order=10, read=_work)


def _bind(sender: Any, user: Person, **kwargs: Any) -> None:
    operations.bind_seats(person=user, at=timezone.now())


def _sheets_path(scorecard: Scorecard) -> str | None:
    """Where members of a working group find their sheets."""
    rows = Formation.objects.filter(scorecard=scorecard).select_related("council__akimat")
    found = rows.first()
    if found is None:
        return None
    args = [found.council.akimat.slug, found.pk]
    return reverse("consultations:formation_sheets", args=args)


def _followed(ids: list[str], reader: Person) -> Mapping[str, tuple[str, str]]:
    keys = [int(one) for one in ids if one.isdecimal()]
    rows = Council.objects.filter(pk__in=keys, published_at__isnull=False).select_related("akimat")
    return {
        str(one.pk): (one.name, reverse("consultations:council", args=[one.akimat.slug, one.pk]))
        for one in rows
    }


def _me(request: HttpRequest) -> dict[str, Any] | None:
    """Seats and applications of the person, and their score sheets."""
    person = request.user
    if not isinstance(person, Person):
        return None
    seats = list(queries.mandates_of(person)[:10])
    applied = list(formation_queries.applications_of(person)[:10])
    groups = list(
        Formation.objects.filter(group__person=person, status=FormationStatus.SCORING)
        .select_related("council__akimat")
        .order_by("pk")[:10]
    )
    if not (seats or applied or groups):
        return None
    return {"seats": seats, "applications": applied, "groups": groups}


def _section(request: HttpRequest, akimat: Akimat, at: datetime) -> dict[str, Any] | None:
    """Who watches: the councils at work, and where one can apply."""
    found = queries.with_composition(queries.sitting(akimat), akimat, most=6)
    meetings = queries.next_meeting_of([one for one, _told in found], at)
    shown = []
    for one, told in found:
        meeting = meetings.get(one.pk)
        url = links.link("meeting", akimat, meeting.pk) if meeting else ""
        shown.append(
            {
                "council": one,
                "told": told,
                "picture": picture.of(told),
                "meeting": meeting,
                "meeting_url": url,
            }
        )
    late = list(queries.late_formations(akimat, timezone.localdate(at)))
    running = list(formation_queries.undecided(akimat))
    return {
        "councils": shown,
        "open": [one for one in running if formation_queries.takes_applications(one, at)],
        "forming": [one for one in running if not formation_queries.takes_applications(one, at)],
        "late": late,
    }


def _work(request: HttpRequest, akimat: Akimat, at: datetime) -> Sequence[sections.Work]:
    if not can_run(request.user, akimat):
        return []
    here = [akimat.slug]
    today = timezone.localdate(at)
    near = queries.awaiting_formation(today + SOON).filter(akimat=akimat)
    due = list(near.order_by("formation_due_on", "pk"))
    late = sum(one.formation_due_on < today for one in due if one.formation_due_on)
    waiting, overdue = formation_queries.to_check(akimat, at)
    running = list(formation_queries.undecided(akimat))
    slow = sum(one.decide_by is not None and one.decide_by < today for one in running)
    seated = queries.with_composition(queries.sitting(akimat), akimat)
    broken = [one for one, told in seated if not told.is_kept]
    all_councils = reverse("consultations:councils", args=here)
    found = [
        sections.Work(
            label=_("Set up a council"),
            url=reverse("consultations:council_new", args=here),
            text=_("Enter who sits in it now, or form it by competition or by lot."),
        ),
        sections.Work(
            label=_("Councils and their members"),
            url=all_councils,
            text=_("Seats that end, elections, commissions."),
        ),
    ]
    if due:
        found.append(
            sections.Work(
                label=_("Begin forming the next council"),
                url=all_councils,
                text=_("The working group begins two months before the term ends."),
                count=len(due),
                late=late,
            )
        )
    if waiting:
        first = next((one for one in running if one.status == FormationStatus.ANNOUNCED), None)
        found.append(
            sections.Work(
                label=_("Check applications for council seats"),
                url=reverse("consultations:formation_applications", args=[*here, first.pk])
                if first
                else all_councils,
                count=waiting,
                late=overdue,
            )
        )
    if running:
        found.append(
            sections.Work(
                label=_("Councils being formed"),
                url=reverse("consultations:formation_manage", args=[*here, running[0].pk])
                if len(running) == 1
                else all_councils,
                count=len(running),
                late=slow,
            )
        )
    if broken:
        found.append(
            sections.Work(
                label=_("Mend the composition of a council"),
                url=all_councils,
                text=_("Too few members from outside the state."),
                count=len(broken),
                late=len(broken),
            )
        )
    return found
