"""The commission's two sittings. It departs from the scoring in places, and says why."""

from datetime import datetime, timedelta

from django.utils import timezone

from edp.evaluation import operations
from edp.evaluation.checks import departures_of
from edp.evaluation.enums import Outcome, Sitting
from edp.models import CommissionSeat, Evaluation, Opportunity, Resolution, Round, Verdict

from ..people import Cast
from .content import load, texts

UP = [
    "Ұпайы төмен болғанымен, бұл карточка жас мамандарға жұмыс береді және ауданға тікелей қажет.",
    "Баллов меньше, но карточка даёт работу молодым и прямо нужна району.",
    "It scored less, but it gives work to the young and the district needs it directly.",
]
DOWN = [
    "Тәуелділігі көп: жалғыз иеленушінің шешімінсіз басталмайды, сондықтан резервке қалды.",
    "Слишком многое зависит от решения одного владельца, поэтому карточка осталась в резерве.",
    "Too much depends on one owner, so the card stays in reserve.",
]
NOTE = [
    "Комиссия ұпайларды, пікірлерді және тұрғындар бағасын бірге қарады.",
    "Комиссия рассматривала баллы, замечания и оценки жителей вместе.",
    "The commission looked at scores, comments and residents' ratings together.",
]


def seat_commission(*, round: Round, cast: Cast, at: datetime) -> None:
    for row in load("round")["seat"]:
        operations.seat_member(
            round=round,
            name=row["name"],
            position=row["position"],
            sector=row["sector"],
            is_chair=row.get("chair", False),
            actor=cast.moderator,
            at=at,
        )


def shortlist(
    *, round: Round, evaluation: Evaluation, cards: dict[str, Opportunity], cast: Cast, at: datetime
) -> Resolution:
    """Everything that a later priority is made of, and the next best: fourteen in all."""
    wanted = {key for priority in load("round")["priority"] for key in priority["cards"]}
    wanted |= {"grid-forecast", "water-losses"}
    return _decide(round, Sitting.SHORTLIST, evaluation, cards, wanted, cast, at)


def final(*, round: Round, cards: dict[str, Opportunity], cast: Cast, at: datetime) -> Resolution:
    """The cards of the seven priorities are taken, the others of the shortlist are in reserve."""
    wanted = {key for priority in load("round")["priority"] for key in priority["cards"]}
    return _decide(round, Sitting.FINAL, None, cards, wanted, cast, at)


def _decide(
    round: Round,
    sitting: str,
    evaluation: Evaluation | None,
    cards: dict[str, Opportunity],
    wanted: set[str],
    cast: Cast,
    at: datetime,
) -> Resolution:
    resolution = operations.prepare_resolution(
        round=round, sitting=sitting, evaluation=evaluation, actor=cast.moderator, at=at
    )
    operations.set_sitting(
        resolution=resolution,
        held_date=timezone.localdate(at),
        present=list(CommissionSeat.objects.filter(round=round)),
        note=texts(NOTE),
        actor=cast.moderator,
        at=at,
    )
    keys = {card.pk: key for key, card in cards.items()}
    verdicts = list(resolution.verdicts.order_by("recommended_rank", "pk"))
    taken = [one for one in verdicts if keys[one.opportunity_id] in wanted]
    others = [one for one in verdicts if one not in taken]
    for rank, verdict in enumerate(taken, start=1):
        _one(verdict, Outcome.CHOSEN, rank, cast, at)
    for place, verdict in enumerate(others, start=1):
        kept = sitting == Sitting.FINAL or place <= 4
        _one(
            verdict,
            Outcome.RESERVE if kept else Outcome.NOT_CHOSEN,
            place if kept else None,
            cast,
            at,
        )
    _give_reasons(resolution, cast, at)
    return operations.publish_resolution(
        resolution=resolution, actor=cast.moderator, at=at + timedelta(days=1)
    )


def _one(verdict: Verdict, outcome: str, rank: int | None, cast: Cast, at: datetime) -> None:
    chosen = outcome == Outcome.CHOSEN
    operations.decide(
        verdict=verdict,
        outcome=outcome,
        rank=rank,
        votes_for=5 if chosen and verdict.pk % 3 else 4 if chosen else 1,
        votes_against=0 if chosen else 3,
        votes_abstained=0 if chosen and verdict.pk % 3 else 1,
        actor=cast.moderator,
        at=at,
    )


def _give_reasons(resolution: Resolution, cast: Cast, at: datetime) -> None:
    """Wherever the decision departs from the recommendation."""
    verdicts = list(resolution.verdicts.select_related("opportunity__proposal"))
    departing = departures_of(verdicts)
    for verdict in verdicts:
        if verdict.opportunity_id in departing:
            words = {Outcome.CHOSEN: UP, Outcome.RESERVE: DOWN}.get(Outcome(verdict.outcome), DOWN)
            operations.give_reason(
                verdict=verdict, reason=texts(words), actor=cast.moderator, at=at
            )
