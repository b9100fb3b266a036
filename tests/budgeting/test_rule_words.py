"""What the rules page says of the count, and what the checks say of settings that do not fit."""

from typing import Any

import pytest

from budgeting import operations
from budgeting.checks import checks
from budgeting.enums import Step
from budgeting.models import Round
from budgeting.rule_words import sentences
from tests.factories.budgeting import CITY, DISTRICT, make_round, texts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def said(round: Round, **rules: Any) -> str:
    for name, value in rules.items():
        setattr(round, name, value)
    return " ".join(sentences(round))


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ({"ballot_format": "ordinal", "max_choices": 4}, "A first place counts 4 points"),
        ({"ballot_format": "score"}, "points that voters give a project are added up"),
        ({"ballot_format": "yes_no"}, "A yes is a vote for a project"),
        ({"add1_start": "floor"}, "rounded down to whole tenge"),
        ({"completion": "none"}, "not given to further projects"),
        ({"completion": "add1", "add1_step": 1500}, "raised by 1\u00a0500 ₸ at a time"),
        ({"completion": "add1", "add1_stop": "overspend"}, "as long as the budget is not exceeded"),
        ({"completion": "add1"}, "until no further project fits"),
        ({"completion": "utilitarian"}, "goes to the projects with most votes that still fit"),
        ({"comparison": True}, "compared with the winners by votes alone"),
        ({"min_votes": 7}, "at least 7 votes"),
        ({"threshold_share": 3}, "share of the budget divided by 3"),
        ({"leftovers": "citywide"}, "envelope of the whole territory, which is counted last"),
    ],
)
def test_each_setting_is_said(
    draft_round: Round, client: Any, rules: dict[str, Any], words: str
) -> None:
    other = "utilitarian" if rules.get("completion") in ("none", "add1") else "none"
    assert words not in said(draft_round, completion=other)
    assert words in said(draft_round, **rules)


def test_settings_of_equal_shares_are_not_said_of_most_votes_first(draft_round: Round) -> None:
    assert said(draft_round, rule="greedy", comparison=False) == ""


def test_leftovers_are_said_where_there_are_several_envelopes(
    draft_round: Round, akimat: Any, district: Any, now: Any
) -> None:
    assert "returns to the budget" not in said(draft_round)
    places = [(akimat.territory, CITY), (district, DISTRICT)]
    round = make_round(akimat, now, envelopes=places, slug="two")
    assert "returns to the budget" in said(round)


def test_rules_page_shows_the_sentences(budget_round: Round, client: Any) -> None:
    page = client.get(f"/en/pavlodar/budget/{budget_round.slug}/rules/").content.decode()
    for sentence in sentences(budget_round):
        assert sentence in page


@pytest.mark.parametrize(
    ("rules", "code", "state"),
    [
        ({}, "leftovers_have_a_place", "ok"),
        ({"leftovers": "citywide"}, "leftovers_have_a_place", "ok"),
        ({"comparison": True}, "comparison_fits", "ok"),
        ({"comparison": True, "rule": "greedy"}, "comparison_fits", "stop"),
        ({"ballot_format": "score", "points_each": 1}, "marks_differ", "warn"),
        ({"ballot_format": "score", "points_each": 5}, "marks_differ", "ok"),
        ({"ballot_format": "ordinal", "max_choices": 1}, "places_to_rank", "warn"),
        ({"ballot_format": "ordinal", "max_choices": 0}, "choices_allowed", "stop"),
        ({"ballot_format": "approval", "max_choices": 0}, "choices_allowed", "stop"),
        ({"ballot_format": "yes_no", "max_choices": 0}, "choices_allowed", "ok"),
        (
            {"ballot_format": "points", "points_total": 3, "points_each": 4},
            "ballot_consistent",
            "stop",
        ),
        (
            {"ballot_format": "score", "points_total": 3, "points_each": 4},
            "ballot_consistent",
            "ok",
        ),
        ({"threshold_share": 0}, "threshold_sensible", "stop"),
    ],
)
def test_settings_that_do_not_fit_are_found(
    draft_round: Round, now: Any, rules: dict[str, Any], code: str, state: str
) -> None:
    operations.change_rules(round=draft_round, actor=None, at=now, changes=rules)  # type: ignore[arg-type]
    draft_round.refresh_from_db()
    found = {check.code: check for check in checks(draft_round, Step.ANNOUNCE, now)}
    assert found[code].state == state
    assert found[code].text


def test_leftovers_to_the_whole_need_an_envelope_of_the_whole(
    akimat: Any, district: Any, expert: Any, now: Any
) -> None:
    round = make_round(akimat, now, envelopes=[(district, DISTRICT)], leftovers="citywide")
    found = {check.code: check.state for check in checks(round, Step.ANNOUNCE, now)}
    assert found["leftovers_have_a_place"] == "stop"


def test_copy_and_amendment_carry_the_new_rules(
    akimat: Any, expert: Any, specialist: Any, moderator: Any, now: Any
) -> None:
    rules = {
        "ballot_format": "ordinal",
        "max_choices": 4,
        "completion": "add1",
        "add1_start": "floor",
        "add1_step": 7,
        "add1_stop": "overspend",
        "comparison": True,
        "threshold_share": 3,
        "leftovers": "citywide",
    }
    round = make_round(akimat, now, council=[expert], **rules)
    round = operations.announce(round=round, actor=None, at=now)
    copy = operations.copy_round(round=round, slug="next", title=texts("Next"), actor=None, at=now)
    assert {name: getattr(copy, name) for name in rules} == rules

    before = round.rules_hash
    operations.amend(
        round=round,
        text=texts("No threshold"),
        reason=texts("Fairness"),
        actor=moderator,
        at=now,
        changes={"threshold_share": None, "leftovers": "returned"},
    )
    round.refresh_from_db()
    assert (round.threshold_share, round.leftovers) == (None, "returned")
    assert round.rules_hash != before
