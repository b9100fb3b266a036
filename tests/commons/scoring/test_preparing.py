"""A scorecard in preparation, and what keeps it from opening."""

from decimal import Decimal

import pytest

from commons.audit.models import Entry
from commons.scoring import operations, sentences
from commons.scoring.enums import Weighting
from commons.scoring.errors import ScoringError
from commons.scoring.models import Criterion, Scorecard
from commons.scoring.ready_made import NAMES, load
from commons.scoring.weighting import consistency
from tests.factories import scoring
from tests.factories.edp import organisation, texts
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def refused(expected, act, *args, **kwargs):
    with pytest.raises(ScoringError) as caught:
        act(*args, **kwargs)
    assert caught.value.code == expected
    assert caught.value.message
    return caught.value


@pytest.fixture
def card(akimat, now):
    return scoring.scorecard(akimat, now)


@pytest.fixture
def two(card, now):
    return scoring.criterion(card, now, "Market"), scoring.criterion(card, now, "Skills")


# --- ready-made ---


@pytest.mark.parametrize("name", NAMES)
def test_ready_made_texts_are_whole_in_three_languages(name):
    made = load(name)

    told = [made.title, made.intro, *(one.title for one in (*made.areas, *made.criteria))]
    told += [one.question for one in made.criteria]
    told += [text for one in made.criteria for text in one.anchors.values()]
    told += [text for one in made.criteria for text in (one.unit, one.source) if text]
    assert all(set(text) == {"kk", "ru", "en"} and all(text.values()) for text in told)


def test_the_smart_specialisation_set_has_six_criteria_and_their_weights():
    weights = [int(one.weight) for one in load("smart_specialisation").criteria]

    assert weights == [20, 20, 15, 20, 15, 10]


def test_the_cluster_call_has_five_areas_and_22_placeholders(akimat, now):
    card = scoring.scorecard(akimat, now, "cluster")

    criteria = list(card.criteria.select_related("area"))
    assert len(criteria) == 22
    assert all(one.is_placeholder and one.area for one in criteria)
    assert card.areas.count() == 5
    assert {one.kind for one in criteria} == {"scale", "number"}
    assert {one.direction for one in criteria} == {"more", "less"}


def test_an_edited_placeholder_is_no_longer_ours(akimat, now):
    card = scoring.scorecard(akimat, now, "cluster")
    one = card.criteria.first()

    operations.change_criterion(criterion=one, actor=None, at=now, title=texts("Our own"))

    one.refresh_from_db()
    assert (one.title_en, one.is_placeholder) == ("Our own", False)


def test_moving_or_weighing_a_placeholder_leaves_it_ours(akimat, now):
    card = scoring.scorecard(akimat, now, "cluster")
    one = card.criteria.first()

    operations.change_criterion(criterion=one, actor=None, at=now, weight=9)

    one.refresh_from_db()
    assert one.is_placeholder


def test_an_unknown_template_is_refused(akimat, now):
    refused("unknown_template", scoring.scorecard, akimat, now, "../secrets")


def test_a_title_is_needed_in_kazakh_and_russian(akimat, now):
    title = {"kk": "", "ru": "", "en": "Only English"}
    refused(
        "text_needed",
        operations.create_scorecard,
        akimat=akimat,
        template="blank",
        actor=None,
        at=now,
        title=title,
    )
    assert not Scorecard.objects.exists()


# --- rules, criteria ---


def test_rules_change_while_it_is_a_draft(card, moderator, now):
    operations.change_scorecard(
        scorecard=card, actor=moderator, at=now, method="topsis", min_reviews=2
    )

    card.refresh_from_db()
    assert (card.method, card.min_reviews) == ("topsis", 2)
    entry = Entry.objects.get(verb="change_scorecard")
    assert entry.detail == {"changed": ["method", "min_reviews"]}


def test_it_must_close_after_it_opens(card, now):
    refused(
        "closes_before_it_opens",
        operations.change_scorecard,
        scorecard=card,
        actor=None,
        at=now,
        opens_at=now,
        closes_at=now,
    )


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        ("scale_not_whole", {"low": 1.5}),
        ("scale_not_whole", {"low": None}),
        ("scale_not_whole", {"low": 5, "high": 5}),
        ("scale_not_whole", {"high": 50}),
        ("anchor_off_scale", {"high": 4}),
        ("weight_negative", {"weight": Decimal(-1)}),
        ("weight_too_large", {"weight": Decimal(1001)}),
        ("code_invalid", {"code": "not a code"}),
        ("code_taken", {"code": "skills"}),
        ("thresholds_wrong", {"indifference": 2, "strict": 1}),
        ("ends_not_rising", {"kind": "number", "low": 3, "high": 3}),
        ("ends_incomplete", {"kind": "number", "low": None, "high": 3}),
    ],
)
def test_a_criterion_that_makes_no_sense_is_refused(two, now, code, fields):
    refused(code, operations.change_criterion, criterion=two[0], actor=None, at=now, **fields)

    assert Criterion.objects.get(pk=two[0].pk).high == 5


def test_an_area_of_another_scorecard_is_refused(two, akimat, now):
    foreign = scoring.scorecard(akimat, now, "cluster").areas.first()

    refused(
        "not_of_this_scorecard",
        operations.change_criterion,
        criterion=two[0],
        actor=None,
        at=now,
        area=foreign,
    )


def test_areas_are_kept_renamed_and_removed(card, two, now):
    told = {"scorecard": card, "actor": None, "at": now}
    first, second = operations.set_areas(areas=[(None, texts("A")), (None, texts("B"))], **told)
    operations.change_criterion(criterion=two[0], actor=None, at=now, area=first)

    operations.set_areas(areas=[(second.pk, texts("Renamed")), (None, texts("C"))], **told)

    assert [area.title_en for area in card.areas.all()] == ["Renamed", "C"]
    assert Criterion.objects.get(pk=two[0].pk).area is None
    refused("not_of_this_scorecard", operations.set_areas, areas=[(first.pk, texts("A"))], **told)


def test_a_criterion_without_a_code_gets_one(card, now):
    for _n in range(2):
        operations.add_criterion(scorecard=card, title=texts("X"), actor=None, at=now)

    assert list(card.criteria.values_list("code", flat=True)) == ["c1", "c2"]


# --- weights ---


def test_weights_are_set_directly(card, two, now):
    operations.set_weights(
        scorecard=card, weights={two[0].pk: Decimal("1.5"), two[1].pk: 0}, actor=None, at=now
    )

    assert [one.weight for one in card.criteria.all()] == [Decimal("1.5"), Decimal(0)]
    zero = {two[0].pk: 0, two[1].pk: 0}
    refused(
        "weights_all_zero",
        operations.set_weights,
        scorecard=card,
        weights=zero,
        actor=None,
        at=now,
    )


def test_swing_points_become_weights(card, two, now):
    operations.set_swing(scorecard=card, points={two[0].pk: 100, two[1].pk: 60}, actor=None, at=now)

    card.refresh_from_db()
    assert card.weighting == Weighting.SWING
    assert [one.weight for one in card.criteria.all()] == [Decimal("62.5"), Decimal("37.5")]


@pytest.mark.parametrize(
    ("code", "points"), [("swing_range", (90, 60)), ("swing_range", (100, 101))]
)
def test_swing_points_out_of_range_are_refused(card, two, now, code, points):
    told = dict(zip((one.pk for one in two), points, strict=True))
    refused(code, operations.set_swing, scorecard=card, points=told, actor=None, at=now)


def test_comparisons_become_weights_and_the_worst_is_named(card, two, now, in_english):
    third = scoring.criterion(card, now, "Time")
    a, b, c = two[0].pk, two[1].pk, third.pk

    found = operations.set_comparisons(
        scorecard=card,
        ratios={(a, b): 9, (b, c): 9, (c, a): 9},
        actor=None,
        at=now,
    )

    assert not found.acceptable
    assert found.ratio > 1
    card.refresh_from_db()
    assert card.weighting == Weighting.AHP
    words = sentences.consistency(found)
    assert words[0].startswith("The comparisons contradict one another")
    assert words[1].startswith("The one that fits least: you said “Market”")
    again = consistency(list(card.criteria.all()), list(card.comparisons.all()))
    assert again.ratio == pytest.approx(found.ratio)


def test_a_consistent_set_of_comparisons_gives_its_weights(card, two, now):
    found = operations.set_comparisons(
        scorecard=card, ratios={(two[1].pk, two[0].pk): 1 / 3}, actor=None, at=now
    )

    assert found.acceptable
    assert [one.weight for one in card.criteria.all()] == [Decimal(75), Decimal(25)]


@pytest.mark.parametrize(
    ("code", "ratio"), [("ratio_range", 10.0), ("ratio_range", 0.1), ("ratio_range", 0.0)]
)
def test_comparisons_out_of_range_are_refused(card, two, now, code, ratio):
    ratios = {(two[0].pk, two[1].pk): ratio}
    refused(code, operations.set_comparisons, scorecard=card, ratios=ratios, actor=None, at=now)


def test_every_pair_is_compared_once(card, two, now):
    a, b = two[0].pk, two[1].pk
    told = {"scorecard": card, "actor": None, "at": now}
    refused("pair_twice", operations.set_comparisons, ratios={(a, b): 2, (b, a): 2}, **told)
    scoring.criterion(card, now, "Time")
    error = refused("comparisons_missing", operations.set_comparisons, ratios={(a, b): 2}, **told)
    assert error.params["missing"] == 2


# --- figures ---


def test_a_figure_has_a_source_and_keeps_within_its_ends(card, now):
    jobs = scoring.criterion(card, now, "Jobs", kind="number", low=0, high=100)
    (idea,) = scoring.alternatives(card, 1)
    told = {"alternative": idea, "criterion": jobs, "actor": None, "at": now}

    refused("source_needed", operations.enter_figure, value=5, source=" ", **told)
    refused("figure_outside", operations.enter_figure, value=101, source="A book", **told)
    refused("figure_invalid", operations.enter_figure, value=float("nan"), source="A book", **told)
    operations.enter_figure(value=5, source="A book", **told)
    operations.enter_figure(value=6, source="A better book", **told)

    assert [(f.value, f.source) for f in idea.figures.all()] == [(6, "A better book")]
    judged = scoring.criterion(card, now, "Market")
    refused(
        "figure_not_quantitative",
        operations.enter_figure,
        value=5,
        source="A book",
        **{**told, "criterion": judged},
    )


def test_a_column_of_figures_writes_only_what_differs(card, now):
    jobs = scoring.criterion(card, now, "Jobs", kind="number")
    first, second = scoring.alternatives(card, 2)
    told = {"criterion": jobs, "actor": None, "at": now, "source": "A yearbook"}
    operations.enter_figures(values={first.pk: 1, second.pk: 2}, **told)

    operations.enter_figures(values={first.pk: 1, second.pk: None}, **told)

    assert list(jobs.figures.values_list("alternative", "value")) == [(first.pk, 1)]
    assert Entry.objects.filter(verb="enter_figure").count() == 2
    assert Entry.objects.filter(verb="clear_figure").count() == 1


# --- seats ---


def test_an_evaluator_is_seated_once(card, now):
    person = PersonFactory()
    told = {"scorecard": card, "person": person, "actor": None, "at": now}
    operations.seat_evaluator(**told)

    refused("already_seated", operations.seat_evaluator, **told)


def test_an_organisation_of_another_akimat_is_refused(card, other_akimat, now):
    refused(
        "organisation_elsewhere",
        operations.seat_evaluator,
        scorecard=card,
        person=PersonFactory(),
        organisation=organisation(other_akimat),
        actor=None,
        at=now,
    )


# --- opening ---


def open_(card, now):
    return operations.open_scoring(scorecard=card, actor=None, at=now)


def test_what_is_missing_is_named_one_after_the_other(card, now):
    assert refused("no_criteria", open_, card, now)
    bare = scoring.criterion(card, now, "Market", anchors={1: texts("Low")}, weight=0)
    scoring.alternatives(card, 1)
    codes = [error.code for error in operations.faults(card)]
    assert codes == ["weights_all_zero", "anchors_missing", "too_few_alternatives"]
    operations.change_criterion(
        criterion=bare, actor=None, at=now, weight=1, anchors=scoring.ANCHORS
    )
    jobs = scoring.criterion(card, now, "Jobs", kind="number")
    second = operations.add_alternative(scorecard=card, code="N2", title="Idea 2")
    error = refused("figures_missing", open_, card, now)
    assert "“Idea 1”" in error.params["missing"]
    for one in card.alternatives.all():
        operations.enter_figure(
            alternative=one, criterion=jobs, value=1, source="A book", actor=None, at=now
        )
    refused("nobody_seated", open_, card, now)
    scoring.evaluators(card, now, 3)
    error = refused("not_assigned", open_, card, now)
    assert error.params["lacking"] == "“Idea 1”: 3; “Idea 2”: 3"
    operations.assign(scorecard=card, actor=None, at=now)
    partner = organisation(card.akimat)
    card.evaluators.update(organisation=partner)
    operations.change_alternative(alternative=second, organisations=[partner])
    refused("assigned_to_own", open_, card, now)
    operations.change_alternative(alternative=second, organisations=[])

    assert open_(card, now).status == "open"
    refused("not_draft", open_, card, now)


def test_comparisons_must_be_whole_when_it_opens(akimat, now):
    card = scoring.prepared(akimat, now)
    first, second = card.criteria.all()
    operations.set_comparisons(
        scorecard=card, ratios={(first.pk, second.pk): 3}, actor=None, at=now
    )
    scoring.criterion(card, now, "Time")

    refused("comparisons_missing", open_, card, now)


def test_swing_points_must_be_whole_when_it_opens(akimat, now):
    card = scoring.prepared(akimat, now)
    points = {one.pk: 100 for one in card.criteria.all()}
    operations.set_swing(scorecard=card, points=points, actor=None, at=now)
    scoring.criterion(card, now, "Time")

    refused("swings_missing", open_, card, now)


def test_a_scorecard_of_figures_alone_needs_no_evaluators(card, now):
    jobs = scoring.criterion(card, now, "Jobs", kind="number")
    for value, one in enumerate(scoring.alternatives(card, 3)):
        operations.enter_figure(
            alternative=one, criterion=jobs, value=value, source="A book", actor=None, at=now
        )
    open_(card, now)

    ranking = operations.close_scoring(scorecard=card, actor=None, at=now)

    assert [one["code"] for one in ranking.result["alternatives"]] == ["N3", "N2", "N1"]
    assert ranking.result["agreement"]["sheets"] == 0


def test_a_draft_can_be_discarded_and_nothing_else(akimat, now):
    card = scoring.prepared(akimat, now)
    operations.discard_scorecard(scorecard=card, actor=None, at=now)
    assert not Scorecard.objects.exists()

    card = scoring.opened(akimat, now)
    refused("not_draft", operations.discard_scorecard, scorecard=card, actor=None, at=now)
