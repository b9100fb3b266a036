"""What the ballot box hears from budget rounds about their polls."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone, translation

from algorithms import pabulib
from budgeting.models import Round
from budgeting.pabulib.importing import import_election
from commons.voting import operations, processes
from commons.voting.models import Poll, Publication
from tests.factories.voting import PollFactory

pytestmark = pytest.mark.django_db

DATA = Path(__file__).parents[2].parent / "shared" / "data" / "pabulib" / "public"
DECIMALS = DATA / "Poland_Krakow_2023_Pradnik_Bialy.pb"


def test_polls_of_a_round_with_several_envelopes_name_their_territory(voting_round: Round) -> None:
    round = Round.objects.get(pk=voting_round.pk)
    polls = [e.poll_id for e in round.envelopes.order_by("territory__kato") if e.poll_id]

    found = processes.subjects_of(polls)

    with translation.override("ru"):
        assert [found[poll].title for poll in polls] == [
            f"{round.title} · {e.territory.name}"
            for e in round.envelopes.order_by("territory__kato")
        ]
        assert str(found[polls[0]].result_url) == f"/ru/pavlodar/budget/{round.slug}/result/"
    with translation.override("kk"):
        assert str(found[polls[0]].url) == f"/kk/pavlodar/budget/{round.slug}/"
    assert [(s.is_public, s.is_result_public) for s in found.values()] == [(True, False)] * 3


def test_result_is_public_once_it_is_published(hold_vote: Callable[..., Any]) -> None:
    vote = hold_vote([5, 6], [([0], "551000000", 3), ([0, 1], "551600000", 4)]).close().count()
    before = processes.subject_of(vote.poll)
    vote.publish()

    after = processes.subject_of(vote.poll)

    assert before is not None
    assert after is not None
    assert (before.is_result_public, after.is_result_public) == (False, True)
    assert after.titles == {code: getattr(vote.round, f"title_{code}") for code in after.titles}
    assert processes.ballots_file_of(vote.poll).startswith(b"META\n")


def test_many_polls_take_one_query(voting_round: Round, django_assert_num_queries: Any) -> None:
    polls = list(Poll.objects.values_list("pk", flat=True))

    with django_assert_num_queries(1):
        one = processes.subjects_of(polls[:1])
    with django_assert_num_queries(1):
        three = processes.subjects_of(polls)
    assert (len(one), len(three)) == (1, 3)


def test_poll_of_no_process_has_no_subject(akimat: Any) -> None:
    poll = PollFactory(akimat=akimat)

    assert processes.subject_of(poll) is None
    assert processes.ballots_file_of(poll) == b""


@pytest.mark.data
@pytest.mark.skipif(not DECIMALS.exists(), reason="../shared/data is absent")
def test_imported_election_with_decimals_is_published_as_it_was_counted(akimat: Any) -> None:
    pb = pabulib.read(DECIMALS.read_text(encoding="utf-8"))
    round = import_election(
        akimat=akimat,
        pb=pb,
        file_name=DECIMALS.name,
        slug="imported",
        actor=None,
        at=timezone.now(),
    )
    poll = round.envelopes.get().poll

    told = pabulib.read(processes.ballots_file_of(poll).decode())

    assert (pb.meta["budget"], told.meta["budget"]) == ("2011938.01", "201193801")
    cost = told.projects.columns.index("cost")
    assert sum(int(row[cost]) for row in told.projects.rows) == sum(
        poll.options.values_list("cost_tenge", flat=True)
    )
    assert len(told.votes.rows) == poll.slots.count() == 5455
    operations.run_publication(poll.pk)
    assert [(p.status, p.error) for p in Publication.objects.all()] == [("done", "")]
