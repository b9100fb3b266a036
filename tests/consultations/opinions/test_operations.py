"""Statements are suggested and moderated, answers counted once, groups shown without anybody."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connection

from commons.people.models import Person
from commons.territories.models import Akimat
from consultations.errors import HearingError
from consultations.opinions import operations, queries
from consultations.opinions.enums import ConversationStatus
from consultations.opinions.errors import ConversationError
from consultations.opinions.models import Conversation, Opinion, Participant
from consultations.opinions.shown import shown
from consultations.opinions.tasks import sweep_conversations
from tests.factories.hearings_opinions import answered, opened, prepared, texts, two_camps
from tests.factories.people import PersonFactory


def suggest(conversation: Conversation, person: Person, at: datetime, text: str) -> object:
    return operations.suggest(
        conversation=conversation, text=text, language="ru", actor=person, at=at
    )


def test_a_conversation_opens_with_enough_statements(
    akimat: Akimat, moderator: Person, now: datetime
) -> None:
    conversation = prepared(akimat, moderator, now, statements=6)
    with pytest.raises(ConversationError) as caught:
        operations.open_conversation(
            conversation=conversation, closes_on=(now + timedelta(days=3)).date(),
            actor=moderator, at=now,
        )  # fmt: skip
    assert (caught.value.code, caught.value.params) == ("few_statements", {"least": 7, "have": 6})


def test_the_question_is_fixed_once_it_is_open(
    akimat: Akimat, moderator: Person, now: datetime
) -> None:
    conversation = opened(akimat, moderator, now)
    with pytest.raises(HearingError, match="wrong_state"):
        operations.change(
            conversation=conversation, texts={"title": texts("Another?")}, actor=moderator, at=now
        )


def test_suggestions_are_limited_and_said_once(
    akimat: Akimat, moderator: Person, resident: Person, now: datetime
) -> None:
    conversation = opened(akimat, moderator, now)
    for number in range(5):
        suggest(conversation, resident, now, f"Thought {number}")
    with pytest.raises(ConversationError, match="too_many_waiting"):
        suggest(conversation, resident, now, "One more")
    with pytest.raises(ConversationError, match="said_already"):
        suggest(conversation, PersonFactory(), now, "THOUGHT  1")


def test_the_last_answer_counts(
    akimat: Akimat, moderator: Person, resident: Person, now: datetime
) -> None:
    conversation = opened(akimat, moderator, now)
    statement = conversation.statements.first()
    assert statement is not None
    for answer in (1, 1, -1):
        operations.give(statement=statement, answer=answer, actor=resident, at=now)
    assert list(Opinion.objects.values_list("answer", flat=True)) == [-1]
    with pytest.raises(ConversationError, match="answer"):
        operations.give(statement=statement, answer=2, actor=resident, at=now)


@pytest.mark.django_db(transaction=True)
def test_a_press_sent_many_times_is_one_answer(
    akimat: Akimat, moderator: Person, resident: Person, now: datetime
) -> None:
    conversation = opened(akimat, moderator, now)
    statement = conversation.statements.first()
    assert statement is not None

    def press(_number: int) -> None:
        try:
            operations.give(statement=statement, answer=1, actor=resident, at=now)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(press, range(6)))
    assert (Participant.objects.count(), Opinion.objects.count()) == (1, 1)


def test_no_answer_is_taken_after_the_last_day(
    akimat: Akimat, moderator: Person, resident: Person, now: datetime
) -> None:
    conversation = opened(akimat, moderator, now)
    statement = conversation.statements.first()
    assert statement is not None
    with pytest.raises(ConversationError, match="not_open"):
        operations.give(statement=statement, answer=1, actor=resident, at=now + timedelta(days=21))


def test_two_camps_become_two_groups_with_a_bridge(
    akimat: Akimat, moderator: Person, now: datetime
) -> None:
    conversation = opened(akimat, moderator, now)
    people = answered(conversation, two_camps(6), now)
    conversation = operations.compute(conversation=conversation, at=now)
    found = shown(conversation, list(queries.published(conversation)))
    assert found is not None
    assert [group.people for group in found.groups] == [6, 6]
    assert [row.statement.text_en for row in found.bridging] == ["Statement 7"]
    assert {row.statement.text_en for row in found.dividing} <= {f"Statement {n}" for n in range(7)}
    assert sum(cell.people for cell in found.hexagons) == 12
    assert {Participant.objects.get(pk=one.pk).group for one in people} == {0, 1}


def test_small_groups_and_few_answers_are_not_shown(
    akimat: Akimat, moderator: Person, now: datetime
) -> None:
    conversation = opened(akimat, moderator, now)
    answered(conversation, two_camps(4), now)
    conversation = operations.compute(conversation=conversation, at=now)
    found = shown(conversation, list(queries.published(conversation)))
    assert found is not None
    assert (found.groups, found.hexagons) == ([], [])
    assert found.missing


def test_answers_of_fewer_than_five_of_a_group_stay_hidden(
    akimat: Akimat, moderator: Person, now: datetime
) -> None:
    conversation = opened(akimat, moderator, now, statements=9)
    rows: list[list[int | None]] = [[*row, None] for row in two_camps(8)]
    for number in range(3):  # only three of the first camp saw the last statement
        rows[number][8] = 1
    for number in range(8, 16):
        rows[number][8] = -1
    answered(conversation, rows, now)
    conversation = operations.compute(conversation=conversation, at=now)
    assert conversation.result is not None
    last = conversation.statements.order_by("pk").last()
    assert last is not None
    # The other group is hidden too, or the total would give the three away.
    assert conversation.result["counts"][str(last.pk)] == [None, None]


def test_nothing_is_computed_anew_without_new_answers(
    akimat: Akimat, moderator: Person, now: datetime
) -> None:
    conversation = opened(akimat, moderator, now)
    answered(conversation, two_camps(5), now)
    first = operations.compute(conversation=conversation, at=now)
    again = operations.compute(conversation=conversation, at=now + timedelta(hours=1))
    assert again.result_at == first.result_at


def test_results_move_on_by_several_people_at_once(
    akimat: Akimat, moderator: Person, now: datetime
) -> None:
    conversation = opened(akimat, moderator, now)
    answered(conversation, two_camps(5), now)
    operations.compute(conversation=conversation, at=now)
    for later, people in ((1, 10), (2, 15)):
        more = 4 if later == 1 else 1
        answered(conversation, [[1] * 8] * more, now + timedelta(hours=later))
        found = operations.compute(conversation=conversation, at=now + timedelta(hours=later))
        assert found.result is not None
        assert found.result["people"] == people


def test_the_sweep_closes_what_is_over(akimat: Akimat, moderator: Person) -> None:
    conversation = opened(akimat, moderator, datetime.fromisoformat("2026-01-05T09:00:00+05:00"))
    assert sweep_conversations() == 1
    assert sweep_conversations() == 0
    conversation.refresh_from_db()
    assert conversation.status == ConversationStatus.CLOSED
    assert conversation.result is not None
