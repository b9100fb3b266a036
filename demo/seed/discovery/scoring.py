"""The scoring of the cards: three sheets each, with scores that follow the quality of a card."""

import random
from datetime import datetime, timedelta

from commons.people.enums import Sector
from commons.scoring import operations as scoring
from commons.scoring.models import Criterion, Evaluator, ScoreSheet
from edp.evaluation import operations
from edp.models import Evaluation, Opportunity, Round, Stakeholder

from ..people import Cast
from .content import load, texts

TITLE = [
    "Мүмкіндіктерді бағалау",
    "Оценка возможностей",
    "Scoring of the opportunities",
]
EVALUATORS = {Sector.ACADEMIA: 5, Sector.BUSINESS: 5, Sector.CIVIL_SOCIETY: 3, Sector.GOVERNMENT: 2}
REASONS = {
    "ru": {
        "high": "Есть покупатель, люди и площадка; доказательства приложены.",
        "middle": "Основа есть, но не хватает одного звена.",
        "low": "Пока это намерение: ни покупателя, ни образца.",
    },
    "kk": {
        "high": "Сатып алушы да, маман да, орын да бар; дәлелі көрсетілген.",
        "middle": "Негізі бар, бірақ бір буыны жетіспейді.",
        "low": "Әзірге ниет қана: сатып алушы да, үлгі де жоқ.",
    },
}


def create(
    *,
    round: Round,
    seats: list[Stakeholder],
    cards: dict[str, Opportunity],
    cast: Cast,
) -> Evaluation:
    """Set up, assign, score and close one evaluation of all cards still under discussion."""
    opens_at, closes_at = _span(round)
    ready_at = opens_at - timedelta(days=3)
    evaluation = operations.create_evaluation(
        round=round,
        template="smart_specialisation",
        title=texts(TITLE),
        actor=cast.moderator,
        at=ready_at,
    )
    put = [card for key, card in cards.items() if key not in _merged()]
    operations.put_forward(
        evaluation=evaluation, opportunities=put, actor=cast.moderator, at=ready_at
    )
    operations.seat_stakeholders(
        evaluation=evaluation, stakeholders=_jury(seats), actor=cast.moderator, at=ready_at
    )
    scorecard = evaluation.scorecard
    scoring.change_scorecard(
        scorecard=scorecard,
        actor=cast.moderator,
        at=ready_at,
        opens_at=opens_at,
        closes_at=closes_at,
    )
    scoring.assign(scorecard=scorecard, actor=cast.moderator, at=ready_at)
    operations.open_evaluation(evaluation=evaluation, actor=cast.moderator, at=opens_at)
    _score(evaluation, cards, opens_at, closes_at)
    evaluation.refresh_from_db()
    operations.close_evaluation(evaluation=evaluation, actor=cast.moderator, at=closes_at)
    evaluation.refresh_from_db()
    return evaluation


def _span(round: Round) -> tuple[datetime, datetime]:
    phase = round.phases.get(kind="evaluation")
    return phase.opens_at + timedelta(days=5), phase.closes_at - timedelta(days=8)


def _merged() -> set[str]:
    return {row["key"] for row in load("cards")["card"] if "merged" in row}


def _jury(seats: list[Stakeholder]) -> list[Stakeholder]:
    """The first seats of each sector that have an account."""
    chosen: list[Stakeholder] = []
    for sector, count in EVALUATORS.items():
        held = [seat for seat in seats if seat.sector == sector and seat.person_id]
        chosen += held[:count]
    return chosen


def _score(
    evaluation: Evaluation, cards: dict[str, Opportunity], first: datetime, last: datetime
) -> None:
    """Everybody's sheets: quality of the card, strictness of the reader, and chance."""
    rng = random.Random("scoring")
    quality = load("round")["quality"]
    keys = {card.pk: key for key, card in cards.items()}
    criteria = list(evaluation.scorecard.criteria.order_by("position", "pk"))
    sheets = ScoreSheet.objects.filter(evaluator__scorecard=evaluation.scorecard)
    rows = sheets.select_related("evaluator__person", "alternative__candidate").order_by("pk")
    strictness: dict[int, float] = {}
    for number, sheet in enumerate(rows):
        key = keys[sheet.alternative.candidate.opportunity_id]
        mild = strictness.setdefault(sheet.evaluator_id, rng.choice((-0.5, -0.2, 0, 0, 0.2, 0.4)))
        points = [
            _points(quality.get(key, 2.6), mild, place, key, rng) for place in range(len(criteria))
        ]
        _hand_in(sheet, sheet.evaluator, criteria, points, first + (last - first) * number / 140)


def _points(quality: float, mild: float, place: int, key: str, rng: random.Random) -> int:
    """1 to 5; each card has criteria at which it is better and worse than on the whole."""
    lean = ((sum(key.encode()) + place * 37) % 11 - 5) / 5
    return min(5, max(1, round(quality + 0.8 * lean + mild + rng.gauss(0, 0.45))))


def _hand_in(
    sheet: ScoreSheet,
    evaluator: Evaluator,
    criteria: list[Criterion],
    points: list[int],
    moment: datetime,
) -> None:
    words = REASONS["kk" if evaluator.pk % 3 == 0 else "ru"]
    scores = {
        criterion.pk: (
            float(point),
            words["high" if point >= 4 else "low" if point <= 2 else "middle"],
        )
        for criterion, point in zip(criteria, points, strict=True)
    }
    person = evaluator.person
    scoring.save_sheet(sheet=sheet, scores=scores, actor=person, at=moment)
    scoring.submit_sheet(sheet=sheet, actor=person, at=moment + timedelta(hours=1))
