"""Whom the operations tell, and of what. The words are in messages.py."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from commons.interface.official import read
from commons.notifications import letters
from commons.notifications import operations as notifications
from commons.people.models import Person

from . import queries
from .composition import Composition
from .models import Application, Council, Formation, GroupMember, Mandate


def topic_of(council: Council) -> str:
    return f"council/{council.pk}"


def council_path(council: Council) -> str:
    return reverse("consultations:council", args=[council.akimat.slug, council.pk])


def formation_path(formation: Formation, name: str = "formation", *args: Any) -> str:
    akimat = formation.council.akimat
    return reverse(f"consultations:{name}", args=[akimat.slug, formation.pk, *args])


def _named(council: Council) -> dict[str, Any]:
    return {"council": read(council, "name"), "akimat": read(council.akimat, "name")}


# --- seats ---


def seated(mandates: Iterable[Mandate], at: datetime) -> None:
    """Each once: in the account, or by letter where there is none yet."""
    for one in mandates:
        params = {
            **_named(one.council),
            "begins_date": one.begins_on.isoformat(),
            "ends_date": one.ends_on.isoformat(),
        }
        key = f"mandate/{one.pk}/seated"
        path = council_path(one.council)
        if one.person is not None:
            notifications.notify(
                person=one.person, kind="council_seated", params=params, path=path, key=key, at=at
            )
        elif one.email:
            letters.send_letter(
                address=one.email,
                name=one.name,
                language=one.language,
                kind="council_seated_letter",
                params=params,
                path=path,
                key=key,
                at=at,
            )


def mandate_ended(mandate: Mandate, at: datetime) -> None:
    if mandate.person is None or mandate.ended_on is None:
        return
    reason = mandate.get_end_kind_display()
    notifications.notify(
        person=mandate.person,
        kind="council_mandate_ended",
        params={
            **_named(mandate.council),
            "ended_date": mandate.ended_on.isoformat(),
            "reason": f"{reason}. {mandate.end_reason}".strip(". "),
        },
        path=council_path(mandate.council),
        key=f"mandate/{mandate.pk}/ended",
        at=at,
    )


def rule_broken(council: Council, found: Composition, cause: Mandate, at: datetime) -> None:
    notifications.notify_people(
        people=queries.moderators(council.akimat),
        kind="council_rule_broken",
        params={**_named(council), "lacking": found.lacking},
        path=council_path(council),
        key=f"council/{council.pk}/broken/{cause.pk}",
        at=at,
    )


def formation_due(council: Council, what: str, at: datetime) -> int:
    """`what` is "soon" or "late"; each once in a term."""
    assert council.formation_due_on is not None
    assert council.term_ends_on is not None
    return notifications.notify_people(
        people=queries.moderators(council.akimat),
        kind=f"council_formation_{what}",
        params={
            **_named(council),
            "due_date": council.formation_due_on.isoformat(),
            "ends_date": council.term_ends_on.isoformat(),
        },
        path=council_path(council),
        key=f"council/{council.pk}/formation/{what}",
        at=at,
    )


def term_ends(council: Council, at: datetime) -> int:
    assert council.term_ends_on is not None
    people = Person.objects.filter(
        mandates__council=council, mandates__ended_on__isnull=True
    ).distinct()
    return notifications.notify_people(
        people=people,
        kind="council_term_ends",
        params={**_named(council), "ends_date": council.term_ends_on.isoformat()},
        path=council_path(council),
        key=f"council/{council.pk}/term",
        at=at,
    )


# --- formations ---


def announced(formation: Formation, at: datetime) -> None:
    """All who follow the akimat's hearings, and those who sit in the council before it."""
    council, until = formation.council, formation.apply_until
    assert until is not None
    told: dict[str, Any] = {
        "kind": "council_formation_announced",
        "params": {
            **_named(council),
            "seats": formation.seats,
            "until_at": until.isoformat(),
        },
        "path": formation_path(formation),
        "key": f"formation/{formation.pk}/announced",
        "at": at,
    }
    notifications.notify_followers(topic=f"hearings/{council.akimat_id}", **told)
    if council.succeeds_id:
        notifications.notify_followers(topic=f"council/{council.succeeds_id}", **told)


def group_named(member: GroupMember, at: datetime) -> None:
    if member.person is None:
        return
    formation = member.formation
    notifications.notify(
        person=member.person,
        kind="council_group_named",
        params=_named(formation.council),
        path=formation_path(formation),
        key=f"formation/{formation.pk}/group/{member.person_id}",
        at=at,
    )


def extended(formation: Formation, at: datetime) -> None:
    assert formation.apply_until is not None
    until = formation.apply_until.isoformat()
    notifications.notify_followers(
        topic=topic_of(formation.council),
        kind="council_formation_extended",
        params={**_named(formation.council), "until_at": until},
        path=formation_path(formation),
        key=f"formation/{formation.pk}/extended/{until}",
        at=at,
    )


def cancelled(formation: Formation, at: datetime) -> None:
    notifications.notify_people(
        people=applicants(formation),
        kind="council_formation_cancelled",
        params={**_named(formation.council), "reason": read(formation, "cancel_reason")},
        path=formation_path(formation),
        key=f"formation/{formation.pk}/cancelled",
        at=at,
    )


def applicants(formation: Formation) -> QuerySet[Person]:
    return Person.objects.filter(
        council_applications__formation=formation,
        council_applications__withdrawn_at__isnull=True,
    ).distinct()


def to_applicant(application: Application, what: str, at: datetime, **more: Any) -> None:
    """`what`: "applied", "application_admitted", "application_refused" or "result_…"."""
    if application.person is None:
        return
    formation = application.formation
    notifications.notify(
        person=application.person,
        kind=f"council_{what}",
        params={**_named(formation.council), "number": application.number, **more},
        path=formation_path(formation, "formation_mine"),
        key=f"application/{application.pk}/{what}/{at:%Y%m%d%H%M%S%f}",
        at=at,
    )


def to_applicants(
    formation: Formation, applications: Iterable[Application], what: str, at: datetime
) -> None:
    """The same words to many, at the cost of two queries. `what` as for `to_applicant`."""
    keys = [one.person_id for one in applications if one.person_id is not None]
    notifications.notify_people(
        people=Person.objects.filter(pk__in=keys),
        kind=f"council_{what}",
        params=_named(formation.council),
        path=formation_path(formation, "formation_mine"),
        key=f"formation/{formation.pk}/{what}/{at:%Y%m%d%H%M%S%f}",
        at=at,
    )


def formed(formation: Formation, at: datetime) -> None:
    """To those who follow; applicants hear of their own result."""
    council = formation.council
    told: dict[str, Any] = {
        "kind": "council_formed",
        "params": _named(council),
        "path": council_path(council),
        "key": f"formation/{formation.pk}/formed",
        "at": at,
        "without": list(applicants(formation)),
    }
    for topic in (topic_of(council), f"hearings/{council.akimat_id}"):
        notifications.notify_followers(topic=topic, **told)
