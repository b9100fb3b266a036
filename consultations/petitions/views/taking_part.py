"""Signing, taking a signature back, and appealing against a rejection."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commons.interface.errors import DomainError
from commons.people.views.access import person_of, posted
from commons.proposals import languages
from commons.proposals.forms import CommentForm
from commons.territories.models import Akimat
from commons.territories.permissions import require

from .. import operations
from ..enums import PetitionStatus
from ..forms import AppealForm
from ..permissions import may_appeal
from .finding import form_page, petition_of, to_petition
from .reading import petition_page, sign_form_of


@require_POST
@login_required
def sign(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    petition = petition_of(request, akimat, pk)
    form = sign_form_of(request, petition, request.POST)
    if not form.is_valid():
        return petition_page(request, petition, CommentForm(), status=422, sign_form=form)
    try:
        operations.sign(
            petition=petition,
            person=person_of(request),
            is_named=form.cleaned_data["shown"] == "name",
            at=timezone.now(),
        )
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("You have signed. Tell your neighbours."))
    return to_petition(petition)


@require_POST
@login_required
def take_back(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    petition = petition_of(request, akimat, pk)
    try:
        operations.take_back(petition=petition, person=person_of(request), at=timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Your signature is taken back."))
    return to_petition(petition)


@login_required
def appeal(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    petition = petition_of(request, akimat, pk)
    require(petition.status == PetitionStatus.REJECTED and may_appeal(request.user, petition))
    form = AppealForm(posted(request))
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        try:
            operations.appeal(
                petition=petition,
                text=text,
                language=languages.guess(text, get_language() or "kk"),
                actor=person_of(request),
                at=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Your appeal is with the moderators."))
            return to_petition(petition)
    return form_page(
        request,
        petition,
        "form",
        form=form,
        title=_("Appeal against the rejection"),
        text=_("A moderator who did not reject it decides. You can appeal once."),
        press=_("Send the appeal"),
    )
