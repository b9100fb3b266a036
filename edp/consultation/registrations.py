"""What this part tells the apps below it and the stages of a round."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.audit import verbs
from commons.people import erasers, exports

from .. import sections
from ..enums import StageKind
from ..models import Round
from . import messages, permissions, personal_data, queries

VERBS = {
    "answer_comment": gettext_lazy("answered the comment"),
    "save_reply_template": gettext_lazy("wrote words for replies"),
    "drop_reply_template": gettext_lazy("deleted words for replies"),
    "save_response": gettext_lazy("wrote what was done with what people said"),
    "drop_response": gettext_lazy("deleted a row of “you said, we did”"),
    "publish_responses": gettext_lazy("published “you said, we did”"),
}


def register() -> None:
    messages.register_all()
    verbs.register(VERBS)
    exports.register("ratings", personal_data.export)
    erasers.register("ratings", personal_data.erase)
    stage = StageKind.CONSULTATION
    sections.register(stage, key="shortlist", order=10, read=shortlist)
    sections.register(stage, key="comments", order=20, read=comments)
    sections.register(stage, key="answers", order=30, read=answers)


def shortlist(request: HttpRequest, round: Round, at: datetime) -> sections.Section:
    args = [round.akimat.slug, round.slug]
    actions = []
    if permissions.is_open(round, at):
        actions.append((_("Rate the cards"), reverse("edp:consultation", args=args)))
    if permissions.shows_results(round, at):
        actions.append((_("See the ratings"), reverse("edp:consultation_results", args=args)))
    return sections.Section(
        title=_("The shortlist"),
        text=_("Everybody says how much each card would help where they live."),
        url=reverse("edp:consultation", args=args),
        count=queries.candidates(round).count(),
        actions=actions,
    )


def comments(request: HttpRequest, round: Round, at: datetime) -> sections.Section | None:
    """For those who answer: what still waits."""
    if not permissions.may_answer(request.user, round):
        return None
    answered, total = queries.answered_share(round)
    return sections.Section(
        title=_("Comments to answer"),
        text=_("Each comment of the consultation gets a reply of the akimat."),
        url=reverse("edp:consultation_comments", args=[round.akimat.slug, round.slug]),
        count=total - answered,
    )


def answers(request: HttpRequest, round: Round, at: datetime) -> sections.Section:
    args = [round.akimat.slug, round.slug]
    actions = []
    if permissions.may_write_responses(request.user, round):
        actions.append((_("Write the answers"), reverse("edp:consultation_responses", args=args)))
    return sections.Section(
        title=_("You said, we did"),
        text=_("What people said, theme by theme, and what became of it."),
        url=reverse("edp:consultation_answers", args=args),
        count=queries.published_responses(round).count(),
        actions=actions,
    )
