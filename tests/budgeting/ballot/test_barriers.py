"""Who cannot vote is told why in one sentence, and where to go."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from budgeting.models import Round
from commons.people.enums import Method, VerificationStatus
from commons.people.models import Person, ResidencyVerification
from commons.territories.models import Akimat, Territory
from commons.voting import operations
from commons.voting.models import Ballot, Poll
from tests.budgeting.ballot.support import code_of, text, url, vote
from tests.factories.people import ResidentFactory
from tests.fixtures.ballot import AKSU, PAVLODAR

pytestmark = pytest.mark.django_db


def met(client: Client, kato: str = "") -> str:
    """The code of the barrier on the page of the ballot; empty where one can vote."""
    page = client.get(url("", kato) if kato else url())
    assert page.status_code == 200
    barrier = page.context.get("barrier")
    if barrier is None:
        return ""
    assert barrier.title in text(page).replace("&#x27;", "'")
    assert barrier.url.startswith("/en/")
    assert barrier.label
    assert "%(" not in barrier.text
    return barrier.code


def test_visitor_signs_in_and_comes_back(client: Client, voting_round: Round) -> None:
    assert met(client) == "sign_in"
    assert client.get(url()).context["barrier"].url.endswith(f"?next={url()}")


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("unverified", "unverified"),
        ("neighbour", "elsewhere"),
        ("young", "too_young"),
        ("resident", ""),
        ("second_resident", ""),
        ("expert", "unverified"),
        ("moderator", "unverified"),
    ],
)
def test_each_person_meets_their_own_barrier(
    client: Client, voting_round: Round, request: Any, who: str, code: str
) -> None:
    client.force_login(request.getfixturevalue(who))

    assert met(client) == code
    client.get(url("home"))
    assert (client.post(url("check"), {"c": ["1"]}).context.get("barrier") is None) == (code == "")


def test_open_request_of_residence_is_waited_for(
    client: Client, voting_round: Round, unverified: Person, akimat: Akimat
) -> None:
    ResidencyVerification.objects.create(
        person=unverified,
        akimat=akimat,
        territory=akimat.territory,
        method=Method.IN_PERSON,
        status=VerificationStatus.REQUESTED,
        requested_at=timezone.now(),
    )
    client.force_login(unverified)

    assert met(client) == "waits"


def test_ballot_of_another_district_is_not_mine(booth: Client, voting_round: Round) -> None:
    assert met(booth, PAVLODAR) == ""
    assert met(booth, AKSU) == "other_district"


def test_voter_on_paper_cannot_vote_online(
    booth: Client, citywide: Poll, resident: Person, specialist: Person
) -> None:
    operations.enter_paper_ballot(
        poll=citywide,
        elector=resident.elector,
        number="1",
        choices={code_of(citywide, 20): 1},
        actor=specialist,
        at=timezone.now(),
    )

    assert met(booth) == "on_paper"
    assert "voted on paper" in text(booth.get(url("home")))


def test_final_vote_leads_to_the_own_ballot(make_voting_round: Any, booth: Client) -> None:
    make_voting_round(may_change=False)
    vote(booth, {"c": ["1"]})

    assert met(booth) == "final"
    assert "Your vote is saved" in text(booth.get(booth.get(url()).context["barrier"].url))


def test_before_the_opening_the_page_says_when(make_voting_round: Any, booth: Client) -> None:
    make_voting_round(is_open=False)

    assert met(booth) == "not_yet"


@pytest.mark.parametrize("by_clock", [True, False])
def test_after_the_close_nothing_can_be_cast(
    booth: Client, citywide: Poll, voting_round: Round, by_clock: bool
) -> None:
    vote(booth, {"c": [code_of(citywide, 20)]})
    if by_clock:
        Poll.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    else:
        Round.objects.update(status="voting_closed")

    assert met(booth) == "over"
    page = booth.post(url("cast"), {"c": [code_of(citywide, 40)]})
    assert page.status_code == 409
    assert "Your vote was NOT saved" in text(page)
    assert Ballot.objects.count() == 1
    assert "Your vote is saved" in text(booth.get(url("done")))


@pytest.mark.parametrize(("late", "code"), [(True, "not_on_roll"), (False, "too_late")])
def test_resident_verified_after_the_opening(
    make_voting_round: Any,
    client: Client,
    akimat: Akimat,
    district: Territory,
    late: bool,
    code: str,
) -> None:
    make_voting_round(late_registration=late)
    client.force_login(ResidentFactory(lives_in=(akimat, district)))

    assert met(client) == code


def test_expired_residence_that_is_on_the_roll_still_votes(
    booth: Client, voting_round: Round, resident: Person
) -> None:
    """The roll was frozen at the opening: it decides, not the state of today."""
    ResidencyVerification.objects.update(valid_until=timezone.localdate() - timedelta(days=1))

    assert met(booth) == ""


@pytest.mark.parametrize("page", ["", "check", "done"])
def test_envelope_that_does_not_exist_is_404(booth: Client, voting_round: Round, page: str) -> None:
    assert booth.get(url(page, "999999999")).status_code == 404


@pytest.mark.parametrize("page", ["", "home", "done"])
def test_round_of_another_akimat_is_404(
    booth: Client, voting_round: Round, other_akimat: Akimat, page: str
) -> None:
    assert booth.get(url(page).replace("/pavlodar/", "/abai/")).status_code == 404


def test_list_of_ballots_shows_turnout_and_no_counts(
    booth: Client, client: Client, citywide: Poll
) -> None:
    vote(booth, {"c": [code_of(citywide, 20)]})

    page = text(booth.get(url("home")))

    assert "1 person has voted" in page
    assert "Ballots of other districts" in page
    assert "Aksu city" in page


def test_visitor_sees_all_ballots_and_how_to_begin(client: Client, voting_round: Round) -> None:
    page = text(client.get(url("home")))

    assert "Sign in to vote" in page
    assert "Pavlodar city" in page


def test_get_of_the_check_leads_to_the_ballot(booth: Client, voting_round: Round) -> None:
    answer = booth.get(url("check"))
    assert (answer.status_code, answer["Location"]) == (302, url())


def test_get_of_the_cast_is_refused(booth: Client, voting_round: Round) -> None:
    assert booth.get(url("cast")).status_code == 405
