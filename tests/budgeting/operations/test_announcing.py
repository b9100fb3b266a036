"""Announcing freezes; amending changes in public."""

import hashlib
import json
from datetime import timedelta

import pytest

from budgeting import operations, rules
from budgeting.checks import checks
from budgeting.enums import RoundStatus, Step
from budgeting.errors import BudgetingError
from budgeting.models import CouncilSeat, Round
from commons.audit.queries import history
from commons.rounds.checks import stopping
from commons.rounds.rules import fingerprint
from tests.factories.budgeting import make_round, spans, texts

pytestmark = pytest.mark.django_db


def test_announcement_freezes_the_rules_under_their_hash(draft_round, moderator, now):
    round = operations.announce(round=draft_round, actor=moderator, at=now)

    canonical = json.dumps(
        rules.snapshot(round), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    assert round.status == RoundStatus.ANNOUNCED
    assert round.frozen_at == round.announced_at == now
    assert round.rules_hash == hashlib.sha256(canonical.encode()).hexdigest()
    entry = history(round).get(verb="round.announced")
    assert entry.detail["rules_hash"] == round.rules_hash
    assert entry.actor == moderator


def test_round_is_announced_once(budget_round, now):
    with pytest.raises(BudgetingError, match="wrong_state"):
        operations.announce(round=budget_round, actor=None, at=now)


def test_complete_draft_passes_every_check(draft_round, now):
    assert [check.code for check in checks(draft_round, Step.ANNOUNCE, now) if not check.ok] == []


def _without(round: Round, what: str) -> None:
    if what in ("title", "summary", "rules"):
        Round.objects.filter(pk=round.pk).update(**{f"{what}_ru": ""})
    elif what == "english":
        Round.objects.filter(pk=round.pk).update(rules_en="")
    elif what == "phase":
        round.phases.filter(kind="correction").delete()
    elif what == "envelope":
        round.envelopes.all().delete()
    elif what == "category":
        round.call.categories.all().delete()
    elif what == "category name":
        round.call.categories.update(name_kk="")
    elif what == "council":
        CouncilSeat.objects.filter(round=round).delete()
    elif what == "seed":
        Round.objects.filter(pk=round.pk).update(lot_seed=" ")
    elif what == "points":
        Round.objects.filter(pk=round.pk).update(
            ballot_format="points", points_each=9, points_total=5
        )


@pytest.mark.parametrize(
    ("what", "code", "blocks"),
    [
        ("title", "title_written", True),
        ("summary", "summary_written", True),
        ("rules", "rules_written", True),
        ("english", "english_written", False),
        ("phase", "phases_complete", True),
        ("envelope", "envelopes", True),
        ("category", "categories", True),
        ("category name", "categories_named", True),
        ("council", "council_seated", True),
        ("seed", "lot_seed", True),
        ("points", "ballot_consistent", True),
    ],
)
def test_what_is_missing_is_named_and_blocks(draft_round, now, what, code, blocks):
    _without(draft_round, what)
    round = Round.objects.get(pk=draft_round.pk)

    failed = {check.code: check for check in checks(round, Step.ANNOUNCE, now) if not check.ok}

    assert code in failed
    assert failed[code].text
    assert failed[code].blocks is blocks
    if blocks:
        with pytest.raises(BudgetingError, match="checks_failed") as refused:
            operations.announce(round=round, actor=None, at=now)
        assert code in refused.value.params["codes"]
    else:
        assert stopping(checks(round, Step.ANNOUNCE, now)) == []


def test_rules_must_come_before_the_proposals(draft_round, now):
    opened = now + timedelta(days=1)
    assert stopping(checks(draft_round, Step.ANNOUNCE, opened)) == []
    late = [
        c.code for c in stopping(checks(draft_round, Step.ANNOUNCE, opened + timedelta(seconds=1)))
    ]
    assert late == ["intake_ahead"]


@pytest.mark.parametrize("field", rules.FIELDS)
def test_every_rule_is_in_the_hash(draft_round, field):
    before = fingerprint(rules.snapshot(draft_round))
    value = getattr(draft_round, field) or 0
    changed = (
        (not value) if isinstance(value, bool) else value + (1 if isinstance(value, int) else "x")
    )
    setattr(draft_round, field, changed)
    assert fingerprint(rules.snapshot(draft_round)) != before


def test_hash_does_not_depend_on_the_order_of_keys(draft_round):
    snapshot = rules.snapshot(draft_round)
    backwards = dict(reversed(snapshot.items()))
    assert fingerprint(snapshot) == fingerprint(backwards)


def test_amendment_changes_a_rule_and_keeps_both_hashes(budget_round, moderator, now):
    before = budget_round.rules_hash

    amendment = operations.amend(
        round=budget_round,
        text=texts("Voters from 16"),
        reason=texts("The maslikhat asked"),
        actor=moderator,
        at=now,
        changes={"min_age": 16},
    )

    budget_round.refresh_from_db()
    assert budget_round.min_age == 16
    assert (amendment.old_hash, amendment.new_hash) == (before, budget_round.rules_hash)
    assert budget_round.rules_hash == fingerprint(rules.snapshot(budget_round))
    assert budget_round.rules_hash != before


def test_amendment_that_only_clarifies_keeps_the_hash(budget_round, moderator, now):
    amendment = operations.amend(
        round=budget_round, text=texts("Clear"), reason=texts("Asked"), actor=moderator, at=now
    )
    assert amendment.old_hash == amendment.new_hash == budget_round.rules_hash


@pytest.mark.parametrize(
    ("text", "reason", "code"),
    [
        ({"kk": "мәтін"}, texts("r"), "text_needed"),
        (texts("t"), {"ru": "причина"}, "reason_needed"),
    ],
)
def test_amendment_needs_text_and_reason_in_kazakh_and_russian(
    budget_round, moderator, now, text, reason, code
):
    with pytest.raises(BudgetingError, match=code):
        operations.amend(round=budget_round, text=text, reason=reason, actor=moderator, at=now)


def test_draft_is_not_amended(draft_round, moderator, now):
    with pytest.raises(BudgetingError, match="wrong_state"):
        operations.amend(
            round=draft_round, text=texts("t"), reason=texts("r"), actor=moderator, at=now
        )


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"min_votes": 3}, True),
        ({"phases": {"voting": None}}, True),
        ({"phases": {"delivery": None}}, False),
        ({"rules": texts("Clearer")}, False),
    ],
)
def test_nothing_voted_under_changes_once_the_ballot_is_fixed(
    budget_round, moderator, now, changes, refused
):
    Round.objects.filter(pk=budget_round.pk).update(status=RoundStatus.BALLOT_FIXED)
    if "phases" in changes:
        changes = {"phases": {kind: spans(now)[kind] for kind in changes["phases"]}}

    def amend():
        return operations.amend(
            round=budget_round,
            text=texts("t"),
            reason=texts("r"),
            actor=moderator,
            at=now,
            changes=changes,
        )

    if refused:
        with pytest.raises(BudgetingError, match="too_late_to_amend"):
            amend()
    else:
        assert amend().pk


def test_translation_left_behind_by_an_amendment_is_older(budget_round, moderator, now):
    from commons.rounds.rules_page import versions

    later = now + timedelta(days=1)
    operations.amend(
        round=budget_round,
        text=texts("t"),
        reason=texts("r"),
        actor=moderator,
        at=later,
        changes={"rules": {"kk": "Жаңа", "ru": "Новые", "en": budget_round.rules_en}},
    )
    budget_round.refresh_from_db()

    found = versions(budget_round)
    assert {code: version.is_older for code, version in found.items()} == {
        "kk": False,
        "ru": False,
        "en": True,
    }


def test_followers_hear_of_an_amendment(budget_round, moderator, resident, now):
    from budgeting.notices import topic
    from commons.notifications.operations import follow
    from commons.notifications.queries import messages

    follow(person=resident, topic=topic(budget_round), at=now)
    operations.amend(
        round=budget_round, text=texts("t"), reason=texts("r"), actor=moderator, at=now
    )
    assert [message.kind for message in messages(resident)] == ["budget_round_amended"]


def test_foreign_round_of_the_same_address_is_another(other_akimat, budget_round, now, expert):
    other = make_round(other_akimat, now, council=[expert], slug=budget_round.slug)
    assert fingerprint(rules.snapshot(other)) != budget_round.rules_hash
