"""From the ranking to the council: what rules and scores give, departures, the result."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commons.people.views.access import posted, staff_page
from commons.territories.models import Akimat
from commons.territories.permissions import require

from .. import operations, picture, proposing, queries
from ..composition import of_sectors
from ..enums import ApplicationStatus, FormationStatus, Outcome
from ..forms.formations import DecideForm, ResultForm
from ..wording import outcome_tone, why
from .finding import application_in, attempt, formation_to_run, go, page, status_of

FORM = require_http_methods(["GET", "HEAD", "POST"])


@FORM
@staff_page
@login_required
def selection(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """The council as it would be, with a reason for everybody; the button publishes it."""
    found = formation_to_run(request, akimat, pk)
    require(found.status == FormationStatus.SCORED)
    today = timezone.localdate().isoformat()
    form = ResultForm(posted(request), initial={"decided_on": today, "begins_on": today})
    if found.council.term_begins_on is not None:
        form.fields["begins_on"].label = _("The seats begin")
        form.fields["begins_on"].help_text = ""

    def act(actor: Any, at: Any) -> object:
        return operations.publish_result(formation=found, actor=actor, at=at, **form.cleaned_data)

    if attempt(request, form, act, _("Published. Everybody who applied is told.")):
        return go("council", akimat, found.council_id)
    lines = proposing.lines(found)
    held = queries.members(found.council)
    taken = proposing.of_outcome(lines, Outcome.SEATED)
    percent = queries.composition(found.council, held).civil_percent
    sectors = [
        *(one.sector for one in held),
        *(one.application.sector for one in taken),
    ]
    told = of_sectors(sectors, found.council.size, percent)
    return page(
        request,
        "selection",
        akimat,
        status_of(form),
        formation=found,
        council=found.council,
        form=form,
        rows=[
            (
                one,
                why(one, one.application.decision_reason),
                one.place.outcome.label,
                outcome_tone(one.place.outcome),
            )
            for one in lines
        ],
        taken=len(taken),
        told=told,
        picture=picture.of(told),
    )


@FORM
@staff_page
@login_required
def otherwise(request: HttpRequest, akimat: Akimat, pk: int, application_pk: int) -> HttpResponse:
    """The working group decides otherwise about one applicant."""
    found = formation_to_run(request, akimat, pk)
    require(found.status == FormationStatus.SCORED)
    one = application_in(found, application_pk)
    require(one.status == ApplicationStatus.ADMITTED)
    form = DecideForm(posted(request), application=one)

    def act(actor: Any, at: Any) -> object:
        return operations.decide_otherwise(application=one, actor=actor, at=at, **form.values())

    if attempt(request, form, act, _("Saved. The rest is computed anew.")):
        return go("formation_selection", akimat, found.pk)
    context = {"formation": found, "council": found.council, "form": form, "application": one}
    return page(request, "otherwise", akimat, status_of(form), **context)
