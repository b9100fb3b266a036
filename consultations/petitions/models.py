"""Petitions, their signatures on the site and on paper, and appeals against a rejection."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .enums import TONES, Addressee, PetitionDecision, PetitionStatus

__all__ = ["PaperShare", "Petition", "PetitionAppeal", "Signature", "SignatureBatch"]


class Petition(models.Model):
    """A demand that enough signatures put before the akimat or the maslikhat. Its text, author and
    moderation are those of its proposal: `description` is the demand, `problem` the reason."""

    akimat = models.ForeignKey(
        "territories.Akimat", on_delete=models.PROTECT, related_name="petitions"
    )
    # Only a draft nobody has seen is ever deleted; its petition goes with it.
    proposal = models.OneToOneField(
        "proposals.Proposal", on_delete=models.CASCADE, related_name="petition"
    )
    addressee = models.CharField(
        _("addressed to"), max_length=10, choices=Addressee.choices, default=Addressee.AKIMAT
    )
    status = models.CharField(
        _("state"), max_length=12, choices=PetitionStatus.choices, default=PetitionStatus.DRAFT
    )
    moderation_due_on = models.DateField(_("decision of the moderator due"), null=True, blank=True)
    rejected_at = models.DateTimeField(_("rejected"), null=True, blank=True)
    rejected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # All that follows from acceptance is stored then: settings that change later move nothing.
    opened_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    gather_until = models.DateField(_("signatures until"), null=True, blank=True)
    threshold = models.PositiveIntegerField(_("signatures needed"), null=True, blank=True)
    # How the threshold was computed: hundredths of a percent of a population, or a figure.
    threshold_share = models.PositiveSmallIntegerField(null=True, blank=True)
    threshold_population = models.PositiveIntegerField(null=True, blank=True)
    threshold_source = models.CharField(max_length=200, blank=True)
    public_at = models.PositiveIntegerField(_("listed from so many signatures"), default=50)
    listed_at = models.DateTimeField(_("listed"), null=True, blank=True)
    # Counted anew under the lock of this row by everything that adds or removes signatures.
    signed = models.PositiveIntegerField(_("signatures"), default=0)
    reached_at = models.DateTimeField(_("threshold reached"), null=True, blank=True)
    lapsed_at = models.DateTimeField(_("ended without enough signatures"), null=True, blank=True)
    consider_due_on = models.DateField(_("answer due"), null=True, blank=True)
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who answers"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    decision = models.CharField(
        _("decision"), max_length=10, choices=PetitionDecision.choices, blank=True
    )
    answer = models.TextField(_("answer"), max_length=8000, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("petition")
        verbose_name_plural = _("petitions")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["draft", "moderation", "returned", "rejected", "withdrawn"])
                | Q(opened_at__isnull=False, gather_until__isnull=False, threshold__gt=0),
                name="open_petition_has_its_threshold",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["considered", "answered"])
                | Q(reached_at__isnull=False, consider_due_on__isnull=False),
                name="considered_petition_was_reached",
            ),
            models.CheckConstraint(
                condition=~Q(status="answered")
                | Q(answered_at__isnull=False, answer_kk__gt="", answer_ru__gt="")
                & ~Q(decision=""),
                name="answered_petition_has_its_answer",
            ),
        ]
        indexes = [models.Index(fields=["akimat", "status"], name="petition_by_status")]

    def __str__(self) -> str:
        return str(self.proposal)

    @property
    def tone(self) -> str:
        return TONES[self.status]

    @property
    def share(self) -> float:
        """How much of the threshold is filled, 0 to 1."""
        return min(1.0, self.signed / self.threshold) if self.threshold else 0.0

    @property
    def threshold_fraction(self) -> float | None:
        return None if self.threshold_share is None else self.threshold_share / 10_000

    @property
    def missing(self) -> int:
        """Signatures that are still needed."""
        return max(0, (self.threshold or 0) - self.signed)

    def is_gathering(self, today: date) -> bool:
        return (
            self.status == PetitionStatus.GATHERING
            and self.gather_until is not None
            and today <= self.gather_until
        )

    def is_overdue(self, today: date) -> bool:
        """Whether the answer is late: still due, or given after its day."""
        if self.consider_due_on is None:
            return False
        until = timezone.localdate(self.answered_at) if self.answered_at else today
        return until > self.consider_due_on

    def moderation_is_late(self, today: date) -> bool:
        return (
            self.status == PetitionStatus.MODERATION
            and self.moderation_due_on is not None
            and today > self.moderation_due_on
        )


class Signature(models.Model):
    """One resident's signature. The elector stays when the account is erased, so that nobody signs
    twice and the count holds."""

    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="signatures")
    elector = models.ForeignKey("people.Elector", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="petition_signatures",
    )
    # Where the signer lived on the day of signing.
    territory = models.ForeignKey(
        "territories.Territory", on_delete=models.PROTECT, related_name="+"
    )
    is_named = models.BooleanField(_("the name is public"), default=False)
    signed_at = models.DateTimeField(_("signed"))

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["-signed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["petition", "elector"], name="petition_signed_once")
        ]
        indexes = [models.Index(fields=["petition", "-signed_at"], name="signatures_by_time")]

    def __str__(self) -> str:
        return str(self.pk)


class SignatureBatch(models.Model):
    """Signatures collected on paper, checked and counted by two officers. The sheets themselves
    stay in the akimat's archive under the number of the protocol."""

    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="batches")
    protocol = models.CharField(_("number of the protocol"), max_length=60)
    received_on = models.DateField(_("sheets received on"))
    count = models.PositiveIntegerField(_("signatures"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    refused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    refused_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("why it does not count"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("signatures on paper")
        verbose_name_plural = _("signatures on paper")
        ordering = ["entered_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["petition", "protocol"], name="paper_protocol_once"),
            models.CheckConstraint(condition=Q(count__gt=0), name="paper_batch_has_signatures"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("entered_by")),
                name="paper_counted_by_two",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(refused_at__isnull=True),
                name="paper_settled_one_way",
            ),
        ]

    def __str__(self) -> str:
        return self.protocol

    @property
    def is_open(self) -> bool:
        return self.confirmed_at is None and self.refused_at is None


class PaperShare(models.Model):
    """How many signatures of a batch come from a district."""

    batch = models.ForeignKey(SignatureBatch, on_delete=models.CASCADE, related_name="shares")
    territory = models.ForeignKey(
        "territories.Territory", on_delete=models.PROTECT, related_name="+"
    )
    count = models.PositiveIntegerField(_("signatures"))

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "territory"], name="paper_district_once")
        ]

    def __str__(self) -> str:
        return f"{self.territory}: {self.count}"


class PetitionAppeal(models.Model):
    """The author's word against a rejection, decided by somebody else than who rejected."""

    petition = models.OneToOneField(Petition, on_delete=models.CASCADE, related_name="appeal")
    text = models.TextField(_("why the rejection is wrong"), max_length=3000)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    made_at = models.DateTimeField()
    due_on = models.DateField(_("decision due"))
    # None while it waits.
    is_upheld = models.BooleanField(_("the rejection was wrong"), null=True)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("appeal against the rejection of a petition")
        verbose_name_plural = _("appeals against the rejection of petitions")
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]
