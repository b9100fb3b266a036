"""From feasible projects to ballots: fixing, opening and closing the vote."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from commons.audit.operations import record
from commons.people.models import Person, ResidencyVerification
from commons.voting import operations as voting
from commons.voting.enums import PollStatus
from commons.voting.queries import Poll

from .. import notices, texts
from .. import rules as round_rules
from ..checks import require_checks
from ..enums import PhaseKind, ProjectStatus, RoundStatus, Step
from ..errors import BudgetingError
from ..models import Envelope, ExclusiveGroup, Project, Round
from ..queries import approvals, people, phases
from ..texts import Texts
from .states import locked_round, move_project, move_round, require_round


@transaction.atomic
def exclude_mutually(
    *, projects: Sequence[Project], name: Texts, actor: Person | None, at: datetime
) -> ExclusiveGroup:
    """Say that at most one of these can be built; the order given is their precedence.

    `name` says what they share. An earlier project wins a tie with a later one of its group.
    """
    texts.require(name)
    if len(projects) < 2:
        raise BudgetingError("group_too_small")
    round = locked_round(projects[0].round)
    require_round(round, RoundStatus.ANNOUNCED)
    rows = {
        row.pk: row
        for row in Project.objects.select_for_update()
        .filter(round=round, pk__in=[project.pk for project in projects])
        .order_by("pk")
    }
    if len(rows) != len(projects) or len({row.envelope_id for row in rows.values()}) != 1:
        raise BudgetingError("different_envelopes")
    group = ExclusiveGroup.objects.create(round=round, **texts.columns("name", name))
    for precedence, project in enumerate(projects):
        row = rows[project.pk]
        row.exclusive_group = group
        row.precedence = precedence
        row.save(update_fields=["exclusive_group", "precedence"])
    record(
        verb="round.projects_grouped",
        subject=round,
        at=at,
        actor=actor,
        akimat=round.akimat,
        group=group.pk,
        projects=[project.pk for project in projects],
    )
    return group


def ballot_order(round: Round, envelope: Envelope, projects: Sequence[Project]) -> list[Project]:
    """The order on the ballot: by SHA-256 of seed, envelope and proposal, so nobody is first by
    being early or by being known."""

    def drawn(project: Project) -> str:
        text = f"{round.lot_seed}/{envelope.territory.kato}/{project.proposal_id}"
        return hashlib.sha256(text.encode()).hexdigest()

    return sorted(projects, key=drawn)


@transaction.atomic
def fix_ballot(*, round: Round, actor: Person | None, at: datetime) -> Round:
    """Make a poll of every envelope that has feasible projects, numbered from 1 in drawn order."""
    round = locked_round(round)
    require_round(round, RoundStatus.ANNOUNCED)
    require_checks(round, Step.FIX_BALLOT, at)
    chosen: dict[int | None, list[Project]] = defaultdict(list)
    feasible = (
        Project.objects.select_for_update(of=("self",))
        .filter(round=round, status=ProjectStatus.FEASIBLE)
        .select_related("proposal")
        .order_by("pk")
    )
    for project in feasible:
        chosen[project.envelope_id].append(project)
    for envelope in round.envelopes.select_related("territory"):
        if envelope.pk in chosen:
            _make_poll(round, envelope, chosen[envelope.pk])
    move_round(round, RoundStatus.BALLOT_FIXED)
    round.save(update_fields=["status"])
    _record(round, "round.ballot_fixed", actor, at)
    return round


def _make_poll(round: Round, envelope: Envelope, projects: list[Project]) -> None:
    voting_phase = phases.by_kind(round)[PhaseKind.VOTING]
    poll = voting.create_poll(
        akimat=round.akimat,
        ballot_format=round.ballot_format,
        budget_tenge=envelope.budget_tenge,
        max_choices=round.max_choices,
        points_total=round.points_total,
        points_each=round.points_each,
        may_change=round.may_change,
        opens_at=voting_phase.opens_at,
        closes_at=voting_phase.closes_at,
        lot_seed=round.lot_seed,
        rule=round.rule,
        params=round_rules.tally_params(round, round.rule),
    )
    envelope.poll = poll
    envelope.save(update_fields=["poll"])
    for number, project in enumerate(ballot_order(round, envelope, projects), start=1):
        group = project.exclusive_group_id
        project.option = voting.add_option(
            poll=poll,
            code=str(number),
            cost_tenge=project.cost_tenge or 0,
            exclusive_group=str(group) if group else "",
            precedence=project.precedence,
        )
        move_project(project, ProjectStatus.ON_BALLOT)
        project.save(update_fields=["option", "status"])


@transaction.atomic
def unfix_ballot(*, round: Round, reason: str, actor: Person | None, at: datetime) -> Round:
    """Take the ballot back to correct a mistake, while nobody can have voted yet."""
    round = locked_round(round)
    require_round(round, RoundStatus.BALLOT_FIXED)
    if not reason.strip():
        raise BudgetingError("unfix_reason_needed")
    on_ballot = Project.objects.select_for_update().filter(
        round=round, status=ProjectStatus.ON_BALLOT
    )
    for project in on_ballot.order_by("pk"):
        move_project(project, ProjectStatus.FEASIBLE)
        project.option = None
        project.save(update_fields=["option", "status"])
    for envelope, poll in with_polls(round):
        envelope.poll = None
        envelope.save(update_fields=["poll"])
        voting.discard_poll(poll=poll)
    move_round(round, RoundStatus.ANNOUNCED)
    round.save(update_fields=["status"])
    record(
        verb="round.ballot_unfixed",
        subject=round,
        at=at,
        actor=actor,
        akimat=round.akimat,
        reason=reason,
    )
    return round


@transaction.atomic
def open_voting(*, round: Round, actor: Person | None, at: datetime) -> Round:
    """Put every eligible resident on the rolls and open the polls under the round's rules."""
    round = locked_round(round)
    require_round(round, RoundStatus.BALLOT_FIXED)
    require_checks(round, Step.OPEN_VOTING, at)
    approved_by = [approval.person for approval in approvals.standing(round, Step.OPEN_VOTING)]
    for envelope, poll in with_polls(round):
        voting.enrol_many(poll=poll, entries=_roll(envelope, round, at))
        voting.open_poll(
            poll=poll,
            setup=setup(round, envelope),
            actor=actor,
            at=at,
            approved_by=approved_by,
        )
    move_round(round, RoundStatus.VOTING_OPEN)
    round.save(update_fields=["status"])
    _record(round, "round.voting_opened", actor, at)
    notices.round_followers(round, "voting_opened", at, key=f"round/{round.pk}/voting_opened")
    return round


def _roll(envelope: Envelope, round: Round, at: datetime) -> Iterator[tuple[UUID, str]]:
    for verification in people.eligible(envelope, round, at).iterator(chunk_size=2000):
        if elector := verification.person.elector:
            yield elector.pk, people.voting_area(verification.territory)


def with_polls(round: Round) -> list[tuple[Envelope, Poll]]:
    """The envelopes that are voted on, each with its poll."""
    envelopes = (
        round.envelopes.exclude(poll=None)
        .select_related("territory", "poll")
        .order_by("territory__level", "territory__kato")
    )
    return [(envelope, envelope.poll) for envelope in envelopes if envelope.poll is not None]


def setup(round: Round, envelope: Envelope) -> dict[str, Any]:
    """What the public log says of a poll before the first ballot: rules, their hash, options."""
    return {
        "rules_hash": round.rules_hash,
        "rules": round_rules.snapshot(round),
        "envelope": envelope.territory.kato,
        "projects": [
            {
                "code": project.option.code,
                "proposal": project.proposal_id,
                "title": project.proposal.title,
                "language": project.proposal.language,
                "cost_tenge": project.cost_tenge,
                "upkeep_tenge": project.upkeep_tenge,
                "exclusive_group": str(project.exclusive_group_id or ""),
                "precedence": project.precedence,
            }
            for project in envelope.projects.filter(status=ProjectStatus.ON_BALLOT)
            .select_related("proposal", "option")
            .order_by("option_id")
            if project.option
        ],
    }


@transaction.atomic
def enrol_late(*, verification: ResidencyVerification, at: datetime) -> list[Envelope]:
    """Let a resident verified during voting vote, in the rounds whose rules admit that.

    Rounds about to open are locked too: whoever is verified while the roll is written is either
    found by the opening or enrolled here, never neither.
    """
    entered: list[Envelope] = []
    elector = Person.objects.select_related("elector").get(pk=verification.person_id).elector
    rounds = (
        Round.objects.select_for_update(of=("self",))
        .filter(
            status__in=(RoundStatus.BALLOT_FIXED, RoundStatus.VOTING_OPEN),
            late_registration=True,
            territory__kato__startswith=verification.territory.kato[:2],
        )
        .order_by("pk")
    )
    for round in rounds:
        if round.status != RoundStatus.VOTING_OPEN:
            continue
        for envelope, poll in with_polls(round):
            admitted = people.eligible(envelope, round, at).filter(pk=verification.pk).exists()
            if elector and admitted and poll.status == PollStatus.OPEN:
                voting.enrol(
                    poll=poll,
                    elector=elector,
                    area=people.voting_area(verification.territory),
                    at_opening=False,
                )
                entered.append(envelope)
    return entered


@transaction.atomic
def close_voting(*, round: Round, actor: Person | None, at: datetime) -> Round:
    """Close every poll of a round whose announced end has come. Safe to repeat."""
    round = locked_round(round)
    if round.status in (
        RoundStatus.VOTING_CLOSED,
        RoundStatus.COUNTED,
        RoundStatus.RESULT_PUBLISHED,
    ):
        return round
    require_round(round, RoundStatus.VOTING_OPEN)
    require_checks(round, Step.CLOSE_VOTING, at)
    for _envelope, poll in with_polls(round):
        voting.close_poll(poll=poll, actor=actor, at=at)
    move_round(round, RoundStatus.VOTING_CLOSED)
    round.save(update_fields=["status"])
    _record(round, "round.voting_closed", actor, at)
    return round


def _record(round: Round, verb: str, actor: Person | None, at: datetime) -> None:
    record(verb=verb, subject=round, at=at, actor=actor, akimat=round.akimat)
