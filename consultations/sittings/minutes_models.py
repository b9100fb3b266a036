"""Minutes of a meeting: what was written around its record, what was published, what came after."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .enums import AppealDecision


class Minutes(models.Model):
    """One for each meeting. Published, they are frozen in `content` under their fingerprint."""

    meeting = models.OneToOneField(
        "consultations.Meeting", on_delete=models.CASCADE, related_name="minutes"
    )
    opening = models.TextField(_("before the agenda"), max_length=6000, blank=True)
    closing = models.TextField(_("after the agenda"), max_length=6000, blank=True)
    chaired_by = models.CharField(_("who chaired"), max_length=150, blank=True)
    written_by = models.CharField(_("who wrote the minutes"), max_length=150, blank=True)
    # The number counts the minutes of one council, or of one kind of meeting, in a year.
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    due_on = models.DateField(_("to be published until"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    content = models.JSONField(default=dict, blank=True, editable=False)
    sha256 = models.CharField(_("fingerprint"), max_length=64, blank=True, editable=False)
    # Appeals can be filed until then.
    appeal_until = models.DateField(_("appeals until"), null=True, blank=True)

    class Meta:
        verbose_name = _("minutes")
        verbose_name_plural = _("minutes")
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at__isnull=True)
                | (~Q(sha256="") & Q(number__isnull=False, due_on__isnull=False)),
                name="published_minutes_are_frozen",
            )
        ]

    def __str__(self) -> str:
        return str(self.meeting)


class MinutesPdf(models.Model):
    """The minutes in one language, for print. Made in the background; an empty file waits."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="pdfs")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    file = models.FileField(upload_to="hearings/minutes/", blank=True, max_length=120)
    made_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["minutes", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "language"], name="minutes_pdf_once")
        ]

    def __str__(self) -> str:
        return f"{self.minutes_id} {self.language}"


class MinutesAddendum(models.Model):
    """A correction of published minutes, with its reason. The minutes themselves stay."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="addenda")
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("correction"), max_length=4000)
    reason = models.TextField(_("why it was needed"), max_length=1000)
    added_at = models.DateTimeField(_("added"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("correction of minutes")
        verbose_name_plural = _("corrections of minutes")
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "number"], name="minutes_addendum_numbered_once"
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]


class MinutesAppeal(models.Model):
    """A participant says that the minutes are wrong. Public, with the answer or its delay."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="appeals")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="minutes_appeals"
    )
    text = models.TextField(_("what is wrong in the minutes"), max_length=4000)
    language = models.CharField(_("written in"), max_length=2, choices=settings.LANGUAGES)
    filed_at = models.DateTimeField(_("filed"))
    due_on = models.DateField(_("answer until"))
    decision = models.CharField(
        _("decision"), max_length=10, choices=AppealDecision.choices, blank=True
    )
    answer = models.TextField(_("reasoned answer"), max_length=4000, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("appeal against minutes")
        verbose_name_plural = _("appeals against minutes")
        ordering = ["filed_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "author"], name="minutes_appealed_once"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True)
                | (~Q(decision="") & Q(answer_kk__gt="", answer_ru__gt="")),
                name="minutes_appeal_answer_is_reasoned",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
