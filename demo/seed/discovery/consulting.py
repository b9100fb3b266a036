"""The public consultation: ratings by every group, replies, and what came of them."""

import random
from datetime import datetime, timedelta

from commons.people.models import Person
from commons.proposals.models import Comment
from commons.proposals.operations import discussing
from edp.consultation import operations
from edp.models import Opportunity, Round, Stakeholder
from edp.opportunities.enums import OpportunityStatus

from ..people import Cast
from .content import load, texts

SAID = (
    ("kk", "Көлдің суы азайып барады. Балшықты шектеусіз алуға болмайды."),
    ("ru", "В нашем селе интернета нет, видео работать не будет."),
    ("ru", "Зачем поддерживать то, что связано с углём?"),
    ("kk", "Бізге де жұмыс орны керек, ауданнан бастаңыздар."),
)
REPLIES = {
    "kk": "Рақмет. Пікіріңіз басымдықтың шарттарына енгізілді, «Сіз айттыңыз» бетінен қараңыз.",
    "ru": "Спасибо. Замечание учтено в условиях приоритета, см. страницу «Вы сказали, мы сделали».",
}


def create(
    *, round: Round, seats: list[Stakeholder], cast: Cast, first: datetime, last: datetime
) -> None:
    """A fifth of the room and a dozen residents rate; every comment gets its reply."""
    rng = random.Random(f"consultation/{round.slug}")
    shortlist = list(
        Opportunity.objects.filter(round=round, status=OpportunityStatus.SHORTLISTED)
        .select_related("proposal")
        .order_by("pk")
    )
    people = [seat.person for seat in seats[::5] if seat.person] + cast.residents[2:14]
    span = last - first - timedelta(days=2)
    liked = {card.pk: rng.uniform(2.4, 4.6) for card in shortlist}
    for number, person in enumerate(people):
        ratings = {
            card.pk: min(5, max(1, round_(liked[card.pk] + rng.gauss(0, 0.9))))
            for card in shortlist
            if rng.random() < 0.8
        }
        at = first + timedelta(days=1) + span * number / (len(people) + 1)
        operations.rate_several(round=round, ratings=ratings, person=person, at=at)
    comments = _talk(round, shortlist, cast, first + timedelta(days=3))
    for number, row in enumerate(load("round")["response"]):
        operations.save_response(
            round=round,
            theme=texts(row["theme"]),
            said=texts(row["said"]),
            done=texts(row["did"]),
            outcome={"accepted": "taken", "partly": "partly", "rejected": "not"}[row["outcome"]],
            comments=comments[number : number + 1],
            actor=cast.moderator,
            at=last,
        )
    operations.publish_responses(round=round, actor=cast.moderator, at=last)


def round_(value: float) -> int:
    return int(value + 0.5)


def _talk(round: Round, shortlist: list[Opportunity], cast: Cast, first: datetime) -> list[Comment]:
    made = []
    for number, (language, text) in enumerate(SAID):
        author: Person = cast.residents[60 + number]
        moment = first + timedelta(days=number)
        comment = discussing.comment(
            proposal=shortlist[number * 3 % len(shortlist)].proposal,
            author=author,
            text=text,
            language=language,
            at=moment,
        )
        operations.answer_comment(
            round=round,
            comment=comment,
            text=REPLIES[language],
            language=language,
            actor=cast.specialist,
            at=moment + timedelta(days=4),
        )
        made.append(comment)
    return made
