"""Setting up a round and guarding what is frozen."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from budgeting import operations
from budgeting.errors import BudgetingError
from budgeting.models import Round
from tests.factories.budgeting import CITY, DISTRICT, make_round, spans, texts
from tests.factories.proposals import ProposalFactory

pytestmark = pytest.mark.django_db


def test_created_round_has_its_phases_envelopes_and_call(akimat, district, now):
    round = make_round(akimat, now, envelopes=[(akimat.territory, CITY), (district, DISTRICT)])

    assert round.phases.count() == 6
    assert [e.budget_tenge for e in round.envelopes.all()] == [CITY, DISTRICT]
    assert round.call.opens_at == spans(now)["intake"][0]
    assert [c.name_ru for c in round.call.categories.all()] == ["Greenery (рус)"]


def test_round_cannot_take_an_address_of_the_site(akimat, now):
    with pytest.raises(BudgetingError, match="address_reserved"):
        make_round(akimat, now, slug="reviews")


def test_address_of_a_round_is_taken_once_per_akimat(draft_round, akimat, other_akimat, now):
    with pytest.raises(BudgetingError, match="address_taken"):
        make_round(akimat, now, slug=draft_round.slug)
    assert make_round(other_akimat, now, slug=draft_round.slug).pk


def test_address_of_the_call_may_be_taken_too(draft_round, akimat, now):
    draft_round.call.slug = "2040"
    draft_round.call.save()
    with pytest.raises(BudgetingError, match="address_taken"):
        make_round(akimat, now, slug="2040")


@pytest.mark.parametrize(
    ("shift", "code"),
    [
        ({"review": (10, 21)}, "phases_overlap"),
        ({"voting": (28, 28)}, "phase_without_length"),
        ({"review": (22, 27), "correction": (11, 20)}, "phases_overlap"),
    ],
)
def test_phases_must_follow_one_another(draft_round, now, shift, code):
    moved = {
        kind: (now + timedelta(days=opens), now + timedelta(days=closes))
        for kind, (opens, closes) in shift.items()
    }
    with pytest.raises(BudgetingError, match=code):
        operations.change_rules(round=draft_round, actor=None, at=now, changes={"phases": moved})


def test_call_follows_the_dates_of_the_intake(draft_round, now):
    later = {"intake": (now + timedelta(days=2), now + timedelta(days=10))}

    operations.change_rules(round=draft_round, actor=None, at=now, changes={"phases": later})

    draft_round.call.refresh_from_db()
    assert draft_round.call.opens_at == later["intake"][0]


def test_envelope_must_lie_inside_the_round(draft_round, foreign_district, now):
    with pytest.raises(BudgetingError, match="envelope_outside"):
        operations.change_rules(
            round=draft_round,
            actor=None,
            at=now,
            changes={"envelopes": [(foreign_district, DISTRICT)]},
        )


def test_category_with_proposals_cannot_be_dropped(draft_round, resident, now):
    ProposalFactory(call=draft_round.call, author=resident)
    with pytest.raises(BudgetingError, match="category_in_use"):
        operations.change_rules(round=draft_round, actor=None, at=now, changes={"categories": []})


def test_misspelt_rule_is_refused(draft_round, now):
    with pytest.raises(BudgetingError, match="unknown_rule"):
        operations.change_rules(round=draft_round, actor=None, at=now, changes={"min_agee": 16})


def test_announced_round_refuses_change_rules(budget_round, moderator, now):
    with pytest.raises(BudgetingError, match="rules_frozen"):
        operations.change_rules(
            round=budget_round, actor=moderator, at=now, changes={"min_age": 16}
        )
    budget_round.refresh_from_db()
    assert budget_round.min_age == 18


@pytest.mark.parametrize(
    ("field", "value"),
    [("min_age", 16), ("rule", "greedy"), ("title_en", "Other"), ("lot_seed", "x"), ("slug", "y")],
)
def test_form_of_an_announced_round_cannot_change_a_rule(budget_round, field, value):
    setattr(budget_round, field, value)
    with pytest.raises(ValidationError) as refused:
        budget_round.full_clean()
    assert "rules_frozen" in [error.code for error in refused.value.error_dict["__all__"]]


def test_form_of_an_announced_round_may_be_saved_unchanged(budget_round):
    Round.objects.get(pk=budget_round.pk).full_clean()


@pytest.mark.parametrize("part", ["phases", "envelopes"])
def test_form_cannot_change_a_part_of_announced_rules(budget_round, part, now):
    row = getattr(budget_round, part).first()
    row.clean()
    if part == "phases":
        row.closes_at += timedelta(hours=1)
    else:
        row.budget_tenge += 1
    with pytest.raises(ValidationError):
        row.clean()


def test_copy_keeps_rules_and_moves_dates_by_a_year(budget_round, expert, moderator, now):
    copy = operations.copy_round(
        round=budget_round, slug="2027", title=texts("Next"), actor=moderator, at=now
    )

    original = budget_round.phases.get(kind="voting")
    assert copy.status == "draft"
    assert copy.rules_en == budget_round.rules_en
    assert copy.title_kk == "Next (қаз)"
    assert copy.lot_seed == ""
    assert copy.phases.get(kind="voting").opens_at == original.opens_at.replace(year=2027)
    assert [e.budget_tenge for e in copy.envelopes.all()] == [CITY]
    assert [c.name_kk for c in copy.call.categories.all()] == ["Greenery (қаз)"]
    assert copy.call.pk != budget_round.call.pk
    assert [seat.person for seat in copy.council.all()] == [expert]


def test_leap_day_becomes_the_28th_in_the_copy(akimat, now):
    from commons.rounds.clock import years_later

    leap = now.replace(year=2028, month=2, day=29)
    assert (years_later(leap).month, years_later(leap).day) == (2, 28)
