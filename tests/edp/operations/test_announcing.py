"""Announcing freezes the rules; amending changes them in public; closing ends a round."""

import hashlib
from datetime import date, timedelta

import pytest

from commons.audit.models import Entry
from commons.notifications.models import Message
from commons.notifications.operations import follow
from commons.rounds.checks import stopping
from commons.rounds.rules import canonical, fingerprint
from edp import operations, rules
from edp.checks import checks
from edp.errors import DiscoveryError
from edp.models import Round
from edp.notices import topic
from tests.factories.edp import texts
from tests.factories.edp_core import announced, draft, spans

pytestmark = pytest.mark.django_db


def test_announced_round_is_public_and_frozen(akimat, moderator, now):
    round = announced(akimat, now, moderator)
    assert (round.status, round.announced_at, round.frozen_at) == ("announced", now, now)
    written = canonical(rules.snapshot(round))
    assert round.rules_hash == hashlib.sha256(written.encode()).hexdigest()
    assert Entry.objects.get(verb="discovery.announced").detail["rules_hash"] == round.rules_hash


def test_same_rules_give_the_same_fingerprint_whatever_is_told_along_the_way(
    akimat, moderator, now
):
    round = announced(akimat, now, moderator)
    operations.write_stage(
        round=round, kind="plan", actor=moderator, at=now, texts={"what": texts("We plan.")}
    )
    again = Round.objects.get(pk=round.pk)
    assert fingerprint(rules.snapshot(again)) == round.rules_hash


RULES = {
    "title": texts("Another"),
    "rules": texts("Another rule"),
    "mandate": texts("Another reason"),
    "mandate_date": date(2026, 2, 21),
    "min_sector_percent": 10,
    "min_women_percent": 10,
    "min_reviews": 4,
    "reply_days": 5,
    "one_seat": False,
    "open_signup": False,
    "max_per_person": 3,
    "original_language": "ru",
    "prize_tenge": 5,
}


@pytest.mark.parametrize("name", RULES)
def test_every_rule_is_in_the_fingerprint(akimat, moderator, now, name):
    round = draft(akimat, now)
    before = fingerprint(rules.snapshot(round))
    round = operations.change_round(
        round=round, actor=moderator, at=now, changes={name: RULES[name]}
    )
    assert fingerprint(rules.snapshot(round)) != before


def failing(akimat, now, **changed):
    round = draft(akimat, now)
    stages = changed.pop("stages", None)
    operations.change_round(round=round, actor=None, at=now, changes=changed)
    round = Round.objects.get(pk=round.pk)
    if stages is not None:
        operations.set_stages(round, stages)
    return {check.code for check in stopping(checks(round, now))}


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"title": {"kk": "Атау"}}, "title_written"),
        ({"summary": {"ru": "Кратко"}}, "summary_written"),
        ({"rules": {}}, "rules_written"),
        ({"mandate": {}}, "mandate_written"),
        ({"mandate_act": {}}, "mandate_act_written"),
        ({"mandate_date": None}, "mandate_dated"),
        ({"mandate_date": date(2026, 3, 5)}, "mandate_first"),
        ({"min_sector_percent": 26}, "thresholds_possible"),
        ({"kind": "plan"}, "subject_written"),
        ({"kind": "competition"}, "label_written"),
    ],
)
def test_each_check_stops_the_announcement(akimat, now, changed, code):
    assert failing(akimat, now, **changed) == {code}
    with pytest.raises(DiscoveryError, match="checks_failed"):
        operations.announce(round=Round.objects.get(), actor=None, at=now)
    assert Round.objects.get().status == "draft"


def test_round_without_discovery_cannot_be_announced(akimat, now):
    round = operations.create_round(akimat=akimat, slug="bare", actor=None, at=now)
    codes = {check.code for check in stopping(checks(round, now))}
    assert codes == {
        "title_written",
        "summary_written",
        "rules_written",
        "mandate_written",
        "mandate_act_written",
        "mandate_dated",
        "stages_needed",
        "call_ready",
    }


def test_discovery_may_not_have_begun(akimat, now):
    later = now + timedelta(days=50)
    round = draft(akimat, now)
    assert {check.code for check in stopping(checks(round, later))} == {"discovery_ahead"}


def test_round_of_the_past_can_be_entered_as_a_record(akimat, now):
    round = draft(akimat, now)
    at = now + timedelta(days=2000)
    assert not stopping(checks(round, at))
    warned = {check.code for check in checks(round, at) if check.state == "warn"}
    assert warned == {"not_only_a_record"}
    assert operations.announce(round=round, actor=None, at=at).status == "announced"


def test_three_stages_are_enough(akimat, now):
    """Małopolska had foresight, evaluation and consultation."""
    kinds = ("discovery", "evaluation", "consultation")
    round = announced(akimat, now, stages=spans(now, kinds))
    assert [phase.kind for phase in round.phases.all()] == list(kinds)


@pytest.mark.usefixtures("in_english")
def test_refusal_names_every_missing_thing(akimat, now):
    round = operations.create_round(akimat=akimat, slug="bare", actor=None, at=now)
    with pytest.raises(DiscoveryError) as caught:
        operations.announce(round=round, actor=None, at=now)
    assert "The title is missing in: kk, ru." in caught.value.message
    assert "These stages have no dates yet: discovery." in caught.value.message


def test_round_is_announced_once(akimat, moderator, now):
    round = announced(akimat, now, moderator)
    with pytest.raises(DiscoveryError, match="wrong_state"):
        operations.announce(round=round, actor=moderator, at=now)


def test_followers_of_the_former_round_hear_of_the_next(akimat, moderator, resident, now):
    first = announced(akimat, now, moderator)
    follow(person=resident, topic=topic(first), at=now)
    second = operations.open_next_round(
        round=first, slug="second", title=texts("Second"), actor=moderator, at=now, years=1
    )
    operations.change_round(
        round=second,
        actor=moderator,
        at=now,
        changes={"mandate_act": texts("No. 16"), "mandate_date": date(2026, 3, 1)},
    )
    operations.announce(round=second, actor=moderator, at=now)
    message = Message.objects.get(person=resident)
    assert message.kind == "discovery_round_announced"
    assert "/pavlodar/discovery/second/" in message.path


def amend(round, moderator, at, **changed):
    return operations.amend(
        round=round,
        text=texts("The dates move."),
        reason=texts("Harvest."),
        actor=moderator,
        at=at,
        changes=changed or None,
    )


def test_amendment_is_public_with_both_fingerprints(akimat, moderator, resident, now):
    round = announced(akimat, now, moderator)
    follow(person=resident, topic=topic(round), at=now)
    amendment = amend(round, moderator, now, min_women_percent=40)
    again = Round.objects.get(pk=round.pk)
    assert (amendment.old_hash, amendment.new_hash) == (round.rules_hash, again.rules_hash)
    assert amendment.old_hash != amendment.new_hash
    assert again.min_women_percent == 40
    assert fingerprint(rules.snapshot(again)) == again.rules_hash
    assert Message.objects.get(person=resident).kind == "discovery_round_amended"


def test_wording_can_be_clarified_without_a_new_fingerprint(akimat, moderator, now):
    amendment = amend(announced(akimat, now, moderator), moderator, now)
    assert amendment.old_hash == amendment.new_hash


def test_amended_rules_know_which_translation_lags(akimat, moderator, now):
    round = announced(akimat, now, moderator)
    at = now + timedelta(days=1)
    amend(round, moderator, at, rules={**texts("One organisation, one seat."), "kk": "Жаңа"})
    versions = Round.objects.get().rules_versions
    assert versions["kk"] == at.isoformat()
    assert versions["ru"] == now.isoformat()


@pytest.mark.parametrize("field", ["text", "reason"])
def test_amendment_needs_its_text_and_reason_in_both_languages(akimat, moderator, now, field):
    words = {"text": texts("The dates move."), "reason": texts("Harvest."), field: {"kk": "Тек"}}
    with pytest.raises(DiscoveryError, match="text_needed"):
        operations.amend(round=announced(akimat, now, moderator), actor=moderator, at=now, **words)


# On day 60 the stage of discovery (41 to 101) is open, that of evidence (11 to 41) is over.
@pytest.mark.parametrize(
    ("stages", "code"),
    [
        ({"evidence": (11, 40)}, "stage_over"),
        ({"evidence": None}, "stage_over"),
        ({"discovery": (42, 101)}, "stage_begun"),
        ({"discovery": (41, 59)}, "stage_in_past"),
        ({"discovery": None}, "stage_begun"),
        ({"evaluation": (55, 58), "discovery": (41, 55)}, "stage_in_past"),
    ],
)
def test_what_has_happened_cannot_be_amended(akimat, moderator, now, stages, code):
    round = announced(akimat, now, moderator)
    days = {
        kind: span and (now + timedelta(days=span[0]), now + timedelta(days=span[1]))
        for kind, span in stages.items()
    }
    with pytest.raises(DiscoveryError, match=code):
        amend(round, moderator, now + timedelta(days=60), stages=days)
    assert Round.objects.get().rules_hash == round.rules_hash


def test_open_stage_can_be_made_longer_and_later_ones_moved(akimat, moderator, now):
    round = announced(akimat, now, moderator)
    days = {"discovery": (41, 110), "evaluation": (110, 121)}
    moved = {k: (now + timedelta(days=a), now + timedelta(days=b)) for k, (a, b) in days.items()}
    amend(round, moderator, now + timedelta(days=60), stages=moved)
    again = Round.objects.get()
    assert again.phases.get(kind="discovery").closes_at == moved["discovery"][1]
    assert again.call.closes_at == moved["discovery"][1]


@pytest.mark.parametrize(
    ("day", "changed", "code"),
    [
        (0, {"kind": "monotown"}, "never_amended"),
        (0, {"one_seat": False}, "never_amended"),
        (102, {"min_women_percent": 10}, "too_late_to_amend"),
        (102, {"max_per_person": 1}, "too_late_to_amend"),
        (102, {"min_reviews": 1}, "too_late_to_amend"),
    ],
)
def test_rules_that_were_relied_on_stay(akimat, moderator, now, day, changed, code):
    round = announced(akimat, now, moderator)
    with pytest.raises(DiscoveryError, match=code):
        amend(round, moderator, now + timedelta(days=day), **changed)


def test_rule_sent_unchanged_is_no_change(akimat, moderator, now):
    round = announced(akimat, now, moderator)
    amend(round, moderator, now + timedelta(days=130), min_reviews=3, one_seat=True)


def test_draft_is_changed_not_amended(akimat, moderator, now):
    with pytest.raises(DiscoveryError, match="wrong_state"):
        amend(draft(akimat, now), moderator, now)


def test_outcome_is_told_without_an_amendment(akimat, moderator, resident, now):
    round = announced(akimat, now, moderator)
    follow(person=resident, topic=topic(round), at=now)
    at = now + timedelta(days=12)
    for words in ("Signed.", "Signed and published."):
        operations.write_outcome(
            round=round, kind="mandate", text=texts(words), actor=moderator, at=at
        )
    phase = round.phases.get(kind="mandate")
    assert (phase.outcome_ru, phase.outcome_at) == ("Signed and published. (рус)", at)
    assert Message.objects.filter(person=resident).count() == 1
    assert Entry.objects.filter(verb="discovery.stage_written").count() == 2


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        ("plan", texts("Too early"), "stage_ahead"),
        ("mandate", {"kk": "Тек"}, "text_needed"),
        ("mandate", {}, "text_needed"),
    ],
)
def test_outcome_that_cannot_be_is_refused(akimat, moderator, now, kind, text, code):
    round = announced(akimat, now, moderator)
    with pytest.raises(DiscoveryError, match=code):
        operations.write_outcome(
            round=round, kind=kind, text=text, actor=moderator, at=now + timedelta(days=2)
        )


def test_outcome_of_a_stage_left_out_is_refused(akimat, moderator, now):
    round = announced(akimat, now, moderator, stages=spans(now, ("discovery",)))
    with pytest.raises(DiscoveryError, match="stage_missing"):
        operations.write_outcome(round=round, kind="plan", text=texts("x"), actor=moderator, at=now)


def test_round_closes_after_its_last_stage_without_a_reason(akimat, moderator, now):
    round = announced(akimat, now, moderator)
    at = now + timedelta(days=1081)
    closed = operations.close_round(round=round, actor=moderator, at=at)
    assert (closed.status, closed.closed_at) == ("closed", at)


def test_round_closed_early_says_why(akimat, moderator, now):
    round = announced(akimat, now, moderator)
    with pytest.raises(DiscoveryError, match="text_needed"):
        operations.close_round(round=round, actor=moderator, at=now)
    closed = operations.close_round(
        round=round, actor=moderator, at=now, reason=texts("The akimat was reorganised.")
    )
    assert closed.close_reason_ru == "The akimat was reorganised. (рус)"
    with pytest.raises(DiscoveryError, match="wrong_state"):
        operations.close_round(round=round, actor=moderator, at=now, reason=texts("Again"))
    with pytest.raises(DiscoveryError, match="wrong_state"):
        amend(round, moderator, now, min_reviews=4)
