"""Calls for proposals, proposals, and what people say about them."""

import uuid
from datetime import UTC, datetime

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .enums import TONES, AttachmentKind, CommentStatus, ProposalStatus
from .plain_words import Plain

# Calls that never close: the law sets no end to what they take.
OPEN_END = datetime(2100, 1, 1, tzinfo=UTC)


class Call(models.Model):
    """A period in which residents of a territory may propose, and within which limits."""

    akimat = models.ForeignKey(
        "territories.Akimat",
        verbose_name=_("akimat"),
        on_delete=models.PROTECT,
        related_name="calls",
    )
    territory = models.ForeignKey(
        "territories.Territory",
        verbose_name=_("territory"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    slug = models.SlugField(_("address"), max_length=60)
    title = models.CharField(_("title"), max_length=150)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    max_per_person = models.PositiveSmallIntegerField(_("proposals per person"), default=1)
    min_age = models.PositiveSmallIntegerField(_("least age of an author"), default=18)
    max_cost_tenge = models.PositiveBigIntegerField(
        _("largest cost of a proposal, tenge"), null=True, blank=True
    )
    needs_residency = models.BooleanField(
        _("only people with verified residency may propose"), default=True
    )
    # Where a law gives the proposals of the call another period than the akimat's own.
    moderation_days = models.PositiveSmallIntegerField(
        _("moderation, working days"),
        null=True,
        blank=True,
        help_text=_("Empty: as the akimat sets for all."),
    )
    # Set by a process that shows the proposals of the call on pages of its own: see pages.py.
    has_own_pages = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("call for proposals")
        verbose_name_plural = _("calls for proposals")
        ordering = ["-opens_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="call_has_length"
            ),
            models.UniqueConstraint(fields=["akimat", "slug"], name="call_address_used_once"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open_ended(self) -> bool:
        return self.closes_at >= OPEN_END


class Category(models.Model):
    """A kind of proposal that a call admits."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="categories")
    name = models.CharField(_("name"), max_length=80)
    hint = models.CharField(_("what belongs here"), max_length=250, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class Proposal(models.Model):
    """What a resident asks for. Its text stays in the language it was written in."""

    call = models.ForeignKey(
        Call, verbose_name=_("call"), on_delete=models.PROTECT, related_name="proposals"
    )
    # The akimat of the call again, so that every queue can be filtered by one indexed column.
    akimat = models.ForeignKey(
        "territories.Akimat",
        verbose_name=_("akimat"),
        on_delete=models.PROTECT,
        related_name="proposals",
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        on_delete=models.PROTECT,
        related_name="proposals",
    )
    status = models.CharField(
        _("state"), max_length=10, choices=ProposalStatus.choices, default=ProposalStatus.DRAFT
    )
    language = models.CharField(
        _("language of the text"), max_length=2, choices=settings.LANGUAGES, default="kk"
    )
    title = models.CharField(_("title"), max_length=120, blank=True)
    problem = models.TextField(_("what is wrong now"), max_length=2000, blank=True)
    description = models.TextField(_("what should be done"), max_length=6000, blank=True)
    beneficiaries = models.CharField(_("who gains from it"), max_length=250, blank=True)
    category = models.ForeignKey(
        Category,
        verbose_name=_("category"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
    )
    territory = models.ForeignKey(
        "territories.Territory",
        verbose_name=_("district"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    address = models.CharField(_("address or landmark"), max_length=250, blank=True)
    latitude = models.FloatField(
        null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    cost_tenge = models.PositiveBigIntegerField(_("estimated cost, tenge"), null=True, blank=True)
    estimate = models.TextField(_("how the cost was estimated"), max_length=2000, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )
    # Why a moderator returned, rejected or merged it: public, in the three languages of the site.
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    # Set by the process that runs the call: until then the author may correct a published text.
    editable_until = models.DateTimeField(null=True, blank=True)
    # Set by the process: from then on the text stays readable and is no longer discussed.
    closed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(_("begun"))
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    updated_at = models.DateTimeField(_("changed"))
    # What searches and comparisons read: see plain_words.
    plain_title = models.GeneratedField(
        expression=Plain("title"), output_field=models.TextField(), db_persist=True
    )
    plain_text = models.GeneratedField(
        expression=Plain("problem", "description", "address"),
        output_field=models.TextField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="merged") | Q(merged_into__isnull=False),
                name="merged_proposal_names_its_heir",
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | ~Q(title=""), name="submitted_proposal_has_title"
            ),
            models.UniqueConstraint(
                fields=["call", "author"],
                condition=Q(status="draft"),
                name="one_draft_per_author_and_call",
            ),
        ]
        indexes = [
            models.Index(fields=["akimat", "status", "submitted_at"], name="proposal_queue"),
            models.Index(fields=["call", "status"], name="proposal_by_call"),
            GinIndex(
                fields=["plain_title"], opclasses=["gin_trgm_ops"], name="proposal_title_trgm"
            ),
            GinIndex(fields=["plain_text"], opclasses=["gin_trgm_ops"], name="proposal_text_trgm"),
        ]

    def __str__(self) -> str:
        return self.title or str(_("Untitled"))

    @property
    def tone(self) -> str:
        return TONES[self.status]


def attachment_path(attachment: "Attachment", filename: str) -> str:
    """A name nobody can guess; the name the person gave is kept in the row."""
    suffix = "webp" if attachment.kind == AttachmentKind.IMAGE else "bin"
    return f"proposals/{uuid.uuid4().hex}.{suffix}"


class Attachment(models.Model):
    """A picture (re-encoded, stripped of metadata) or a document of a proposal."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="attachments")
    kind = models.CharField(max_length=10, choices=AttachmentKind.choices)
    file = models.FileField(upload_to=attachment_path, max_length=120)
    thumbnail = models.FileField(upload_to=attachment_path, max_length=120, blank=True)
    name = models.CharField(_("name"), max_length=120)
    alt = models.CharField(_("what the picture shows"), max_length=200, blank=True)
    content_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField(_("bytes"))
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Comment(models.Model):
    """A remark on a proposal, or a reply to one (one level deep)."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="comments")
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="replies"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="comments"
    )
    # True when the author spoke for the akimat, as its staff.
    official = models.BooleanField(_("speaks for the akimat"), default=False)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    text = models.TextField(_("comment"), max_length=2000)
    status = models.CharField(
        _("state"),
        max_length=10,
        choices=CommentStatus.choices,
        default=CommentStatus.PUBLISHED,
    )
    reason = models.TextField(_("reason"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["proposal", "created_at"], name="comment_thread")]

    def __str__(self) -> str:
        return self.text[:60]


class Report(models.Model):
    """Someone's word to the moderators that a comment breaks the rules."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reports")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(_("what is wrong with it"), max_length=300)
    reported_at = models.DateTimeField()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.UniqueConstraint(fields=["comment", "person"], name="comment_reported_once")
        ]

    def __str__(self) -> str:
        return self.reason


class Support(models.Model):
    """A person's public backing of a proposal before the vote; not a vote."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="supports")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="supports"
    )
    supported_at = models.DateTimeField()

    class Meta:
        verbose_name = _("support")
        verbose_name_plural = _("supports")
        constraints = [
            models.UniqueConstraint(fields=["proposal", "person"], name="proposal_supported_once")
        ]

    def __str__(self) -> str:
        return str(self.pk)
