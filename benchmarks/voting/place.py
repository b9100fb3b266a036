"""An akimat with districts, a round that votes, and the poll of its one envelope."""

import random
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from budgeting import rules
from budgeting.enums import PhaseKind, ProjectStatus, RoundStatus
from budgeting.models import Envelope, Phase, Project, Round
from budgeting.operations import balloting
from commons.people.models import Person
from commons.proposals.enums import ProposalStatus
from commons.proposals.models import Call, Proposal
from commons.territories.enums import Level
from commons.territories.models import Akimat, Territory
from commons.voting import operations as voting
from commons.voting.queries import Poll

SLUG, ROUND = "benchmark", "2026"
KATO = "990000000"
BUDGET = 6_000_000_000
LANGUAGES = ("kk", "ru", "en")


def make_round(*, projects: int, ballot_format: str, districts: int = 20) -> Envelope:
    """A round in the state of voting but for its poll, which is in preparation."""
    place = Territory.objects.create(kato=KATO, level=Level.REGION, name="Benchmark")
    akimat = Akimat.objects.create(territory=place, slug=SLUG, name="Benchmark")
    for number in range(1, districts + 1):
        Territory.objects.create(kato=area(number), level=Level.DISTRICT, name=f"District {number}")
    now = timezone.now()
    round = Round.objects.create(
        akimat=akimat,
        territory=place,
        slug=ROUND,
        status=RoundStatus.VOTING_OPEN,
        ballot_format=ballot_format,
        max_choices=5,
        announced_at=now - timedelta(days=35),
        frozen_at=now - timedelta(days=35),
        lot_seed="drawn in public",
        call=_call(akimat, now),
        **{f"title_{code}": "A round of a benchmark" for code in LANGUAGES},
    )
    opens, closes = now - timedelta(days=1), now + timedelta(days=7)
    Phase.objects.create(round=round, kind=PhaseKind.VOTING, opens_at=opens, closes_at=closes)
    envelope = Envelope.objects.create(round=round, territory=place, budget_tenge=BUDGET)
    envelope.poll = _poll(round, envelope, opens, closes)
    envelope.save()
    _projects(round, envelope, projects)
    return envelope


def open_box(envelope: Envelope) -> Poll:
    assert envelope.poll is not None
    setup = balloting.setup(envelope.round, envelope)
    return voting.open_poll(poll=envelope.poll, setup=setup, actor=None, at=timezone.now())


def area(number: int) -> str:
    return f"99{number:02d}00000"


def _call(akimat: Akimat, at: datetime) -> Any:
    return Call.objects.create(
        akimat=akimat,
        territory=akimat.territory,
        slug="call",
        title="A call",
        opens_at=at - timedelta(days=30),
        closes_at=at - timedelta(days=20),
    )


def _poll(round: Round, envelope: Envelope, opens: datetime, closes: datetime) -> Poll:
    return voting.create_poll(
        akimat=round.akimat,
        ballot_format=round.ballot_format,
        budget_tenge=envelope.budget_tenge,
        max_choices=round.max_choices,
        points_total=round.points_total,
        points_each=round.points_each,
        may_change=round.may_change,
        opens_at=opens,
        closes_at=closes,
        lot_seed=round.lot_seed,
        rule=round.rule,
        params=rules.tally_params(round, round.rule),
    )


def _projects(round: Round, envelope: Envelope, count: int) -> None:
    """Costs from 1 to 10 % of the budget, as in a real round many small and few large."""
    costs = random.Random(1)
    author = Person.objects.create(email="author@example.kz", is_active=False)
    assert envelope.poll is not None
    for number in range(1, count + 1):
        cost = round_sum(BUDGET * min(0.1, 0.01 + costs.expovariate(40)))
        proposal = Proposal.objects.create(
            call=round.call,
            akimat=round.akimat,
            author=author,
            title=f"Project {number}",
            created_at=timezone.now(),
            updated_at=timezone.now(),
            status=ProposalStatus.PUBLISHED,
        )
        option = voting.add_option(poll=envelope.poll, code=str(number), cost_tenge=cost)
        Project.objects.create(
            round=round,
            proposal=proposal,
            envelope=envelope,
            option=option,
            cost_tenge=cost,
            status=ProjectStatus.ON_BALLOT,
        )


def round_sum(tenge: float) -> int:
    """To 100,000 tenge."""
    return int(tenge // 100_000) * 100_000
