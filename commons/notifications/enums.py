"""How far a message has come."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Delivery(models.TextChoices):
    WAITING = "waiting", _("waiting to be sent")
    SENT = "sent", _("sent by e-mail")
    PAGE_ONLY = "page_only", _("shown on the site only")
    FAILED = "failed", _("could not be sent")
