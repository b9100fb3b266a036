"""Money that district envelopes leave over goes to the citywide one, which is counted last."""

import pytest

from budgeting import operations
from budgeting.enums import PhaseKind, RoundStatus, Rule
from budgeting.models import Project, Round
from commons.voting import counting
from commons.voting import operations as voting
from commons.voting import queries as votes
from commons.voting.models import Tally
from tests.factories.budgeting import CITY, DISTRICT, announced, day, find, in_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(akimat, district, other_district, resident, specialist, expert, now):
    """60 million citywide and 20 in each of two districts, greedy: 12 and 15 are spent there."""
    round = announced(
        akimat, now, council=[expert], rule="greedy", leftovers="citywide",
        ballot_format="approval", max_choices=5, max_per_person=50,
        envelopes=[(akimat.territory, CITY), (district, DISTRICT), (other_district, DISTRICT)],
    )  # fmt: skip
    places = {
        None: (50_000_000, 20_000_000),
        district: (12_000_000,),
        other_district: (15_000_000,),
    }
    for place, costs in places.items():
        known = set(Project.objects.values_list("pk", flat=True))
        in_review(round, resident, now, count=len(costs), territory=place)
        made = Project.objects.exclude(pk__in=known).order_by("pk")
        for project, cost in zip(made, costs, strict=True):
            find(project, specialist, day(now, PhaseKind.REVIEW), cost=cost)
    operations.fix_ballot(round=round, actor=None, at=day(now, PhaseKind.CORRECTION))
    closes_at = round.phases.get(kind=PhaseKind.VOTING).closes_at
    for poll in polls_of(round).values():
        everything = dict.fromkeys(poll.options.values_list("code", flat=True), 1)
        voting.import_ballots(
            poll=poll, ballots=[(everything, district.kato)] * 12, actor=None, at=closes_at
        )
    Round.objects.filter(pk=round.pk).update(status=RoundStatus.VOTING_CLOSED)
    round.refresh_from_db()
    return round


def polls_of(round):
    return {e.territory.kato: e.poll for e in round.envelopes.select_related("territory", "poll")}


def citywide(round):
    return polls_of(round)[round.territory.kato]


def run(tallies):
    for tally in tallies:
        voting.run_tally(tally.pk)


def test_citywide_count_waits_and_gets_what_is_left(closed, now):
    operations.count(round=closed, actor=None, at=now)
    assert not citywide(closed).tallies.exists()
    run(Tally.objects.all())
    operations.settle_count(round=closed, at=now)

    waiting = list(citywide(closed).tallies.all())
    assert {tally.rule for tally in waiting} == set(Rule.values)
    # 20 - 12 and 20 - 15.
    assert {counting.parted(tally.params)[1] for tally in waiting} == {13_000_000}
    run(waiting)
    settled = operations.settle_count(round=closed, at=now)

    assert settled.status == RoundStatus.COUNTED
    outcome = votes.official_outcome(citywide(closed))
    assert outcome.budget == 73_000_000
    # 20 and 50 fit together only with what the districts left over.
    assert outcome.cost == 70_000_000


def test_leftovers_return_where_the_rules_say_so(closed, now):
    Round.objects.filter(pk=closed.pk).update(leftovers="returned")
    closed.refresh_from_db()
    operations.count(round=closed, actor=None, at=now)

    assert Tally.objects.count() == 3 * len(Rule.values)
    assert {counting.parted(tally.params)[1] for tally in Tally.objects.all()} == {0}


@pytest.mark.parametrize("turn", [(0, 1), (1, 0)])
def test_order_repetition_and_dead_workers_make_no_difference(closed, now, turn):
    """The districts' deciding counts in any order, the sweep after each, a worker that died."""
    operations.count(round=closed, actor=None, at=now)
    official = list(Tally.objects.filter(official=True).order_by("pk"))
    for place in turn:
        voting.run_tally(official[place].pk)
        operations.count(round=closed, actor=None, at=now)
        operations.settle_count(round=closed, at=now)
    run(official)
    run(official)
    operations.settle_count(round=closed, at=now)
    operations.count(round=closed, actor=None, at=now)
    Tally.objects.filter(poll=citywide(closed)).update(status="running", progress=0.5)
    run(Tally.objects.order_by("-pk"))
    operations.settle_count(round=closed, at=now)

    outcome = votes.official_outcome(citywide(closed))
    assert (outcome.budget, outcome.cost) == (73_000_000, 70_000_000)
    assert Tally.objects.count() == 3 * len(Rule.values)
    closed.refresh_from_db()
    assert closed.status == RoundStatus.COUNTED


def test_failed_district_holds_the_citywide_count_back(closed, now):
    operations.count(round=closed, actor=None, at=now)
    run(Tally.objects.all())
    first = Tally.objects.filter(official=True).first()
    Tally.objects.filter(pk=first.pk).update(status="failed", outcome=None)
    operations.settle_count(round=closed, at=now)
    assert not citywide(closed).tallies.exists()

    operations.count(round=closed, actor=None, at=now)
    voting.run_tally(first.pk)
    operations.settle_count(round=closed, at=now)
    assert citywide(closed).tallies.count() == len(Rule.values)


def test_page_says_where_the_money_came_from(closed, now, client):
    operations.count(round=closed, actor=None, at=now)
    run(Tally.objects.all())
    operations.settle_count(round=closed, at=now)
    run(citywide(closed).tallies.all())
    operations.settle_count(round=closed, at=now)
    Round.objects.filter(pk=closed.pk).update(status=RoundStatus.RESULT_PUBLISHED)

    page = client.get(f"/en/{closed.akimat.slug}/budget/{closed.slug}/result/")
    told = page.content.decode().replace("\xa0", " ")
    assert "This envelope had 60 000 000 ₸ of its own" in told
    assert "left over 13 000 000 ₸" in told
