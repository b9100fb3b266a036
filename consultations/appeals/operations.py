"""Questions to the akim: asked, published by the moderators, answered within their period."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from commons.audit.operations import record
from commons.interface.official import Texts, columns, missing
from commons.people.models import Person
from commons.proposals import operations as proposals
from commons.proposals.enums import ProposalStatus
from commons.proposals.models import Call, Proposal
from commons.territories.models import Akimat
from commons.territories.permissions import is_staff_of

from ..errors import HearingError
from ..periods import due_on, periods_of
from ..texts import require
from . import notices
from .errors import QuestionError
from .models import Question, QuestionReply

SLUG = "questions"
# A person may have asked so many in all: more than anybody needs, fewer than a machine would send.
MOST = 200
NEVER = datetime(2100, 1, 1, tzinfo=timezone.get_default_timezone())


def call_of(akimat: Akimat, at: datetime) -> Call:
    """Questions can be asked at any time: the akimat has one call for them that never closes."""
    call, _new = Call.objects.get_or_create(
        akimat=akimat,
        slug=SLUG,
        defaults={
            "territory": akimat.territory,
            "title": "Әкімге сұрақтар / Вопросы акиму",
            "opens_at": at,
            "closes_at": NEVER,
            "max_per_person": MOST,
            "min_age": 0,
            "needs_residency": False,
            "has_own_pages": True,
        },
    )
    return call


@transaction.atomic
def start(*, akimat: Akimat, author: Person, language: str, at: datetime) -> Question:
    """The author's draft: the one they have, or a new one."""
    call = call_of(akimat, at)
    draft = proposals.start_draft(call=call, author=author, language=language, at=at)
    question, _new = Question.objects.get_or_create(proposal=draft, defaults={"akimat": akimat})
    return question


@transaction.atomic
def save(*, question: Question, fields: Mapping[str, Any], actor: Person, at: datetime) -> Question:
    question.proposal = proposals.save_step(
        proposal=question.proposal, fields=fields, actor=actor, at=at
    )
    return question


@transaction.atomic
def ask(*, question: Question, actor: Person, at: datetime) -> Question:
    """Hand the question to the moderators. Raises QuestionError: details_needed."""
    if not question.proposal.description.strip():
        raise QuestionError("details_needed")
    question.proposal = proposals.submit(proposal=question.proposal, actor=actor, at=at)
    return question


@transaction.atomic
def follow_proposal(*, proposal: Proposal, at: datetime) -> None:
    """Published for the first time, a question gets its last day for a reply."""
    question = (
        Question.objects.select_for_update(of=("self",))
        .select_related("akimat")
        .filter(proposal=proposal, due_on__isnull=True)
        .first()
    )
    if question is None or proposal.status != ProposalStatus.PUBLISHED:
        return
    question.due_on = due_on(proposal.published_at or at, periods_of(question.akimat).question_days)
    question.save(update_fields=["due_on"])


@transaction.atomic
def hand_over(*, question: Question, to: Person, actor: Any, at: datetime) -> Question:
    """Name who prepares the reply. Raises HearingError: not_staff; QuestionError: same_person."""
    question = _locked(question)
    if not is_staff_of(to, question.akimat):
        raise HearingError("not_staff")
    if question.specialist_id == to.pk:
        raise QuestionError("same_person")
    question.specialist = to
    question.save(update_fields=["specialist"])
    _record("hearings.question_handed_over", question, actor, at, to=to.pk)
    notices.tell_specialist(question, at)
    return question


@transaction.atomic
def reply(
    *,
    question: Question,
    office: Texts,
    text: Texts,
    reason: Texts,
    actor: Any,
    at: datetime,
) -> QuestionReply:
    """Answer in public. A second wording is a correction and says why; the first one's date counts.

    Raises QuestionError: not_public, reason_needed; HearingError: text_needed.
    """
    question = _locked(question)
    if question.proposal.status != ProposalStatus.PUBLISHED:
        raise QuestionError("not_public")
    require(office)
    require(text)
    is_correction = question.replied_at is not None
    if is_correction and missing(reason):
        raise QuestionError("reason_needed")
    made = QuestionReply.objects.create(
        question=question,
        written_at=at,
        written_by=actor,
        **columns("office", office),
        **columns("text", text),
        **columns("reason", reason if is_correction else {}),
    )
    if not is_correction:
        question.replied_at = at
        question.save(update_fields=["replied_at"])
    verb = "question_reply_corrected" if is_correction else "question_replied"
    _record(f"hearings.{verb}", question, actor, at, reply=made.pk)
    notices.tell_replied(question, made, is_correction, at)
    return made


def _locked(question: Question) -> Question:
    rows = Question.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("akimat__territory", "proposal__author", "proposal__call").get(
        pk=question.pk
    )


def _record(verb: str, question: Question, actor: Any, at: datetime, **detail: Any) -> None:
    record(verb=verb, subject=question, at=at, actor=actor, akimat=question.akimat, **detail)
