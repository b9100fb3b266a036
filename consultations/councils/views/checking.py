"""Staff and the working group read applications; staff check them."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from commons.people.views.access import posted, shared_page, staff_page
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...permissions import can_run
from .. import formation_queries, operations, permissions
from ..enums import ApplicationStatus, FormationStatus
from ..forms.formations import ReasonForm
from ..models import Formation
from ..wording import why_published
from .finding import application_in, attempt, formation_of, formation_to_run, go, page, status_of

FORM = require_http_methods(["GET", "HEAD", "POST"])
PER_PAGE = 25


@require_safe
@shared_page
def applications(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """`?state=` narrows the list."""
    found, at = _readable(request, akimat, pk), timezone.now()
    state = request.GET.get("state", "")
    rows = formation_queries.applications(found)
    rows = rows.filter(status=state) if state in ApplicationStatus.values else rows
    counts = formation_queries.counts(found)
    taking = formation_queries.takes_applications(found, at)
    return page(
        request,
        "applications",
        akimat,
        formation=found,
        council=found.council,
        page=Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        counts=counts,
        state=state,
        states=[(value, label, counts[value]) for value, label in ApplicationStatus.choices],
        is_open=taking,
        is_lot=formation_queries.is_by_lot(found),
        checking=found.status == FormationStatus.ANNOUNCED and not taking,
    )


@FORM
@shared_page
def application(request: HttpRequest, akimat: Akimat, pk: int, application_pk: int) -> HttpResponse:
    """One application; moderators admit it, or refuse it with a public reason. `do` says which."""
    found = _readable(request, akimat, pk)
    one = application_in(found, application_pk)
    may_check = can_run(request.user, akimat) and found.status == FormationStatus.ANNOUNCED
    may_check = may_check and one.status != ApplicationStatus.WITHDRAWN
    require(may_check or request.method != "POST")
    do = request.POST.get("do", "")
    admit = forms.Form(request.POST if do == "admit" else None)
    sent = posted(request) if do == "refuse" else None
    refuse = ReasonForm(
        sent,
        label=_("Why it is not admitted"),
        hint=_("Public: name the condition that is not met."),
    )

    def act(actor: Any, at: Any) -> object:
        if do == "admit":
            return operations.admit(application=one, actor=actor, at=at)
        return operations.refuse(application=one, reason=refuse.reason(), actor=actor, at=at)

    if do and attempt(request, admit if do == "admit" else refuse, act, _("Saved.")):
        waiting = formation_queries.waiting(found).first()
        if waiting is not None:
            return go("formation_application", akimat, found.pk, waiting.pk)
        return go("formation_applications", akimat, found.pk)
    return page(
        request,
        "application",
        akimat,
        status_of(admit, refuse),
        formation=found,
        council=found.council,
        application=one,
        admit=admit,
        refuse=refuse,
        may_check=may_check,
        is_lot=formation_queries.is_by_lot(found),
        why=why_published(one),
    )


@FORM
@staff_page
@login_required
def admit_rest(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """All that still wait, after asking."""
    found = formation_to_run(request, akimat, pk)
    require(found.status == FormationStatus.ANNOUNCED)
    form = forms.Form(posted(request))
    count = formation_queries.waiting(found).count()

    def act(actor: Any, at: Any) -> object:
        return operations.admit_rest(formation=found, actor=actor, at=at)

    words = ngettext("%(n)s application is admitted.", "%(n)s applications are admitted.", count)
    if attempt(request, form, act, words % {"n": count}):
        return go("formation_manage", akimat, found.pk)
    context = {"formation": found, "council": found.council, "form": form, "count": count}
    return page(request, "admit_rest", akimat, status_of(form), **context)


@FORM
@staff_page
@login_required
def ready(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """The pool of a draw stands: nobody is added or checked any more."""
    found = formation_to_run(request, akimat, pk)
    require(found.status == FormationStatus.ANNOUNCED and formation_queries.is_by_lot(found))
    form = forms.Form(posted(request))

    def act(actor: Any, at: Any) -> object:
        return operations.declare_ready(formation=found, actor=actor, at=at)

    if attempt(request, form, act, _("The pool stands. The draw can be prepared.")):
        return go("formation_manage", akimat, found.pk)
    counts = formation_queries.counts(found)
    context = {"formation": found, "council": found.council, "form": form, "counts": counts}
    return page(request, "ready", akimat, status_of(form), **context)


def _readable(request: HttpRequest, akimat: Akimat, pk: int) -> Formation:
    found = formation_of(request, akimat, pk)
    require(permissions.can_read_applications(request.user, found))
    return found
