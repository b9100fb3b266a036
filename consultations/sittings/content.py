"""What the minutes hold, put together from the record of a meeting.

One document for all languages: official texts as {"kk": ..., "ru": ..., "en": ...}, states as their
codes. People with an account stand in it by their key and are named when it is read, so that an
erased account leaves the fingerprint of published minutes as it is. Members of councils are public
by law and stand by their names.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from commons.interface.official import read

from ..meetings.models import Meeting
from . import permissions, queries, quorum
from .enums import RollCallStatus, SpeakerStatus
from .models import MeetingQuestion, Minutes, RollCall, Speaker

FORMAT = 1


def content(meeting: Meeting) -> dict[str, Any]:
    """As it stands now; the minutes keep what it is when they are published."""
    minutes, sitting = permissions.minutes_of(meeting), permissions.sitting_of(meeting)
    return {
        "format": FORMAT,
        "meeting": {
            "id": meeting.pk,
            "kind": meeting.kind,
            "title": read(meeting, "title"),
            "place": read(meeting, "place"),
            "council": read(meeting.council, "name") if meeting.council else None,
            "akimat": read(meeting.akimat, "name"),
            "planned_at": moment(meeting.starts_at),
            "started_at": moment(sitting.started_at),
            "ended_at": moment(sitting.ended_at),
            "is_remote": meeting.is_remote,
        },
        "number": minutes.number,
        "chaired_by": minutes.chaired_by,
        "written_by": minutes.written_by,
        "opening": read(minutes, "opening"),
        "closing": read(minutes, "closing"),
        "attendance": _attendance(meeting),
        "guests": {"room": sitting.guests, "remote": sitting.guests_remote},
        "agenda": _agenda(meeting),
        "speakers": [_speaker(row) for row in queries.speakers(meeting)],
        "questions": [_question(row) for row in queries.questions(meeting)],
        "votes": [
            _vote(row) for row in queries.roll_calls(meeting) if row.status == RollCallStatus.CLOSED
        ],
        "decisions": [
            {
                "number": row.number,
                "text": read(row, "text"),
                "vote": row.roll_call.number if row.roll_call else None,
            }
            for row in queries.decisions(meeting)
        ],
        "recording": {
            "url": meeting.recording,
            "name": sitting.recording_name,
            "transcript": sitting.transcript,
            "language": sitting.transcript_language,
        },
    }


def canonical(document: dict[str, Any]) -> str:
    """JSON with sorted keys and no spaces: what the fingerprint is taken of."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(document: dict[str, Any]) -> str:
    """SHA-256 of the canonical text in UTF-8, in hexadecimal."""
    return hashlib.sha256(canonical(document).encode()).hexdigest()


def document_of(minutes: Minutes) -> dict[str, Any]:
    """What was frozen, or what would be frozen now."""
    held: dict[str, Any] = minutes.content
    return held if minutes.published_at else content(minutes.meeting)


def people_in(document: Mapping[str, Any]) -> set[int]:
    """Keys of the accounts that the document names."""
    rows = [*document["speakers"], *document["questions"]]
    return {row["person"] for row in rows if row["person"] is not None}


def moment(value: datetime | None) -> str | None:
    return value.astimezone(UTC).isoformat(timespec="seconds") if value else None


def _attendance(meeting: Meeting) -> dict[str, Any] | None:
    count = quorum.quorum_of(meeting)
    if count is None:
        return None
    marks = queries.presences(meeting)
    rows = quorum.members(meeting).select_related("organisation")
    return {
        "seats": count.seats,
        "present": count.present,
        "needed": count.needed,
        "percent": count.percent,
        "reached": count.reached,
        "members": [
            {
                "name": row.name,
                "seat": row.seat,
                "organisation": str(row.organisation) if row.organisation else "",
                "presence": marks.get(row.pk, ""),
            }
            for row in rows
        ],
    }


def _agenda(meeting: Meeting) -> list[dict[str, Any]]:
    notes = queries.notes(meeting)
    return [
        {
            "number": number,
            "title": read(row, "title"),
            "reports": row.speaker,
            "note": read(notes[row.pk], "text") if row.pk in notes else None,
        }
        for number, row in enumerate(queries.agenda(meeting), start=1)
    ]


def _speaker(row: Speaker) -> dict[str, Any]:
    return {
        "person": row.person_id,
        "name": "" if row.person_id else row.name,
        "topic": row.topic,
        "language": row.language,
        "item": read(row.item, "title") if row.item else None,
        # Who still waits when the record is closed was not reached.
        "status": row.status,
        "minutes": row.minutes if row.status == SpeakerStatus.SPOKEN else None,
    }


def _question(row: MeetingQuestion) -> dict[str, Any]:
    if row.hidden_at is not None:
        return {"id": row.pk, "person": None, "hidden": row.hidden_reason}
    return {
        "id": row.pk,
        "person": row.author_id,
        "text": row.text,
        "language": row.language,
        "asked_at": moment(row.asked_at),
        "votes": row.votes,
        "kind": row.answer_kind,
        "answer": row.answer,
        "answer_language": row.answer_language,
        "answerer": row.answerer,
    }


def _vote(row: RollCall) -> dict[str, Any]:
    return {
        "number": row.number,
        "kind": row.kind,
        "text": read(row, "text"),
        "candidate": row.candidate.name if row.candidate else None,
        "rule": row.rule,
        "seats": row.seats,
        "present": row.present,
        "for": row.votes_for,
        "against": row.votes_against,
        "abstained": row.votes_abstained,
        "not_voting": row.not_voting,
        "outcome": row.outcome,
        "members": [[vote.mandate.name, vote.choice] for vote in row.votes.all()],
    }
