"""Whom office hours are told to."""

from datetime import datetime

from django.db.models import Q
from django.urls import reverse

from commons.interface.official import read
from commons.notifications import operations as notifications
from commons.people.models import Person

from .enums import VisitStatus
from .models import OfficeHours


def path_of(hours: OfficeHours) -> str:
    return reverse("consultations:office_hours", args=[hours.akimat.slug, hours.pk])


def tell_announced(hours: OfficeHours, at: datetime) -> None:
    """Those who follow all that the akimat announces."""
    notifications.notify_followers(
        topic=f"hearings/{hours.akimat_id}",
        kind="office_hours_announced",
        params={
            "who": read(hours, "who"),
            "place": read(hours, "place"),
            "starts_at": hours.starts_at.isoformat(),
        },
        path=path_of(hours),
        key=f"office-hours/{hours.pk}/announced",
        at=at,
    )


def tell_cancelled(hours: OfficeHours, at: datetime) -> None:
    booked = Q(council_visits__hours=hours) & ~Q(council_visits__status=VisitStatus.CANCELLED)
    notifications.notify_people(
        people=Person.objects.filter(booked).distinct(),
        kind="office_hours_cancelled",
        params={
            "who": read(hours, "who"),
            "starts_at": hours.starts_at.isoformat(),
            "reason": hours.cancel_reason,
        },
        path=path_of(hours),
        key=f"office-hours/{hours.pk}/cancelled",
        at=at,
    )
