"""The reply: who gives it, its versions and papers, and the author who asks to be heard."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ...files import StoredFile
from ..enums import OPEN_REQUESTS, Decision, HeardStatus, Way
from .documents import Recommendation


class Handover(models.Model):
    """A recommendation passed from one named person to another, with the reason."""

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, related_name="handovers"
    )
    # Empty where the account that had it was closed.
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    given_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(_("reason"), max_length=500)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("handover")
        verbose_name_plural = _("handovers")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.recommendation_id}: {self.given_to}"


class ReplyDraft(models.Model):
    """What the specialist has written so far: `data` is what the reply form holds."""

    recommendation = models.OneToOneField(
        Recommendation, on_delete=models.CASCADE, related_name="reply_draft"
    )
    data = models.JSONField(default=dict)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("draft of a reply")
        verbose_name_plural = _("drafts of replies")

    def __str__(self) -> str:
        return str(self.recommendation_id)


class ReplyVersion(models.Model):
    """A reply as it was published. All but the first say why they correct the one before."""

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, related_name="versions"
    )
    number = models.PositiveSmallIntegerField(_("version"))
    decision = models.CharField(_("decision"), max_length=10, choices=Decision.choices)
    reply = models.TextField(_("reasoned reply"), max_length=4000)
    reason = models.TextField(_("reason of the correction"), max_length=500, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("version of a reply")
        verbose_name_plural = _("versions of replies")
        ordering = ["recommendation", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "number"], name="reply_version_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(number=1) | (Q(reason_kk__isnull=False) & ~Q(reason_kk="")),
                name="reply_correction_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id}, {self.number}"


class ReplyFile(StoredFile):
    """A paper that belongs to a reply; public once the reply is."""

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, related_name="files"
    )
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("file of a reply")
        verbose_name_plural = _("files of replies")
        ordering = ["pk"]


class HeardRequest(models.Model):
    """The author of a recommendation asks to be heard, in person or by video."""

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, related_name="heard_requests"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    wish = models.CharField(_("how"), max_length=10, choices=Way.choices, default=Way.PERSON)
    # For the akimat alone.
    words = models.TextField(_("what to speak about"), max_length=1000, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="kk")
    status = models.CharField(
        _("state"), max_length=10, choices=HeardStatus.choices, default=HeardStatus.ASKED
    )
    way = models.CharField(_("how"), max_length=10, choices=Way.choices, blank=True)
    starts_at = models.DateTimeField(_("when"), null=True, blank=True)
    # The room, or the address of the video call: for the author and the akimat.
    where = models.CharField(_("where"), max_length=250, blank=True)
    arranged_at = models.DateTimeField(null=True, blank=True)
    outcome = models.TextField(_("what was said and agreed"), max_length=3000, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("request to be heard")
        verbose_name_plural = _("requests to be heard")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation"],
                condition=Q(status__in=OPEN_REQUESTS),
                name="heard_one_request_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(status=HeardStatus.ARRANGED) | Q(starts_at__isnull=False),
                name="heard_day_is_set",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id}: {self.get_status_display()}"

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_REQUESTS
