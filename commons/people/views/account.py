"""A person's own page, profile, data, and the end of the account."""

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from .. import operations, queries, sections
from ..enums import ConsentKind
from ..errors import AccountError
from ..forms import EraseForm, ProfileForm
from ..middleware import FACTORS
from ..models import Person
from .access import me as whose
from .access import posted, recently_signed_in, signed_in

GET_POST = ["GET", "HEAD", "POST"]


@require_safe
@signed_in
def me(request: HttpRequest) -> HttpResponse:
    person, now = whose(request), timezone.now()
    return render(
        request,
        "people/me.html",
        {
            "person": person,
            "residence": queries.residence(person, now),
            "claim": queries.open_verification(person),
            "refused": _last_refusal(person),
            "has_mail": queries.has_consent(person, ConsentKind.MAIL),
            "has_second_factor": is_mfa_enabled(person, FACTORS),
            "counters": _counters(person),
            "sections": sections.shown(request),
        },
    )


def _last_refusal(person: Person) -> Any:
    """The newest claim, if staff refused it: the reason is what the person needs to read."""
    newest = queries.verifications(person).exclude(reason="").first()
    return newest if newest and newest.status == "refused" else None


def _counters(person: Person) -> list[Any]:
    """The akimats for which this person verifies residents."""
    held = person.memberships.filter(role__in=["moderator", "specialist"])
    return list(dict.fromkeys(row.akimat for row in held.select_related("akimat__territory")))


@require_http_methods(GET_POST)
@signed_in
def profile(request: HttpRequest) -> HttpResponse:
    person, now = whose(request), timezone.now()
    initial = {
        "name": person.name,
        "language": person.language,
        "mail": queries.has_consent(person, ConsentKind.MAIL),
    }
    form = ProfileForm(posted(request), initial=initial)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "people/profile.html", {"form": form}, status=status)
    operations.change_profile(
        person=person,
        name=form.cleaned_data["name"],
        language=form.cleaned_data["language"],
        at=now,
    )
    change = operations.give_consent if form.cleaned_data["mail"] else operations.withdraw_consent
    change(person=person, kind=ConsentKind.MAIL, at=now)
    messages.success(request, _("Your profile has been saved."))
    with translation.override(form.cleaned_data["language"]):
        return redirect("people:me")


@require_safe
@signed_in
def data(request: HttpRequest) -> HttpResponse:
    person = whose(request)
    return render(
        request,
        "people/data.html",
        {
            "person": person,
            "verifications": queries.verifications(person),
            "consents": person.consents.order_by("-given_at", "-pk"),
        },
    )


@require_safe
@signed_in
def download(request: HttpRequest) -> HttpResponse:
    """Everything as one JSON file."""
    answer = JsonResponse(
        operations.export(whose(request)), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    answer["Content-Disposition"] = 'attachment; filename="birge.json"'
    answer["Cache-Control"] = "no-store"
    return answer


@require_http_methods(GET_POST)
@signed_in
@recently_signed_in
def erase(request: HttpRequest) -> HttpResponse:
    """Behind a password, a second factor or a sign-in of the last minutes."""
    person = whose(request)
    form = EraseForm(posted(request))
    if form.is_valid():
        try:
            operations.erase(person=person, actor=person, at=timezone.now())
        except AccountError as error:
            form.add_error(None, error.message)
        else:
            logout(request)
            messages.success(request, _("Your account and your personal data have been erased."))
            return redirect("home")
    status = 422 if form.is_bound else 200
    return render(request, "people/erase.html", {"form": form}, status=status)
