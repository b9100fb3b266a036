"""The papers of a meeting, for those who prepare it."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commons.people.models import Person
from commons.people.views.access import posted, shared_page
from commons.territories.models import Akimat
from commons.territories.permissions import require

from .. import operations, queries
from ..enums import MeetingStatus
from ..forms.preparing import PaperForm, WithdrawForm
from .finding import answer, form_page, meeting_to_prepare, press, url_of
from .page import paper_row


@shared_page
@form_page
def papers(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """What is there, in its order, and a form for one more."""
    meeting = meeting_to_prepare(request, akimat, pk)
    require(meeting.status != MeetingStatus.CANCELLED)
    files = request.FILES if request.method == "POST" else None
    initial = {"language": get_language()}
    form = PaperForm(posted(request), files, akimat=akimat, initial=initial)

    def act(actor: Person, at: datetime) -> str:
        data = form.cleaned_data
        operations.add_paper(
            meeting=meeting,
            title=data["title"],
            language=data["language"],
            upload=data["file"],
            draft=data["draft"],
            actor=actor,
            at=at,
        )
        return _("The paper is added.")

    context = {
        "meeting": meeting,
        "rows": [paper_row(paper, meeting) for paper in queries.papers(meeting)],
        "is_draft": meeting.status == MeetingStatus.DRAFT,
    }
    leads = url_of(meeting, "meeting_papers")
    return answer(request, form, act, "consultations/meetings/papers.html", context, leads)


@shared_page
@form_page
def move(request: HttpRequest, akimat: Akimat, pk: int, paper_pk: int) -> HttpResponse:
    meeting = meeting_to_prepare(request, akimat, pk)
    paper = get_object_or_404(queries.papers(meeting), pk=paper_pk)

    def act(actor: Person, at: datetime) -> str:
        up = request.POST.get("way") == "up"
        operations.move_paper(paper=paper, up=up, actor=actor, at=at)
        return ""

    return press(request, act, url_of(meeting, "meeting_papers"))


@shared_page
@form_page
def remove(request: HttpRequest, akimat: Akimat, pk: int, paper_pk: int) -> HttpResponse:
    """Before the notice after asking, later with a public reason."""
    meeting = meeting_to_prepare(request, akimat, pk)
    paper = get_object_or_404(queries.papers(meeting), pk=paper_pk)
    is_draft = meeting.status == MeetingStatus.DRAFT
    form = WithdrawForm(posted(request))
    if is_draft:
        form.fields.clear()

    def act(actor: Person, at: datetime) -> str:
        reason = form.cleaned_data.get("reason", "")
        operations.remove_paper(paper=paper, actor=actor, at=at, reason=reason)
        return _("The paper is gone.") if is_draft else _("The paper is withdrawn.")

    context = {"meeting": meeting, "paper": paper, "is_draft": is_draft}
    leads = url_of(meeting, "meeting_papers")
    return answer(request, form, act, "consultations/meetings/paper_remove.html", context, leads)
