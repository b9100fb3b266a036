"""What every write of this part begins with: the council's row, then the formation's."""

from datetime import datetime
from typing import Any

from django.db import models

from commons.audit.operations import record

from ..enums import FORMATION_TRANSITIONS, FormationStatus
from ..errors import CouncilError, FormationError
from ..models import Application, Council, Formation, Mandate


def lock_council(council: Council, *, at_work: bool = True) -> Council:
    """Held until the transaction ends, so that seats are counted by one writer at a time.

    Raises CouncilError("council_ended") for one whose term is over, unless told otherwise.
    """
    held = (
        Council.objects.select_for_update(of=("self",), no_key=True)
        .select_related("akimat__territory", "succeeds")
        .get(pk=council.pk)
    )
    if at_work and held.ended_on is not None:
        raise CouncilError("council_ended")
    return held


def lock_mandate(mandate: Mandate, *, seated: bool = True) -> Mandate:
    """The mandate, under its council's lock. Raises CouncilError("not_seated")."""
    council = lock_council(mandate.council, at_work=seated)
    held = (
        Mandate.objects.select_for_update(of=("self",), no_key=True)
        .select_related("organisation", "person")
        .get(pk=mandate.pk)
    )
    held.council = council
    if seated and held.ended_on is not None:
        raise CouncilError("not_seated", name=held.name)
    return held


def lock_formation(formation: Formation, *states: FormationStatus) -> Formation:
    """The council first, then the formation; in one of the states, if any are named."""
    council = lock_council(formation.council, at_work=False)
    held = (
        Formation.objects.select_for_update(of=("self",), no_key=True)
        .select_related("scorecard")
        .get(pk=formation.pk)
    )
    held.council = council
    if states and held.status not in states:
        if states == (FormationStatus.DRAFT,):
            raise FormationError("not_draft")
        raise FormationError("wrong_state", state=held.get_status_display())
    return held


def lock_application(application: Application, *states: FormationStatus) -> Application:
    """The application, under its formation's lock."""
    formation = lock_formation(application.formation, *states)
    held = (
        Application.objects.select_for_update(of=("self",), no_key=True)
        .select_related("organisation", "person")
        .get(pk=application.pk)
    )
    held.formation = formation
    return held


def advance(formation: Formation, status: FormationStatus) -> None:
    """Set the state; raises FormationError where the table of states has no such step."""
    if status not in FORMATION_TRANSITIONS[formation.status]:
        raise FormationError("wrong_state", state=formation.get_status_display())
    formation.status = status


def noted(verb: str, subject: models.Model, actor: Any, at: datetime, **detail: Any) -> None:
    """A line of the record, under the akimat of the council."""
    council = _council_of(subject)
    akimat = council.akimat
    verb = f"hearings.{verb}"
    record(verb=verb, subject=subject, at=at, actor=actor, akimat=akimat, **detail)


def _council_of(subject: Any) -> Council:
    if isinstance(subject, Council):
        return subject
    if isinstance(subject, Application):
        return subject.formation.council
    council: Council = subject.council
    return council
