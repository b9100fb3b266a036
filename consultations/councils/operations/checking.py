"""Staff check that applications meet the conditions; a refusal has a public reason."""

from datetime import datetime

from django.db import transaction

from commons.interface.dates import date_time
from commons.interface.official import Texts, missing, read, write
from commons.people.models import Person

from .. import formation_queries, notices
from ..enums import APPLICATION_TRANSITIONS, ApplicationStatus, FormationStatus
from ..errors import FormationError
from ..models import Application, Formation
from .locks import lock_application, lock_formation, noted

A, F = ApplicationStatus, FormationStatus


@transaction.atomic
def admit(*, application: Application, actor: Person | None, at: datetime) -> Application:
    """Raises FormationError: ``wrong_state``, ``organisation_applied`` where another application
    for the same organisation was admitted meanwhile."""
    held = lock_application(application, F.ANNOUNCED)
    _step(held, A.ADMITTED)
    body = held.organisation
    others = Application.objects.filter(
        formation=held.formation, organisation=body, status__in=(A.SUBMITTED, A.ADMITTED)
    )
    if body is not None and others.exclude(pk=held.pk).exists():
        raise FormationError("organisation_applied", organisation=body.name)
    held.checked_at = at
    write(held, "refusal", {})
    held.save()
    noted("application_admitted", held, actor, at, number=held.number)
    notices.to_applicant(held, "application_admitted", at)
    return held


@transaction.atomic
def admit_rest(*, formation: Formation, actor: Person | None, at: datetime) -> int:
    """Admit all that still wait, once the last day has passed. Returns how many."""
    held = lock_formation(formation, F.ANNOUNCED)
    require_closed(held, at)
    waiting = list(formation_queries.waiting(held))
    Application.objects.filter(pk__in=[one.pk for one in waiting]).update(
        status=A.ADMITTED, checked_at=at
    )
    notices.to_applicants(held, waiting, "applications_admitted", at)
    noted("applications_admitted", held, actor, at, count=len(waiting))
    return len(waiting)


@transaction.atomic
def refuse(
    *, application: Application, reason: Texts, actor: Person | None, at: datetime
) -> Application:
    """Raises FormationError: ``wrong_state``, ``reason_needed``."""
    held = lock_application(application, F.ANNOUNCED)
    if missing(reason):
        raise FormationError("reason_needed", fields=["reason_kk"])
    _step(held, A.REFUSED)
    held.checked_at = at
    write(held, "refusal", reason)
    held.save()
    noted("application_refused", held, actor, at, number=held.number, reason=dict(reason))
    notices.to_applicant(held, "application_refused", at, reason=read(held, "refusal"))
    return held


@transaction.atomic
def declare_ready(*, formation: Formation, actor: Person | None, at: datetime) -> Formation:
    """The pool of a formation by lot stands: nobody is added or checked any more.

    Raises FormationError: ``wrong_state``, ``by_competition``, ``applications_open``,
    ``unchecked``, ``nobody_admitted``.
    """
    held = lock_formation(formation, F.ANNOUNCED)
    if not formation_queries.is_by_lot(held):
        raise FormationError("by_competition")
    count = checked(held, at)
    if not count:
        raise FormationError("nobody_admitted")
    held.status, held.checked_at = F.READY, at
    held.save(update_fields=["status", "checked_at"])
    noted("formation_ready", held, actor, at, admitted=count)
    return held


def checked(formation: Formation, at: datetime) -> int:
    """How many are admitted, once every application is checked.

    Raises FormationError: ``applications_open``, ``unchecked``.
    """
    require_closed(formation, at)
    counts = formation_queries.counts(formation)
    if counts[A.SUBMITTED]:
        raise FormationError("unchecked", count=counts[A.SUBMITTED])
    return counts[A.ADMITTED]


def require_closed(formation: Formation, at: datetime) -> None:
    """Raises FormationError("applications_open") until the last moment has passed."""
    until = formation.apply_until
    if until is not None and at < until:
        raise FormationError("applications_open", until=date_time(until))


def _step(application: Application, status: ApplicationStatus) -> None:
    if status not in APPLICATION_TRANSITIONS[application.status]:
        raise FormationError("wrong_state", state=application.get_status_display())
    application.status = status
