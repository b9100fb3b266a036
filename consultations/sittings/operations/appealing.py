"""Appeals against minutes: filed by who took part, answered in public."""

from datetime import datetime

from django.db import transaction

from commons.interface import official
from commons.interface.dates import long_date
from commons.interface.errors import refusing
from commons.interface.official import Texts
from commons.people.models import Person

from ... import texts as required
from ...periods import due_on, periods_of
from .. import notices, permissions
from ..enums import AppealDecision
from ..errors import SittingError
from ..models import Minutes, MinutesAppeal
from .states import record


@transaction.atomic
def appeal(
    *, minutes: Minutes, author: Person, text: str, language: str, at: datetime
) -> MinutesAppeal:
    """Raises SittingError: ``minutes_unpublished``, ``appeal_closed``, ``not_a_participant``,
    ``appealed``."""
    if minutes.published_at is None or minutes.appeal_until is None:
        raise SittingError("minutes_unpublished")
    if not permissions.appeals_open(minutes, at):
        raise SittingError("appeal_closed", day=long_date(minutes.appeal_until))
    meeting = minutes.meeting
    if not permissions.took_part(author, meeting):
        raise SittingError("not_a_participant")
    days = periods_of(meeting.akimat).minutes_appeal_answer_days
    with refusing({"minutes_appealed_once": SittingError("appealed")}):
        made = MinutesAppeal.objects.create(
            minutes=minutes,
            author=author,
            text=text.strip(),
            language=language,
            filed_at=at,
            due_on=due_on(at, days),
        )
    record(made, "minutes_appealed", meeting, author, at, due_on=made.due_on.isoformat())
    notices.to_leaders(meeting, "minutes_appealed", at, due=made.due_on, key=f"appeal/{made.pk}")
    return made


@transaction.atomic
def answer_appeal(
    *, appeal: MinutesAppeal, decision: str, texts: Texts, actor: Person, at: datetime
) -> MinutesAppeal:
    """Once, with reasons in Kazakh and in Russian. Raises SittingError("appeal_answered"),
    HearingError("text_needed")."""
    held = MinutesAppeal.objects.select_for_update(of=("self",)).select_related(
        "minutes__meeting__akimat", "author"
    )
    appeal = held.get(pk=appeal.pk)
    if appeal.answered_at is not None:
        raise SittingError("appeal_answered")
    required.require(texts)
    appeal.decision = AppealDecision(decision)
    official.write(appeal, "answer", texts)
    appeal.answered_at, appeal.answered_by = at, actor
    appeal.save()
    record(appeal, "minutes_appeal_answered", appeal.minutes.meeting, actor, at, decision=decision)
    notices.of_appeal(appeal, at)
    return appeal
