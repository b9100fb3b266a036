"""Forms take what the operations take, and lose nothing of what was typed."""

from decimal import Decimal

import pytest
from django.http import QueryDict
from django.template import Context, Template

from commons.scoring import forms, operations
from commons.scoring.errors import ScoringError
from commons.scoring.models import ScoreSheet
from commons.scoring.queries import criteria_of, sheet_with_scores
from tests.factories import scoring
from tests.factories.edp import columns, texts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def card(akimat, now):
    return scoring.opened(akimat, now)


def form_of(card, data=None):
    sheet = sheet_with_scores(ScoreSheet.objects.first().pk)
    return forms.SheetForm(data, sheet=sheet, criteria=criteria_of(card))


def test_a_half_done_sheet_can_be_saved(card, now):
    market, skills = card.criteria.all()
    form = form_of(card, {f"value_{market.pk}": "4", f"reason_{skills.pk}": "Not sure"})

    assert form.is_valid()
    assert form.scores() == {market.pk: (4.0, ""), skills.pk: (None, "Not sure")}
    operations.save_sheet(
        sheet=form.sheet, actor=form.sheet.evaluator.person, at=now, **form.saved()
    )

    again = form_of(card)
    assert again[f"value_{market.pk}"].value() == "4"
    assert again[f"reason_{skills.pk}"].value() == "Not sure"
    assert again["version"].value() == now.isoformat()


@pytest.mark.parametrize("value", ["6", "0", "x", "2.5", "<script>"])
def test_points_that_are_not_offered_are_refused(card, value):
    market = card.criteria.first()

    assert not form_of(card, {f"value_{market.pk}": value}).is_valid()


def test_what_is_missing_is_marked_where_it_is_missing(card, now):
    market, skills = card.criteria.all()
    data = QueryDict(f"value_{market.pk}=4&reason_{market.pk}=Sells&value_{skills.pk}=2")
    form = form_of(card, data)
    assert form.is_valid()
    person = form.sheet.evaluator.person
    form.sheet = operations.save_sheet(sheet=form.sheet, actor=person, at=now, **form.saved())
    with pytest.raises(ScoringError) as caught:
        operations.submit_sheet(sheet=form.sheet, actor=person, at=now)

    form.refuse(caught.value)
    form.keep_version()

    assert dict(form.errors) == {f"reason_{skills.pk}": ["Say why, in a sentence or two."]}
    assert form["version"].value() == now.isoformat()
    assert form[f"reason_{market.pk}"].value() == "Sells"


def test_the_sheet_shows_anchors_areas_and_figures(akimat, now):
    card = scoring.scorecard(akimat, now, "cluster")
    ideas = scoring.alternatives(card, 2)
    for criterion in card.criteria.filter(kind="number"):
        for idea in ideas:
            operations.enter_figure(
                alternative=idea,
                criterion=criterion,
                value=12.5,
                source="A yearbook of <b>2025</b>",
                actor=None,
                at=now,
            )
    scoring.evaluators(card, now, 3)
    operations.assign(scorecard=card, actor=None, at=now)
    operations.open_scoring(scorecard=card, actor=None, at=now)
    form = form_of(card)

    page = Template("{% load scoring %}{% scoring_sheet_fields form %}").render(
        Context({"form": form})
    )

    assert page.count('type="radio"') == 5 * len(form.judged)
    assert "Value-chain integration" in page
    assert "5 – Fully there, confirmed by an independent source" in page
    assert "A yearbook of &lt;b&gt;2025&lt;/b&gt;" in page
    assert "12.5 %" in page


@pytest.mark.parametrize("criteria", [1, 6])
def test_a_sheet_takes_as_many_queries_for_any_number_of_criteria(
    akimat, now, criteria, django_assert_num_queries
):
    card = scoring.scorecard(akimat, now)
    for n in range(criteria):
        scoring.criterion(card, now, f"C{n}")
    scoring.alternatives(card, 2)
    scoring.evaluators(card, now, 3)
    operations.assign(scorecard=card, actor=None, at=now)
    operations.open_scoring(scorecard=card, actor=None, at=now)

    with django_assert_num_queries(6):
        form = form_of(card)
        Template("{% load scoring %}{% scoring_sheet_fields form %}").render(
            Context({"form": form})
        )


def test_rules_go_through_the_form(akimat, now):
    card = scoring.scorecard(akimat, now)
    data = {
        **columns("title", "New title"),
        "method": "topsis",
        "aggregation": "median",
        "min_reviews": "2",
        "adjusts_severity": "on",
    }
    form = forms.RulesForm(data, scorecard=card)
    assert form.is_valid(), form.errors

    operations.change_scorecard(scorecard=card, actor=None, at=now, **form.values())

    card.refresh_from_db()
    assert (card.title_en, card.method, card.aggregation) == ("New title", "topsis", "median")
    assert (card.min_reviews, card.adjusts_severity) == (2, True)
    late = {**data, "opens_at": "2026-03-05T10:00", "closes_at": "2026-03-05T09:00"}
    assert "closes_at" in forms.RulesForm(late, scorecard=card).errors


def test_a_criterion_goes_through_the_form_and_back(akimat, now):
    card = scoring.scorecard(akimat, now)
    (area,) = operations.set_areas(
        scorecard=card, areas=[(None, texts("Business"))], actor=None, at=now
    )
    blank = forms.CriterionForm(scorecard=card)
    data = {name: blank[name].value() or "" for name in blank.fields}
    data |= {**columns("title", "Market"), "weight": "12.5", "area": str(area.pk)}
    form = forms.CriterionForm(data, scorecard=card)
    assert form.is_valid(), form.errors

    one = operations.add_criterion(scorecard=card, actor=None, at=now, **form.values())

    one.refresh_from_db()
    assert (one.title_en, one.weight, one.area) == ("Market", Decimal("12.5"), area)
    again = forms.CriterionForm(scorecard=card, criterion=one)
    assert [again[name].value() for name in ("weight", "low", "high", "title_ru")] == [
        "12.5",
        "1",
        "5",
        "Market (рус)",
    ]
    foreign = forms.CriterionForm({**data, "area": "999999"}, scorecard=card)
    assert "area" in foreign.errors


def test_anchors_need_both_ends_in_both_languages(akimat, now):
    card = scoring.scorecard(akimat, now)
    one = scoring.criterion(card, now, "Market")
    data = {**columns("anchor1", "Low"), "anchor5_kk": "Жоғары", "anchor3_en": "Middle"}
    form = forms.AnchorsForm(data, criterion=one)

    assert sorted(form.errors) == ["anchor3_kk", "anchor3_ru", "anchor5_ru"]

    good = {**columns("anchor1", "Low"), **columns("anchor5", "High")}
    form = forms.AnchorsForm(good, criterion=one)
    assert form.is_valid(), form.errors
    operations.set_anchors(criterion=one, anchors=form.values(), actor=None, at=now)
    assert [anchor.text_en for anchor in one.anchors.all()] == ["Low", "High"]


def test_areas_go_through_the_form(akimat, now):
    card = scoring.scorecard(akimat, now, "cluster")
    form = forms.AreasForm(scorecard=card)
    data = {name: form[name].value() or "" for name in form.fields}
    data |= {"area0_kk": "", "area0_ru": "", "area0_en": "", **columns("area5", "New")}
    form = forms.AreasForm(data, scorecard=card)
    assert form.is_valid(), form.errors

    operations.set_areas(scorecard=card, areas=form.values(), actor=None, at=now)

    assert card.areas.count() == 5
    assert card.areas.last().title_en == "New"
    half = forms.AreasForm({"area0_en": "Only English"}, scorecard=card)
    assert sorted(half.errors) == ["area0_kk", "area0_ru"]


def test_weights_swings_and_comparisons_go_through_their_forms(akimat, now):
    card = scoring.prepared(akimat, now)
    first, second = card.criteria.all()
    told = {"scorecard": card, "actor": None, "at": now}
    form = forms.WeightsForm(
        {f"weight_{first.pk}": "60", f"weight_{second.pk}": "40"}, criteria=[first, second]
    )
    assert form.is_valid()
    operations.set_weights(weights=form.values(), **told)
    form = forms.SwingForm(
        {f"points_{first.pk}": "90", f"points_{second.pk}": "40"}, criteria=[first, second]
    )
    assert form.non_field_errors() == ["Give 100 points to the swing that matters most."]
    form = forms.SwingForm(
        {f"points_{first.pk}": "100", f"points_{second.pk}": "25"}, criteria=[first, second]
    )
    assert form.is_valid()
    operations.set_swing(points=form.values(), **told)
    assert [one.weight for one in card.criteria.all()] == [80, 20]
    name = f"pair_{first.pk}_{second.pk}"
    form = forms.ComparisonsForm({name: "1/3"}, criteria=[first, second])
    assert form.is_valid()
    operations.set_comparisons(ratios=form.values(), **told)
    assert [one.weight for one in card.criteria.all()] == [25, 75]
    again = forms.ComparisonsForm(
        criteria=[first, second], comparisons=list(card.comparisons.all())
    )
    assert again[name].value() == "1/3"


def test_figures_of_a_criterion_go_through_their_form(akimat, now):
    card = scoring.scorecard(akimat, now)
    jobs = scoring.criterion(card, now, "Jobs", kind="number", low=0, high=10)
    first, second = scoring.alternatives(card, 2)
    data = {"source": "A book", f"value_{first.pk}": "11", f"value_{second.pk}": ""}
    form = forms.FiguresForm(data, criterion=jobs, alternatives=[first, second])
    assert f"value_{first.pk}" in form.errors
    form = forms.FiguresForm(
        {**data, f"value_{first.pk}": "7.5"}, criterion=jobs, alternatives=[first, second]
    )
    assert form.is_valid(), form.errors

    operations.enter_figures(
        criterion=jobs,
        values=form.values(),
        source=form.cleaned_data["source"],
        actor=None,
        at=now,
    )

    again = forms.FiguresForm(criterion=jobs, alternatives=[first, second])
    assert again[f"value_{first.pk}"].value() == "7.5"
    assert again["source"].value() == "A book"
