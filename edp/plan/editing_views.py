"""Where moderators write the plan and publish it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commons.interface.errors import DomainError
from commons.interface.official import OWN_NAMES, read_texts
from commons.territories.models import Akimat

from ..models import Round
from ..views.finding import frame, person_of, round_to_run, staff_page
from . import operations, queries
from .checks import MANY_INDICATORS, TEXTS, findings
from .conflict import theirs
from .enums import ACTION_TONES
from .errors import PlanError
from .forms import FORMS, JoinForm, PlanForm, PublishForm, RowForm
from .freshness import gaps
from .models import Objective, Plan, Priority
from .operations.editing import KINDS

READ_OR_WRITE = require_http_methods(["GET", "HEAD", "POST"])


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: an empty post is an invalid form, not a fresh one."""
    return request.POST if request.method == "POST" else None


def plan_to_write(request: HttpRequest, akimat: Akimat, round_slug: str) -> tuple[Round, Plan]:
    round = round_to_run(request, akimat, round_slug)
    plan = queries.plan_of(round)
    if plan is None:
        raise Http404
    return round, plan


def to_edit(round: Round, anchor: str = "") -> HttpResponse:
    path = reverse("edp:plan_edit", args=[round.akimat.slug, round.slug])
    return redirect(f"{path}#{anchor}" if anchor else path)


@staff_page
@login_required
@READ_OR_WRITE
def start(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    """Asks once, says what will be made of what, then makes it."""
    round = round_to_run(request, akimat, round_slug)
    if queries.plan_of(round):
        return to_edit(round)
    error = ""
    if request.method == "POST":
        try:
            operations.start_plan(round=round, actor=person_of(request), at=timezone.now())
        except DomainError as refused:
            error = refused.message
        else:
            messages.success(request, _("The plan is started. Its priorities stand below."))
            return to_edit(round)
    context = frame(request, round, error=error, taken=queries.taken(round))
    return render(request, "edp/plan/start.html", context, status=422 if error else 200)


@staff_page
@login_required
@require_safe
def edit(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    """The whole plan as an outline, each row with what can be done to it and what it lacks."""
    round, plan = plan_to_write(request, akimat, round_slug)
    held = queries.whole(plan)
    marks = _marks(held)
    homes = held.home_of()
    found = findings(held)
    context = frame(
        request,
        round,
        the_plan=plan,
        whole=held,
        marks=marks,
        indicators=[(one, homes.get(one.pk)) for one in held.indicators],
        tones=ACTION_TONES,
        stopping=[finding for finding in found if finding.stops],
        warnings=[finding for finding in found if not finding.stops],
        many=len(held.indicators) > MANY_INDICATORS,
        newest=queries.latest(plan),
    )
    return render(request, "edp/plan/edit.html", context)


def _marks(held: queries.Whole) -> dict[str, list[tuple[str, str]]]:
    """What each row lacks, as (tone, words), by "kind-pk"."""
    from .checks import rows

    original = held.plan.round.original_language
    found: dict[str, list[tuple[str, str]]] = {}
    for kind, row in rows(held):
        marks = {(what, code) for _name, code, what in gaps(row, TEXTS[kind], original)}
        for what, code in sorted(marks):
            words = _("missing: %(language)s") if what == "missing" else _("older: %(language)s")
            tone = "bad" if what == "missing" else "sun"
            mark = (tone, words % {"language": OWN_NAMES[code]})
            found.setdefault(f"{kind}-{row.pk}", []).append(mark)
    return found


def respond(
    request: HttpRequest,
    round: Round,
    form: Any,
    title: str,
    *,
    saved: Any = (),
    back: str = "",
    row: Any = None,
    template: str = "edp/plan/form.html",
    button: str = "",
    **more: Any,
) -> HttpResponse:
    context = frame(
        request,
        round,
        form=form,
        form_title=title,
        theirs=saved,
        row=row,
        button=button or _("Save"),
        back=back or reverse("edp:plan_edit", args=[round.akimat.slug, round.slug]),
        **more,
    )
    return render(request, template, context, status=422 if form.errors else 200)


def refused(form: RowForm, error: DomainError, row: Any) -> Any:
    """The error in the form; where somebody else was quicker, what they saved."""
    form.add_error(None, error.message)
    if error.code != "changed_meanwhile" or row is None:
        return ()
    held = type(row)._base_manager.filter(pk=row.pk).first()
    return theirs(form, held) if held else ()


@staff_page
@login_required
@READ_OR_WRITE
def vision(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    round, plan = plan_to_write(request, akimat, round_slug)
    form = PlanForm(sent(request), akimat=akimat, round=round, row=plan)
    saved: Any = ()
    if request.method == "POST" and form.is_valid():
        try:
            operations.save_plan(
                plan=plan,
                version=form.seen,
                texts=form.read_texts(),
                review_date=form.cleaned_data["review_date"],
                confirmed=form.confirmed,
                actor=person_of(request),
                at=timezone.now(),
            )
        except DomainError as error:
            saved = refused(form, error, plan)
        else:
            messages.success(request, _("Saved."))
            return to_edit(round, "vision")
    return respond(request, round, form, _("Vision and steering"), saved=saved, row=plan)


def _form_of(kind: str) -> type[RowForm]:
    if kind not in FORMS:
        raise Http404
    return FORMS[kind]


def _parent(round: Round, kind: str, wanted: str) -> Any:
    """The priority of a new objective, the objective of a new action; 404 for any other."""
    if kind not in ("objective", "action"):
        return None
    above: Any = Priority if kind == "objective" else Objective
    path = KINDS["priority" if kind == "objective" else "objective"].round_path
    if not (wanted.isascii() and wanted.isdecimal() and len(wanted) < 19):
        raise Http404
    return get_object_or_404(above.objects.filter(**{path: round}), pk=int(wanted))


def _title(kind: str) -> str:
    return capfirst(str(KINDS[kind].model._meta.verbose_name))


@staff_page
@login_required
@READ_OR_WRITE
def add(request: HttpRequest, akimat: Akimat, round_slug: str, kind: str) -> HttpResponse:
    """`?under=` names the priority of an objective, the objective of an action."""
    round, plan = plan_to_write(request, akimat, round_slug)
    form_class = _form_of(kind)
    parent = _parent(round, kind, request.GET.get("under", ""))
    original = round.original_language
    form = form_class(sent(request), akimat=akimat, round=round, original=original)
    if request.method == "POST" and form.is_valid():
        try:
            row = operations.add_row(
                plan=plan,
                kind=kind,
                parent=parent,
                texts=form.read_texts(),
                values=form.values(),
                actor=person_of(request),
                at=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Added."))
            return to_edit(round, f"{kind}-{row.pk}")
    title = _("Add: %(what)s") % {"what": str(KINDS[kind].model._meta.verbose_name)}
    return respond(request, round, form, title, under=parent)


@staff_page
@login_required
@READ_OR_WRITE
def change(
    request: HttpRequest, akimat: Akimat, round_slug: str, kind: str, pk: int
) -> HttpResponse:
    round, plan = plan_to_write(request, akimat, round_slug)
    form_class = _form_of(kind)
    row = _row(round, kind, pk)
    form = form_class(
        sent(request),
        akimat=akimat,
        round=round,
        row=row,
        original=round.original_language,
    )
    saved: Any = ()
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_row(
                plan=plan,
                kind=kind,
                row=row,
                version=form.seen,
                texts=form.read_texts(),
                values=form.values(),
                confirmed=form.confirmed,
                actor=person_of(request),
                at=timezone.now(),
            )
        except DomainError as error:
            saved = refused(form, error, row)
        else:
            messages.success(request, _("Saved."))
            return to_edit(round, f"{kind}-{pk}")
    return respond(request, round, form, _title(kind), saved=saved, row=row)


def _row(round: Round, kind: str, pk: int) -> Any:
    if kind not in KINDS:
        raise Http404
    of = KINDS[kind]
    return get_object_or_404(of.model._base_manager.filter(**{of.round_path: round}), pk=pk)


@staff_page
@login_required
@require_POST
def move(request: HttpRequest, akimat: Akimat, round_slug: str, kind: str, pk: int) -> HttpResponse:
    round, plan = plan_to_write(request, akimat, round_slug)
    row = _row(round, kind, pk)
    try:
        operations.move_row(
            plan=plan,
            kind=kind,
            row=row,
            by=-1 if "up" in request.POST else 1,
            actor=person_of(request),
            at=timezone.now(),
        )
    except DomainError as error:
        messages.error(request, error.message)
    return to_edit(round, f"{kind}-{pk}")


@staff_page
@login_required
@READ_OR_WRITE
def remove(
    request: HttpRequest, akimat: Akimat, round_slug: str, kind: str, pk: int
) -> HttpResponse:
    """Asks once; says what is in the way where it cannot go."""
    round, plan = plan_to_write(request, akimat, round_slug)
    row = _row(round, kind, pk)
    error = ""
    if request.method == "POST":
        try:
            operations.remove_row(
                plan=plan, kind=kind, row=row, actor=person_of(request), at=timezone.now()
            )
        except PlanError as refusal:
            error = refusal.message
        else:
            messages.success(request, _("Removed. Versions that were published keep it."))
            return to_edit(round)
    context = frame(request, round, row=row, kind=kind, what=_title(kind), error=error)
    return render(request, "edp/plan/remove.html", context, status=422 if error else 200)


@staff_page
@login_required
@READ_OR_WRITE
def join(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """Several opportunities may be one priority."""
    round, plan = plan_to_write(request, akimat, round_slug)
    priority: Priority = _row(round, "priority", pk)
    form = JoinForm(sent(request), priority=priority)
    if request.method == "POST" and form.is_valid():
        try:
            operations.join_priorities(
                plan=plan,
                into=priority,
                others=form.cleaned_data["others"],
                actor=person_of(request),
                at=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Joined. Check the title and the text."))
            return to_edit(round, f"priority-{pk}")
    title = _("Join with “%(title)s”") % {"title": str(priority)}
    lead = _(
        "It takes over their opportunities, objectives, indicators and links. "
        "Their own titles and texts go."
    )
    return respond(request, round, form, title, lead=lead, button=_("Join"))


@staff_page
@login_required
@READ_OR_WRITE
def publish(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    round, plan = plan_to_write(request, akimat, round_slug)
    form = PublishForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            version = operations.publish_plan(
                plan=plan,
                actor=person_of(request),
                at=timezone.now(),
                note_texts=read_texts(form.cleaned_data, "note"),
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(
                request,
                _("Version %(number)s is published. Its PDFs are being made.")
                % {"number": version.number},
            )
            return redirect("edp:plan", akimat.slug, round.slug)
    found = findings(queries.whole(plan))
    return respond(
        request,
        round,
        form,
        _("Publish the plan"),
        template="edp/plan/publish.html",
        stopping=[finding for finding in found if finding.stops],
        warnings=[finding for finding in found if not finding.stops],
        newest=queries.latest(plan),
    )
