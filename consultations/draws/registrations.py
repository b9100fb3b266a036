"""What this part tells the rooms below and the pages of hearings."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.audit import verbs
from commons.territories.models import Akimat

from .. import sections
from ..permissions import can_run
from ..sections import Work
from . import messages
from .enums import DrawStatus
from .models import Draw

VERBS = {
    "hearings.draw_created": gettext_lazy("began to prepare the draw"),
    "hearings.draw_features": gettext_lazy("set what the panel must mirror"),
    "hearings.draw_quotas": gettext_lazy("set the quotas of the draw"),
    "hearings.draw_seed_announced": gettext_lazy("announced where the seed comes from"),
    "hearings.draw_started": gettext_lazy("had the chances computed"),
    "hearings.draw_published": gettext_lazy("published the chances"),
    "hearings.draw_failed": gettext_lazy("could not compute the chances"),
    "hearings.draw_taken_back": gettext_lazy("gave up the published chances"),
    "hearings.draw_drawn": gettext_lazy("drew the members by the seed"),
    "hearings.draw_seated": gettext_lazy("gave the seats to those drawn"),
    "hearings.draw_replaced": gettext_lazy("replaced members by lot"),
}


def register() -> None:
    """Called once, when the apps are ready."""
    messages.register_all()
    verbs.register(VERBS)
    sections.register_work("draws", order=12, read=_work)


def _work(request: HttpRequest, akimat: Akimat, at: datetime) -> list[Work]:
    """A draw whose seed is there waits to be entered."""
    if not can_run(request.user, akimat):
        return []
    due = Draw.objects.filter(
        formation__council__akimat=akimat, status=DrawStatus.PUBLISHED, seed_at__lte=at
    )
    return [
        Work(
            _("Enter the seed of the draw: %(council)s") % {"council": draw.formation.council.name},
            reverse("consultations:draw_enter", args=[akimat.slug, draw.pk]),
            count=1,
            late=0,
        )
        for draw in due.select_related("formation__council").order_by("seed_at", "pk")
    ]
