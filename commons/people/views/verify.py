"""Verification of residency, one thing per page: akimat, place, way, details, then its state."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commons.interface.errors import DomainError
from commons.territories.models import Akimat, Territory
from commons.territories.queries import districts

from .. import operations, providers, queries
from ..enums import Method
from ..errors import VerificationError
from ..forms import AkimatForm, CodeForm, DetailsForm, MethodForm, PlaceForm
from ..models import ResidencyVerification
from ..permissions import offered_methods
from .access import me, posted, signed_in

GET_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_POST)
@signed_in
def choose_akimat(request: HttpRequest) -> HttpResponse:
    """`?akimat=slug` from a page of that akimat chooses it beforehand."""
    if queries.open_verification(me(request)):
        return redirect("people:verification")
    form = AkimatForm(posted(request), initial={"akimat": request.GET.get("akimat")})
    if form.is_valid():
        return redirect("people:verify_place", form.cleaned_data["akimat"].slug)
    held = queries.residence(me(request), timezone.now())
    return _page(request, "people/verify/akimat.html", form, {"held": held})


@require_http_methods(GET_POST)
@signed_in
def choose_place(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    places = districts(akimat)
    if not places:
        return redirect("people:verify_method", akimat.slug, akimat.territory.kato)
    form = PlaceForm(posted(request), places=places)
    if form.is_valid():
        return redirect("people:verify_method", akimat.slug, form.cleaned_data["place"].kato)
    return _page(request, "people/verify/place.html", form, {"akimat": akimat})


@require_http_methods(GET_POST)
@signed_in
def choose_method(request: HttpRequest, akimat: Akimat, kato: str) -> HttpResponse:
    place = _place(akimat, kato)
    methods = _methods(request, akimat)
    form = MethodForm(posted(request), methods=methods)
    if form.is_valid():
        method = form.cleaned_data["method"]
        return redirect("people:verify_details", akimat.slug, place.kato, method)
    context = {"akimat": akimat, "place": place, "methods": methods}
    return _page(request, "people/verify/method.html", form, context)


@require_http_methods(GET_POST)
@signed_in
def give_details(request: HttpRequest, akimat: Akimat, kato: str, method: str) -> HttpResponse:
    place = _place(akimat, kato)
    if method not in _methods(request, akimat):
        raise Http404
    chosen = Method(method)
    form = DetailsForm(posted(request), method=chosen)
    if form.is_valid():
        try:
            claim = _claim(request, akimat, place, chosen, form.cleaned_data)
        except DomainError as error:
            if error.code == "code_not_sent":
                messages.error(request, error.message)
                return redirect("people:verification")
            form.add_error(None, error.message)
        else:
            return _after(request, claim)
    context = {"akimat": akimat, "place": place, "method": chosen}
    return _page(request, "people/verify/details.html", form, context)


def _claim(
    request: HttpRequest, akimat: Akimat, place: Territory, method: Method, given: dict[str, Any]
) -> ResidencyVerification:
    person, now = me(request), timezone.now()
    if method == Method.ROLL:
        return operations.verify_by_roll(
            person=person, akimat=akimat, iin=given["iin"], surname=given["surname"], at=now
        )
    if method == Method.EGOV:
        identity = providers.identity(request)
        if identity is None:
            raise VerificationError("method_not_offered")
        return operations.verify_by_provider(
            person=person,
            akimat=akimat,
            territory=place,
            iin_hash=identity.iin_hash,
            birth_date=identity.birth_date,
            at=now,
        )
    return operations.request_verification(
        person=person,
        akimat=akimat,
        territory=place,
        method=method,
        iin=given["iin"],
        address=given.get("address", ""),
        phone=given.get("phone", ""),
        at=now,
    )


def _after(request: HttpRequest, claim: ResidencyVerification) -> HttpResponse:
    if claim.status == "verified":
        messages.success(
            request,
            _("Your residence is verified: %(place)s. You can propose and vote there.")
            % {"place": claim.territory.name},
        )
        return redirect("people:me")
    return redirect("people:verification")


@require_safe
@signed_in
def verification(request: HttpRequest) -> HttpResponse:
    """The open request: where to go with it, or the field for its code."""
    return _state(request, CodeForm())


def _state(request: HttpRequest, form: CodeForm) -> HttpResponse:
    claim = queries.open_verification(me(request))
    if claim is None:
        return redirect("people:me")
    context = {"claim": claim, "akimat": claim.akimat, "is_late": _is_late(claim, timezone.now())}
    return _page(request, "people/verify/state.html", form, context)


def _is_late(claim: ResidencyVerification, now: datetime) -> bool:
    return claim.code_expires_at is not None and claim.code_expires_at <= now


@require_safe
@signed_in
def slip(request: HttpRequest) -> HttpResponse:
    """A page to print and bring to the counter."""
    claim = queries.open_verification(me(request))
    if claim is None or claim.method != Method.IN_PERSON:
        return redirect("people:me")
    return render(request, "people/verify/slip.html", {"claim": claim, "akimat": claim.akimat})


@require_POST
@signed_in
def code(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST)
    if form.is_valid():
        try:
            claim = operations.enter_code(
                person=me(request), code=form.cleaned_data["code"], at=timezone.now()
            )
        except VerificationError as error:
            form.add_error("code", error.message)
        else:
            return _after(request, claim)
    return _state(request, form)


@require_POST
@signed_in
def resend(request: HttpRequest) -> HttpResponse:
    claim = queries.open_verification(me(request))
    if claim is not None:
        try:
            operations.resend_code(verification=claim, actor=me(request), at=timezone.now())
        except VerificationError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("A new code is on its way. The old one no longer works."))
    return redirect("people:verification")


@require_POST
@signed_in
def withdraw(request: HttpRequest) -> HttpResponse:
    claim = queries.open_verification(me(request))
    if claim is not None:
        operations.withdraw_request(verification=claim, actor=me(request), at=timezone.now())
        messages.success(request, _("Your request has been withdrawn. You can begin again."))
    return redirect("people:verify")


def _place(akimat: Akimat, kato: str) -> Territory:
    """A district of the akimat, or its own territory where it has none; 404 for any other."""
    if kato == akimat.territory.kato:
        return akimat.territory
    place = districts(akimat).filter(kato=kato).first()
    if place is None:
        raise Http404
    return place


def _methods(request: HttpRequest, akimat: Akimat) -> list[Method]:
    vouched = [Method.EGOV] if providers.identity(request) else []
    return vouched + offered_methods(akimat)


def _page(request: HttpRequest, template: str, form: Any, context: dict[str, Any]) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, template, {"form": form, **context}, status=status)
