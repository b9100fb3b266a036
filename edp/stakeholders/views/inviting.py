"""Where moderators invite, watch the answers, and carry the list away."""

import io
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from commons.interface.errors import DomainError
from commons.interface.numbers import row_key
from commons.notifications.enums import Delivery
from commons.notifications.queries import deliveries
from commons.territories.models import Akimat

from ...models import Round, Stakeholder
from ...views.finding import frame, person_of, round_to_run, staff_page
from .. import notices, operations, queries, tables
from ..enums import NominationStatus, StakeholderStatus
from ..forms import InviteForm, ListForm
from ..lists import NEEDED

PER_PAGE = 50


@staff_page
@require_safe
def invitations(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    """Everybody who was ever invited or asked, by state, with how far the letter has come."""
    round = round_to_run(request, akimat, round_slug)
    rows = queries.of_round(round)
    counts = dict(rows.order_by().values_list("status").annotate(n=Count("pk")))
    chosen = request.GET.get("state", "")
    shown = rows.filter(status=chosen) if chosen in StakeholderStatus.values else rows
    sought = " ".join(request.GET.get("q", "").replace("\0", "").split())[:100]
    shown = _sought(shown, sought)
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    tabs = [("", _("All"), sum(counts.values()))]
    found = [(code, str(label)) for code, label in StakeholderStatus.choices if code in counts]
    tabs += [(code, label, counts[code]) for code, label in found]
    context = {
        "page": page,
        "rows": _with_delivery(page),
        "tabs": tabs,
        "chosen": chosen,
        "sought": sought,
        "opened": rows.filter(status=StakeholderStatus.INVITED, opened_at__isnull=False).count(),
        "counts": counts,
        "waiting": counts.get(StakeholderStatus.APPLIED, 0) + queries.nominations(round).count(),
    }
    return render(request, "edp/stakeholders/invitations.html", frame(request, round, **context))


def _sought(rows: QuerySet[Stakeholder], words: str) -> QuerySet[Stakeholder]:
    if not words:
        return rows
    return rows.filter(
        Q(name__icontains=words)
        | Q(email__icontains=words)
        | Q(organisation__name__icontains=words)
        | Q(claimed_organisation__icontains=words)
    )


def _with_delivery(rows: Any) -> list[tuple[Stakeholder, str]]:
    """Each row with words on its letter, where there is something to say of it."""
    found = list(rows)
    keys = {notices.key_of(row): row.pk for row in found if row.invited_at}
    sent = {keys[key]: state for key, state in deliveries(keys).items()}
    words = {
        Delivery.WAITING: _("the letter waits to be sent"),
        Delivery.FAILED: _("the letter could not be delivered"),
        Delivery.PAGE_ONLY: _("told on the site only: takes no e-mail"),
    }
    return [(row, words.get(Delivery(sent[row.pk]), "") if row.pk in sent else "") for row in found]


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    """`?suggestion=` fills the form from a suggestion and settles it."""
    round = round_to_run(request, akimat, round_slug)
    actor = person_of(request)
    pk = row_key(request.GET.get("suggestion", ""))
    nomination = (
        get_object_or_404(
            queries.nominations(round, waiting=False), pk=pk, status=NominationStatus.WAITING
        )
        if pk
        else None
    )
    form = InviteForm(request.POST or None, round=round, initial=_from(nomination))
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                invited = _invite(round, form, actor)
                if nomination:
                    operations.settle_nomination(
                        nomination=nomination,
                        stakeholder=invited,
                        actor=actor,
                        at=timezone.now(),
                    )
            except DomainError as error:
                form.add_error(None, error.message)
            else:
                messages.success(request, _("%(name)s is invited.") % {"name": invited.name})
                return redirect("edp:people_invitations", akimat.slug, round.slug)
        status = 422
    found = frame(request, round, form=form, nomination=nomination)
    return render(request, "edp/stakeholders/invite.html", found, status=status)


def _from(nomination: Any) -> dict[str, str]:
    if nomination is None:
        return {}
    return {
        "name": nomination.name,
        "email": nomination.email,
        "organisation": nomination.organisation_name,
        "sector": nomination.sector,
    }


def _invite(round: Round, form: InviteForm, actor: Any) -> Stakeholder:
    data = form.cleaned_data
    organisation = form.found or operations.find_or_create(
        akimat=round.akimat,
        name=data["organisation"],
        sector=data["sector"],
        size=data["size"],
        in_association=data["in_association"],
        territory=data["territory"],
    )
    return operations.invite(
        round=round,
        name=data["name"],
        email=data["email"],
        sector=data["sector"],
        organisation=organisation,
        position=data["position"],
        territory=data["territory"],
        language=data["language"],
        actor=actor,
        at=timezone.now(),
    )


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def import_page(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    """The report stands on the page that the list was sent to, with the faulty lines in the box."""
    round = round_to_run(request, akimat, round_slug)
    form = ListForm(request.POST or None, request.FILES or None)
    report, status = None, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            file = data["file"] or io.BytesIO(data["text"].encode())
            try:
                report = operations.import_list(
                    round=round, file=file, actor=person_of(request), at=timezone.now()
                )
            except DomainError as error:
                form.add_error("file" if data["file"] else "text", error.message)
            else:
                if not report.faults:
                    messages.success(request, _invited_words(report.invited))
                    return redirect("edp:people_invitations", akimat.slug, round.slug)
                form = ListForm(initial={"text": report.left})
    found = frame(request, round, form=form, report=report, columns=", ".join(NEEDED))
    return render(request, "edp/stakeholders/import.html", found, status=status)


def _invited_words(count: int) -> str:
    return ngettext("%(n)d person is invited.", "%(n)d people are invited.", count) % {"n": count}


@staff_page
@require_safe
def people_file(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    """Everybody with their answers, for the akimat's own work; that it was taken is on record."""
    round = round_to_run(request, akimat, round_slug)
    rows = queries.of_round(round)
    return tables.people(round, rows, actor=person_of(request), at=timezone.now())
