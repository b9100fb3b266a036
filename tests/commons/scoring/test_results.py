"""What comes out, computed a second time by other means."""

import csv
import hashlib
import io
import json
import zipfile

import numpy as np
import pytest

from commons.scoring import exporting, operations
from commons.scoring.enums import Aggregation, RankingMethod
from commons.scoring.errors import ScoringError
from commons.scoring.queries import result_of
from commons.scoring.results import Result, compute, what_if
from tests.factories import scoring

pytestmark = pytest.mark.django_db


@pytest.fixture
def card(akimat, now):
    """Three judged criteria, a benefit and a cost from data, six ideas, five reviews of each."""
    card = scoring.scorecard(akimat, now, min_reviews=5)
    scoring.criterion(card, now, "Market", weight=30)
    scoring.criterion(card, now, "Skills", weight=20)
    scoring.criterion(card, now, "Harm", weight=10, direction="less")
    jobs = scoring.criterion(card, now, "Jobs", kind="number", weight=25)
    cost = scoring.criterion(
        card, now, "Cost", kind="number", weight=15, direction="less", low=0, high=50
    )
    ideas = scoring.alternatives(card, 6)
    for n, idea in enumerate(ideas):
        told = {"alternative": idea, "source": "A yearbook", "actor": None, "at": now}
        operations.enter_figure(criterion=jobs, value=10.5 * n, **told)
        operations.enter_figure(criterion=cost, value=(n * 17) % 50, **told)
    scoring.evaluators(card, now, 6)
    return card


def run(card, now, **rules):
    operations.change_scorecard(scorecard=card, actor=None, at=now, **rules)
    operations.assign(scorecard=card, actor=None, at=now)
    operations.open_scoring(scorecard=card, actor=None, at=now)
    rng = np.random.default_rng(7)
    for idea in card.alternatives.order_by("code"):
        for sheet in idea.sheets.order_by("evaluator"):
            scoring.hand_in(sheet, now, *(int(n) for n in rng.integers(1, 6, 3)))
    operations.close_scoring(scorecard=card, actor=None, at=now)
    card.refresh_from_db()
    return result_of(card)


def recomputed(bundle):
    """Scores by candidate and shares of first places, from the files of the archive alone."""
    with zipfile.ZipFile(io.BytesIO(bundle)) as files:
        frozen = json.loads(files.read("scorecard.json"))
        fingerprint = hashlib.sha256(files.read("scorecard.json")).hexdigest()

        def lines(name):
            return list(csv.DictReader(io.StringIO(files.read(name).decode("utf-8-sig"))))

        criteria, figures, scores = (
            lines(f"{name}.csv") for name in ("criteria", "figures", "scores")
        )
    codes = sorted(one["code"] for one in frozen["alternatives"])
    weights = {one["code"]: float(one["weight"]) for one in frozen["criteria"]}
    total = sum(weights.values())
    values = np.zeros((len(codes), len(criteria)))
    for j, criterion in enumerate(criteria):
        for i, code in enumerate(codes):
            here = [
                float(one["points"])
                for one in scores
                if (one["candidate"], one["criterion"]) == (code, criterion["code"])
            ]
            known = [
                float(one["value"])
                for one in figures
                if (one["candidate"], one["criterion"]) == (code, criterion["code"])
            ]
            if frozen["aggregation"] == "trimmed" and len(here) >= 5:
                here = sorted(here)[1:-1]
            joined = np.median if frozen["aggregation"] == "median" else np.mean
            values[i, j] = joined(here) if here else known[0]
    low = np.array([float(one["low"]) for one in criteria])
    high = np.array([float(one["high"]) for one in criteria])
    less = np.array([one["direction"] == "less" for one in criteria])
    shares = (values - low) / (high - low)
    shares = np.where(less, 1 - shares, shares)
    score = shares @ np.array([weights[one["code"]] / total for one in criteria])
    seed = int(fingerprint[:8], 16) & 0x7FFFFFFF
    drawn = np.random.default_rng(seed).standard_exponential(
        (100_000, len(criteria)), dtype=np.float32
    )
    all_scores = (drawn / drawn.sum(axis=1, keepdims=True)) @ shares.T
    first = np.bincount(all_scores.argmax(axis=1), minlength=len(codes)) / len(drawn)
    return dict(zip(codes, score, strict=True)), dict(zip(codes, first, strict=True))


@pytest.mark.parametrize("aggregation", Aggregation.values)
def test_the_archive_is_enough_to_recompute(card, now, aggregation):
    result = run(card, now, aggregation=aggregation)

    scores, first = recomputed(exporting.archive(card, result))

    for one in result.alternatives:
        assert one.score == pytest.approx(scores[one.code], abs=1e-12)
        assert one.first_share == pytest.approx(first[one.code], abs=1e-4)
    order = sorted(scores, key=lambda code: -scores[code])
    assert [one.code for one in result.alternatives] == order


def test_the_archive_is_the_same_to_the_byte_and_names_nobody(card, now):
    result = run(card, now)

    first, second = exporting.archive(card, result), exporting.archive(card, result)

    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as files:
        text = " ".join(files.read(name).decode("utf-8") for name in files.namelist())
    assert "Because of" in text
    for seat in card.evaluators.select_related("person"):
        assert seat.person.name not in text
        assert seat.person.email not in text


@pytest.mark.parametrize("method", RankingMethod.values)
@pytest.mark.parametrize("adjusts", [False, True])
def test_the_json_loses_nothing(card, now, method, adjusts):
    result = run(card, now, method=method, adjusts_severity=adjusts)

    assert Result.from_json(json.loads(json.dumps(result.to_json()))) == result
    assert result == compute(card)


def test_another_format_is_refused():
    with pytest.raises(ValueError, match="birge-ranking-1"):
        Result.from_json({"format": "other"})


@pytest.mark.parametrize("method", RankingMethod.values)
def test_nothing_changed_leaves_the_order(card, now, method):
    result = run(card, now, method=method)

    tried = what_if(result)

    assert [(one.code, one.rank, one.moved) for one in tried] == [
        (one.code, one.rank, 0) for one in result.alternatives
    ]
    assert [one.score for one in tried] == pytest.approx(
        [one.score for one in result.alternatives], abs=1e-12
    )


def test_all_weight_on_one_criterion_orders_by_it(card, now):
    result = run(card, now)
    others = dict.fromkeys(result.weights, 0.0)

    tried = what_if(result, {**others, "jobs": 1})

    assert [one.code for one in tried] == ["N6", "N5", "N4", "N3", "N2", "N1"]
    assert sum(one.moved for one in tried) == 0
    for code, weights in [("weights_all_zero", others), ("weight_negative", {"jobs": -1})]:
        with pytest.raises(ScoringError) as caught:
            what_if(result, weights)
        assert caught.value.code == code


def test_a_tipping_weight_does_tip(card, now):
    result = run(card, now)
    tipped = [one for one in result.alternatives if one.tipping]
    assert tipped

    for one in tipped:
        code, weight = one.tipping.criterion, one.tipping.weight
        rest = 1 - result.weights[code]
        weights = {
            name: weight if name == code else part * (1 - weight) / rest
            for name, part in result.weights.items()
        }
        assert {w.code: w.rank for w in what_if(result, weights)}[one.code] == 1


def test_the_nearest_weights_make_it_first(card, now):
    result = run(card, now)

    for one in result.alternatives:
        if one.nearest_weights is None:
            assert one.first_share == 0
            continue
        weights = dict(zip(result.weights, one.nearest_weights, strict=True))
        assert {w.code: w.rank for w in what_if(result, weights)}[one.code] == 1


def test_acceptabilities_and_pairs_hold_together(card, now):
    result = run(card, now)

    for one in result.alternatives:
        assert sum(one.acceptability) == pytest.approx(1)
        if one.central_weights:
            assert sum(one.central_weights) == pytest.approx(1, abs=1e-5)
    first, second = result.alternatives[:2]
    both = result.ahead(first.code, second.code) + result.ahead(second.code, first.code)
    assert both == pytest.approx(1, abs=1e-3)
    for pair in result.undecided:
        assert max(pair.first_ahead, pair.second_ahead) <= 0.6


def test_a_lenient_evaluator_is_seen_and_evened_out(akimat, now):
    def scored(adjusts):
        card = scoring.prepared(akimat, now, ideas=6, seats=4, adjusts_severity=adjusts)
        operations.open_scoring(scorecard=card, actor=None, at=now)
        seats = list(card.evaluators.order_by("pk"))
        for n, idea in enumerate(card.alternatives.order_by("code")):
            for sheet in idea.sheets.all():
                lenient = 2 if sheet.evaluator_id == seats[0].pk else 0
                mark = min(5, 1 + n // 2 + lenient)
                scoring.hand_in(sheet, now, mark, mark)
        operations.close_scoring(scorecard=card, actor=None, at=now)
        return result_of(card)

    plain, evened = scored(False), scored(True)

    strongest = max(plain.markers, key=lambda one: one.effect)
    assert strongest.effect > 20
    assert sum(one.effect for one in plain.markers) == pytest.approx(0, abs=1e-6)

    def apart(result):
        """Two ideas each are alike; only who reviewed them differs."""
        value = {one.code: one.cells[0].value for one in result.alternatives}
        return sum(abs(value[f"N{n}"] - value[f"N{n + 1}"]) for n in (1, 3, 5))

    assert apart(evened) < apart(plain) / 2


def test_agreement_is_full_where_all_say_the_same(akimat, now):
    card = scoring.opened(akimat, now)
    marks = {f"N{n}": [(n + 1, n + 1)] * 3 for n in (1, 2, 3)}
    scoring.hand_in_all(card, now, marks)

    result = compute(card)

    assert result.agreement.alpha == pytest.approx(1)
    assert result.agreement.w == pytest.approx(1)
    assert [one.alpha for one in result.criteria] == pytest.approx([1, 1])
    assert {cell.span for one in result.alternatives for cell in one.cells} == {0}


@pytest.mark.parametrize("ideas", [2, 6])
def test_computing_takes_as_many_queries_for_any_number(
    akimat, now, ideas, django_assert_num_queries
):
    card = scoring.opened(akimat, now, ideas=ideas)
    scoring.hand_in_all(card, now, {f"N{n}": [(3, 4)] * 3 for n in range(1, ideas + 1)})

    with django_assert_num_queries(6):
        compute(card)
