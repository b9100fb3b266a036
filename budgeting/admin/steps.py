"""The steps that carry a round on: which is next, what it does, and what cannot be undone."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from commons.rounds.admin.pages import StepWords

from .. import operations
from ..enums import PhaseKind, RoundStatus, Step
from ..models import Round
from ..queries import people, phases


def _send(*, round: Round, actor: Any, at: datetime) -> None:
    operations.send_to_review(round=round, actor=actor, at=at)


STEPS: dict[str, StepWords] = {
    Step.ANNOUNCE: StepWords(
        _("Announce the round"),
        (
            _("The round and its rules become public in all languages."),
            _("The rules are frozen and their fingerprint is shown on the rules page."),
            _("Proposals can be submitted from the date of the intake phase on."),
        ),
        _("It cannot be undone: later changes are public amendments with their reason."),
        operations.announce,
        _("The round is announced and its rules are frozen."),
    ),
    Step.SEND_TO_REVIEW: StepWords(
        _("Send proposals to review"),
        (
            _("Every published proposal becomes a project, in the envelope of its district."),
            _("Specialists have the akimat’s review period from today."),
        ),
        _("It can be repeated for proposals that are published later."),
        _send,
        _("The published proposals are with the specialists."),
    ),
    Step.FIX_BALLOT: StepWords(
        _("Fix the ballot"),
        (
            _("All feasible projects are put on the ballots of their envelopes."),
            _("Their order is drawn from the announced seed, their costs are fixed."),
        ),
        _("It can be taken back, with a reason, until voting opens."),
        operations.fix_ballot,
        _("The ballot is fixed."),
    ),
    Step.OPEN_VOTING: StepWords(
        _("Open the voting"),
        (
            _("All verified residents who are old enough are put on the rolls."),
            _("Rules, options and rolls go into the signed log before the first vote."),
            _("Followers of the round are told."),
        ),
        _("It cannot be undone, and nothing about the ballot can change any more."),
        operations.open_voting,
        _("Voting is open."),
    ),
    Step.CLOSE_VOTING: StepWords(
        _("Close the voting"),
        (
            _("No ballot is taken any more; the box is sealed and its log is signed."),
            _("Paper ballots that no second officer confirmed do not count."),
        ),
        _("It cannot be undone. It also happens by itself at the announced end."),
        operations.close_voting,
        _("Voting is closed."),
    ),
    Step.COUNT: StepWords(
        _("Count the votes"),
        (
            _("Every envelope is counted under the round’s rule and, beside it, the other."),
            _("The count runs in the background; you see its progress."),
        ),
        _("It can be repeated: the same ballots give the same result."),
        operations.count,
        _("The count has begun."),
    ),
    Step.PUBLISH_RESULT: StepWords(
        _("Publish the result"),
        (
            _("Winners and all others are public, each with the reason."),
            _("Authors and followers are told. Delivery of the winners begins."),
        ),
        _("It cannot be undone."),
        operations.publish_result,
        _("The result is published."),
    ),
}
ORDER = tuple(STEPS)
# What stands beside the way of a round: it can be done, and nothing waits for it.
ASIDE: dict[str, StepWords] = {
    Step.AUDIT: StepWords(
        _("Check the ballots against the roll"),
        (
            _("Every slot of the box is derived anew from the roll, with the poll’s key."),
            _("The log says how many slots and voters there are, and whether all belong together."),
            _("Nobody is shown whose a ballot is."),
        ),
        _("The check and who approved it stay in the public log."),
        operations.audit_roll,
        _("The ballots are checked against the roll; the log holds what was found."),
    ),
}
# The step that is next by the state alone; while announced, the clock and the projects decide.
NEXT = {
    RoundStatus.DRAFT: Step.ANNOUNCE,
    RoundStatus.BALLOT_FIXED: Step.OPEN_VOTING,
    RoundStatus.VOTING_OPEN: Step.CLOSE_VOTING,
    RoundStatus.VOTING_CLOSED: Step.COUNT,
    RoundStatus.COUNTED: Step.PUBLISH_RESULT,
}
# When a step's time comes: the phase whose end or beginning it waits for.
AWAITS = {
    Step.SEND_TO_REVIEW: (PhaseKind.INTAKE, "closes_at"),
    Step.FIX_BALLOT: (PhaseKind.CORRECTION, "closes_at"),
    Step.OPEN_VOTING: (PhaseKind.VOTING, "opens_at"),
    Step.CLOSE_VOTING: (PhaseKind.VOTING, "closes_at"),
    Step.COUNT: (PhaseKind.VOTING, "closes_at"),
    Step.PUBLISH_RESULT: (PhaseKind.RESULT, "opens_at"),
    Step.ANNOUNCE: (PhaseKind.INTAKE, "opens_at"),
    Step.AUDIT: (PhaseKind.VOTING, "closes_at"),
}


def next_step(round: Round, *, sent: bool, left: bool) -> str | None:
    """What a moderator does next. `sent`: the round has projects; `left`: proposals wait for it."""
    if round.status == RoundStatus.ANNOUNCED:
        return Step.SEND_TO_REVIEW if left or not sent else Step.FIX_BALLOT
    return NEXT.get(RoundStatus(round.status))


def next_of(round: Round) -> str | None:
    """The same, asked of the database."""
    if round.status != RoundStatus.ANNOUNCED:
        return next_step(round, sent=False, left=False)
    left = people.proposals_ready(round).exists()
    return next_step(round, sent=round.projects.exists(), left=left)


def awaited(round: Round, step: str) -> datetime | None:
    """The moment from which a step can be taken, by the announced dates."""
    kind, edge = AWAITS[Step(step)]
    phase = phases.phase(round, kind)
    found: datetime | None = getattr(phase, edge) if phase else None
    return found


def rail(round: Round, coming: str | None) -> list[dict[str, Any]]:
    """All steps with their state, the round's phases prefetched."""
    reached = ORDER.index(coming) if coming else len(ORDER)
    return [
        {
            "step": step,
            "label": STEPS[step].button,
            "state": "done" if place < reached else "now" if place == reached else "later",
            "at": awaited(round, step),
        }
        for place, step in enumerate(ORDER)
    ]
