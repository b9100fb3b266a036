"""Who stands before the ballots of a round, and what keeps them from voting, in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from commons.people import queries as people
from commons.people.models import Person, ResidencyVerification
from commons.voting import queries as votes
from commons.voting.errors import VotingError
from commons.voting.queries import OwnBallot

from ..enums import RoundStatus
from ..links import link, of_round
from ..models import Envelope, Round
from ..queries.people import born_by
from . import words

BEFORE = frozenset({RoundStatus.DRAFT, RoundStatus.ANNOUNCED, RoundStatus.BALLOT_FIXED})


@dataclass(frozen=True)
class Barrier:
    """Why this person cannot vote here, and what they can do: a sentence and a link."""

    code: str
    title: str
    text: str
    label: str
    url: str


@dataclass(frozen=True)
class Voter:
    """What is known of the person for all envelopes of one round, in a fixed number of queries."""

    person: Person | None
    residence: ResidencyVerification | None = None
    waits: bool = False
    on_roll: frozenset[UUID] = frozenset()
    on_paper: frozenset[UUID] = frozenset()
    own: Mapping[UUID, OwnBallot] = field(default_factory=dict)
    box_locked: bool = False
    key_destroyed: bool = False

    def ballot(self, envelope: Envelope) -> OwnBallot | None:
        return self.own.get(envelope.poll_id) if envelope.poll_id else None


def voter_of(user: Any, envelopes: list[Envelope], at: datetime) -> Voter:
    if not isinstance(user, Person):
        return Voter(None)
    residence = people.residence(user, at)
    waits = residence is None and people.open_verification(user) is not None
    if user.elector is None:
        return Voter(user, residence, waits)
    polls = [envelope.poll_id for envelope in envelopes if envelope.poll_id]
    on_roll = frozenset(votes.polls_of(user.elector, polls))
    on_paper = frozenset(votes.paper_ballots_of(polls, user.elector))
    try:
        own = votes.own_ballots(on_roll, user.elector)
    except VotingError as error:
        gone = error.code == "key_destroyed"
        return Voter(
            user, residence, waits, on_roll, on_paper, box_locked=not gone, key_destroyed=gone
        )
    return Voter(user, residence, waits, on_roll, on_paper, own)


def round_barrier(round: Round, voter: Voter, path: str, at: datetime) -> Barrier | None:
    """What keeps the person from voting anywhere in the round."""
    code = _of_round(round, voter, at)
    return _barrier(code, round, None, voter, path) if code else None


def barrier(
    round: Round, envelope: Envelope, voter: Voter, path: str, at: datetime
) -> Barrier | None:
    """What keeps the person from voting in this envelope."""
    code = _of_round(round, voter, at) or _of_envelope(round, envelope, voter)
    return _barrier(code, round, envelope, voter, path) if code else None


def _of_round(round: Round, voter: Voter, at: datetime) -> str:
    closes_at, opens_at = voting_time(round)
    if round.status in BEFORE or (opens_at and at < opens_at):
        return "not_yet"
    if round.status != RoundStatus.VOTING_OPEN or (closes_at and at >= closes_at):
        return "key_destroyed" if voter.key_destroyed else "over"
    if voter.person is None:
        return "sign_in"
    if voter.on_roll:
        return "box_locked" if voter.box_locked else ""
    return _not_on_any_roll(round, voter, at)


def _not_on_any_roll(round: Round, voter: Voter, at: datetime) -> str:
    """The roll decides; this only finds the words for why they are not on it."""
    residence = voter.residence
    if residence is None or voter.person is None or voter.person.elector is None:
        return "waits" if voter.waits else "unverified"
    if not round.territory.contains(residence.territory):
        return "elsewhere"
    born = voter.person.elector.birth_date
    if born is not None and born > born_by(round, at):
        return "too_young"
    return "too_late" if not round.late_registration else "not_on_roll"


def _of_envelope(round: Round, envelope: Envelope, voter: Voter) -> str:
    if envelope.poll_id not in voter.on_roll:
        return "other_district"
    if envelope.poll_id in voter.on_paper:
        return "on_paper"
    if voter.ballot(envelope) and not round.may_change:
        return "final"
    return ""


def voting_time(round: Round) -> tuple[datetime | None, datetime | None]:
    """(closes, opens) of the polls; all envelopes of a round vote at the same time."""
    polls = [envelope.poll for envelope in round.envelopes.all() if envelope.poll]
    if not polls:
        return None, None
    return max(poll.closes_at for poll in polls), min(poll.opens_at for poll in polls)


def _barrier(
    code: str, round: Round, envelope: Envelope | None, voter: Voter, path: str
) -> Barrier:
    residence = voter.residence
    title, text, label = words.BARRIERS[code]
    values = {
        "territory": (envelope.territory if envelope else round.territory).name,
        "residence": residence.territory.name if residence else "",
        "age": round.min_age,
        "akimat": round.akimat.name,
        "contacts": ", ".join(filter(None, (round.akimat.phone, round.akimat.email))),
        "opens": words.moment(voting_time(round)[1]),
        "closes": words.moment(voting_time(round)[0]),
    }
    url = _next(code, round, envelope, path)
    return Barrier(code, _(title), _(text) % values, _(label) if url else "", url)


def _next(code: str, round: Round, envelope: Envelope | None, path: str) -> str:
    """Where the person goes from here."""
    akimat = round.akimat.slug
    if code == "sign_in":
        return f"{link('account_login')}?next={path}"
    if code in ("unverified", "elsewhere"):
        return link("people:verify_place", akimat) or link("people:verify")
    if code == "waits":
        return link("people:verification")
    if code == "final" and envelope:
        return link("budgeting:ballot_done", akimat, round.slug, envelope.territory.kato)
    if code == "key_destroyed" and envelope:
        return link("voting:receipt", akimat, envelope.poll_id)
    if code in ("over", "key_destroyed"):
        return of_round(round)
    if code in ("other_district", "on_paper", "box_locked"):
        return of_round(round, "ballot_home")
    return of_round(round, "projects")
