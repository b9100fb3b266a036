"""Whom petitions are told to."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from commons.notifications import operations as notifications
from commons.people.models import Person
from commons.territories.enums import Role

from .models import Petition


def topic(petition: Petition) -> str:
    return f"petition/{petition.pk}"


def path_of(petition: Petition) -> str:
    return reverse("consultations:petition", args=[petition.akimat.slug, petition.pk])


def in_languages(words: Any) -> dict[str, str]:
    """Words of the site in every language, for whoever reads the message."""
    told = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            told[code] = str(words() if callable(words) else words)
    return told


def follow(petition: Petition, person: Person, at: datetime) -> None:
    notifications.follow(person=person, topic=topic(petition), at=at)


def tell_author(
    petition: Petition, kind: str, at: datetime, *, key: str = "", **params: Any
) -> None:
    notifications.notify(
        person=petition.proposal.author,
        kind=kind,
        params=_params(petition, params),
        path=path_of(petition),
        key=key or _key(petition, kind),
        at=at,
    )


def tell_followers(petition: Petition, kind: str, at: datetime, **params: Any) -> None:
    """Its author and those who signed, unless they stopped it."""
    notifications.notify_followers(
        topic=topic(petition),
        kind=kind,
        params=_params(petition, params),
        path=path_of(petition),
        key=_key(petition, kind),
        at=at,
    )


def tell_moderators(
    petition: Petition,
    kind: str,
    at: datetime,
    *,
    without: Iterable[Person | None] = (),
    also: Person | None = None,
    **params: Any,
) -> None:
    """All moderators of the akimat, and one more where named."""
    people = Person.objects.filter(
        memberships__akimat=petition.akimat_id, memberships__role=Role.MODERATOR
    )
    if also is not None:
        people = people | Person.objects.filter(pk=also.pk)
    left_out = [person.pk for person in without if person is not None]
    notifications.notify_people(
        people=Person.objects.filter(pk__in=people.values("pk")).exclude(pk__in=left_out),
        kind=kind,
        params=_params(petition, params),
        path=path_of(petition),
        key=_key(petition, kind),
        at=at,
    )


def tell_person(petition: Petition, person: Person, kind: str, at: datetime, **params: Any) -> None:
    notifications.notify(
        person=person,
        kind=kind,
        params=_params(petition, params),
        path=path_of(petition),
        key=_key(petition, kind),
        at=at,
    )


def _params(petition: Petition, more: dict[str, Any]) -> dict[str, Any]:
    return {"title": petition.proposal.title, **more}


def _key(petition: Petition, kind: str) -> str:
    """Each of these happens once to a petition."""
    return f"petition/{petition.pk}/{kind}"
