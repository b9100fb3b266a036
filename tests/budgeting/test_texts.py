"""Every code has its words in every state."""

import re

import pytest

from budgeting import checks
from budgeting.check_texts import TEXTS
from budgeting.enums import Step
from budgeting.errors import BudgetingError
from budgeting.messages import WORDS
from commons.notifications import kinds

SOURCE = re.compile(r'Check\(\s*f?"([a-z_{}]+)"')


def test_every_check_has_both_sentences():
    import inspect

    named = set(SOURCE.findall(inspect.getsource(checks)))
    named |= {f"{name}_written" for name in ("title", "summary", "rules", "english")}
    named.discard("{name}_written")
    assert named == set(TEXTS)


@pytest.mark.parametrize("step", Step.values)
@pytest.mark.django_db
def test_every_check_of_a_draft_can_be_read(draft_round, now, step):
    found = checks.checks(draft_round, step, now)
    assert found
    assert all(check.text and "%(" not in check.text for check in found)


def test_every_error_that_is_raised_has_words():
    from pathlib import Path

    import budgeting

    raised: set[str] = set()
    for path in Path(budgeting.__path__[0]).rglob("*.py"):
        raised |= set(re.findall(r'BudgetingError\(\s*"([a-z_]+)"', path.read_text()))
    assert raised <= set(BudgetingError.texts)


def test_every_kind_of_message_is_registered():
    assert all(kinds.known(kind) for kind in WORDS)
