"""The questions of a meeting: read, asked, voted on, answered, hidden."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commons.interface.errors import DomainError
from commons.interface.numbers import row_key
from commons.people.views.access import me, posted, shared_page, staff_page
from commons.proposals.languages import guess
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...meetings.models import Meeting
from .. import operations, permissions, queries
from ..enums import AnswerKind
from ..forms import AnswerForm, AskForm, HideForm
from ..models import MeetingQuestion
from .finding import answer_form, form_page, meeting_of, page, url_of

PAGE = 25


def _list(request: HttpRequest, meeting: Meeting, problem: str = "") -> HttpResponse:
    at = timezone.now()
    rows = queries.questions(meeting, request.user)
    context = page(
        meeting,
        page=Paginator(rows, PAGE).get_page(request.GET.get("page")),
        is_open=permissions.questions_open(meeting, at),
        is_frozen=permissions.is_frozen(meeting),
        may_reply=permissions.can_reply(request.user, meeting),
        may_hide=permissions.can_hide(request.user, meeting),
        unanswered=queries.unanswered(meeting).count(),
        problem=problem,
    )
    status = 422 if problem else 200
    return render(request, "consultations/sittings/questions.html", context, status=status)


@require_safe
def questions(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """Most votes first."""
    return _list(request, meeting_of(akimat, pk))


@form_page
@login_required
def ask(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """Questions that ask much the same are shown first; “ask mine as well” is the second press."""
    meeting = meeting_of(akimat, pk)
    at = timezone.now()
    require(permissions.questions_open(meeting, at))
    form = AskForm(posted(request))
    near: list[MeetingQuestion] = []
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        if "sure" not in request.POST:
            near = queries.similar(meeting, text, request.user)
        if not near:
            try:
                operations.ask(
                    meeting=meeting,
                    author=me(request),
                    text=text,
                    language=guess(text, get_language() or "kk"),
                    at=at,
                )
            except DomainError as error:
                form.add_error(None, error.message)
            else:
                messages.success(request, _("Your question is public."))
                return redirect(url_of(meeting, "meeting_questions"))
    context = page(meeting, form=form, near=near)
    status = 422 if form.errors else 200
    return render(request, "consultations/sittings/ask.html", context, status=status)


@require_POST
@login_required
def vote(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """`question` gets the vote, `back` loses it."""
    meeting = meeting_of(akimat, pk)
    taken_back = "back" in request.POST
    key = row_key(request.POST.get("back" if taken_back else "question", ""))
    question = get_object_or_404(MeetingQuestion, meeting=meeting, pk=key)
    act = operations.unvote if taken_back else operations.vote
    try:
        act(question=question, person=me(request), at=timezone.now())
    except DomainError as error:
        return _list(request, meeting, error.message)
    name = "meeting_live" if "live" in request.POST else "meeting_questions"
    return redirect(f"{url_of(meeting, name)}#q{question.pk}")


def _question(request: HttpRequest, meeting: Meeting, pk: int) -> MeetingQuestion:
    rows = MeetingQuestion.objects.select_related("author")
    found = get_object_or_404(rows, meeting=meeting, pk=pk)
    found.meeting = meeting
    return found


@form_page
@shared_page
def answer(request: HttpRequest, akimat: Akimat, pk: int, question_pk: int) -> HttpResponse:
    meeting = meeting_of(akimat, pk)
    require(permissions.can_reply(request.user, meeting))
    question = _question(request, meeting, question_pk)
    person = me(request)
    running = permissions.sitting_of(meeting).started_at is not None
    form = AnswerForm(
        posted(request),
        initial={
            "kind": question.answer_kind or (AnswerKind.ROOM if running else AnswerKind.WRITTEN),
            "text": question.answer,
            "answerer": question.answerer or person.name,
        },
    )

    def act() -> None:
        text = form.cleaned_data["text"]
        operations.answer(
            question=question,
            language=guess(text, question.language),
            actor=person,
            at=timezone.now(),
            **form.cleaned_data,
        )

    return answer_form(
        request,
        meeting,
        form,
        title=_("Answer a question"),
        press=_("Publish the answer"),
        act=act,
        done=_("The answer is public. The author is told."),
        to=f"{url_of(meeting, 'meeting_questions')}#q{question.pk}",
        question=question,
    )


@staff_page
@form_page
def hide(request: HttpRequest, akimat: Akimat, pk: int, question_pk: int) -> HttpResponse:
    """Hide a question with a reason; a hidden one is shown again."""
    meeting = meeting_of(akimat, pk)
    require(permissions.can_hide(request.user, meeting))
    question = _question(request, meeting, question_pk)
    to = f"{url_of(meeting, 'meeting_questions')}#q{question.pk}"
    if request.method == "POST" and question.hidden_at is not None:
        try:
            operations.show_again(question=question, actor=me(request), at=timezone.now())
        except DomainError as error:
            return _list(request, meeting, error.message)
        return redirect(to)
    form = HideForm(posted(request))

    def act() -> None:
        operations.hide(
            question=question,
            reason=form.cleaned_data["reason"],
            actor=me(request),
            at=timezone.now(),
        )

    return answer_form(
        request,
        meeting,
        form,
        title=_("Hide a question"),
        press=_("Hide it"),
        act=act,
        done=_("The question is hidden. The reason is public."),
        to=to,
        question=question,
    )
