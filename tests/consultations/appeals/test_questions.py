"""A question is asked in steps, published, answered in its period, and counted as it was."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from commons.people.models import Person
from commons.proposals import operations as proposals
from commons.territories.models import Akimat
from consultations.appeals import operations, queries
from consultations.appeals.enums import Standing
from consultations.appeals.errors import QuestionError
from consultations.appeals.models import Question
from consultations.appeals.standing import standing_of
from consultations.appeals.tasks import remind_of_questions
from tests.factories.hearings_appeals import asked, published, replied, texts
from tests.factories.people import PersonFactory
from tests.fixtures.hearings import Hearings


def client_of(hearings: Hearings, who: str) -> Client:
    client = Client()
    client.force_login(hearings.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return client


# In 2026 Women's Day falls on a Sunday and 9 March is off; Nauryz is 21 to 23 March, of which two
# days fall on the weekend, so that 24 and 25 March are off too.
@pytest.mark.parametrize(
    ("day", "due"),
    [
        (datetime(2026, 3, 4, 5, tzinfo=UTC), date(2026, 3, 31)),
        (datetime(2026, 4, 27, 5, tzinfo=UTC), date(2026, 5, 21)),
        (datetime(2026, 6, 1, 5, tzinfo=UTC), date(2026, 6, 22)),
    ],
)
def test_the_period_counts_working_days_from_publication(
    akimat: Akimat, moderator: Person, resident: Person, day: datetime, due: date
) -> None:
    assert published(akimat, resident, moderator, day).due_on == due


def test_a_question_is_answered_late_after_its_last_day(
    akimat: Akimat, moderator: Person, resident: Person, now: datetime
) -> None:
    question = published(akimat, resident, moderator, now)
    assert standing_of(question, date(2026, 3, 31)) == Standing.WAITING
    assert standing_of(question, date(2026, 4, 1)) == Standing.OVERDUE
    replied(question, moderator, datetime(2026, 4, 1, 5, tzinfo=UTC))
    question.refresh_from_db()
    assert standing_of(question, date(2026, 4, 20)) == Standing.LATE
    figures = queries.figures(akimat, date(2026, 4, 20))
    assert (figures["late"], figures["answered"], figures["median_days"]) == (1, 0, 16)


def test_only_a_public_question_is_answered_and_a_correction_says_why(
    akimat: Akimat, moderator: Person, resident: Person, now: datetime
) -> None:
    with pytest.raises(QuestionError, match="not_public"):
        replied(asked(akimat, resident, now), moderator, now)
    question = published(akimat, PersonFactory(), moderator, now)
    first = replied(question, moderator, now)
    with pytest.raises(QuestionError, match="reason_needed"):
        replied(question, moderator, now)
    operations.reply(
        question=question,
        office=texts("Department of Roads"),
        text=texts("Next June."),
        reason=texts("The contract was late."),
        actor=moderator,
        at=now.replace(month=4),
    )
    question.refresh_from_db()
    assert question.replied_at == first.written_at
    assert [one.text_en for one in question.replies.all()] == ["Next June.", "Next May."]


def test_a_rejection_is_public_with_its_reason(
    hearings: Hearings, resident: Person, moderator: Person
) -> None:
    question = asked(hearings.akimat, resident, hearings.at)
    question.proposal.refresh_from_db()
    proposals.reject(
        proposal=question.proposal, reason=texts("It insults a person."), actor=moderator,
        at=hearings.at,
    )  # fmt: skip
    base = f"/en/{hearings.akimat.slug}/hearings/questions"
    assert "It insults a person." in Client().get(f"{base}/rejected/").content.decode()
    assert "1 question was not published" in Client().get(f"{base}/").content.decode()


def test_reminders_go_out_once_and_on_working_days(
    akimat: Akimat, moderator: Person, resident: Person, now: datetime
) -> None:
    question = published(akimat, resident, moderator, now)
    for moment, told in (
        ("2026-03-16", 0),  # 15 working days are not near their end
        ("2026-03-27", 1),
        ("2026-03-28", 0),  # a Saturday
        ("2026-04-01", 1),
    ):
        with time_machine.travel(f"{moment}T09:00:00+05:00", tick=False):
            assert remind_of_questions() == told
            assert remind_of_questions() == 0
    kinds = [message.kind for message in moderator.messages.order_by("pk")]
    assert kinds == ["question_due_soon", "question_overdue"]
    assert question.due_on == date(2026, 3, 31)


def test_a_resident_asks_in_steps_and_sees_what_was_asked_before(hearings: Hearings) -> None:
    moderator, resident = hearings.people["moderator"], hearings.people["resident"]
    published(hearings.akimat, hearings.people["neighbour"], moderator, hearings.at)
    client = client_of(hearings, "resident")
    base = f"/en/{hearings.akimat.slug}/hearings/questions"
    short = client.post(f"{base}/new/", {"title": "Road", "language": "en"})
    assert short.status_code == 422
    assert "Road" in short.content.decode()
    title = "When will the road to Aksu be repaired?"
    page = client.post(f"{base}/new/", {"title": title, "language": "en"}, follow=True)
    assert "Was this asked before?" in page.content.decode()
    assert "When will the road be repaired?" in page.content.decode()
    question = Question.objects.get(proposal__author=resident)
    edit = f"{base}/{question.pk}/edit"
    assert client.post(f"{edit}/check/").status_code == 422
    client.post(f"{edit}/details/", {"description": "Potholes.", "territory": ""})
    assert "Potholes." in client.get(f"{edit}/check/").content.decode()
    done = client.post(f"{edit}/check/", follow=True)
    assert "Your question is with the moderators." in done.content.decode()
    assert Client().get(f"{base}/{question.pk}/").status_code == 404


def test_staff_of_the_akimat_reply_through_the_page(hearings: Hearings) -> None:
    question = published(
        hearings.akimat, hearings.people["resident"], hearings.people["moderator"], hearings.at
    )
    address = f"/en/{hearings.akimat.slug}/hearings/questions/{question.pk}"
    data = {f"office_{code}": "Roads" for code in ("kk", "ru", "en")}
    answered = {**data, **{f"text_{code}": "Next May." for code in ("kk", "ru", "en")}}
    for who, status in (("resident", 404), ("foreign_moderator", 404), ("specialist", 200)):
        assert client_of(hearings, who).get(f"{address}/reply/").status_code == status
    specialist = client_of(hearings, "specialist")
    wrong = specialist.post(f"{address}/reply/", {**data, "text_kk": "Мамырда."})
    assert wrong.status_code == 422
    assert "Мамырда." in wrong.content.decode()
    specialist.post(f"{address}/reply/", answered)
    assert "Next May." in Client().get(f"{address}/").content.decode()
    kinds = [one.kind for one in hearings.people["resident"].messages.order_by("pk")]
    assert kinds[-1] == "question_replied"


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number(
    hearings: Hearings, django_assert_max_num_queries: Any, count: int
) -> None:
    for number in range(count):
        question = published(
            hearings.akimat, PersonFactory(), hearings.people["moderator"], hearings.at,
            title=f"Question number {number} about water",
        )  # fmt: skip
        replied(question, hearings.people["moderator"], hearings.at)
    with django_assert_max_num_queries(14):
        Client().get(f"/en/{hearings.akimat.slug}/hearings/questions/")
