"""Draft documents that are discussed paragraph by paragraph.

A paragraph is one identity in all versions and in both languages. Each version, which is of one
language, has one passage for it: its wording there. Remarks belong to the paragraph.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..files import StoredFile
from .enums import (
    Decision,
    DraftKind,
    DraftStatus,
    PassageKind,
    RemarkStatus,
    Source,
    TextLanguage,
)

__all__ = [
    "Draft",
    "DraftFile",
    "DraftParagraph",
    "DraftPassage",
    "DraftVersion",
    "Remark",
    "RemarkAgreement",
]


class Draft(models.Model):
    """A document under discussion. Its text is in versions, its paragraphs keep their identity."""

    akimat = models.ForeignKey(
        "territories.Akimat", on_delete=models.PROTECT, related_name="drafts"
    )
    # The part of the akimat that it is about; none means all of it.
    territory = models.ForeignKey(
        "territories.Territory",
        verbose_name=_("place"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    kind = models.CharField(_("kind"), max_length=10, choices=DraftKind.choices)
    status = models.CharField(
        _("state"), max_length=10, choices=DraftStatus.choices, default=DraftStatus.DRAFT
    )
    title = models.CharField(_("title"), max_length=250)
    summary = models.TextField(_("in plain words"), max_length=3000, blank=True)
    # The office that wrote the document and answers remarks.
    office = models.CharField(_("office that wrote it"), max_length=200, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who answers remarks"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    opened_at = models.DateTimeField(_("discussion opened"), null=True, blank=True)
    closes_on = models.DateField(_("remarks until"), null=True, blank=True)
    answers_on = models.DateField(_("answers until"), null=True, blank=True)
    # Public: why the discussion is shorter than the legal period.
    short_reason = models.TextField(_("why the period is shorter"), max_length=1000, blank=True)
    outcome = models.TextField(_("what changed thanks to you"), max_length=4000, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("draft document")
        verbose_name_plural = _("draft documents")
        ordering = ["-opened_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class DraftParagraph(models.Model):
    """A place in the document that keeps its number: 12, and what comes after it later, 12-1."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="paragraphs")
    number = models.CharField(_("number"), max_length=12)

    class Meta:
        verbose_name = _("paragraph")
        verbose_name_plural = _("paragraphs")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "number"], name="draft_paragraph_number")
        ]

    def __str__(self) -> str:
        return f"§ {self.number}"


class DraftVersion(models.Model):
    """The text in one language. Once published it is frozen under its fingerprint."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="versions")
    language = models.CharField(_("language"), max_length=2, choices=TextLanguage.choices)
    number = models.PositiveSmallIntegerField(_("version"))
    source = models.CharField(_("source"), max_length=6, choices=Source.choices)
    # In the language of the text.
    note = models.CharField(_("what is new"), max_length=500, blank=True)
    fingerprint = models.CharField(_("fingerprint"), max_length=64, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    class Meta:
        verbose_name = _("version of a draft")
        verbose_name_plural = _("versions of a draft")
        ordering = ["language", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "language", "number"], name="draft_version_number"
            ),
            models.UniqueConstraint(
                fields=["draft", "language"],
                condition=Q(published_at__isnull=True),
                name="draft_one_version_in_work",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.number}"

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


class DraftFile(StoredFile):
    """The file that a version was read from."""

    version = models.OneToOneField(DraftVersion, on_delete=models.CASCADE, related_name="file")

    class Meta:
        verbose_name = _("file of a version")
        verbose_name_plural = _("files of a version")


class DraftPassage(models.Model):
    """A paragraph's wording in one version. `label` is the document's own numbering: “2.1.”."""

    version = models.ForeignKey(DraftVersion, on_delete=models.CASCADE, related_name="passages")
    # None while it is new in a version that is not published yet.
    paragraph = models.ForeignKey(
        DraftParagraph, on_delete=models.PROTECT, null=True, blank=True, related_name="passages"
    )
    position = models.PositiveIntegerField()
    kind = models.CharField(_("kind"), max_length=7, choices=PassageKind.choices)
    # 1 to 4: of a heading, or how deep a list item lies.
    level = models.PositiveSmallIntegerField(default=1)
    label = models.CharField(_("numbering"), max_length=20, blank=True)
    # The cells of a row are set apart by tabulators.
    text = models.TextField(_("text"))
    # Staff said which paragraph this is; proposals leave it alone.
    by_hand = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "position"],
                name="draft_passage_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                fields=["version", "paragraph"],
                name="draft_passage_once_in_a_version",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def cells(self) -> list[str]:
        return self.text.split("\t")

    @property
    def flat(self) -> str:
        """On one line, as people compare and change it."""
        return self.text.replace("\t", " | ")


class Remark(models.Model):
    """What somebody wants changed in a paragraph, or in the whole, and the reasoned answer."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="remarks")
    paragraph = models.ForeignKey(
        DraftParagraph, on_delete=models.PROTECT, null=True, blank=True, related_name="remarks"
    )
    # The wording that its author had before their eyes.
    passage = models.ForeignKey(
        DraftPassage, on_delete=models.PROTECT, null=True, blank=True, related_name="remarks"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="remarks"
    )
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    text = models.TextField(_("remark"), max_length=2000)
    suggestion = models.TextField(_("suggested wording"), max_length=5000, blank=True)
    status = models.CharField(
        _("state"),
        max_length=9,
        choices=RemarkStatus.choices,
        default=RemarkStatus.PUBLISHED,
    )
    hidden_reason = models.TextField(_("why it is hidden"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("written"))
    edited_at = models.DateTimeField(_("changed"), null=True, blank=True)

    decision = models.CharField(_("decision"), max_length=8, choices=Decision.choices, blank=True)
    answer = models.TextField(_("answer"), max_length=3000, blank=True)
    answer_language = models.CharField(max_length=2, choices=settings.LANGUAGES, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    # The version that took it over.
    taken_in = models.ForeignKey(
        DraftVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, decision="", answer="")
                | (Q(answered_at__isnull=False) & ~Q(decision="") & ~Q(answer="")),
                name="remark_answer_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(paragraph__isnull=False) | Q(suggestion=""),
                name="remark_suggests_for_a_paragraph",
            ),
        ]
        indexes = [models.Index(fields=["draft", "status", "created_at"], name="remarks_of_draft")]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def is_answered(self) -> bool:
        return self.answered_at is not None

    @property
    def is_hidden(self) -> bool:
        return self.status == RemarkStatus.HIDDEN


class RemarkAgreement(models.Model):
    """Somebody wants the same. One for each person and remark."""

    remark = models.ForeignKey(Remark, on_delete=models.CASCADE, related_name="agreements")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    agreed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("agreement with a remark")
        verbose_name_plural = _("agreements with remarks")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["remark", "person"], name="one_agreement_per_person")
        ]

    def __str__(self) -> str:
        return str(self.pk)
