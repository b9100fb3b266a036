"""States of proposals and comments, and the table of allowed transitions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProposalStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("with the moderator")
    RETURNED = "returned", _("returned for correction")
    PUBLISHED = "published", _("published")
    REJECTED = "rejected", _("rejected")
    MERGED = "merged", _("merged")
    WITHDRAWN = "withdrawn", _("withdrawn by the author")


S = ProposalStatus
TRANSITIONS: dict[str, frozenset[str]] = {
    S.DRAFT: frozenset({S.SUBMITTED}),
    S.SUBMITTED: frozenset({S.PUBLISHED, S.RETURNED, S.REJECTED, S.MERGED, S.WITHDRAWN}),
    S.RETURNED: frozenset({S.SUBMITTED, S.REJECTED, S.WITHDRAWN}),
    S.PUBLISHED: frozenset({S.REJECTED, S.MERGED, S.WITHDRAWN}),
    S.REJECTED: frozenset({S.PUBLISHED}),
    S.MERGED: frozenset({S.PUBLISHED}),
    S.WITHDRAWN: frozenset(),
}

# Seen by everyone. A rejected or merged proposal stays readable, with its reason: nothing vanishes.
# A withdrawn one is public only if it had been published.
PUBLIC = frozenset({S.PUBLISHED, S.REJECTED, S.MERGED, S.WITHDRAWN})

# How a state is coloured; its words are always beside the colour.
TONES: dict[str, str] = {
    S.DRAFT: "plain",
    S.SUBMITTED: "sun",
    S.RETURNED: "sun",
    S.PUBLISHED: "good",
    S.REJECTED: "bad",
    S.MERGED: "plain",
    S.WITHDRAWN: "plain",
}

# What uses up a person's limit. A merged proposal lives on in its heir; a rejected one makes room.
COUNTED = frozenset({S.SUBMITTED, S.RETURNED, S.PUBLISHED, S.MERGED})


class CommentStatus(models.TextChoices):
    PUBLISHED = "published", _("published")
    REPORTED = "reported", _("reported")
    HIDDEN = "hidden", _("hidden")


class AttachmentKind(models.TextChoices):
    IMAGE = "image", _("picture")
    DOCUMENT = "document", _("document")
