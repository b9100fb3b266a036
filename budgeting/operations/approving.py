"""Steps that two moderators take together: each approves, and the second may take it at once."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from commons.audit.operations import record
from commons.people.models import Person
from commons.rounds import approvals
from commons.rounds.approvals import ApprovalError
from commons.rounds.checks import stopping
from commons.voting import operations as voting

from ..checks import checks, require_checks
from ..enums import IN_PAIRS, Step
from ..errors import BudgetingError
from ..models import Approval, Round
from ..queries import approvals as agreed
from .balloting import open_voting, with_polls
from .counting import publish_result
from .states import locked_round

# What may still be missing when a moderator approves: the other one, and the hour.
LATER = frozenset({"approved_by_two", "two_moderators", "voting_time"})


@transaction.atomic
def approve_step(
    *, round: Round, step: str, fingerprint: str, actor: Person, at: datetime
) -> Approval:
    """One moderator agrees to what has this fingerprint; it must be that of now.

    Raises ApprovalError, and BudgetingError ``checks_failed`` while the step could not be taken
    even with two approvals.
    """
    round = _locked(round, step)
    failed = [c for c in stopping(checks(round, step, at)) if c.code not in LATER]
    if failed:
        words = " ".join(check.text for check in failed)
        raise BudgetingError("checks_failed", checks=words, codes=[c.code for c in failed])
    if fingerprint != agreed.fingerprint(round, step):
        raise ApprovalError("content_changed")
    return approvals.approve(
        Approval, round=round, step=step, fingerprint=fingerprint, actor=actor, at=at
    )


@transaction.atomic
def withdraw_approval(*, round: Round, step: str, actor: Person, at: datetime) -> None:
    """Take back one's own approval of the step as it stands now."""
    round = _locked(round, step)
    fingerprint = agreed.fingerprint(round, step)
    approvals.withdraw(
        Approval, round=round, step=step, fingerprint=fingerprint, actor=actor, at=at
    )


@transaction.atomic
def approve_and_take(
    *, round: Round, step: str, fingerprint: str, actor: Person, at: datetime
) -> Round:
    """As the second of the pair: approve and take the step, both or neither."""
    approve_step(round=round, step=step, fingerprint=fingerprint, actor=actor, at=at)
    return take_step(round=round, step=step, actor=actor, at=at)


def take_step(*, round: Round, step: str, actor: Person, at: datetime) -> Round:
    """What two have approved; any moderator can set it going."""
    return _ACTS[Step(step)](round=round, actor=actor, at=at)


@transaction.atomic
def audit_roll(*, round: Round, actor: Person, at: datetime) -> Round:
    """Compare the slots of every closed box with its roll, for which the poll's key is opened."""
    round = _locked(round, Step.AUDIT)
    require_checks(round, Step.AUDIT, at)
    people = [approval.person for approval in agreed.standing(round, Step.AUDIT)]
    for _envelope, poll in with_polls(round):
        voting.audit_slots(poll=poll, approved_by=people, at=at)
    record(
        verb="round.roll_audited",
        subject=round,
        at=at,
        actor=actor,
        akimat=round.akimat,
        approved_by=[person.pk for person in people],
    )
    return round


_ACTS: dict[Step, Callable[..., Round]] = {
    Step.OPEN_VOTING: open_voting,
    Step.PUBLISH_RESULT: publish_result,
    Step.AUDIT: audit_roll,
}


def _locked(round: Round, step: str) -> Round:
    if step not in IN_PAIRS:
        raise BudgetingError("not_in_pairs")
    return locked_round(round)
