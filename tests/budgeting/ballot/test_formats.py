"""Marks, places, yes and no: from the page of choices to the box, without a script."""

import re
from typing import Any

import pytest
from django.test import Client

from budgeting.models import Round
from commons.people.models import Person
from commons.voting import queries
from commons.voting.models import Poll
from tests.budgeting.ballot.support import code_of, text, url, vote
from tests.fixtures.ballot import CITYWIDE, MakeRound

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

RULES: dict[str, dict[str, Any]] = {
    "score": {"ballot_format": "score", "points_each": 5},
    "ordinal": {"ballot_format": "ordinal", "max_choices": 3},
    "yes_no": {"ballot_format": "yes_no"},
}
# What is posted for the projects of 30, 20 and 40 million, and what the box holds of it.
POSTED: dict[str, tuple[str, list[str], list[int]]] = {
    "score": ("p-", ["5", "", "2"], [5, 0, 2]),
    "ordinal": ("r-", ["2", "1", ""], [2, 3, 0]),
    "yes_no": ("y-", ["yes", "no", "yes"], [1, 0, 1]),
}


@pytest.fixture
def poll(make_voting_round: MakeRound, request: pytest.FixtureRequest) -> Poll:
    make_voting_round(**RULES[request.param])
    return Poll.objects.get(budget_envelope__territory__kato=CITYWIDE)


def codes(poll: Poll) -> list[str]:
    return [code_of(poll, millions) for millions in (30, 20, 40)]


def answers(poll: Poll) -> tuple[dict[str, str], dict[str, int]]:
    prefix, typed, points = POSTED[poll.ballot_format]
    numbers = codes(poll)
    posted = {prefix + code: value for code, value in zip(numbers, typed, strict=True)}
    return posted, {code: n for code, n in zip(numbers, points, strict=True) if n}


def hidden(page: Any) -> dict[str, str]:
    """The ballot as the page would post it again."""
    fields = re.findall(
        r'type="hidden" name="([pry]-[^"]+)" value="([^"]*)"', page.content.decode()
    )
    return dict(fields)


every_format = pytest.mark.parametrize("poll", RULES, indirect=True)


@every_format
def test_ballot_goes_from_the_page_to_the_box(booth: Client, poll: Poll, resident: Person) -> None:
    posted, choices = answers(poll)

    page = booth.get(url())
    assert page.status_code == 200
    assert all(f'name="{name}"' in page.content.decode() for name in posted)
    checked = booth.post(url("check"), posted)
    assert checked.status_code == 200
    sent = {name: value for name, value in posted.items() if value}
    assert hidden(checked) == sent
    answer = vote(booth, sent)
    assert answer.status_code == 303

    own = queries.own_ballot(poll, resident.elector)
    assert own is not None
    assert own.choices == choices
    done = booth.get(url("done"))
    assert "Your vote is saved" in text(done)


@every_format
def test_ballot_in_the_box_is_shown_again_and_can_be_changed(
    booth: Client, poll: Poll, resident: Person
) -> None:
    posted, _choices = answers(poll)
    vote(booth, posted)

    again = booth.get(url()).content.decode()
    first = codes(poll)[0]
    shown = {
        "score": f'name="p-{first}" value="5"',
        "ordinal": '<option value="2" selected>',
        "yes_no": f'name="y-{first}" value="yes" checked',
    }[poll.ballot_format]
    assert shown in again

    prefix, value = {"score": ("p-", "1"), "ordinal": ("r-", "1"), "yes_no": ("y-", "no")}[
        poll.ballot_format
    ]
    assert vote(booth, {prefix + first: value}).status_code == 303
    own = queries.own_ballot(poll, resident.elector)
    assert own is not None
    expected = {"score": {first: 1}, "ordinal": {first: 3}, "yes_no": {}}
    assert (own.choices, own.version) == (expected[poll.ballot_format], 2)


@pytest.mark.parametrize(
    ("poll", "typed", "words", "at"),
    [
        ("score", ["6", "", ""], "The highest mark is 5", 0),
        ("score", ["x", "", ""], "Points are whole numbers", 0),
        ("ordinal", ["1", "1", ""], "Place 1 is given to two projects", 1),
        ("ordinal", ["1", "3", ""], "Place 2 is given to none", 1),
        ("ordinal", ["4", "", ""], "Places go from 1 to 3", 0),
        ("ordinal", ["", "", ""], "Nothing is chosen yet", None),
        ("yes_no", ["maybe", "", ""], "Points are whole numbers", 0),
        ("yes_no", ["", "", ""], "Nothing is chosen yet", None),
    ],
    indirect=["poll"],
)
def test_fault_is_said_at_its_field_and_nothing_typed_is_lost(
    booth: Client, poll: Poll, typed: list[str], words: str, at: int | None
) -> None:
    prefix, numbers = POSTED[poll.ballot_format][0], codes(poll)
    posted = {prefix + code: value for code, value in zip(numbers, typed, strict=True)}

    page = booth.post(url("check"), posted)

    assert page.status_code == 422
    assert words in text(page)
    if at is not None:
        assert f'href="#o-{numbers[at]}"' in page.content.decode()
    if poll.ballot_format == "ordinal" and typed[1] == "1":
        assert page.content.decode().count('<option value="1" selected>') == 2
    if poll.ballot_format == "score":
        assert f'value="{typed[0]}"' in page.content.decode()


@pytest.mark.parametrize("poll", ["yes_no"], indirect=True)
def test_no_to_all_is_a_vote(booth: Client, poll: Poll, resident: Person) -> None:
    posted = {f"y-{code}": "no" for code in codes(poll)}

    page = booth.post(url("check"), posted)

    assert "You say yes to 0 projects" in text(page)
    assert hidden(page) == posted
    assert vote(booth, posted).status_code == 303
    own = queries.own_ballot(poll, resident.elector)
    assert own is not None
    assert own.choices == {}


@every_format
def test_adding_up_counts_what_is_marked(booth: Client, poll: Poll) -> None:
    posted, choices = answers(poll)
    page = booth.post(url(), posted)

    purse = page.context["purse"]
    assert (page.status_code, purse.chosen, purse.is_over) == (200, len(choices), False)
    left = {"score": False, "ordinal": True, "yes_no": False}[poll.ballot_format]
    assert ("data-left" in page.content.decode()) is left


@pytest.mark.parametrize("poll", ["ordinal"], indirect=True)
def test_places_are_listed_by_place(booth: Client, poll: Poll) -> None:
    posted, _choices = answers(poll)
    thirty, twenty, _forty = codes(poll)

    page = booth.post(url("check"), posted)

    assert [(row.code, row.given) for row in page.context["chosen"]] == [
        (twenty, "1"),
        (thirty, "2"),
    ]


@every_format
@pytest.mark.usefixtures("without_walls")
def test_final_vote_stays_as_it_is(booth: Client, poll: Poll, resident: Person) -> None:
    Poll.objects.update(may_change=False)
    Round.objects.update(may_change=False)
    posted, choices = answers(poll)
    vote(booth, posted)

    page = booth.get(url())

    assert 'data-barrier="final"' in page.content.decode()
    own = queries.own_ballot(poll, resident.elector)
    assert own is not None
    assert own.choices == choices


@every_format
def test_what_a_search_hides_stays_on_the_ballot(booth: Client, poll: Poll) -> None:
    posted, _choices = answers(poll)
    page = booth.post(url(), {**posted, "find": "nothing like it"})
    assert hidden(page) == {name: value for name, value in posted.items() if value}
