"""What every write of the room begins with: the round is locked, then its rules are asked."""

from django.utils.translation import gettext as _

from ...enums import RoundStatus
from ...models import Round, Stakeholder
from ..enums import TRANSITIONS, StakeholderStatus
from ..errors import StakeholderError


def lock_running(round: Round) -> Round:
    """The round, held until the transaction ends, so that seats and addresses are counted by one
    writer at a time. Raises StakeholderError unless it is announced and not closed."""
    held = lock_round(round)
    if held.status != RoundStatus.ANNOUNCED:
        raise StakeholderError("round_not_running", state=held.get_status_display())
    return held


def lock(stakeholder: Stakeholder, *, running: bool = True) -> Stakeholder:
    """The row and, before it, its round; always in this order."""
    round = lock_running(stakeholder.round) if running else lock_round(stakeholder.round)
    held = (
        Stakeholder.objects.select_for_update(of=("self",), no_key=True)
        .select_related("organisation", "person")
        .get(pk=stakeholder.pk)
    )
    held.round = round
    return held


def lock_round(round: Round) -> Round:
    """The round, whatever its state."""
    rounds = Round.objects.select_related("akimat__territory", "territory")
    return rounds.select_for_update(of=("self",), no_key=True).get(pk=round.pk)


def step(stakeholder: Stakeholder, status: StakeholderStatus) -> None:
    """Set the state; raises StakeholderError where the table of states has no such step."""
    if status not in TRANSITIONS[stakeholder.status]:
        raise _wrong_state(stakeholder)
    stakeholder.status = status


def require_state(stakeholder: Stakeholder, status: StakeholderStatus) -> None:
    if stakeholder.status != status:
        raise _wrong_state(stakeholder)


def _wrong_state(stakeholder: Stakeholder) -> StakeholderError:
    name = stakeholder.name or _("this person")
    return StakeholderError("wrong_state", name=name, state=stakeholder.get_status_display())


def take_seat(stakeholder: Stakeholder) -> None:
    """Holds the organisation's seat, if the round knows such seats.

    Raises StakeholderError("seat_taken") naming who holds it, as far as the name is public.
    """
    stakeholder.holds_seat = bool(stakeholder.round.one_seat and stakeholder.organisation_id)
    if not stakeholder.holds_seat:
        return
    holder = holder_of(stakeholder)
    if holder is not None:
        raise seat_taken(holder)


def holder_of(stakeholder: Stakeholder) -> Stakeholder | None:
    """Whoever holds the seat of the same organisation in the same round."""
    return (
        Stakeholder.objects.select_related("organisation")
        .filter(
            round=stakeholder.round_id,
            organisation=stakeholder.organisation_id,
            holds_seat=True,
        )
        .exclude(pk=stakeholder.pk)
        .first()
    )


def seat_taken(holder: Stakeholder) -> StakeholderError:
    shown = holder.name if holder.shows_name and holder.name else _("another person")
    return StakeholderError("seat_taken", organisation=str(holder.organisation), holder=shown)
