"""What this part tells the apps below: words, parts of pages, personal data."""

from datetime import datetime
from typing import Any

from allauth.account.signals import user_logged_in
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from commons.people import erasers, exports
from commons.people.models import Person

from .. import sections
from ..enums import StageKind
from ..models import Round
from . import messages, operations, personal_data, queries
from .permissions import signup_is_open


def register() -> None:
    messages.register_all()
    exports.register("discovery_seats", personal_data.export)
    erasers.register("discovery_seats", personal_data.erase)
    user_logged_in.connect(_bind, dispatch_uid="edp.stakeholders.bind")
    for stage in (StageKind.MANDATE, StageKind.EVIDENCE, StageKind.DISCOVERY):
        sections.register(stage, key="people", order=10, read=_section)


def _bind(sender: Any, user: Person, **kwargs: Any) -> None:
    operations.bind_seats(person=user, at=timezone.now())


def _section(request: HttpRequest, round: Round, at: datetime) -> sections.Section:
    here = [round.akimat.slug, round.slug]
    actions = []
    if signup_is_open(round, at):
        actions.append((_("Ask for a seat"), reverse("edp:people_join", args=here)))
    return sections.Section(
        title=_("Who is in the room"),
        text=_(
            "Government, business, academia and civil society look together. "
            "See who takes part, and which group is missing."
        ),
        url=reverse("edp:people", args=here),
        count=queries.accepted(round).count(),
        actions=actions,
    )
