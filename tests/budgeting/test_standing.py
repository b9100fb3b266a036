"""Where a round stands, by its clock and its state."""

from datetime import timedelta

import pytest

from budgeting import actions
from budgeting.enums import RoundStatus
from budgeting.standing import most_pressing, standing
from tests.factories.budgeting import DAYS

pytestmark = pytest.mark.django_db

RS = RoundStatus


@pytest.mark.parametrize(
    ("status", "days", "code", "on_map"),
    [
        (RS.DRAFT, 0, "draft", "none"),
        (RS.ANNOUNCED, 0, "ahead", "preparing"),
        (RS.ANNOUNCED, DAYS["intake"][0], "intake", "intake"),
        (RS.ANNOUNCED, DAYS["review"][0], "review", "review"),
        (RS.ANNOUNCED, DAYS["correction"][0], "correction", "review"),
        (RS.BALLOT_FIXED, DAYS["voting"][0], "ballot", "review"),
        (RS.ANNOUNCED, DAYS["voting"][1] + 1, "ballot", "review"),
        (RS.VOTING_OPEN, DAYS["voting"][0], "voting", "voting"),
        (RS.VOTING_OPEN, DAYS["voting"][1], "counting", "review"),
        (RS.VOTING_CLOSED, DAYS["result"][0], "counting", "review"),
        (RS.COUNTED, DAYS["result"][0], "counting", "review"),
        (RS.RESULT_PUBLISHED, DAYS["result"][0], "result", "result"),
        (RS.RESULT_PUBLISHED, DAYS["delivery"][0], "delivery", "delivery"),
        (RS.RESULT_PUBLISHED, DAYS["delivery"][1], "finished", "result"),
    ],
)
def test_round_stands(draft_round, now, status, days, code, on_map):
    draft_round.status = status
    stands = standing(draft_round, now + timedelta(days=days))
    assert (stands.code, stands.on_map) == (code, on_map)
    assert str(stands.label)
    assert stands.takes_part is (code in ("intake", "voting"))


@pytest.mark.parametrize("code_days", [0, 1, 11, 21, 28, 42, 49, 400])
@pytest.mark.parametrize("status", RS.values)
def test_there_is_always_something_to_do(draft_round, now, status, code_days):
    draft_round.status = status
    action = actions.primary(draft_round, standing(draft_round, now + timedelta(days=code_days)))
    assert action.label
    assert action.url.startswith("/")


@pytest.mark.parametrize(
    ("states", "shown"),
    [(set(), "none"), ({"result", "voting"}, "voting"), ({"preparing", "delivery"}, "preparing")],
)
def test_most_pressing_state_is_shown(states, shown):
    assert most_pressing(states) == shown
