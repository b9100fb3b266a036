"""Where a recommendation comes from and what became of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentStatus(models.TextChoices):
    DRAFT = "draft", _("being written")
    SENT = "sent", _("sent to the akimat")


class Decision(models.TextChoices):
    ACCEPTED = "accepted", _("accepted")
    PARTLY = "partly", _("accepted in part")
    REJECTED = "rejected", _("rejected with reasons")


TONES: dict[str, str] = {
    Decision.ACCEPTED: "good",
    Decision.PARTLY: "sun",
    Decision.REJECTED: "bad",
}
