"""Where the working group decides otherwise than scores and rules give."""

from datetime import datetime

from django.db import transaction

from commons.interface.official import Texts, missing, write
from commons.people.models import Person

from ..enums import ApplicationStatus, FormationStatus, Outcome
from ..errors import FormationError
from ..models import Application
from .locks import lock_application, noted


@transaction.atomic
def decide_otherwise(
    *, application: Application, outcome: str, reason: Texts, actor: Person, at: datetime
) -> Application:
    """With a public reason in Kazakh and Russian; an empty outcome takes the departure back.

    Raises FormationError: ``wrong_state``, ``reason_needed``.
    """
    held = lock_application(application, FormationStatus.SCORED)
    if held.status != ApplicationStatus.ADMITTED:
        raise FormationError("wrong_state", state=held.get_status_display())
    if outcome and missing(reason):
        raise FormationError("reason_needed", fields=["reason_kk"])
    held.decided = Outcome(outcome) if outcome else ""
    write(held, "decision_reason", reason if outcome else {})
    held.save()
    told = dict(reason) if outcome else {}
    noted("decided_otherwise", held, actor, at, number=held.number, outcome=outcome, reason=told)
    return held
