"""Reads of what happens at meetings and of their minutes."""

from datetime import datetime
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db.models import Count, Exists, FloatField, OuterRef, Prefetch, Q, QuerySet, Sum, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from commons.territories.models import Akimat

from ..councils.models import Mandate
from ..meetings.enums import MeetingStatus
from ..meetings.models import AgendaItem, Meeting
from .enums import RollCallStatus, SpeakerStatus
from .models import (
    Attendance,
    ItemNote,
    MeetingDecision,
    MeetingQuestion,
    MeetingQuestionVote,
    Minutes,
    MinutesAppeal,
    MinutesPdf,
    RollCall,
    RollCallVote,
    Speaker,
)

# How alike two questions must be for the first to be shown before the second is asked.
SIMILAR = 0.3
MOST_PDF_ATTEMPTS = 5


# --- questions ---


def questions(meeting: Meeting, person: Any = None) -> QuerySet[MeetingQuestion]:
    """Most votes first, hidden ones last. Adds `voted`: whether this person has."""
    votes = MeetingQuestionVote.objects.filter(
        question=OuterRef("pk"), person=getattr(person, "pk", None) or 0
    )
    return (
        MeetingQuestion.objects.filter(meeting=meeting)
        .select_related("author")
        .annotate(voted=Exists(votes), is_hidden=Q(hidden_at__isnull=False))
        .order_by("is_hidden", "-votes", "asked_at", "pk")
    )


def shown(meeting: Meeting, person: Any = None) -> QuerySet[MeetingQuestion]:
    return questions(meeting, person).filter(hidden_at__isnull=True)


def unanswered(meeting: Meeting) -> QuerySet[MeetingQuestion]:
    return shown(meeting).filter(answered_at__isnull=True)


def similar(meeting: Meeting, text: str, person: Any = None, limit: int = 5) -> list[Any]:
    """Questions of the meeting that ask much the same, the most alike first."""
    sought = " ".join(text.lower().split())
    if len(sought) < 8:
        return []
    alike = Greatest(
        TrigramSimilarity("text", sought),
        TrigramWordSimilarity(sought, "text") * Value(0.8, output_field=FloatField()),
    )
    found = shown(meeting, person).annotate(likeness=alike).filter(likeness__gte=SIMILAR)
    return list(found.order_by("-likeness", "-votes", "pk")[:limit])


# --- the course of the meeting ---


def agenda(meeting: Meeting) -> QuerySet[AgendaItem]:
    return AgendaItem.objects.filter(meeting=meeting).order_by("position", "pk")


def notes(meeting: Meeting) -> dict[int, ItemNote]:
    """By the key of the item of the agenda."""
    return {note.item_id: note for note in ItemNote.objects.filter(item__meeting=meeting)}


def speakers(meeting: Meeting) -> QuerySet[Speaker]:
    return (
        Speaker.objects.filter(meeting=meeting)
        .select_related("person", "item", "registration")
        .order_by("position", "pk")
    )


def on_the_list(meeting: Meeting) -> QuerySet[Speaker]:
    """Who speaks and who waits."""
    return speakers(meeting).filter(status__in=[SpeakerStatus.CALLED, SpeakerStatus.WAITING])


def presences(meeting: Meeting) -> dict[int, str]:
    """By the key of the mandate."""
    rows = Attendance.objects.filter(meeting=meeting)
    return dict(rows.values_list("mandate", "presence"))


def roll_calls(meeting: Meeting) -> QuerySet[RollCall]:
    """With the votes and the names of the members, in two queries."""
    votes = RollCallVote.objects.select_related("mandate").order_by("mandate__name", "pk")
    return (
        RollCall.objects.filter(meeting=meeting)
        .select_related("candidate", "item", "decision")
        .prefetch_related(Prefetch("votes", queryset=votes))
        .order_by("number", "pk")
    )


def open_vote(meeting: Meeting) -> RollCall | None:
    return (
        RollCall.objects.filter(meeting=meeting, status=RollCallStatus.OPEN)
        .select_related("candidate", "meeting")
        .annotate(cast_count=Count("votes"))
        .first()
    )


def last_vote(meeting: Meeting) -> RollCall | None:
    """The latest that has a result."""
    closed = RollCall.objects.filter(meeting=meeting, status=RollCallStatus.CLOSED)
    return closed.select_related("candidate").order_by("-closed_at", "-number").first()


def own_choice(roll_call: RollCall, mandate: Mandate) -> str:
    vote = roll_call.votes.filter(mandate=mandate).first()
    return vote.choice if vote else ""


def decisions(meeting: Meeting) -> QuerySet[MeetingDecision]:
    return (
        MeetingDecision.objects.filter(meeting=meeting)
        .select_related("roll_call", "item")
        .order_by("number", "pk")
    )


def live_state(meeting: Meeting) -> str:
    """Changes whenever the live page would; one query."""
    rows = Meeting.objects.filter(pk=meeting.pk).annotate(voted=Sum("questions__votes"))
    found = rows.values_list("status", "sitting__revision", "voted").get()
    return "-".join(str(value or 0) for value in found)


# --- minutes ---


def minutes_waiting(akimat: Akimat) -> QuerySet[Meeting]:
    """Held meetings without published minutes, the most urgent first."""
    rows = Meeting.objects.filter(akimat=akimat, status=MeetingStatus.HELD).filter(
        Q(minutes=None) | Q(minutes__published_at=None)
    )
    return rows.select_related("akimat", "council").order_by("minutes_due_on", "pk")


def late_minutes(akimat: Akimat, at: datetime) -> QuerySet[Meeting]:
    return minutes_waiting(akimat).filter(minutes_due_on__lt=timezone.localdate(at))


def questions_waiting(akimat: Akimat) -> QuerySet[MeetingQuestion]:
    """Unanswered ones at meetings whose minutes are not published."""
    return (
        MeetingQuestion.objects.filter(
            meeting__akimat=akimat,
            meeting__status__in=[MeetingStatus.ANNOUNCED, MeetingStatus.HELD],
            answered_at=None,
            hidden_at=None,
        )
        .filter(Q(meeting__minutes=None) | Q(meeting__minutes__published_at=None))
        .select_related("meeting__akimat")
        .order_by("meeting__starts_at", "-votes", "pk")
    )


def appeals(minutes: Minutes) -> QuerySet[MinutesAppeal]:
    return minutes.appeals.select_related("author").order_by("filed_at", "pk")


def appeals_waiting(akimat: Akimat) -> QuerySet[MinutesAppeal]:
    return (
        MinutesAppeal.objects.filter(minutes__meeting__akimat=akimat, answered_at=None)
        .select_related("minutes__meeting__akimat")
        .order_by("due_on", "pk")
    )


def just_held(akimat: Akimat, limit: int = 3) -> QuerySet[Meeting]:
    """The latest meetings with published minutes, each with its number of decisions."""
    rows = Meeting.objects.filter(akimat=akimat, minutes__published_at__isnull=False)
    rows = rows.select_related("minutes", "council").annotate(
        decision_count=Count("decisions", distinct=True),
        question_count=Count(
            "questions", filter=Q(questions__hidden_at__isnull=True), distinct=True
        ),
    )
    return rows.order_by("-minutes__published_at", "-pk")[:limit]


# --- what the clock has brought ---


def without_pdf() -> QuerySet[MinutesPdf]:
    rows = MinutesPdf.objects.filter(file="", attempts__lt=MOST_PDF_ATTEMPTS)
    return rows.select_related("minutes").order_by("pk")


def forgotten(before: datetime) -> QuerySet[Meeting]:
    """Announced meetings that were over before that moment by their notice."""
    return (
        Meeting.objects.filter(status=MeetingStatus.ANNOUNCED, ends_at__lte=before)
        .select_related("akimat", "council")
        .order_by("ends_at", "pk")
    )


def minutes_due(at: datetime) -> QuerySet[Meeting]:
    """Of every akimat: held meetings whose minutes are not published."""
    return (
        Meeting.objects.filter(status=MeetingStatus.HELD, minutes_due_on__isnull=False)
        .filter(Q(minutes=None) | Q(minutes__published_at=None))
        .select_related("akimat", "council")
        .order_by("minutes_due_on", "pk")
    )
