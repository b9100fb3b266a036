"""The minutes as a reader sees them: one language, words for codes, names for people."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import TextChoices
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from commons.people.models import Person

from ..councils.enums import Seat
from ..meetings.enums import MeetingKind
from .content import people_in
from .enums import TONES, AnswerKind, Choice, Majority, Outcome, Presence, RollCallKind
from .enums import SpeakerStatus as S

ORDER = ("kk", "ru", "en")


def page_of(document: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Official texts become {"text", "lang"}: a language that is missing falls back to Kazakh,
    then Russian, and says so by its `lang`. One query for the names."""
    names = {row.pk: row.public_name for row in Person.objects.filter(pk__in=people_in(document))}
    page: dict[str, Any] = _in_language(dict(document), language)
    meeting = page["meeting"]
    meeting["kind_label"] = _label(MeetingKind, meeting["kind"])
    for name in ("planned_at", "started_at", "ended_at"):
        meeting[name] = datetime.fromisoformat(meeting[name]) if meeting[name] else None
    if page["attendance"]:
        _attendance(page["attendance"])
    for row in page["speakers"]:
        row["who"] = _name(row, names)
        row["state"] = (
            _("was not reached") if row["status"] == S.WAITING else _label(S, row["status"])
        )
    page["spoken"] = [row for row in page["speakers"] if row["status"] == S.SPOKEN]
    page["others"] = [row for row in page["speakers"] if row["status"] in (S.WAITING, S.WITHDRAWN)]
    for row in page["questions"]:
        row["who"] = _name(row, names)
        row["kind_label"] = _label(AnswerKind, row.get("kind", ""))
    for row in page["votes"]:
        _vote(row)
    return page


def _in_language(value: Any, language: str) -> Any:
    if isinstance(value, dict):
        if set(value) == set(ORDER):
            code = next((c for c in (language, *ORDER) if value[c]), language)
            return {"text": value[code], "lang": code}
        return {key: _in_language(held, language) for key, held in value.items()}
    return [_in_language(held, language) for held in value] if isinstance(value, list) else value


def _name(row: Mapping[str, Any], names: Mapping[int, str]) -> str:
    if row["person"] is None:
        return str(row.get("name", ""))
    return names.get(row["person"], str(Person.NO_NAME))


def _attendance(held: dict[str, Any]) -> None:
    for row in held["members"]:
        row["seat_label"] = _label(Seat, row["seat"])
        row["presence_label"] = (
            _label(Presence, row["presence"]) if row["presence"] else _("not marked")
        )
    held["here"] = [row for row in held["members"] if row["presence"] in ("present", "remote")]
    held["away"] = [row for row in held["members"] if row not in held["here"]]


def _vote(row: dict[str, Any]) -> None:
    row["kind_label"] = _label(RollCallKind, row["kind"])
    row["rule_label"] = _label(Majority, row["rule"])
    row["outcome_label"] = _label(Outcome, row["outcome"])
    row["tone"] = TONES[row["outcome"]]
    row["by_choice"] = [
        (_label(Choice, code), [name for name, choice in row["members"] if choice == code])
        for code in Choice.values
    ]


def _label(choices: type[TextChoices], code: str) -> str:
    return capfirst(str(choices(code).label)) if code else ""
