"""Choose, check, confirm, done, in every format and without JavaScript."""

import gzip
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from algorithms.log import voter_nonce
from budgeting.models import Round
from commons.people.models import Person
from commons.voting import queries
from commons.voting.models import Ballot, Poll
from tests.budgeting.ballot.support import code_of, key_of, text, url, vote
from tests.fixtures.ballot import PAVLODAR

pytestmark = pytest.mark.django_db


def test_ballot_lists_the_projects_of_the_envelope_with_costs(
    booth: Client, voting_round: Round
) -> None:
    page = booth.get(url())

    assert page.status_code == 200
    assert "Project 1 for 30 million" in text(page)
    assert "30 000 000 ₸" in text(page)
    assert "for 5 million" not in text(page)
    assert "Left: 60 000 000 ₸" in text(page)
    assert "/en/pavlodar/budget/2026/projects/" in page.content.decode()


def test_order_is_the_voters_own_and_stays(
    make_voting_round: Any, client: Client, resident: Person, second_resident: Person
) -> None:
    make_voting_round(costs=tuple(range(2, 14)))

    def order(person: Person) -> list[str]:
        client.force_login(person)
        return [row.code for row in client.get(url()).context["rows"]]

    mine = order(resident)
    assert mine == order(resident)
    assert mine != order(second_resident)
    assert sorted(mine) == sorted(order(second_resident))


def test_adding_up_saves_nothing_and_keeps_the_choice(booth: Client, citywide: Poll) -> None:
    thirty, forty = code_of(citywide, 30), code_of(citywide, 40)

    page = booth.post(url(), {"c": [thirty, forty]})

    assert page.status_code == 200
    assert "Too much by: 10 000 000 ₸" in text(page)
    assert page.content.decode().count(" checked aria") == 2
    assert not Ballot.objects.exists()


def test_too_expensive_choice_is_422_and_nothing_is_lost(booth: Client, citywide: Poll) -> None:
    thirty, forty = code_of(citywide, 30), code_of(citywide, 40)

    page = booth.post(url("check"), {"c": [thirty, forty]})

    assert page.status_code == 422
    assert "costs 10 000 000 ₸ more than the budget" in text(page)
    assert page.content.decode().count(" checked aria") == 2
    assert f'href="#o-{page.context["problems"][0]["href"][3:]}"' in page.content.decode()
    assert "<title>Error: " in page.content.decode()


def test_empty_ballot_is_asked_back(booth: Client, citywide: Poll) -> None:
    page = booth.post(url("check"), {})

    assert page.status_code == 422
    assert "Choose at least one project" in text(page)


def test_check_shows_choice_cost_and_what_is_left(booth: Client, citywide: Poll) -> None:
    page = booth.post(url("check"), {"c": [code_of(citywide, 30)]})

    assert "Nothing is saved yet" in text(page)
    assert "Project 1 for 30 million" in text(page)
    assert "Left: 30 000 000 ₸" in text(page)
    assert not Ballot.objects.exists()


def test_confirmed_vote_is_in_the_box_and_the_page_says_so(
    booth: Client, citywide: Poll, resident: Person
) -> None:
    code = code_of(citywide, 20)

    answer = vote(booth, {"c": [code]})

    assert (answer.status_code, answer["Location"]) == (303, url("done"))
    own = queries.own_ballot(citywide, resident.elector)
    assert own.choices == {code: 1}
    done = booth.get(answer["Location"])
    assert "Your vote is saved" in text(done)
    assert own.code[:8] in text(done)
    assert "Now the ballot of Pavlodar city" in text(done)
    assert "no-store" in done["Cache-Control"]


def test_repeated_press_of_the_button_is_one_ballot(booth: Client, citywide: Poll) -> None:
    choices = {"c": [code_of(citywide, 20)]}
    key = key_of(booth.post(url("check"), choices))

    answers = [booth.post(url("cast"), {**choices, "key": key}).status_code for _ in range(3)]

    assert answers == [303, 303, 303]
    assert Ballot.objects.count() == 1


def test_repeated_press_is_answered_where_a_vote_is_final(
    make_voting_round: Any, booth: Client
) -> None:
    make_voting_round(may_change=False)
    choices = {"c": ["1"]}
    key = key_of(booth.post(url("check"), choices))
    first = booth.post(url("cast"), {**choices, "key": key})

    again = booth.post(url("cast"), {**choices, "key": key})
    other = booth.post(url("cast"), {**choices, "key": str(uuid4())})

    assert (first.status_code, again.status_code, other.status_code) == (303, 303, 409)
    assert "Your vote was NOT saved" in text(other)
    assert Ballot.objects.count() == 1
    assert "here a vote is final" in text(booth.get(url()))


def test_vote_can_be_changed_and_the_ballot_shows_the_last(
    booth: Client, citywide: Poll, resident: Person
) -> None:
    vote(booth, {"c": [code_of(citywide, 20)]})

    page = booth.get(url())
    assert "Your ballot is in the box already" in text(page)
    assert page.content.decode().count(" checked aria") == 1
    vote(booth, {"c": [code_of(citywide, 40)]})

    assert queries.own_ballot(citywide, resident.elector).choices == {code_of(citywide, 40): 1}
    assert "version 2" in text(booth.get(url("done")))


def test_done_without_a_vote_says_that_there_is_none(booth: Client, citywide: Poll) -> None:
    assert "You have not voted yet" in text(booth.get(url("done")))


def test_two_envelopes_have_ballots_of_their_own(
    booth: Client, citywide: Poll, resident: Person
) -> None:
    vote(booth, {"c": [code_of(citywide, 20)]})
    vote(booth, {"c": ["1"]}, PAVLODAR)

    page = text(booth.get(url("home")))
    assert page.count("in the box") == 2
    assert "not voted yet" not in page
    assert Ballot.objects.values("poll").distinct().count() == 2


def test_ballot_changed_between_check_and_confirm_is_422_not_saved(
    booth: Client, citywide: Poll
) -> None:
    thirty, forty = code_of(citywide, 30), code_of(citywide, 40)

    page = booth.post(url("cast"), {"c": [thirty, forty], "key": str(uuid4())})

    assert page.status_code == 422
    assert not Ballot.objects.exists()


def test_confirmation_without_a_key_is_asked_again(booth: Client, citywide: Poll) -> None:
    page = booth.post(url("cast"), {"c": [code_of(citywide, 20)], "key": "no key"})

    assert page.status_code == 422
    assert "Nothing is saved yet" in text(page)
    assert key_of(page)
    assert not Ballot.objects.exists()


def test_failing_database_says_not_saved_and_keeps_key_and_choice(
    booth: Client, citywide: Poll, monkeypatch: Any
) -> None:
    choices = {"c": [code_of(citywide, 20)]}
    key = key_of(booth.post(url("check"), choices))

    def fail(**kwargs: Any) -> None:
        raise OperationalError("the server closed the connection")

    with monkeypatch.context() as patched:
        patched.setattr("commons.voting.operations.cast_ballot", fail)
        page = booth.post(url("cast"), {**choices, "key": key, "words": "apple"})

    assert page.status_code == 503
    assert "Your vote was NOT saved" in text(page)
    assert key_of(page) == key
    assert 'name="words" value="apple"' in page.content.decode()
    assert booth.post(url("cast"), {**choices, "key": key}).status_code == 303


def test_box_without_its_key_says_not_saved(booth: Client, citywide: Poll, settings: Any) -> None:
    choices = {"c": [code_of(citywide, 20)]}
    key = key_of(booth.post(url("check"), choices))
    (settings.BIRGE_KEY_DIR / "polls" / f"{citywide.pk}.key").unlink()

    page = booth.post(url("cast"), {**choices, "key": key})

    assert page.status_code == 409
    assert "Your vote was NOT saved" in text(page)
    assert "The ballot box is locked" in text(booth.get(url()))


def test_words_of_the_voter_make_the_nonce(booth: Client, citywide: Poll) -> None:
    choices = {"c": [code_of(citywide, 20)]}
    key = key_of(booth.post(url("check"), choices))

    booth.post(url("cast"), {**choices, "key": key, "words": " қызыл алма ", "nv": "0" * 64})

    assert bytes(Ballot.objects.get().nv) == voter_nonce("қызыл алма")


def test_bytes_of_the_browser_make_the_nonce(booth: Client, citywide: Poll) -> None:
    choices = {"c": [code_of(citywide, 20)]}
    key = key_of(booth.post(url("check"), choices))

    booth.post(url("cast"), {**choices, "key": key, "nv": "ab" * 32})

    assert bytes(Ballot.objects.get().nv) == b"\xab" * 32


def test_approval_stops_at_its_limit(make_voting_round: Any, booth: Client) -> None:
    make_voting_round(ballot_format="approval", max_choices=2)

    too_many = booth.post(url("check"), {"c": ["1", "2", "3"]})

    assert too_many.status_code == 422
    assert "at most 2" in text(too_many)
    assert vote(booth, {"c": ["1", "2"]}).status_code == 303


def test_single_choice_is_a_radio_button(make_voting_round: Any, booth: Client) -> None:
    make_voting_round(ballot_format="single")

    assert booth.get(url()).content.decode().count('type="radio"') == 3
    assert booth.post(url("check"), {"c": ["1", "2"]}).status_code == 422
    assert vote(booth, {"c": ["2"]}).status_code == 303


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ({"p-1": "6"}, "At most 5 points"),
        ({"p-1": "5", "p-2": "5", "p-3": "1"}, "11 points"),
        ({"p-1": "-1"}, "whole numbers"),
        ({"p-1": "two"}, "whole numbers"),
        ({"p-1": "1.5"}, "whole numbers"),
        ({"p-9": "1"}, "no option 9"),
    ],
)
def test_points_beyond_the_rules_are_422_and_stay_in_the_field(
    make_voting_round: Any, booth: Client, points: dict[str, str], words: str
) -> None:
    make_voting_round(ballot_format="points", points_total=10, points_each=5)

    page = booth.post(url("check"), points)

    assert page.status_code == 422
    assert words in text(page)
    if "p-1" in points:
        assert f'value="{points["p-1"]}"' in page.content.decode()


def test_points_are_shared(make_voting_round: Any, booth: Client, resident: Person) -> None:
    round = make_voting_round(ballot_format="points", points_total=10, points_each=5)

    assert vote(booth, {"p-1": "5", "p-2": "", "p-3": "2"}).status_code == 303

    poll = round.envelopes.get(territory__level=1).poll
    assert queries.own_ballot(poll, resident.elector).choices == {"1": 5, "3": 2}
    assert 'value="5"' in booth.get(url()).content.decode()


def test_search_without_javascript_keeps_what_was_chosen(
    make_voting_round: Any, booth: Client
) -> None:
    make_voting_round(costs=tuple(range(2, 16)))
    listed = booth.get(url()).context["rows"]
    chosen = next(row.code for row in listed if "for 2 million" in row.title)

    page = booth.post(url(), {"c": [chosen], "find": "for 15 MILLION"})

    assert [row.title for row in page.context["rows"] if row.shown] == ["Project 14 for 15 million"]
    assert f'<input type="hidden" name="c" value="{chosen}"' in page.content.decode()
    only = booth.post(url(), {"c": [chosen], "only": "on"})
    assert [row.code for row in only.context["rows"] if row.shown] == [chosen]


def test_ballot_takes_as_many_queries_for_many_projects_as_for_few(
    make_voting_round: Any, booth: Client
) -> None:
    make_voting_round(costs=(1,), slug="one")
    make_voting_round(costs=tuple(range(2, 16)), slug="many")
    counts = []
    for page in ("", "home"):
        booth.get(url(page, slug="one"))  # what a process reads once
        for slug in ("one", "many"):
            with CaptureQueriesContext(connection) as queries_made:
                assert booth.get(url(page, slug=slug)).status_code == 200
            counts.append(len(queries_made))

    assert counts[0] == counts[1] < 20
    assert counts[2] == counts[3] < 20


def test_page_of_thirty_projects_is_light(make_voting_round: Any, booth: Client) -> None:
    make_voting_round(costs=tuple(range(2, 32)))

    page = booth.get(url()).content

    assert len(page) < 50_000
    assert len(gzip.compress(page)) < 10_000
