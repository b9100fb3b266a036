"""What this part tells the rooms below and the pages of hearings."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.audit import verbs
from commons.interface.numbers import row_key
from commons.notifications import topics
from commons.people import erasers, exports
from commons.people.models import Person
from commons.territories.models import Akimat

from .. import sections
from ..permissions import can_run
from ..sections import Work
from . import messages, queries
from .enums import ConversationStatus, StatementStatus
from .models import Conversation, Opinion, Participant, Statement
from .notices import path_of

VERBS = {
    "hearings.conversation_created": gettext_lazy("asked an open question"),
    "hearings.conversation_changed": gettext_lazy("changed an open question"),
    "hearings.conversation_opened": gettext_lazy("opened a conversation"),
    "hearings.conversation_closed": gettext_lazy("closed a conversation"),
    "hearings.statement_said": gettext_lazy("added a statement"),
    "hearings.statement_published": gettext_lazy("published a statement"),
    "hearings.statement_hidden": gettext_lazy("did not publish a statement"),
}


def register() -> None:
    """Called once, when the apps are ready."""
    messages.register_all()
    verbs.register(VERBS)
    topics.register("conversation", _followed)
    exports.register("opinions", _export)
    erasers.register("opinions", _erase)
    sections.register(
        "opinions", order=35, template="consultations/opinions/of_front.html", read=_section
    )
    sections.register_work("opinions", order=35, read=_work)


def _followed(keys: list[str], reader: Person) -> dict[str, tuple[str, str]]:
    numbers = [number for key in keys if (number := row_key(key))]
    found = Conversation.objects.filter(pk__in=numbers).exclude(status=ConversationStatus.DRAFT)
    return {str(one.pk): (one.title, path_of(one)) for one in found.select_related("akimat")}


def _export(person: Person) -> dict[str, Any]:
    mine = Opinion.objects.filter(participant__person=person).select_related("statement")
    said = Statement.objects.filter(author=person)
    return {
        "answers": [
            {"statement": one.statement.text, "answer": one.answer, "at": one.given_at.isoformat()}
            for one in mine.order_by("pk")
        ],
        "statements": [
            {"text": one.text, "status": one.status, "at": one.said_at.isoformat()}
            for one in said.order_by("pk")
        ],
    }


def _erase(person: Person) -> None:
    """What is public stays without the name; what waits for the moderator goes. Answers stay in
    their groups and belong to nobody."""
    Statement.objects.filter(author=person, status=StatementStatus.WAITING).delete()
    Statement.objects.filter(author=person).update(author=None)
    Participant.objects.filter(person=person).update(person=None)


def _section(request: HttpRequest, akimat: Akimat, at: datetime) -> dict[str, Any] | None:
    found = list(queries.open_now(akimat, at)[:2])
    return {"rows": found} if found else None


def _work(request: HttpRequest, akimat: Akimat, at: datetime) -> list[Work]:
    if not can_run(request.user, akimat):
        return []
    waiting = queries.waiting(akimat)
    first = waiting.first()
    name = "conversation_run" if first else "conversations"
    args = [akimat.slug, first.conversation_id] if first else [akimat.slug]
    return [
        Work(
            _("Statements to read"),
            reverse(f"consultations:{name}", args=args),
            _("Statements that participants suggested."),
            count=waiting.count(),
        ),
        Work(
            _("Ask an open question"),
            reverse("consultations:conversation_new", args=[akimat.slug]),
            _("Residents vote on short statements; groups of opinion are shown."),
        ),
    ]
