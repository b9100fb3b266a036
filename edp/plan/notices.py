"""What followers of a round hear about its plan."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from commons.interface.official import read
from commons.notifications import operations as notifications
from commons.notifications.kinds import Text, register

from .. import links
from ..notices import topic
from .models import Plan

WORDS: dict[str, tuple[Text, Text]] = {
    "plan_published": (
        _("The plan is published: %(round)s"),
        _("Version %(number)s of the plan of “%(round)s” is published. Read what is to be done."),
    ),
    "plan_action_running": (
        _("It has begun: %(action)s"),
        _("Work on “%(action)s” in the plan of “%(round)s” has begun."),
    ),
    "plan_action_done": (
        _("It is done: %(action)s"),
        _("“%(action)s” in the plan of “%(round)s” is done."),
    ),
    "plan_action_stopped": (
        _("It was stopped: %(action)s"),
        _("“%(action)s” in the plan of “%(round)s” was stopped. The reason: %(reason)s"),
    ),
}


def register_all() -> None:
    for kind, (subject, body) in WORDS.items():
        register(kind, subject=subject, body=body)


def tell_followers(
    plan: Plan, kind: str, at: datetime, *, key: str, page: str = "plan", **params: Any
) -> None:
    """Everybody who follows the round; `page` names the page of it that the message leads to."""
    notifications.notify_followers(
        topic=topic(plan.round),
        kind=f"plan_{kind}",
        params={"round": read(plan.round, "title"), **params},
        path=links.of_round(plan.round, page),
        key=key,
        at=at,
    )
