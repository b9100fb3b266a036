"""What happens at a meeting: who is there, who asks, who speaks, how it is voted."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .enums import (
    AnswerKind,
    Choice,
    Majority,
    Outcome,
    Presence,
    RollCallKind,
    RollCallStatus,
    SpeakerStatus,
)
from .minutes_models import Minutes, MinutesAddendum, MinutesAppeal, MinutesPdf

__all__ = [
    "Attendance",
    "ItemNote",
    "MeetingDecision",
    "MeetingQuestion",
    "MeetingQuestionVote",
    "Minutes",
    "MinutesAddendum",
    "MinutesAppeal",
    "MinutesPdf",
    "RollCall",
    "RollCallVote",
    "Sitting",
    "Speaker",
]


class Sitting(models.Model):
    """The course of one meeting, from its opening to its end. The row is also the lock of
    everything that is counted in the meeting."""

    meeting = models.OneToOneField(
        "consultations.Meeting", on_delete=models.CASCADE, related_name="sitting"
    )
    started_at = models.DateTimeField(_("opened"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    # What is being discussed now.
    item = models.ForeignKey(
        "consultations.AgendaItem",
        verbose_name=_("item of the agenda"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    guests = models.PositiveSmallIntegerField(_("guests in the room"), default=0)
    guests_remote = models.PositiveSmallIntegerField(_("guests who take part remotely"), default=0)
    # The link to the recording is the meeting's; a file that is kept elsewhere is named here.
    recording_name = models.CharField(_("name of the recorded file"), max_length=200, blank=True)
    transcript = models.TextField(_("what was said, as text"), max_length=200_000, blank=True)
    transcript_language = models.CharField(max_length=2, choices=settings.LANGUAGES, blank=True)
    # Raised by everything that the live page shows.
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("sitting")
        verbose_name_plural = _("sittings")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
                name="sitting_ends_after_it_began",
            )
        ]

    def __str__(self) -> str:
        return str(self.meeting)

    @property
    def is_running(self) -> bool:
        return self.started_at is not None and self.ended_at is None


class MeetingQuestion(models.Model):
    """A question of anybody, public at once. Staff can hide it, with a reason that is public."""

    meeting = models.ForeignKey(
        "consultations.Meeting", on_delete=models.CASCADE, related_name="questions"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="meeting_questions"
    )
    text = models.TextField(_("question"), max_length=1000)
    language = models.CharField(_("written in"), max_length=2, choices=settings.LANGUAGES)
    asked_at = models.DateTimeField(_("asked"))
    votes = models.PositiveIntegerField(_("votes"), default=0)
    answer_kind = models.CharField(
        _("how answered"), max_length=8, choices=AnswerKind.choices, blank=True
    )
    answer = models.TextField(_("answer"), max_length=4000, blank=True)
    answer_language = models.CharField(max_length=2, choices=settings.LANGUAGES, blank=True)
    # Who gave the answer, in words: a name with a post.
    answerer = models.CharField(_("who answered"), max_length=150, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    hidden_at = models.DateTimeField(_("hidden"), null=True, blank=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    hidden_reason = models.CharField(_("why it was hidden"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("question at a meeting")
        verbose_name_plural = _("questions at meetings")
        ordering = ["-votes", "asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | (~Q(answer="") & ~Q(answer_kind="")),
                name="meeting_answer_is_written",
            ),
            models.CheckConstraint(
                condition=Q(hidden_at__isnull=True) | ~Q(hidden_reason=""),
                name="hidden_question_has_its_reason",
            ),
        ]
        indexes = [models.Index(fields=["meeting", "-votes"], name="meeting_question_by_votes")]

    def __str__(self) -> str:
        return self.text[:80]


class MeetingQuestionVote(models.Model):
    question = models.ForeignKey(MeetingQuestion, on_delete=models.CASCADE, related_name="voters")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="meeting_question_votes"
    )
    voted_at = models.DateTimeField()

    class Meta:
        ordering = ["voted_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "person"], name="meeting_question_voted_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Speaker(models.Model):
    """A turn to speak. Those with an account are named by it, others by `name`."""

    meeting = models.ForeignKey(
        "consultations.Meeting", on_delete=models.CASCADE, related_name="speakers"
    )
    registration = models.OneToOneField(
        "consultations.MeetingRegistration",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="turn",
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="meeting_turns",
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    topic = models.CharField(_("on what"), max_length=200, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="kk")
    item = models.ForeignKey(
        "consultations.AgendaItem",
        verbose_name=_("item of the agenda"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="speakers",
    )
    position = models.PositiveSmallIntegerField(_("place in the list"))
    status = models.CharField(
        _("state"), max_length=10, choices=SpeakerStatus.choices, default=SpeakerStatus.WAITING
    )
    called_at = models.DateTimeField(_("called"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speaking list")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(status="called"), name="one_speaks_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(name=""), name="speaker_is_somebody"
            ),
        ]

    def __str__(self) -> str:
        return self.public_name

    @property
    def public_name(self) -> str:
        return self.person.public_name if self.person else self.name


class Attendance(models.Model):
    """Whether a member of the council was there."""

    meeting = models.ForeignKey(
        "consultations.Meeting", on_delete=models.CASCADE, related_name="attendance"
    )
    mandate = models.ForeignKey(
        "consultations.Mandate", on_delete=models.PROTECT, related_name="attendance"
    )
    presence = models.CharField(_("presence"), max_length=8, choices=Presence.choices)
    marked_at = models.DateTimeField()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        ordering = ["mandate", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "mandate"], name="member_marked_once")
        ]

    def __str__(self) -> str:
        return f"{self.mandate}: {self.get_presence_display()}"


class ItemNote(models.Model):
    """What the secretary wrote down at an item of the agenda. It goes into the minutes."""

    item = models.OneToOneField(
        "consultations.AgendaItem", on_delete=models.CASCADE, related_name="note"
    )
    text = models.TextField(_("note"), max_length=6000, blank=True)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["item", "pk"]

    def __str__(self) -> str:
        return self.text[:80]


class RollCall(models.Model):
    """An open vote. The rule is set before it opens; the counts when it closes."""

    meeting = models.ForeignKey(
        "consultations.Meeting", on_delete=models.CASCADE, related_name="roll_calls"
    )
    item = models.ForeignKey(
        "consultations.AgendaItem",
        verbose_name=_("item of the agenda"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="roll_calls",
    )
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(
        _("kind"), max_length=10, choices=RollCallKind.choices, default=RollCallKind.DECISION
    )
    text = models.TextField(_("what is put to the vote"), max_length=2000, blank=True)
    candidate = models.ForeignKey(
        "consultations.Mandate",
        verbose_name=_("candidate"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="candidacies",
    )
    rule = models.CharField(
        _("what it needs"), max_length=10, choices=Majority.choices, default=Majority.PRESENT
    )
    status = models.CharField(
        _("state"), max_length=10, choices=RollCallStatus.choices, default=RollCallStatus.PREPARED
    )
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    # As they were when it closed.
    seats = models.PositiveSmallIntegerField(null=True, blank=True)
    present = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_for = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_abstained = models.PositiveSmallIntegerField(null=True, blank=True)
    outcome = models.CharField(_("result"), max_length=10, choices=Outcome.choices, blank=True)

    class Meta:
        verbose_name = _("roll-call vote")
        verbose_name_plural = _("roll-call votes")
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="roll_call_numbered_once"),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(status="open"), name="one_roll_call_open"
            ),
            models.CheckConstraint(
                condition=Q(candidate__isnull=False, kind__in=["chair", "deputy"])
                | Q(candidate__isnull=True, kind__in=["decision", "procedure"]),
                name="election_has_its_candidate",
            ),
            models.CheckConstraint(
                condition=~Q(status="closed")
                | (~Q(outcome="") & Q(present__isnull=False, votes_for__isnull=False)),
                name="closed_roll_call_has_its_result",
            ),
        ]

    def __str__(self) -> str:
        return self.text or f"{self.get_kind_display()}: {self.candidate}"

    @property
    def not_voting(self) -> int:
        """Members who were there and said nothing."""
        said = (self.votes_for or 0) + (self.votes_against or 0) + (self.votes_abstained or 0)
        return max(0, (self.present or 0) - said)


class RollCallVote(models.Model):
    """How one member voted: public by law. `entered_by` is the member, or who wrote it down."""

    roll_call = models.ForeignKey(RollCall, on_delete=models.CASCADE, related_name="votes")
    mandate = models.ForeignKey(
        "consultations.Mandate", on_delete=models.PROTECT, related_name="roll_call_votes"
    )
    choice = models.CharField(_("vote"), max_length=10, choices=Choice.choices)
    cast_at = models.DateTimeField()
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("vote of a member")
        verbose_name_plural = _("votes of members")
        ordering = ["mandate", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["roll_call", "mandate"], name="member_votes_once")
        ]

    def __str__(self) -> str:
        return f"{self.mandate}: {self.get_choice_display()}"


class MeetingDecision(models.Model):
    """What the meeting decided, in the words that were voted on."""

    meeting = models.ForeignKey(
        "consultations.Meeting", on_delete=models.CASCADE, related_name="decisions"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("decision"), max_length=2000)
    roll_call = models.OneToOneField(
        RollCall, on_delete=models.PROTECT, null=True, blank=True, related_name="decision"
    )
    item = models.ForeignKey(
        "consultations.AgendaItem",
        verbose_name=_("item of the agenda"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="decisions",
    )
    decided_at = models.DateTimeField(_("decided"))

    class Meta:
        verbose_name = _("decision of a meeting")
        verbose_name_plural = _("decisions of meetings")
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"], name="meeting_decision_numbered_once"
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]
