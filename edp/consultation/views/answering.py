"""Where staff answer comments, the most urgent first."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commons.interface import official
from commons.interface.errors import DomainError
from commons.interface.numbers import row_key
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...models import Round
from ...views.finding import frame, person_of, round_of, staff_page
from .. import operations, queries
from ..deadlines import due_date
from ..forms import ReplyForm, TemplateForm
from ..models import ReplyTemplate
from ..permissions import may_answer

PER_PAGE = 20
SHOWN = ("waiting", "answered", "all")


def _round(request: HttpRequest, akimat: Akimat, round_slug: str) -> Round:
    round = round_of(request, akimat, round_slug)
    require(may_answer(request.user, round))
    return round


@staff_page
@require_safe
@login_required
def queue(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    round = _round(request, akimat, round_slug)
    chosen = request.GET.get("show", "waiting")
    chosen = chosen if chosen in SHOWN else "waiting"
    wanted = {"waiting": False, "answered": True}.get(chosen)
    found = queries.comments(round, answered=wanted)
    page = Paginator(queries.with_answers(found), PER_PAGE).get_page(request.GET.get("page"))
    answered, total = queries.answered_share(round)
    context = frame(
        request,
        round,
        page=page,
        rows=[(one, due_date(round, one.created_at)) for one in page.object_list],
        chosen=chosen,
        tabs=[
            ("waiting", _("Waiting"), total - answered),
            ("answered", _("Answered"), answered),
            ("all", _("All"), total),
        ],
        today=timezone.localdate(),
        answered=answered,
        total=total,
    )
    return render(request, "edp/consultation/queue.html", context)


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def answer(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """One comment and the reply to it. `?template=` fills in words to begin with."""
    round = _round(request, akimat, round_slug)
    comment = get_object_or_404(queries.with_answers(queries.comments(round)), pk=pk)
    templates = list(round.reply_templates.all())
    initial: dict[str, Any] = {"language": comment.language}
    chosen = row_key(request.GET.get("template", ""))
    for template in templates:
        if template.pk == chosen:
            texts = official.read(template, "text")
            initial["text"] = texts[comment.language] or template.text
    form = ReplyForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            operations.answer_comment(
                round=round,
                comment=comment,
                text=form.cleaned_data["text"],
                language=form.cleaned_data["language"],
                actor=person_of(request),
                at=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("The reply is public, and the author is told."))
            return redirect("edp:consultation_comments", akimat.slug, round.slug)
    context = frame(
        request,
        round,
        comment=comment,
        form=form,
        templates=templates,
        chosen=chosen,
        due=due_date(round, comment.created_at),
        today=timezone.localdate(),
    )
    status = 422 if form.errors else 200
    return render(request, "edp/consultation/answer.html", context, status=status)


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def template(
    request: HttpRequest, akimat: Akimat, round_slug: str, pk: int | None = None
) -> HttpResponse:
    """The words replies begin with: the list with a form for another, or one to change."""
    round = _round(request, akimat, round_slug)
    held = get_object_or_404(round.reply_templates, pk=pk) if pk else None
    if request.method == "POST" and held and request.POST.get("drop"):
        operations.drop_template(template=held, actor=person_of(request), at=timezone.now())
        messages.success(request, _("The words are deleted."))
        return redirect("edp:consultation_templates", akimat.slug, round.slug)
    form = TemplateForm(request.POST or None, template=held)
    if request.method == "POST" and form.is_valid():
        try:
            _save_template(request, round, form, held)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("The words are saved."))
            return redirect("edp:consultation_templates", akimat.slug, round.slug)
    context = frame(
        request, round, form=form, held=held, templates=list(round.reply_templates.all())
    )
    status = 422 if form.errors else 200
    return render(request, "edp/consultation/templates.html", context, status=status)


def _save_template(
    request: HttpRequest, round: Round, form: TemplateForm, held: ReplyTemplate | None
) -> None:
    operations.save_template(
        round=round,
        title=form.texts("title"),
        text=form.texts("text"),
        actor=person_of(request),
        at=timezone.now(),
        template=held,
    )
