"""What this part tells the rooms below and the pages of hearings."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.audit import verbs
from commons.interface.numbers import row_key
from commons.notifications import topics
from commons.people import erasers, exports
from commons.people import sections as own_sections
from commons.people.models import Person
from commons.proposals import moves, pages, panels
from commons.proposals.queries import is_public
from commons.territories.models import Akimat, Territory

from .. import sections
from ..meetings import near
from ..permissions import can_answer, can_run
from ..sections import Work
from . import messages, personal_data, proposal_pages, queries
from .enums import Addressee, PetitionStatus
from .models import Petition, PetitionAppeal
from .operations import follow_proposal
from .thresholds import threshold_of

VERBS = {
    "hearings.petition_opened": gettext_lazy("opened the petition for signatures"),
    "hearings.petition_reached": gettext_lazy("the petition reached its threshold"),
    "hearings.petition_lapsed": gettext_lazy("the petition ended without enough signatures"),
    "hearings.petition_given": gettext_lazy("named who answers the petition"),
    "hearings.petition_answered": gettext_lazy("answered the petition"),
    "hearings.petition_appealed": gettext_lazy("appealed against the rejection of a petition"),
    "hearings.petition_appeal_decided": gettext_lazy("decided the appeal about a petition"),
    "hearings.paper_entered": gettext_lazy("entered signatures on paper"),
    "hearings.paper_confirmed": gettext_lazy("confirmed signatures on paper"),
    "hearings.paper_refused": gettext_lazy("refused signatures on paper"),
}
ON_FRONT = 3
ON_MY_PAGE = 5


def register() -> None:
    """Called once, when the apps are ready."""
    messages.register_all()
    verbs.register(VERBS)
    moves.register(follow_proposal)
    pages.register("petitions", proposal_pages.PAGES)
    panels.register(proposal_pages.panels)
    topics.register("petition", followed)
    exports.register("petitions", personal_data.export)
    erasers.register("petitions", personal_data.erase)
    near.register("petitions", near_rows)
    own_sections.register(
        "petitions", order=25, template="consultations/petitions/mine.html", read=mine
    )
    sections.register(
        "petitions", order=50, template="consultations/petitions/of_front.html", read=section
    )
    sections.register_work("petitions", order=50, read=work)


def followed(keys: list[str], reader: Person) -> dict[str, tuple[str, str]]:
    """Title and address of each petition that is followed and public, or the reader's own."""
    numbers = [number for key in keys if (number := row_key(key))]
    seen = Q(proposal__in=_public_proposals()) | Q(proposal__author=reader)
    rows = Petition.objects.filter(seen, pk__in=numbers).select_related("proposal", "akimat")
    return {
        str(one.pk): (
            one.proposal.title,
            reverse("consultations:petition", args=[one.akimat.slug, one.pk]),
        )
        for one in rows
    }


def _public_proposals() -> Any:
    from commons.proposals.models import Proposal

    return Proposal.objects.filter(is_public(), petition__isnull=False).values("pk")


def mine(request: HttpRequest) -> dict[str, Any] | None:
    """The latest petitions and signatures of the person, of every akimat."""
    written = list(queries.written_by(request.user)[:ON_MY_PAGE])
    signed = list(queries.signed_by(request.user)[:ON_MY_PAGE])
    return {"written": written, "signed": signed} if written or signed else None


def section(request: HttpRequest, akimat: Akimat, at: datetime) -> dict[str, Any] | None:
    """Those with the most signatures, and how many were rejected: both in two queries."""
    shown = list(queries.in_order(queries.gathering(akimat), "signed")[:ON_FRONT])
    return {"shown": shown, "figures": queries.figures(akimat, timezone.localdate(at))}


def near_rows(akimat: Akimat, territories: Sequence[Territory], at: datetime) -> list[near.Row]:
    found = queries.gathering(akimat)
    if territories:
        about = Q(proposal__territory__in=territories) | Q(proposal__territory__isnull=True)
        found = found.filter(about)
    return [
        near.Row(
            url=reverse("consultations:petition", args=[akimat.slug, one.pk]),
            title=one.proposal.title,
            what=_("petition"),
            until=one.gather_until,
            place=str(one.proposal.territory or ""),
            language=one.proposal.language,
            act=_("Sign it"),
        )
        for one in found
    ]


def work(request: HttpRequest, akimat: Akimat, at: datetime) -> list[Work]:
    """Two queries for moderators, one for specialists."""
    if not can_answer(request.user, akimat):
        return []
    today = timezone.localdate(at)
    found = _answers(request, akimat, today)
    paper = queries.open_batches(akimat).exclude(entered_by=request.user.pk)
    if waiting := list(paper.values_list("petition", flat=True)[:100]):
        address = reverse("consultations:petition_paper", args=[akimat.slug, waiting[0]])
        found.append(Work(_("Confirm signatures on paper"), address, count=len(waiting)))
    if can_run(request.user, akimat):
        found += _moderation(akimat, today) + _appeals(request, akimat, today)
        if threshold_of(akimat, Addressee.AKIMAT) is None:
            found.append(
                Work(
                    _("Set the population"),
                    reverse("consultations:periods_edit", args=[akimat.slug]),
                    _("Without it no petition can be opened: its threshold cannot be computed."),
                )
            )
    return found


def _answers(request: HttpRequest, akimat: Akimat, today: date) -> list[Work]:
    rows = queries.of_akimat(akimat).filter(status=PetitionStatus.CONSIDERED)
    if not can_run(request.user, akimat):
        rows = rows.filter(handler=request.user.pk)
    return [
        Work(
            one.proposal.title,
            reverse("consultations:petition", args=[akimat.slug, one.pk]),
            _("The petition has enough signatures: name who answers.")
            if one.handler is None
            else _("The petition waits for its answer by %(name)s.")
            % {"name": one.handler.public_name},
            count=1,
            late=int(one.is_overdue(today)),
        )
        for one in rows.order_by("consider_due_on", "pk")[:20]
    ]


def _moderation(akimat: Akimat, today: date) -> list[Work]:
    rows = Petition.objects.filter(akimat=akimat, status=PetitionStatus.MODERATION)
    counts = rows.aggregate(
        all=Count("pk"),
        call=Max("proposal__call"),
        late=Count("pk", filter=Q(moderation_due_on__lt=today)),
    )
    if not counts["all"]:
        return []
    queue = reverse("admin:proposals_proposal_changelist")
    address = f"{queue}?call__id__exact={counts['call']}"
    return [
        Work(_("Petitions to accept or reject"), address, count=counts["all"], late=counts["late"])
    ]


def _appeals(request: HttpRequest, akimat: Akimat, today: date) -> list[Work]:
    rows = PetitionAppeal.objects.filter(petition__akimat=akimat, decided_at__isnull=True)
    return [
        Work(
            _("Appeal: %(title)s") % {"title": one.petition.proposal.title},
            reverse("consultations:petition", args=[akimat.slug, one.petition_id]),
            _("You rejected it, so another moderator decides.")
            if one.petition.rejected_by_id == request.user.pk
            else _("Decide whether the rejection was right."),
            count=1,
            late=int(one.due_on < today),
        )
        for one in rows.select_related("petition__proposal").order_by("due_on", "pk")[:20]
    ]
