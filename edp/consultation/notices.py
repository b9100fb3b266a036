"""Whom the consultation tells, and of what."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from commons.interface import official
from commons.notifications import operations as notifications
from commons.people.models import Person

from ..models import Round
from ..notices import topic
from .models import Response


def answers_path(round: Round) -> str:
    return reverse("edp:consultation_answers", args=[round.akimat.slug, round.slug])


def tell_of_responses(round: Round, rows: Sequence[Response], at: datetime) -> None:
    """Followers of the round, and whose comments the rows answer; each once."""
    params = {"round": official.read(round, "title")}
    key = f"discovery/{round.pk}/responses/{at.isoformat()}"
    path = answers_path(round)
    said = Person.objects.filter(comments__responses__in=[row.pk for row in rows])
    for person in said.distinct().order_by("pk"):
        notifications.notify(
            person=person, kind="consultation_answered", params=params, path=path, key=key, at=at
        )
    notifications.notify_followers(
        topic=topic(round),
        kind="consultation_answered",
        params=params,
        path=path,
        key=key,
        at=at,
    )
