"""Pages that change a round: tasks and amendments, steps, count, council, groups."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.interface.errors import DomainError
from commons.interface.numbers import row_key
from commons.interface.official import read_texts, text_fields
from commons.rounds.admin import pages as shared
from commons.voting import queries as votes
from commons.voting.enums import TallyStatus

from .. import operations
from ..checks import checks
from ..enums import IN_PAIRS, ProjectStatus, RoundStatus, Rule, Step
from ..models import CouncilSeat, Project, Round
from . import pairs, seats, steps, tasks


def task_page(model_admin: Any, request: HttpRequest, round: Round, task: str) -> HttpResponse:
    found = tasks.find(round, task)
    if found is None:
        raise Http404
    change, amend = operations.change_rules, operations.amend
    return shared.task_page(model_admin, request, round, found, change=change, amend=amend)


def step_page(model_admin: Any, request: HttpRequest, round: Round, step: str) -> HttpResponse:
    words = steps.STEPS.get(step) or steps.ASIDE.get(step)
    if words is None:
        raise Http404
    if step in IN_PAIRS:
        at = steps.awaited(round, step)
        return pairs.pair_page(model_admin, request, round, Step(step), words, at=at)
    return shared.step_page(
        model_admin,
        request,
        round,
        words,
        checks=lambda: checks(round, step, timezone.now()),
        at=steps.awaited(round, step),
        after="counting" if step == Step.COUNT else "change",
    )


def counting_page(model_admin: Any, request: HttpRequest, round: Round) -> HttpResponse:
    """How far the count is. Asks itself again while it runs; notes the end of it."""
    rows = counting(round)
    if rows and all(row["done"] for row in rows) and round.status == RoundStatus.VOTING_CLOSED:
        round = operations.settle_count(round=round, at=timezone.now())
    running = any(row["runs"] for row in rows)
    context = {
        **model_admin.frame(request, round),
        "title": _("Count"),
        "rows": rows,
        "running": running,
        "share": sum(row["progress"] for row in rows) / len(rows) if rows else 0,
        "failed": [row for row in rows if row["error"]],
        "counted": round.status not in (RoundStatus.VOTING_OPEN, RoundStatus.VOTING_CLOSED),
        "may_change": model_admin.has_change_permission(request, round),
    }
    part = getattr(request, "htmx", False)
    template = "admin/budgeting/round/counting.html" + ("#progress" if part else "")
    return TemplateResponse(request, template, context)


def counting(round: Round) -> list[dict[str, Any]]:
    """One line for each envelope and rule."""
    rows = []
    for envelope in round.envelopes.select_related("territory", "poll").exclude(poll=None):
        for tally in votes.tallies(envelope.poll):  # type: ignore[arg-type]
            rows.append(
                {
                    "place": envelope.territory,
                    "rule": Rule(tally.rule).label,
                    "official": tally.official,
                    "progress": 1.0 if tally.status == TallyStatus.DONE else tally.progress,
                    "percent": round_percent(tally.progress, tally.status),
                    "state": TallyStatus(tally.status).label,
                    "done": tally.status == TallyStatus.DONE,
                    "runs": tally.status in (TallyStatus.WAITING, TallyStatus.RUNNING),
                    "error": tally.error if tally.status == TallyStatus.FAILED else "",
                }
            )
    return rows


def round_percent(progress: float, status: str) -> int:
    return 100 if status == TallyStatus.DONE else int(progress * 100)


class SeatForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail address of the member’s account"),
        help_text=gettext_lazy("Members decide appeals on pages of the site; they need no role."),
    )


def council_page(model_admin: Any, request: HttpRequest, round: Round) -> HttpResponse:
    """Who sits in the expert council; one is added by e-mail, removed by a button."""
    removing = request.method == "POST" and "remove" in request.POST
    form = SeatForm(request.POST if request.method == "POST" and not removing else None)
    person: Any = request.user
    try:
        if removing:
            key = row_key(request.POST["remove"])
            seat = None if key is None else CouncilSeat.objects.filter(round=round, pk=key).first()
            if seat is None:
                raise Http404
            seats.remove_member(seat=seat, actor=person, at=timezone.now())
            messages.success(request, _("%(person)s left the council.") % {"person": seat.person})
            return HttpResponseRedirect(model_admin.url("council", round))
        if request.method == "POST" and form.is_valid():
            email = form.cleaned_data["email"]
            seat = seats.seat_member(round=round, email=email, actor=person, at=timezone.now())
            messages.success(
                request, _("%(person)s sits in the council.") % {"person": seat.person}
            )
            return HttpResponseRedirect(model_admin.url("council", round))
    except DomainError as error:
        if removing:
            messages.error(request, error.message)
            return HttpResponseRedirect(model_admin.url("council", round))
        form.add_error("email", error.message)
    context = {
        **model_admin.frame(request, round),
        "title": _("Expert council"),
        "form": form,
        "council": round.council.select_related("person").order_by("person__name", "pk"),
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "admin/budgeting/round/council.html", context, status=status)


class GroupForm(forms.Form):
    projects = forms.MultipleChoiceField(
        label=gettext_lazy("Projects of which at most one can be built"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("The one that stands first in this list wins a tie."),
    )

    def __init__(self, *args: Any, projects: list[Project], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["projects"]
        field.choices = [
            (project.pk, f"№ {project.proposal_id}. {project} ({project.envelope or '—'})")
            for project in projects
        ]
        text_fields(self, "name", gettext_lazy("What they share"), max_length=120)


def groups_page(model_admin: Any, request: HttpRequest, round: Round) -> HttpResponse:
    """Projects that exclude one another, while the ballot is not fixed."""
    open_states = (ProjectStatus.FEASIBLE, ProjectStatus.REVIEW, ProjectStatus.CORRECTION)
    projects = list(
        round.projects.filter(status__in=open_states, exclusive_group=None)
        .select_related("proposal", "envelope__territory")
        .order_by("envelope", "pk")
    )
    form = GroupForm(request.POST or None, projects=projects)
    if request.method == "POST" and form.is_valid():
        wanted = set(form.cleaned_data["projects"])
        try:
            operations.exclude_mutually(
                projects=[project for project in projects if str(project.pk) in wanted],
                name=read_texts(form.cleaned_data, "name"),
                actor=request.user,  # type: ignore[arg-type]
                at=timezone.now(),
            )
        except DomainError as error:
            form.add_error("projects", error.message)
        else:
            messages.success(request, _("At most one of these projects can win now."))
            return HttpResponseRedirect(model_admin.url("groups", round))
    context = {
        **model_admin.frame(request, round),
        "title": _("Projects that exclude one another"),
        "form": form,
        "groups": round.exclusive_groups.prefetch_related("projects__proposal"),
        "may_group": round.status == RoundStatus.ANNOUNCED and len(projects) > 1,
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "admin/budgeting/round/groups.html", context, status=status)


class UnfixForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why the ballot is taken back"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It stays in the record of the round."),
    )


def unfix_page(model_admin: Any, request: HttpRequest, round: Round) -> HttpResponse:
    """Take a fixed ballot back before anybody can have voted."""
    form = UnfixForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.unfix_ballot(
                round=round,
                reason=form.cleaned_data["reason"],
                actor=request.user,  # type: ignore[arg-type]
                at=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("The ballot is taken back; projects can be changed again."))
            return HttpResponseRedirect(model_admin.url("change", round))
    context = {
        "title": _("Take the ballot back"),
        "button": _("Take the ballot back"),
        "intro": _("All projects on it are feasible again and can be reviewed, moved and grouped."),
    }
    return shared.form_page(model_admin, request, round, form, context)
