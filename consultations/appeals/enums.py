"""Where a question stands, as readers see it. Nothing of it is stored: it follows from dates."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Standing(models.TextChoices):
    WAITING = "waiting", _("waits for a reply")
    OVERDUE = "overdue", _("reply is overdue")
    ANSWERED = "answered", _("answered in time")
    LATE = "late", _("answered late")


TONES: dict[str, str] = {
    Standing.WAITING: "sun",
    Standing.OVERDUE: "bad",
    Standing.ANSWERED: "good",
    Standing.LATE: "plain",
}
