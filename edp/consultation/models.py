"""What the public says of the shortlist, and what was done with it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .enums import Group, Outcome

__all__ = ["Rating", "ReplyTemplate", "Response"]


class Rating(models.Model):
    """How much a card would help where this person lives, 1 to 5. Read only as part of a group.

    The person is blank once the account was erased after the close: the group's figures stand.
    """

    opportunity = models.ForeignKey(
        "edp.Opportunity", on_delete=models.PROTECT, related_name="ratings"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="ratings",
    )
    # The group at the time of the person's last rating in this round.
    group = models.CharField(_("group"), max_length=8, choices=Group.choices)
    value = models.PositiveSmallIntegerField(_("rating"))
    rated_at = models.DateTimeField(_("rated"))

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity", "person"], name="one_rating_per_person_and_card"
            ),
            models.CheckConstraint(condition=Q(value__range=(1, 5)), name="rating_from_1_to_5"),
        ]
        indexes = [models.Index(fields=["opportunity", "group", "value"], name="ratings_by_group")]

    def __str__(self) -> str:
        return str(self.pk)


class ReplyTemplate(models.Model):
    """Words that staff begin a reply with."""

    round = models.ForeignKey("edp.Round", on_delete=models.CASCADE, related_name="reply_templates")
    title = models.CharField(_("title"), max_length=100)
    text = models.TextField(_("text"), max_length=2000)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("template of a reply")
        verbose_name_plural = _("templates of replies")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class Response(models.Model):
    """One row of “you said, we did”. Public once `published_at` is set."""

    round = models.ForeignKey("edp.Round", on_delete=models.CASCADE, related_name="responses")
    theme = models.CharField(_("theme"), max_length=150)
    said = models.TextField(_("what people said"), max_length=2000)
    done = models.TextField(_("what we did, and why"), max_length=2000)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices)
    comments = models.ManyToManyField("proposals.Comment", blank=True, related_name="responses")
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField()
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    class Meta:
        verbose_name = _("answer to what people said")
        verbose_name_plural = _("answers to what people said")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.theme
