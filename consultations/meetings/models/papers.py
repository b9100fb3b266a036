"""The papers of a meeting and its agenda, with what others propose for it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ...files import StoredFile
from ..enums import AgendaProposalStatus
from .meeting import Meeting


class MeetingPaper(StoredFile):
    """A paper of a meeting: a file, or a draft that is discussed on this site."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="papers")
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    draft = models.ForeignKey(
        "consultations.Draft",
        verbose_name=_("draft document"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    # Taken down after the notice; that it was there stays to be seen.
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdraw_reason = models.CharField(_("why it was withdrawn"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("paper of a meeting")
        verbose_name_plural = _("papers of meetings")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(draft__isnull=False) | Q(file__gt="") | Q(withdrawn_at__isnull=False),
                name="paper_is_file_or_draft",
            )
        ]

    def __str__(self) -> str:
        return self.title


class AgendaItem(models.Model):
    """One point of the agenda, official. Changed in place: what happens at it refers to it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    starts_at = models.TimeField(_("begins"), null=True, blank=True)
    title = models.CharField(_("item"), max_length=200)
    speaker = models.CharField(_("who reports"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("item of the agenda")
        verbose_name_plural = _("items of the agenda")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class AgendaProposal(models.Model):
    """What somebody asks to be put on the agenda. Everything that was proposed stays public, with
    the decision and its reason."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="proposals")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="agenda_proposals"
    )
    title = models.CharField(_("item"), max_length=150)
    text = models.TextField(_("why it should be discussed"), max_length=1500)
    language = models.CharField(_("written in"), max_length=2, choices=settings.LANGUAGES)
    status = models.CharField(
        _("state"),
        max_length=10,
        choices=AgendaProposalStatus.choices,
        default=AgendaProposalStatus.PROPOSED,
    )
    proposed_at = models.DateTimeField()
    due_on = models.DateField(_("decision until"))
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    item = models.OneToOneField(
        AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="proposal"
    )

    class Meta:
        verbose_name = _("proposal for an agenda")
        verbose_name_plural = _("proposals for agendas")
        ordering = ["proposed_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=AgendaProposalStatus.DECLINED)
                | Q(decided_at__isnull=False, reason__gt=""),
                name="declined_proposal_has_its_reason",
            )
        ]
        indexes = [
            models.Index(
                fields=["due_on"],
                condition=Q(status=AgendaProposalStatus.PROPOSED),
                name="agenda_proposal_waits",
            )
        ]

    def __str__(self) -> str:
        return self.title


class AgendaSupport(models.Model):
    """Somebody else wants the same item discussed."""

    proposal = models.ForeignKey(AgendaProposal, on_delete=models.CASCADE, related_name="supports")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="agenda_supports"
    )
    supported_at = models.DateTimeField()

    class Meta:
        ordering = ["supported_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "person"], name="agenda_supported_once")
        ]

    def __str__(self) -> str:
        return str(self.pk)
