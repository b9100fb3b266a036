"""What was promised: the list, one promise with its steps, and the forms that add to it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commons.notifications.queries import is_following
from commons.people.views.access import person_of, posted, staff_page
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...permissions import can_answer, can_run
from .. import operations, queries
from ..enums import CommitmentStatus
from ..forms import AnswerDisputeForm, DisputeForm, MoveForm, StepForm
from ..models import Commitment, Dispute, Step
from ..notices import topic
from ..permissions import may_dispute, may_reply
from .finding import READ_OR_WRITE, commitment_of, form_page, saved

PER_PAGE = 25
SHOWN = ("open", "overdue", "done", "broken")


@require_safe
def commitments(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    today = timezone.localdate()
    rows = queries.commitments(akimat)
    groups = {
        "open": rows.filter(status=CommitmentStatus.OPEN),
        "overdue": rows.filter(status=CommitmentStatus.OPEN, due_on__lt=today),
        "done": rows.filter(status=CommitmentStatus.DONE).order_by("-closed_on", "-pk"),
        "broken": rows.filter(status=CommitmentStatus.BROKEN).order_by("-closed_on", "-pk"),
    }
    show = request.GET.get("show", "")
    show = show if show in SHOWN else "open"
    page = Paginator(groups[show], PER_PAGE).get_page(request.GET.get("page"))
    words = {
        "open": _("Under way"),
        "overdue": _("Overdue"),
        "done": _("Done"),
        "broken": _("Not kept"),
    }
    context = {
        "page": page,
        "show": show,
        "tabs": [(key, words[key], groups[key].count()) for key in SHOWN],
        "today": today,
    }
    return render(request, "consultations/recommendations/commitments.html", context)


@require_safe
def commitment(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    found = commitment_of(akimat, pk)
    today = timezone.localdate()
    disputes = list(found.disputes.select_related("person", "answered_by"))
    person = request.user
    may_object = (
        found.status == CommitmentStatus.DONE
        and may_dispute(person, found)
        and not any(one.person_id == person.pk for one in disputes)
    )
    followed = topic(found.recommendation)
    context = {
        "one": found,
        "recommendation": found.recommendation,
        "steps": found.steps.select_related("actor").prefetch_related(Prefetch("files")),
        "disputes": disputes,
        "is_open": found.status == CommitmentStatus.OPEN,
        "may_keep": may_reply(person, found.recommendation),
        "may_object": may_object,
        "topic": followed,
        "following": is_following(person, followed),
        "today": today,
    }
    return render(request, "consultations/recommendations/commitment.html", context)


@staff_page
@READ_OR_WRITE
def report(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    return _stepped(
        request,
        akimat,
        pk,
        title=_("Report progress"),
        label=_("What was done"),
        hint=_("Public at once: what was done since the last report, and what comes next."),
        with_file=True,
        save=lambda row, form, given: operations.report(
            commitment=row, text=form.text(), upload=form.cleaned_data["upload"], **given
        ),
    )


@staff_page
@READ_OR_WRITE
def finish(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    return _stepped(
        request,
        akimat,
        pk,
        title=_("Call it done"),
        label=_("Proof"),
        hint=_("What is there now and how everybody can see it. Attach the act, if there is one."),
        with_file=True,
        save=lambda row, form, given: operations.finish(
            commitment=row, proof=form.text(), upload=form.cleaned_data["upload"], **given
        ),
    )


@staff_page
@READ_OR_WRITE
def give_up(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    return _stepped(
        request,
        akimat,
        pk,
        title=_("Say that it will not be kept"),
        label=_("Reason"),
        hint=_("Public. The promise stays listed as not kept."),
        with_file=False,
        save=lambda row, form, given: operations.break_promise(
            commitment=row, reason=form.text(), **given
        ),
    )


@staff_page
@READ_OR_WRITE
def move(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    form = MoveForm(
        posted(request), label=_("Reason"), hint=_("Public. The first day stays on record too.")
    )
    return _kept(
        request,
        akimat,
        pk,
        form,
        _("Set another day"),
        lambda row, given: operations.move_date(
            commitment=row, to=form.cleaned_data["to"], reason=form.text(), **given
        ),
    )


@login_required
@READ_OR_WRITE
def dispute(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """Once for each person."""
    found = commitment_of(akimat, pk)
    person = person_of(request)
    require(found.status == CommitmentStatus.DONE and may_dispute(person, found))
    form = DisputeForm(posted(request))
    back = reverse("consultations:commitment", args=[akimat.slug, pk])
    done = saved(
        request,
        form,
        lambda: operations.dispute(
            commitment=found,
            words=form.cleaned_data["words"],
            language=get_language() or "kk",
            actor=person,
            at=timezone.now(),
        ),
    )
    if done is not None:
        messages.success(request, _("Your objection is public. The akimat must answer it."))
        return redirect(back)
    return form_page(
        request,
        form=form,
        title=_("Say that it is not done"),
        lead=_("You can object once. The akimat answers in its period, with reasons."),
        button=_("Publish the objection"),
        back=back,
        back_words=found.title,
    )


@staff_page
@require_safe
def disputes(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    """Objections that wait for an answer, the most overdue first."""
    require(can_answer(request.user, akimat))
    rows = queries.open_disputes(akimat)
    if not can_run(request.user, akimat):
        rows = rows.filter(commitment__recommendation__specialist=person_of(request))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "today": timezone.localdate()}
    return render(request, "consultations/recommendations/disputes.html", context)


@staff_page
@READ_OR_WRITE
def answer(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    rows = Dispute.objects.filter(commitment__akimat=akimat, answered_at__isnull=True)
    held: Dispute = get_object_or_404(
        rows.select_related("person", "commitment__recommendation__akimat"), pk=pk
    )
    require(may_reply(request.user, held.commitment.recommendation))
    form = AnswerDisputeForm(posted(request))
    back = reverse("consultations:commitment", args=[akimat.slug, held.commitment_id])
    done = saved(
        request,
        form,
        lambda: operations.answer_dispute(
            dispute=held,
            upheld=form.cleaned_data["upheld"] == "yes",
            answer=form.answer(),
            due=form.cleaned_data["due"],
            actor=person_of(request),
            at=timezone.now(),
        ),
    )
    if done is not None:
        messages.success(request, _("The answer is public."))
        return redirect(back)
    return form_page(
        request,
        form=form,
        title=_("Answer an objection"),
        quote=held.words,
        quote_by=held.person.public_name,
        quote_language=held.language,
        button=_("Publish the answer"),
        back=back,
        back_words=held.commitment.title,
    )


def _stepped(
    request: HttpRequest,
    akimat: Akimat,
    pk: int,
    *,
    title: str,
    label: str,
    hint: str,
    with_file: bool,
    save: Callable[[Commitment, Any, dict[str, Any]], Step],
) -> HttpResponse:
    files = request.FILES if request.method == "POST" else None
    form = StepForm(posted(request), files, label=label, hint=hint, with_file=with_file)
    return _kept(request, akimat, pk, form, title, lambda row, given: save(row, form, given))


def _kept(
    request: HttpRequest,
    akimat: Akimat,
    pk: int,
    form: Any,
    title: str,
    save: Callable[[Commitment, dict[str, Any]], Step],
) -> HttpResponse:
    """One more step of an open promise, for who answers for it."""
    found = commitment_of(akimat, pk)
    require(may_reply(request.user, found.recommendation))
    require(found.status == CommitmentStatus.OPEN)
    given = {"actor": person_of(request), "at": timezone.now()}
    back = reverse("consultations:commitment", args=[akimat.slug, pk])
    if saved(request, form, lambda: save(found, given)) is not None:
        messages.success(request, _("Saved, and public at once."))
        return redirect(back)
    return form_page(
        request, form=form, title=title, button=_("Publish"), back=back, back_words=found.title
    )
