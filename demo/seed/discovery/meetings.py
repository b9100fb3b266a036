"""Events of the complete round: announced, attended, noted, written up."""

import random
import uuid
from datetime import timedelta
from typing import Any

from edp.events import operations
from edp.events.models import Event
from edp.models import Round, Stakeholder

from ..people import Cast
from .content import Days, load, texts

NOTES = (
    ("idea", "kk", "Алдымен бір зауытта сынап көрейік, үлкен бағдарлама күтпейік."),
    ("idea", "ru", "Начать с одного покупателя и его требований, а не с оборудования."),
    (
        "evidence",
        "ru",
        "У соседей такой цех окупился за четыре года, цифры есть у палаты.",
    ),
    ("question", "kk", "Маманды кім оқытады? Колледжде екі-ақ орын бар."),
    ("agreed", "ru", "Карточку пишут трое, до пятницы показывают группе."),
)


def create(
    *,
    round: Round,
    seats: list[Stakeholder],
    cast: Cast,
    days: Days,
    rows: list[dict[str, Any]] | None = None,
) -> dict[str, Event]:
    """All events by key; seats that had joined by then take part in a group each. Those that lie
    ahead are announced only."""
    rng = random.Random(f"events/{round.slug}")
    rows = load("round")["event"] if rows is None else rows
    made: dict[str, Event] = {}
    for row in rows:
        made[row["key"]] = _announce(round, row, seats, cast, days, made)
    for row in rows:
        if row["day"] < 0:
            _hold(made[row["key"]], row, seats, cast, rng)
        else:
            for seat in seats[::3]:
                operations.register(event=made[row["key"]], stakeholder=seat, at=days.at)
    return made


def _announce(
    round: Round,
    row: dict[str, Any],
    seats: list[Stakeholder],
    cast: Cast,
    days: Days,
    made: dict[str, Event],
) -> Event:
    announced_at = min(days.moment(row["day"] - 20, 10), days.at)
    leaders = [seat for seat in seats if seat.joined_at and seat.joined_at <= announced_at]
    number = len(made)
    event = operations.create_event(
        round=round,
        kind=row["kind"],
        title=texts(row["title"]),
        about=texts(row["about"]),
        place=texts(row["place"]),
        starts_at=days.moment(row["day"], row["hours"][0]),
        ends_at=days.moment(row["day"], row["hours"][1]),
        inside=made.get(row.get("inside", "")),
        capacity=160 if row["kind"] == "plenary" else 40,
        facilitator=leaders[number * 2 % len(leaders)],
        rapporteur=leaders[(number * 2 + 1) % len(leaders)],
        agenda=_agenda(row),
        actor=cast.moderator,
        at=announced_at,
    )
    return operations.publish_event(event=event, actor=cast.moderator, at=announced_at)


def _agenda(row: dict[str, Any]) -> list[dict[str, Any]]:
    items = [
        (["Не білеміз", "Что мы знаем", "What we know"], "Нұрлан Оспанов"),
        (["Идеялар", "Идеи", "Ideas"], ""),
        (["Идеяларды тексеру", "Проверка идей", "Examining the ideas"], ""),
        (["Қорытынды сөз", "Слово докладчика", "The rapporteur's word"], ""),
    ]
    return [{"title": texts(title), "speaker": speaker} for title, speaker in items]


def _hold(
    event: Event,
    row: dict[str, Any],
    seats: list[Stakeholder],
    cast: Cast,
    rng: random.Random,
) -> None:
    before = event.starts_at - timedelta(days=2)
    there = [seat for seat in seats if seat.joined_at and seat.joined_at < before]
    there = [seat for place, seat in enumerate(there) if _comes(row["key"], place)]
    registered = [operations.register(event=event, stakeholder=seat, at=before) for seat in there]
    came = {one.pk: rng.random() < 0.86 for one in registered}
    operations.mark_attendance(
        event=event, came=came, actor=cast.moderator, at=event.ends_at + timedelta(hours=1)
    )
    if row["kind"] == "focus":
        _write_notes(event, there)
    lines = [text for kind, _language, text in NOTES if kind != "question"]
    report = "## Ход встречи\n\n" + "\n".join(f"- {line}" for line in lines)
    written_at = event.ends_at + timedelta(days=3)
    event.refresh_from_db()
    event = operations.save_report(
        event=event,
        summary=texts(row["summary"]),
        report=report,
        language="ru",
        version=event.report_version,
        actor=cast.moderator,
        at=written_at,
    )
    operations.publish_report(event=event, actor=cast.moderator, at=written_at)


def _comes(key: str, place: int) -> bool:
    """A quarter to each group, half to the other meetings."""
    if key.startswith("group-"):
        return place % 4 == int(key[-1]) - 1
    return place % 2 == 0 or key.startswith("workshop-2")


def _write_notes(event: Event, there: list[Stakeholder]) -> None:
    for number, (kind, language, text) in enumerate(NOTES):
        person = there[number % len(there)].person
        assert person is not None
        operations.write_note(
            event=event,
            author=person,
            text=text,
            kind=kind,
            language=language,
            key=uuid.uuid5(uuid.NAMESPACE_URL, f"birge/{event.pk}/{number}"),
            at=event.starts_at + timedelta(minutes=10 + 7 * number),
        )
