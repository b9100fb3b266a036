"""Who leads the council, its presidium and its commissions: written by those who lead it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commons.people.views.access import posted, shared_page
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...meetings.enums import MeetingStatus
from ...meetings.models import Meeting
from ...permissions import leads
from .. import operations, queries
from ..forms.councils import CommissionForm, DayForm, OfficerForm, PresidiumForm
from ..models import Commission, Council
from .finding import attempt, council_of, go, page, status_of

FORM = require_http_methods(["GET", "HEAD", "POST"])


@FORM
@shared_page
def officers(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """Record an election, and who sits in the presidium. `do` says which."""
    council = _led(request, akimat, pk)
    seats = queries.members(council)
    meetings = list(
        Meeting.objects.filter(council=council)
        .exclude(status__in=(MeetingStatus.DRAFT, MeetingStatus.CANCELLED))
        .order_by("-starts_at", "pk")[:30]
    )
    sent, presiding = posted(request), request.POST.get("do") == "presidium"
    today = timezone.localdate().isoformat()
    form = OfficerForm(
        None if presiding else sent, seats=seats, meetings=meetings, initial={"elected_on": today}
    )
    presidium = PresidiumForm(sent if presiding else None, seats=seats)

    def elect(actor: Any, at: Any) -> object:
        return operations.name_officer(actor=actor, at=at, **form.values())

    def preside(actor: Any, at: Any) -> object:
        chosen = presidium.chosen()
        return operations.set_presidium(council=council, mandates=chosen, actor=actor, at=at)

    done = (
        attempt(request, presidium, preside, _("Saved."))
        if presiding
        else attempt(request, form, elect, _("The election is on record."))
    )
    if done:
        return go("council", akimat, council.pk)
    return page(
        request,
        "officers",
        akimat,
        status_of(form, presidium),
        council=council,
        form=form,
        presidium=presidium,
    )


@FORM
@shared_page
def commission_new(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    council = _led(request, akimat, pk)
    form = CommissionForm(posted(request), seats=queries.members(council))

    def act(actor: Any, at: Any) -> object:
        day = timezone.localdate(at)
        return operations.form_commission(
            council=council, formed_on=day, actor=actor, at=at, **form.values()
        )

    if attempt(request, form, act, _("The commission is formed.")):
        return go("council", akimat, council.pk, fragment="#commissions")
    return page(request, "commission_form", akimat, status_of(form), council=council, form=form)


@FORM
@shared_page
def commission(request: HttpRequest, akimat: Akimat, pk: int, commission_pk: int) -> HttpResponse:
    council, found = _commission(request, akimat, pk, commission_pk)
    form = CommissionForm(posted(request), seats=queries.members(council), commission=found)

    def act(actor: Any, at: Any) -> object:
        return operations.change_commission(commission=found, actor=actor, at=at, **form.values())

    if attempt(request, form, act, _("Saved.")):
        return go("council", akimat, council.pk, fragment="#commissions")
    context = {"council": council, "form": form, "commission": found}
    return page(request, "commission_form", akimat, status_of(form), **context)


@FORM
@shared_page
def commission_end(
    request: HttpRequest, akimat: Akimat, pk: int, commission_pk: int
) -> HttpResponse:
    council, found = _commission(request, akimat, pk, commission_pk)
    today = timezone.localdate().isoformat()
    form = DayForm(posted(request), label=_("Last day"), initial={"day": today})

    def act(actor: Any, at: Any) -> object:
        day = form.cleaned_data["day"]
        return operations.dissolve_commission(commission=found, ended_on=day, actor=actor, at=at)

    if attempt(request, form, act, _("The commission is dissolved.")):
        return go("council", akimat, council.pk, fragment="#commissions")
    context = {"council": council, "form": form, "commission": found}
    return page(request, "commission_end", akimat, status_of(form), **context)


def _led(request: HttpRequest, akimat: Akimat, pk: int) -> Council:
    """For its chair, deputy and secretary, and for moderators."""
    council = council_of(request, akimat, pk)
    require(leads(request.user, council) and council.ended_on is None)
    return council


def _commission(
    request: HttpRequest, akimat: Akimat, pk: int, commission_pk: int
) -> tuple[Council, Commission]:
    council = _led(request, akimat, pk)
    rows = Commission.objects.filter(council=council, ended_on__isnull=True)
    found: Commission = get_object_or_404(rows, pk=commission_pk)
    found.council = council
    return council, found
