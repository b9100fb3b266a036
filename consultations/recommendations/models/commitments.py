"""What the akimat promised in a reply, and what it did about it."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ...files import StoredFile
from ..enums import COMMITMENT_TONES, CommitmentStatus, StepKind
from .documents import Recommendation


class Commitment(models.Model):
    """One promise with a date. The first date stays on record when another takes its place."""

    akimat = models.ForeignKey(
        "territories.Akimat", on_delete=models.PROTECT, related_name="commitments"
    )
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, related_name="commitments"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("what will be done"), max_length=300)
    office = models.CharField(_("responsible office"), max_length=200)
    status = models.CharField(
        _("state"), max_length=10, choices=CommitmentStatus.choices, default=CommitmentStatus.OPEN
    )
    first_due_on = models.DateField(_("first promised for"))
    due_on = models.DateField(_("until"))
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    closed_on = models.DateField(_("closed"), null=True, blank=True)

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "number"], name="commitment_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(status=CommitmentStatus.OPEN, closed_on__isnull=True)
                | (~Q(status=CommitmentStatus.OPEN) & Q(closed_on__isnull=False)),
                name="commitment_closed_on_a_day",
            ),
        ]
        indexes = [
            models.Index(
                fields=["akimat", "due_on"],
                condition=Q(status=CommitmentStatus.OPEN),
                name="commitment_waits",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def tone(self) -> str:
        return COMMITMENT_TONES[self.status]

    @property
    def was_moved(self) -> bool:
        return self.due_on != self.first_due_on

    @property
    def was_late(self) -> bool:
        """Done after its day. Moving the day is shown beside it and does not count here."""
        return self.closed_on is not None and self.closed_on > self.due_on

    def is_overdue(self, today: date) -> bool:
        return self.status == CommitmentStatus.OPEN and self.due_on < today

    @property
    def is_overdue_now(self) -> bool:
        return self.is_overdue(timezone.localdate())


class Step(models.Model):
    """Something that happened to a commitment. Steps are added and never changed."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(_("kind"), max_length=10, choices=StepKind.choices)
    text = models.TextField(_("what was done, or why not"), max_length=2000)
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    due_before = models.DateField(null=True, blank=True)
    due_after = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("step of a commitment")
        verbose_name_plural = _("steps of commitments")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=StepKind.MOVED)
                | Q(due_before__isnull=False, due_after__isnull=False),
                name="moved_step_has_both_days",
            )
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id}: {self.get_kind_display()}"


class StepFile(StoredFile):
    """Proof that belongs to a step, such as the act of acceptance."""

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="files")

    class Meta:
        verbose_name = _("file of a step")
        verbose_name_plural = _("files of steps")
        ordering = ["pk"]


class Dispute(models.Model):
    """Somebody says that what is called done is not. The akimat answers until `due_on`."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="disputes")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(_("what is not done"), max_length=1000)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="kk")
    at = models.DateTimeField()
    due_on = models.DateField(_("answer until"))
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    upheld = models.BooleanField(_("the objection is right"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("objection to a commitment")
        verbose_name_plural = _("objections to commitments")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "person"], name="disputed_once"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, upheld__isnull=True)
                | Q(answered_at__isnull=False, upheld__isnull=False),
                name="dispute_answer_decides",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id}: {self.person}"
