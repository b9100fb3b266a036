"""What one's own share paid for: to the holder of the receipt alone, and kept nowhere."""

import logging
import re
import secrets
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from budgeting import operations
from budgeting.enums import PhaseKind, RoundStatus
from budgeting.models import Phase, Project, Round
from commons.voting import keys
from commons.voting import operations as voting
from commons.voting.models import Ballot, Poll, Publication, Tally
from tests.factories.approvals import open_voting
from tests.factories.budgeting import DAYS, announced, find, in_review
from tests.factories.people import ResidentFactory

pytestmark = pytest.mark.django_db

COSTS = (40_000_000, 20_000_000)


@pytest.fixture
def hold(akimat, district, expert, specialist, resident):
    """Six chose the dear project, four the cheap one; `voters` in the order of the people."""

    def hold(**rules):
        start = timezone.now() - timedelta(days=30)
        rules = {"ballot_format": "approval", "max_choices": 2, **rules}
        round = announced(akimat, start, council=[expert], **rules)
        at = start + timedelta(days=DAYS[PhaseKind.REVIEW][0])
        for project, cost in zip(in_review(round, resident, start, count=2), COSTS, strict=True):
            find(project, specialist, at, cost=cost)
        people = [resident, *ResidentFactory.create_batch(9, lives_in=(akimat, district))]
        operations.fix_ballot(round=round, actor=None, at=at)
        round = open_voting(round=round, actor=None, at=timezone.now())
        receipts = [cast(round, person, n >= 6) for n, person in enumerate(people)]
        ended = timezone.now() - timedelta(seconds=1)
        Phase.objects.filter(round=round, kind=PhaseKind.VOTING).update(closes_at=ended)
        Poll.objects.update(closes_at=ended)
        round = operations.close_voting(round=round, actor=None, at=timezone.now())
        operations.count(round=round, actor=None, at=timezone.now())
        for tally in Tally.objects.all():
            voting.run_tally(tally.pk)
        round = operations.settle_count(round=round, at=timezone.now())
        Round.objects.filter(pk=round.pk).update(status=RoundStatus.RESULT_PUBLISHED)
        return round, people, receipts

    return hold


def code_of(cost):
    return Project.objects.get(cost_tenge=cost).option.code


def cast(round, person, cheap):
    return voting.cast_ballot(
        poll=round.envelopes.get().poll,
        elector=person.elector,
        choices={code_of(COSTS[cheap]): 1},
        idempotency_key=uuid4(),
        nv=secrets.token_bytes(32),
    )


def publish(round):
    Publication.objects.update_or_create(
        poll=round.envelopes.get().poll,
        defaults={"status": "done", "requested_at": timezone.now()},
    )


def url_of(round):
    args = [round.akimat.slug, round.slug, round.territory.kato]
    return f"/en/{reverse('budgeting:result_share', args=args).split('/', 2)[2]}"


def text_of(answer):
    html = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", html.replace("\xa0", " "))


def test_receipt_tells_what_the_share_paid(hold, client):
    round, _people, receipts = hold()
    publish(round)
    answer = client.post(url_of(round), {"code": receipts[9].leaf.hex()})
    # Shares rose until six could pay 40 million; four paid 5 million each for the cheap one.
    assert "Your share paid 5 000 000 ₸ of it" in text_of(answer)
    share = answer.context["share"]
    assert [line.paid.replace("\xa0", " ") for line in share.lines] == ["5 000 000 ₸"]
    assert (share.chosen, share.won, share.by_shares) == (1, 1, True)


def test_nothing_of_it_is_kept(hold, client, caplog):
    round, _people, receipts = hold()
    publish(round)
    code = receipts[0].leaf.hex()
    with caplog.at_level(logging.DEBUG):
        answer = client.post(url_of(round), {"code": code})
    assert "no-store" in answer["Cache-Control"]
    assert not Session.objects.exists()
    assert code not in caplog.text
    assert code not in answer.content.decode()
    assert code not in answer.request["PATH_INFO"] + answer.request["QUERY_STRING"]
    assert client.get(url_of(round)).context.get("share") is None


def test_receipt_works_without_the_key(hold, client):
    round, _people, receipts = hold()
    publish(round)
    keys.destroy_poll_key(round.envelopes.get().poll_id)
    answer = client.post(url_of(round), {"code": receipts[0].leaf.hex()})
    assert answer.context["share"].won == 1


def test_nothing_is_told_of_a_ballot_before_the_ballots_are_published(hold, client):
    round, _people, receipts = hold()
    answer = client.post(url_of(round), {"code": receipts[0].leaf.hex()})
    assert "No published ballot has this code." in text_of(answer)
    assert answer.context.get("share") is None


@pytest.mark.usefixtures("without_walls")
def test_replaced_ballot_stays_secret(hold, client):
    round, people, receipts = hold()
    publish(round)
    poll = round.envelopes.get().poll
    assert people
    old = Ballot.objects.get(leaf=receipts[0].leaf)
    Ballot.objects.create(
        poll=poll, slot=old.slot, version=2, idempotency_key=uuid4(), choices={},
        n1=b"1" * 32, n2=b"2" * 32, nv=b"3" * 32, leaf=b"4" * 32,
    )  # fmt: skip
    poll.slots.filter(slot=old.slot).update(current=2)
    answer = client.post(url_of(round), {"code": receipts[0].leaf.hex()})
    assert "You changed this ballot later." in text_of(answer)
    assert answer.context.get("share") is None


def test_who_is_signed_in_sees_it_at_once_while_the_key_is_there(hold, signed_in):
    round, people, _receipts = hold()
    client = signed_in(people[7])
    answer = client.get(url_of(round))
    assert answer.context["share"].spent.replace("\xa0", " ") == "5 000 000 ₸"
    assert "no-store" in answer["Cache-Control"]
    keys.destroy_poll_key(round.envelopes.get().poll_id)
    assert client.get(url_of(round)).context.get("share") is None


def test_greedy_gives_nobody_a_share_and_says_so(hold, client):
    round, _people, receipts = hold(rule="greedy")
    publish(round)
    answer = client.post(url_of(round), {"code": receipts[0].leaf.hex()})
    assert "This count gave nobody a share of the money" in text_of(answer)
    assert [(line.won, line.paid) for line in answer.context["share"].lines] == [(True, "")]


@pytest.mark.parametrize("code", ["", "abc", "g" * 64])
def test_what_is_no_code_is_refused(hold, client, code):
    round, _people, _receipts = hold()
    answer = client.post(url_of(round), {"code": code})
    assert answer.status_code == 422
    assert answer.context.get("share") is None
