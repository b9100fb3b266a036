"""Applicants hear when chances are published and when the draw was made."""

from datetime import datetime

from django.urls import reverse

from commons.interface.official import read
from commons.notifications import operations as notifications
from commons.people.models import Person

from ..councils.enums import ApplicationStatus
from .models import Draw


def path_of(draw: Draw) -> str:
    return reverse("consultations:draw", args=[draw.formation.council.akimat.slug, draw.pk])


def tell_published(draw: Draw, at: datetime) -> None:
    _tell(draw, "draw_published", f"published/{draw.archive_hash[:16]}", at)


def tell_drawn(draw: Draw, at: datetime) -> None:
    _tell(draw, "draw_drawn", "drawn", at)


def _tell(draw: Draw, kind: str, key: str, at: datetime) -> None:
    notifications.notify_people(
        people=Person.objects.filter(
            council_applications__formation=draw.formation_id,
            council_applications__status=ApplicationStatus.ADMITTED,
        ),
        kind=kind,
        params={"council": read(draw.formation.council, "name")},
        path=path_of(draw),
        key=f"draw/{draw.pk}/{key}",
        at=at,
    )
