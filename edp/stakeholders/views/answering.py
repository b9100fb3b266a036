"""The page behind an invitation's link, with an account or without."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commons.interface.errors import DomainError
from commons.people.models import Person
from commons.territories.models import Akimat

from ...enums import RoundStatus
from ...models import Stakeholder
from ...views.finding import frame, round_of
from .. import operations
from ..enums import StakeholderStatus
from ..forms import AcceptForm, DeclineForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, akimat: Akimat, round_slug: str, token: UUID) -> HttpResponse:
    """Whoever holds the link may answer; an account that is signed in gets the seat."""
    round = round_of(request, akimat, round_slug)
    rows = Stakeholder.objects.select_related("organisation", "person", "territory")
    stakeholder = get_object_or_404(rows, round=round, token=token)
    stakeholder.round = round
    if request.method == "POST":
        return _answered(request, stakeholder)
    if request.method == "GET" and stakeholder.status == StakeholderStatus.INVITED:
        operations.mark_opened(stakeholder=stakeholder, at=timezone.now())
    return _page(request, stakeholder, AcceptForm(stakeholder=stakeholder), DeclineForm())


def _answered(request: HttpRequest, stakeholder: Stakeholder) -> HttpResponse:
    """`answer` is yes, no, leave, or of the name show or hide."""
    said = request.POST.get("answer")
    if said in ("show", "hide"):
        return _named(request, stakeholder, shows_name=said == "show")
    accept = AcceptForm(request.POST if said == "yes" else None, stakeholder=stakeholder)
    decline = DeclineForm(request.POST if said in ("no", "leave") else None)
    form = {"yes": accept, "no": decline, "leave": decline}.get(said or "")
    if form is None or not form.is_valid():
        return _page(request, stakeholder, accept, decline, status=422)
    try:
        done = _act(request, stakeholder, said or "", form)
    except DomainError as error:
        form.add_error(None, error.message)
        return _page(request, stakeholder, accept, decline, status=422)
    messages.success(request, done)
    return redirect(request.path)


def _named(request: HttpRequest, stakeholder: Stakeholder, *, shows_name: bool) -> HttpResponse:
    person = request.user if isinstance(request.user, Person) else None
    try:
        operations.show_name(
            stakeholder=stakeholder, shows_name=shows_name, actor=person, at=timezone.now()
        )
    except DomainError as error:
        messages.error(request, error.message)
    return redirect(request.path)


def _act(request: HttpRequest, stakeholder: Stakeholder, said: str, form: Any) -> str:
    person = request.user if isinstance(request.user, Person) else None
    at = timezone.now()
    if said == "leave":
        reason = form.cleaned_data["reason"]
        operations.leave(stakeholder=stakeholder, at=at, actor=person, reason=reason)
        return _("You gave your seat up.")
    accepts = said == "yes"
    operations.answer_invitation(
        stakeholder=stakeholder,
        person=person,
        accepts=accepts,
        at=at,
        reason="" if accepts else form.cleaned_data["reason"],
        said=form.said() if accepts else None,
    )
    return _("Thank you. You take part.") if accepts else _("Thank you for telling us.")


def _page(
    request: HttpRequest,
    stakeholder: Stakeholder,
    accept: AcceptForm,
    decline: DeclineForm,
    status: int = 200,
) -> HttpResponse:
    round = stakeholder.round
    open_to_answer = (StakeholderStatus.INVITED, StakeholderStatus.DECLINED)
    context = {
        "stakeholder": stakeholder,
        "accept": accept,
        "decline": decline,
        "may_answer": stakeholder.status in open_to_answer
        and round.status == RoundStatus.ANNOUNCED,
        "is_seated": stakeholder.status == StakeholderStatus.ACCEPTED,
        # A seat that its holder took without an account can still be bound by signing in.
        "is_unbound": stakeholder.person_id is None,
    }
    found = frame(request, round, **context)
    return render(request, "edp/stakeholders/answer.html", found, status=status)
