"""People apply for a seat, see where their application stands, and may take it back."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commons.people.queries import residence
from commons.people.views.access import person_of, posted, shared_page
from commons.proposals.errors import ProposalError
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...files import download
from .. import formation_queries, operations, permissions
from ..enums import ApplicationStatus
from ..forms.formations import ApplicationForm
from ..wording import why_published
from .finding import application_in, attempt, formation_of, go, page, status_of

FORM = require_http_methods(["GET", "HEAD", "POST"])


@FORM
@login_required
def apply(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """The form; what was written stays when something is refused."""
    found, at, person = formation_of(request, akimat, pk), timezone.now(), person_of(request)
    mine = formation_queries.application_of(person, found)
    if mine is not None and mine.status != ApplicationStatus.WITHDRAWN:
        return go("formation_mine", akimat, found.pk)
    is_open = permissions.can_apply(found, at)
    require(is_open or request.method != "POST")
    sent = posted(request)
    form = ApplicationForm(sent, request.FILES if sent else None, formation=found, person=person)

    def act(actor: Any, at: Any) -> None:
        try:
            operations.apply_for_seat(formation=found, person=actor, at=at, **form.values())
        except ProposalError as error:
            error.params.setdefault("fields", ["attachment"])
            raise

    if attempt(request, form, act, _("Your application is received. Thank you.")):
        return go("formation_mine", akimat, found.pk)
    home = residence(person, at) if form.is_lot else None
    return page(
        request,
        "apply",
        akimat,
        status_of(form),
        formation=found,
        council=found.council,
        form=form,
        is_open=is_open,
        in_group=permissions.group_seat(person, found) is not None,
        lives_elsewhere=form.is_lot and (home is None or home.akimat_id != akimat.pk),
        is_lot=form.is_lot,
    )


@FORM
@login_required
def mine(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """Where the application stands; `withdraw` takes it back."""
    found, person = formation_of(request, akimat, pk), person_of(request)
    application = formation_queries.application_of(person, found)
    if application is None:
        return go("formation", akimat, found.pk)
    application.formation = found
    form = forms.Form(posted(request))

    def act(actor: Any, at: Any) -> object:
        require(permissions.can_withdraw(actor, application))
        return operations.withdraw_application(application=application, actor=actor, at=at)

    if attempt(request, form, act, _("Your application is taken back.")):
        return go("formation_mine", akimat, found.pk)
    return page(
        request,
        "mine",
        akimat,
        status_of(form),
        formation=found,
        council=found.council,
        application=application,
        form=form,
        why=why_published(application),
        may_withdraw=permissions.can_withdraw(person, application),
        is_open=permissions.can_apply(found, timezone.now()),
    )


@require_safe
@shared_page
def attachment(
    request: HttpRequest, akimat: Akimat, pk: int, application_pk: int
) -> HttpResponseBase:
    """For the applicant, staff and the working group."""
    found = formation_of(request, akimat, pk)
    application = application_in(found, application_pk)
    is_mine = application.person_id == person_of(request).pk
    require(is_mine or permissions.can_read_applications(request.user, found))
    stored = getattr(application, "attachment", None)
    if stored is None:
        raise Http404
    return download(stored)
