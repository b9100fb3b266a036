"""Who may see and do what with councils and their formation."""

from datetime import datetime
from typing import Any

from ..permissions import can_answer, can_run
from . import formation_queries
from .enums import ApplicationStatus, FormationStatus
from .models import Application, Council, Formation, GroupMember


def can_see_council(person: Any, council: Council) -> bool:
    """Everybody, once it is published."""
    return council.published_at is not None or can_run(person, council.akimat)


def can_see_formation(person: Any, formation: Formation) -> bool:
    """Everybody, from the announcement on."""
    is_public = formation.status != FormationStatus.DRAFT
    return is_public or can_run(person, formation.council.akimat)


def group_seat(person: Any, formation: Formation) -> GroupMember | None:
    """The person's place in the working group."""
    if not person.is_authenticated or not person.is_active:
        return None
    return GroupMember.objects.filter(formation=formation, person=person).first()


def can_read_applications(person: Any, formation: Formation) -> bool:
    """What people wrote of themselves: staff of the akimat and the working group."""
    if can_answer(person, formation.council.akimat):
        return True
    return group_seat(person, formation) is not None


def can_apply(formation: Formation, at: datetime) -> bool:
    """The person is asked for when the form is sent: everybody may look at it."""
    return formation_queries.takes_applications(formation, at)


def can_withdraw(person: Any, application: Application) -> bool:
    running = application.formation.status not in (
        FormationStatus.SEATED,
        FormationStatus.CANCELLED,
    )
    standing = application.status in (ApplicationStatus.SUBMITTED, ApplicationStatus.ADMITTED)
    return running and standing and application.person_id == person.pk


def shows_names(formation: Formation) -> bool:
    """Applicants of a competition are public once nobody can apply any more; those of a draw are
    numbers to the public until they take a seat."""
    return not formation_queries.is_by_lot(formation) and formation.checked_at is not None


def shows_ranking(formation: Formation) -> bool:
    return formation.status in (FormationStatus.SCORED, FormationStatus.SEATED) and (
        formation.scorecard_id is not None
    )
