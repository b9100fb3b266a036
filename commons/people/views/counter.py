"""The counter: staff find a request by its reference, see the card, and settle it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commons.interface.errors import DomainError
from commons.territories.models import Akimat
from commons.territories.permissions import require

from .. import operations, queries
from ..enums import OPEN
from ..forms import CardForm, ReasonForm, ReferenceForm, RollForm
from ..models import RegisteredResident, ResidencyVerification
from ..permissions import can_import_roll
from .access import at_counter, me, posted

GET_POST = ["GET", "HEAD", "POST"]
PER_PAGE = 25
# More faults than this on one page help nobody; the command line prints them all.
FAULTS_SHOWN = 500


@require_http_methods(GET_POST)
@at_counter
def queue(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    form = ReferenceForm(posted(request))
    if form.is_valid():
        found = queries.by_reference(akimat, form.cleaned_data["reference"])
        if found:
            return redirect("people:counter_request", akimat.slug, found.reference)
        form.add_error("reference", _("No request of this akimat has this reference."))
    page = Paginator(queries.waiting(akimat), PER_PAGE).get_page(request.GET.get("page"))
    return _page(request, "people/counter/queue.html", form, {"akimat": akimat, "page": page})


@require_http_methods(GET_POST)
@at_counter
def request_page(request: HttpRequest, akimat: Akimat, reference: str) -> HttpResponse:
    claim = _claim(akimat, reference)
    form = CardForm(posted(request))
    if form.is_valid():
        try:
            operations.verify_in_person(
                verification=claim,
                actor=me(request),
                at=timezone.now(),
                iin=form.cleaned_data["iin"],
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(
                request,
                _("%(name)s is verified as a resident of %(place)s.")
                % {"name": claim.person.public_name, "place": claim.territory.name},
            )
            return redirect("people:counter", akimat.slug)
    return _page(request, "people/counter/request.html", form, _context(request, akimat, claim))


@require_http_methods(GET_POST)
@at_counter
def refuse(request: HttpRequest, akimat: Akimat, reference: str) -> HttpResponse:
    claim = _claim(akimat, reference)
    form = ReasonForm(posted(request))
    if form.is_valid():
        try:
            operations.refuse_verification(
                verification=claim,
                reason=form.cleaned_data["reason"],
                actor=me(request),
                at=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("The request was refused. The person has been told why."))
            return redirect("people:counter", akimat.slug)
    return _page(request, "people/counter/refuse.html", form, _context(request, akimat, claim))


@require_http_methods(GET_POST)
@at_counter
def roll(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    """Import a roll and stay on the page with the report."""
    require(can_import_roll(request.user, akimat))
    form = RollForm(posted(request), request.FILES if request.method == "POST" else None)
    report = None
    if form.is_valid():
        try:
            report = operations.import_roll(
                akimat=akimat,
                file=form.cleaned_data["file"],
                actor=me(request),
                at=timezone.now(),
            )
        except DomainError as error:
            form.add_error("file", error.message)
    count = RegisteredResident.objects.filter(akimat=akimat).count()
    context = {"akimat": akimat, "form": form, "report": report, "count": count}
    if report:
        context["shown"] = report.bad_lines[:FAULTS_SHOWN]
        context["left_out"] = len({line.line for line in report.bad_lines})
    status = 422 if form.is_bound and report is None else 200
    return render(request, "people/counter/roll.html", context, status=status)


def _claim(akimat: Akimat, reference: str) -> ResidencyVerification:
    found = queries.by_reference(akimat, reference)
    if found is None:
        raise Http404
    return found


def _context(request: HttpRequest, akimat: Akimat, claim: ResidencyVerification) -> dict[str, Any]:
    is_own = claim.person_id == me(request).pk
    return {"akimat": akimat, "claim": claim, "is_open": claim.status in OPEN, "is_own": is_own}


def _page(request: HttpRequest, template: str, form: Any, context: dict[str, Any]) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, template, {"form": form, **context}, status=status)
