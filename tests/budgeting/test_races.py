"""Two people press the same button: one of them does it."""

import threading
from datetime import timedelta

import pytest
from django.db import connections

from budgeting import operations
from budgeting.enums import PhaseKind, ProjectStatus, RoundStatus, Step
from budgeting.errors import BudgetingError
from budgeting.models import Project, Review, Round
from commons.people.models import ResidencyVerification
from commons.people.signals import residency_verified
from commons.voting.models import Poll, RollEntry
from tests.factories.approvals import approve_by_two
from tests.factories.budgeting import announced, day, find, in_review
from tests.factories.people import ResidentFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Run the acts in threads that start together; returns what each raised, or None."""
    barrier = threading.Barrier(len(acts))
    raised = [None] * len(acts)

    def run(number, act):
        try:
            barrier.wait()
            act()
        except Exception as error:
            raised[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


@pytest.fixture
def round_in_review(akimat, expert, specialist, resident, now):
    round = announced(akimat, now, council=[expert])
    in_review(round, resident, now, count=2)
    return round


@pytest.fixture
def fixed(round_in_review, specialist, now):
    for project in round_in_review.projects.order_by("pk"):
        find(project, specialist, day(now, PhaseKind.REVIEW))
    return operations.fix_ballot(round=round_in_review, actor=None, at=day(now, PhaseKind.REVIEW))


def test_two_moderators_open_the_voting_once(fixed, moderator, now):
    at = day(now, PhaseKind.VOTING)
    approve_by_two(fixed, Step.OPEN_VOTING, at)

    raised = at_once(*[lambda: operations.open_voting(round=fixed, actor=moderator, at=at)] * 4)

    assert sorted(type(error).__name__ for error in raised) == ["BudgetingError"] * 3 + ["NoneType"]
    assert Poll.objects.count() == 1
    assert RollEntry.objects.count() == 1
    assert Round.objects.get().status == RoundStatus.VOTING_OPEN


def test_two_moderators_fix_the_ballot_once(round_in_review, specialist, moderator, now):
    at = day(now, PhaseKind.REVIEW)
    for project in round_in_review.projects.order_by("pk"):
        find(project, specialist, at)

    raised = at_once(
        *[lambda: operations.fix_ballot(round=round_in_review, actor=moderator, at=at)] * 4
    )

    assert sum(error is None for error in raised) == 1
    assert all(error is None or isinstance(error, BudgetingError) for error in raised)
    assert Poll.objects.count() == 1


def test_two_specialists_decide_a_project_once(round_in_review, specialist, now):
    project = round_in_review.projects.first()
    at = day(now, PhaseKind.REVIEW)

    raised = at_once(*[lambda: find(Project.objects.get(pk=project.pk), specialist, at)] * 4)

    assert sum(error is None for error in raised) == 1
    assert Review.objects.count() == 1


def test_proposals_are_sent_to_review_once(akimat, expert, specialist, resident, now):
    from tests.factories.proposals import ProposalFactory

    round = announced(akimat, now, council=[expert])
    for _ in range(3):
        ProposalFactory(call=round.call, author=resident)
    at = day(now, PhaseKind.REVIEW)

    raised = at_once(*[lambda: operations.send_to_review(round=round, at=at)] * 4)

    assert raised == [None] * 4
    assert Project.objects.count() == 3


def test_fixing_and_reviewing_do_not_lose_each_other(round_in_review, specialist, now):
    first, second = round_in_review.projects.order_by("pk")
    at = day(now, PhaseKind.REVIEW)
    find(first, specialist, at)

    raised = at_once(
        lambda: operations.fix_ballot(round=round_in_review, actor=None, at=at),
        lambda: find(second, specialist, at),
    )

    round = Round.objects.get()
    states = {project.status for project in Project.objects.all()}
    assert raised[1] is None
    if raised[0] is None:
        assert (round.status, states) == (RoundStatus.BALLOT_FIXED, {ProjectStatus.ON_BALLOT})
    else:
        assert (round.status, states) == (RoundStatus.ANNOUNCED, {ProjectStatus.FEASIBLE})


def test_resident_verified_while_voting_opens_is_on_the_roll(
    fixed, akimat, district, moderator, now
):
    from django.db import transaction

    at = day(now, PhaseKind.VOTING)
    approve_by_two(fixed, Step.OPEN_VOTING, at)
    late = ResidentFactory(lives_in=(akimat, district))
    verification = ResidencyVerification.objects.get(person=late)
    ResidencyVerification.objects.filter(pk=verification.pk).update(status="requested")

    def verify():
        with transaction.atomic():
            verification.status = "verified"
            verification.decided_at = at - timedelta(seconds=1)
            verification.save()
            residency_verified.send(sender=ResidencyVerification, verification=verification)

    raised = at_once(verify, lambda: operations.open_voting(round=fixed, actor=moderator, at=at))

    assert raised == [None, None]
    assert RollEntry.objects.filter(elector=late.elector).count() == 1
