"""The list of petitions, one of them, who signed, the rejected ones, and the poster."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from commons.notifications.queries import is_following
from commons.people import queries as people
from commons.proposals import pages as proposal_pages
from commons.proposals.documents import SHORT_NAMES
from commons.proposals.enums import AttachmentKind
from commons.proposals.forms import CommentForm
from commons.proposals.models import Comment
from commons.proposals.views.reading import conversation
from commons.territories.models import Akimat

from ...links import link
from ...periods import periods_of
from ...permissions import can_answer, can_run
from ...recommendations.queries import documents_of
from .. import permissions, queries
from ..enums import ACCEPTED, DECISION_TONES, PetitionStatus
from ..forms import FilterForm, SignForm
from ..history import steps_of
from ..models import Petition
from ..notices import topic
from ..operations.signing import district_of, problem_of_signer
from ..pace import pace_of
from ..qr import code_of
from ..thresholds import is_region, threshold_of
from .finding import petition_of

PER_PAGE = 25
NAMES_ON_PAGE = 8


@require_safe
def index(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    today = timezone.localdate()
    form = FilterForm(request.GET, akimat=akimat)
    page = Paginator(form.applied(), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "shown": page.object_list,
        "total": page.paginator.count,
        "filter_form": form,
        "is_filtered": form.is_narrowed,
        "today": today,
        "figures": queries.figures(akimat, today),
        "periods": periods_of(akimat),
        "draft": queries.draft_of(akimat, request.user),
    }
    return render(request, "consultations/petitions/index.html", context)


@require_safe
def rejected(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    """Every rejection with its reason, and how often petitions are rejected."""
    page = Paginator(queries.rejected(akimat), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "figures": queries.figures(akimat, timezone.localdate())}
    return render(request, "consultations/petitions/rejected.html", context)


@require_safe
def detail(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    return petition_page(request, petition_of(request, akimat, pk), CommentForm())


def petition_page(
    request: HttpRequest,
    petition: Petition,
    form: CommentForm,
    reply_to: Comment | None = None,
    status: int = 200,
    sign_form: SignForm | None = None,
) -> HttpResponse:
    """The page of a petition, also with a comment or a signature that could not be taken."""
    at, today = timezone.now(), timezone.localdate()
    proposal, person = petition.proposal, request.user
    proposal_pages.attach([proposal])
    proposal.comment_count = proposal.comments.count()  # type: ignore[attr-defined]
    attached = list(proposal.attachments.all())
    is_open = petition.is_gathering(today)
    mine = queries.signature_of(petition, person)
    problem = (
        problem_of_signer(petition.akimat, person, at)
        if is_open and person.is_authenticated and not mine
        else None
    )
    if is_open and person.is_authenticated and not mine and not problem and sign_form is None:
        sign_form = sign_form_of(request, petition)
    accepted = petition.status in ACCEPTED
    runs = can_run(person, petition.akimat)
    context: dict[str, Any] = {
        **conversation(request, proposal, form, reply_to),
        "petition": petition,
        "is_open": is_open,
        "accepted": accepted,
        "pace": pace_of(petition, today),
        "no_population": petition.threshold is None
        and petition.status in (PetitionStatus.MODERATION, PetitionStatus.RETURNED)
        and threshold_of(petition.akimat, petition.addressee) is None,
        "is_region": is_region(petition.akimat),
        "mine": mine,
        "problem": problem,
        "sign_form": sign_form,
        "districts": queries.by_district(petition, periods_of(petition.akimat).least_group)
        if accepted
        else [],
        "names": queries.signatures(petition)[:NAMES_ON_PAGE] if accepted else [],
        "batches": list(queries.batches(petition)) if accepted else [],
        "images": [one for one in attached if one.kind == AttachmentKind.IMAGE],
        "documents_attached": [
            (one, SHORT_NAMES.get(one.content_type, ""))
            for one in attached
            if one.kind == AttachmentKind.DOCUMENT
        ],
        "steps": steps_of(petition),
        "appeal": permissions.appeal_of(petition),
        "decision_tone": DECISION_TONES.get(petition.decision, ""),
        "is_late": petition.is_overdue(today),
        "moderation_late": petition.moderation_is_late(today),
        "meetings": queries.meetings(petition),
        "documents": documents_of(petition=petition),
        "topic": topic(petition),
        "following": is_following(person, topic(petition)),
        "is_author": permissions.is_author(person, proposal),
        "may_edit": permissions.may_edit(person, proposal, at),
        "may_withdraw": permissions.may_withdraw_petition(person, petition, at),
        "may_appeal": permissions.may_appeal(person, petition),
        "may_decide": permissions.may_decide(person, petition),
        "may_paper": can_answer(person, petition.akimat)
        and (is_open or any(one.is_open for one in queries.batches(petition))),
        "may_name": permissions.may_name_handler(person, petition),
        "may_answer": permissions.may_answer(person, petition),
        "may_run": runs,
        "today": today,
    }
    if runs and petition.status in (PetitionStatus.CONSIDERED, PetitionStatus.ANSWERED):
        for name in ("meeting_new", "document_new"):
            address = link(name, petition.akimat)
            context[name] = f"{address}?petition={petition.pk}" if address else ""
    return render(request, "consultations/petitions/detail.html", context, status=status)


def sign_form_of(request: HttpRequest, petition: Petition, data: Any = None) -> SignForm:
    person: Any = request.user
    residence = people.residence(person, timezone.now())
    lives_in = district_of(petition.akimat, residence.territory) if residence else None
    place = str(lives_in or petition.akimat.territory)
    return SignForm(data, name=person.public_name, place=place)


@require_safe
def signatures(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    petition = petition_of(request, akimat, pk)
    if petition.status not in ACCEPTED:
        raise Http404
    page = Paginator(queries.signatures(petition), 50).get_page(request.GET.get("page"))
    context = {
        "petition": petition,
        "proposal": petition.proposal,
        "page": page,
        "batches": [one for one in queries.batches(petition) if one.confirmed_at],
    }
    return render(request, "consultations/petitions/signatures.html", context)


@require_safe
def poster(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """To print and to hang up: the demand, and a code that leads to the page."""
    petition = petition_of(request, akimat, pk)
    if petition.status != PetitionStatus.GATHERING:
        raise Http404
    addresses = {}
    for language, _name in settings.LANGUAGES[:2]:
        with translation.override(language):
            path = reverse("consultations:petition", args=[akimat.slug, pk])
        addresses[language] = request.build_absolute_uri(path)
    context = {
        "petition": petition,
        "proposal": petition.proposal,
        "address": addresses["kk"],
        "shown_address": addresses["kk"].partition("://")[2],
        "code": code_of(addresses["kk"]),
        "languages": list(addresses),
    }
    return render(request, "consultations/petitions/poster.html", context)
