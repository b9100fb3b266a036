"""A final document from its source to its sending."""

import hashlib
from datetime import date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from commons.audit.models import Entry
from commons.notifications.models import Message
from commons.notifications.operations import follow
from commons.people.models import Person
from commons.territories.models import Akimat
from consultations.errors import HearingError
from consultations.meetings.enums import MeetingStatus
from consultations.meetings.models import Meeting
from consultations.recommendations import operations
from consultations.recommendations.content import canonical
from consultations.recommendations.errors import RecommendationError
from consultations.recommendations.models import FinalDocument, Recommendation
from consultations.recommendations.operations import writing
from consultations.recommendations.queries import documents_of
from consultations.recommendations.sources import origin
from consultations.sittings.models import MeetingDecision
from tests.factories.hearings_recommendations import (
    columns,
    council_with,
    document,
    held_meeting,
    sent,
    texts,
)


def test_document_begins_with_what_its_source_knows(
    akimat: Akimat, moderator: Person, resident: Person, now: datetime, in_english: None
) -> None:
    council = council_with(akimat, now, chair=resident)

    found = origin(held_meeting(akimat, moderator, date(2026, 3, 3), council))

    assert (found.event_on, found.begins.hour, found.ends.hour) == (date(2026, 3, 3), 10, 12)
    assert found.titles["en"] == "Final document: Hearing on buses"
    assert found.places == texts("Hall 2")
    assert found.subjects == texts("Council")
    assert found.council == council


def test_decisions_of_the_meeting_are_taken_over_as_recommendations(
    meeting: Meeting, moderator: Person, now: datetime
) -> None:
    for number in (1, 2):
        MeetingDecision.objects.create(
            meeting=meeting, number=number, decided_at=now, **columns("text", f"Decision {number}")
        )

    made = operations.start_document(
        akimat=meeting.akimat,
        origin=origin(meeting),
        texts={name: texts(name) for name in ("title", "place", "tasks", "subjects", "facts")},
        details={},
        take_over=True,
        actor=moderator,
        at=now,
    )

    rows = made.recommendations.order_by("number")
    assert [one.text_ru for one in rows] == ["Decision 1 (рус)", "Decision 2 (рус)"]


def test_document_needs_a_meeting_that_was_held(
    meeting: Meeting, moderator: Person, now: Any
) -> None:
    meeting.status = MeetingStatus.ANNOUNCED

    with pytest.raises(RecommendationError, match="source_not_ready"):
        document(meeting, moderator, now)


def test_day_of_a_meeting_cannot_be_moved_to_gain_time(
    meeting: Meeting, moderator: Person, now: datetime
) -> None:
    made = document(meeting, moderator, now, event_on=date(2026, 4, 30))

    assert (made.event_on, made.send_due_on) == (date(2026, 3, 3), date(2026, 3, 13))


def test_recommendations_are_numbered_without_gaps(
    meeting: Meeting, moderator: Person, now: datetime
) -> None:
    made = document(meeting, moderator, now, asks=3)
    first, second, third = made.recommendations.order_by("number")

    operations.move_recommendation(recommendation=third, up=True, actor=moderator, at=now)
    operations.remove_recommendation(recommendation=first, actor=moderator, at=now)
    operations.move_recommendation(recommendation=third, up=True, actor=moderator, at=now)

    found = made.recommendations.order_by("number").values_list("number", "pk")
    assert list(found) == [(1, third.pk), (2, second.pk)]


def test_recommendations_end_at_the_most(
    meeting: Meeting, moderator: Person, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "MOST", 2)
    made = document(meeting, moderator, now)

    with pytest.raises(RecommendationError, match="too_many"):
        document_row(made, moderator, now)


def test_only_staff_of_the_akimat_can_be_named(
    meeting: Meeting, moderator: Person, resident: Person, foreign_moderator: Person, now: datetime
) -> None:
    made = document(meeting, moderator, now, asks=0)

    for person in (resident, foreign_moderator):
        with pytest.raises(RecommendationError, match="not_staff"):
            document_row(made, moderator, now, specialist=person)


@pytest.mark.parametrize(
    "missing", ["title_ru", "place_kk", "tasks_ru", "subjects_kk", "facts_ru", "forms", "begins"]
)
def test_document_is_not_sent_before_it_states_what_the_law_asks_for(
    meeting: Meeting, moderator: Person, specialist: Person, now: datetime, missing: str
) -> None:
    made = document(meeting, moderator, now, specialist=specialist)
    empty: Any = {"forms": [], "begins": None}.get(missing, "")
    FinalDocument.objects.filter(pk=made.pk).update(**{missing: empty})

    with pytest.raises(RecommendationError, match="not_ready"):
        operations.send_document(document=made, actor=moderator, at=now)


@pytest.mark.parametrize("missing", [{"text_ru": ""}, {"specialist": None}])
def test_each_recommendation_is_whole_and_goes_to_a_named_person(
    meeting: Meeting, moderator: Person, specialist: Person, now: datetime, missing: Any
) -> None:
    made = document(meeting, moderator, now, specialist=specialist)
    Recommendation.objects.filter(document=made, number=2).update(**missing)

    with pytest.raises(RecommendationError, match="not_ready"):
        operations.send_document(document=made, actor=moderator, at=now)


def test_document_without_recommendations_is_not_sent(
    meeting: Meeting, moderator: Person, now: datetime
) -> None:
    made = document(meeting, moderator, now, asks=0)

    with pytest.raises(RecommendationError, match="not_ready"):
        operations.send_document(document=made, actor=moderator, at=now)


def test_sent_document_is_frozen_under_its_fingerprint(
    meeting: Meeting, asked: list[Recommendation], moderator: Person, now: datetime
) -> None:
    held = FinalDocument.objects.get(meeting=meeting)

    assert held.content is not None
    assert held.digest == hashlib.sha256(canonical(held.content)).hexdigest()
    assert held.content["recommendations"][0]["text"] == texts("Let buses run until midnight, 1")
    assert held.content["facts"]["ru"] == "The last bus leaves at nine. (рус)"
    assert Entry.objects.get(verb="hearings.document_sent").detail["digest"] == held.digest
    for change in (
        lambda: document_row(held, moderator, now),
        lambda: operations.drop_document(document=held, actor=moderator, at=now),
        lambda: operations.remove_recommendation(recommendation=asked[0], actor=moderator, at=now),
    ):
        with pytest.raises(RecommendationError, match="sent"):
            change()


def test_database_keeps_what_was_sent(meeting: Meeting, asked: list[Recommendation]) -> None:
    document = FinalDocument.objects.filter(meeting=meeting)
    rows = Recommendation.objects.filter(pk=asked[0].pk)

    for change in (
        lambda: document.update(facts_ru="Another fact"),
        lambda: document.update(sent_late=False),
        lambda: rows.update(text_kk="Something else"),
        lambda: rows.update(due_on=date(2027, 1, 1)),
        lambda: rows.delete(),
    ):
        with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
            change()
    assert rows.update(specialist=None) == 1


def test_sending_tells_those_named_and_those_who_follow(
    meeting: Meeting, moderator: Person, specialist: Person, resident: Person, now: datetime
) -> None:
    follow(person=resident, topic=f"meeting/{meeting.pk}", at=now)
    follow(person=resident, topic=f"hearings/{meeting.akimat_id}", at=now)

    sent(meeting, moderator, now, specialist, asks=1)

    said = Message.objects.values_list("kind", "person__email").order_by("kind", "person__email")
    assert list(said) == [
        ("final_document_sent", "moderator@example.kz"),
        ("final_document_sent", "resident@example.kz"),
        ("recommendation_assigned", "specialist@example.kz"),
    ]


def test_documents_are_found_from_their_source_in_few_queries(
    meeting: Meeting,
    moderator: Person,
    specialist: Person,
    now: Any,
    django_assert_num_queries: Any,
) -> None:
    for _n in range(3):
        sent(meeting, moderator, now, specialist)
    document(meeting, moderator, now)

    with django_assert_num_queries(2):
        found = [(one, list(one.recommendations.all())) for one in documents_of(meeting=meeting)]
    assert [len(rows) for _one, rows in found] == [2, 2, 2]
    with pytest.raises(TypeError):
        documents_of(akimat=meeting.akimat)


def test_title_in_english_alone_is_refused(
    meeting: Meeting, moderator: Person, now: datetime
) -> None:
    given = {name: {} for name in ("place", "tasks", "subjects", "facts")}

    with pytest.raises(HearingError, match="title_needed"):
        operations.start_document(
            akimat=meeting.akimat,
            origin=origin(meeting),
            texts={"title": {"en": "Buses"}, **given},
            details={},
            actor=moderator,
            at=now,
        )


def test_document_says_where_it_comes_from(
    moderator: Person, akimat: Akimat, now: datetime
) -> None:
    with pytest.raises(IntegrityError, match="final_document_comes_from_somewhere"):
        FinalDocument.objects.create(
            akimat=akimat,
            written_by=moderator,
            created_at=now,
            event_on=now.date(),
            send_due_on=now.date(),
            **columns("title", "Nowhere"),
        )


def document_row(
    made: FinalDocument, actor: Person, at: datetime, specialist: Person | None = None
) -> Recommendation:
    return operations.add_recommendation(
        document=made, text=texts("More"), grounds={}, specialist=specialist, actor=actor, at=at
    )
