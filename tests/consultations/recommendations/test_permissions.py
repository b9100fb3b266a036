"""Every page for each of the cast, in each state: 404 for who may not."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from commons.people.models import Person
from consultations.recommendations import operations
from consultations.recommendations.models import Commitment
from consultations.recommendations.permissions import speaks_for
from tests.factories.hearings_recommendations import (
    council_with,
    document,
    held_meeting,
    morning,
    promised,
    replied,
    sent,
)
from tests.fixtures.hearings import Hearings

AWAY = 302  # to the sign-in page


@pytest.fixture
def pages(hearings: Hearings, second_resident: Person) -> dict[str, str]:
    """Addresses by what they are: a council's hearing led by the resident, and what came of it."""
    people, akimat = hearings.people, hearings.akimat
    specialist, chair = people["specialist"], people["resident"]
    today = timezone.localdate()
    council = council_with(akimat, hearings.at, chair=chair, member=second_resident)
    meeting = held_meeting(akimat, people["moderator"], today - timedelta(days=60), council)
    at = morning(today - timedelta(days=50))
    waiting, done, held = sent(meeting, chair, at, specialist, asks=3)
    replied(done, specialist, at)
    open_promise = promised(held, specialist, at, today + timedelta(days=9))
    unsent = document(meeting, chair, at, specialist=specialist)
    request = operations.ask_to_be_heard(
        recommendation=waiting, wish="video", words="", language="kk", actor=chair, at=at
    )
    base = f"/en/{akimat.slug}/hearings"
    return {
        "list": f"{base}/recommendations/",
        "one": f"{base}/recommendations/{waiting.pk}/",
        "chain": f"{base}/recommendations/{waiting.pk}/chain/",
        "board": f"{base}/board/",
        "promises": f"{base}/commitments/",
        "promise": f"{base}/commitments/{open_promise.pk}/",
        "sent": f"{base}/documents/{waiting.document_id}/",
        "queue": f"{base}/recommendations/queue/",
        "requests": f"{base}/recommendations/heard/",
        "objections": f"{base}/commitments/disputes/",
        "reply": f"{base}/recommendations/{waiting.pk}/reply/",
        "hand_over": f"{base}/recommendations/{waiting.pk}/hand-over/",
        "hand_over_answered": f"{base}/recommendations/{done.pk}/hand-over/",
        "correct": f"{base}/recommendations/{done.pk}/correct/",
        "correct_unanswered": f"{base}/recommendations/{waiting.pk}/correct/",
        "arrange": f"{base}/recommendations/heard/{request.pk}/arrange/",
        "outcome": f"{base}/recommendations/heard/{request.pk}/outcome/",
        "ask": f"{base}/recommendations/{done.pk}/heard/",
        "report": f"{base}/commitments/{open_promise.pk}/report/",
        "move": f"{base}/commitments/{open_promise.pk}/move/",
        "dispute_open": f"{base}/commitments/{open_promise.pk}/dispute/",
        "new": f"{base}/documents/new/?meeting={meeting.pk}",
        "new_nowhere": f"{base}/documents/new/",
        "unsent": f"{base}/documents/{unsent.pk}/",
        "write": f"{base}/documents/{unsent.pk}/write/",
        "edit": f"{base}/documents/{unsent.pk}/edit/",
        "send": f"{base}/documents/{unsent.pk}/send/",
        "write_sent": f"{base}/documents/{waiting.document_id}/write/",
    }


PUBLIC = ("list", "one", "chain", "board", "promises", "promise", "sent")
ANSWERING = ("reply", "hand_over", "correct", "arrange", "report", "move")
DESKS = ("queue", "requests", "objections")
WRITING = ("new", "write", "edit", "send")
NOBODY = (
    "hand_over_answered",
    "correct_unanswered",
    "outcome",
    "dispute_open",
    "new_nowhere",
    "write_sent",
)
# visitor, neighbour, member, chair, specialist, moderator, foreign moderator, observer
CAST = (
    "visitor",
    "neighbour",
    "second_resident",
    "resident",
    "specialist",
    "moderator",
    "foreign_moderator",
    "observer",
)
TABLE: dict[tuple[str, ...], tuple[int, ...]] = {
    PUBLIC: (200,) * 8,
    DESKS: (AWAY, 404, 404, 404, 200, 200, 404, 404),
    ANSWERING: (AWAY, 404, 404, 404, 200, 200, 404, 404),
    (*WRITING, "unsent"): (AWAY, 404, 404, 200, 404, 200, 404, 404),
    ("ask",): (AWAY, 404, 404, 200, 404, 404, 404, 404),
    NOBODY: (AWAY, *(404,) * 7),
}


@pytest.mark.parametrize("place", range(len(CAST)), ids=CAST)
def test_each_of_the_cast_sees_what_is_theirs(
    pages: dict[str, str], member: Any, signed_in: Any, place: int
) -> None:
    client: Client = signed_in(member(CAST[place]))

    found = {name: client.get(path).status_code for name, path in pages.items()}

    wanted = {name: row[place] for names, row in TABLE.items() for name in names}
    # A document that is being written is nothing to a visitor: there is no sign-in that helps.
    if CAST[place] == "visitor":
        wanted["unsent"] = 404
    assert found == wanted


def test_specialist_answers_only_what_carries_their_name(
    pages: dict[str, str], hearings: Hearings, signed_in: Any
) -> None:
    moderator, specialist = hearings.people["moderator"], hearings.people["specialist"]
    promise = Commitment.objects.get()
    waiting = promise.recommendation.document.recommendations.get(number=1)
    operations.hand_over(
        recommendation=waiting,
        to=moderator,
        reason={"kk": "1", "ru": "1"},
        actor=specialist,
        at=hearings.at,
    )

    client = signed_in(specialist)

    assert client.get(pages["reply"]).status_code == 404
    assert client.get(pages["report"]).status_code == 200


def test_pages_of_another_akimat_do_not_hold_it(
    pages: dict[str, str], hearings: Hearings, signed_in: Any
) -> None:
    client = signed_in(hearings.people["foreign_moderator"])
    abai = [path.replace("/pavlodar/", "/abai/") for path in pages.values()]
    here = ("/recommendations/", "/board/", "/commitments/", "/queue/", "/heard/", "/disputes/")

    found = {path: client.get(path).status_code for path in abai}

    assert all(
        code == (200 if path.endswith(here) and not any(map(str.isdigit, path)) else 404)
        for path, code in found.items()
    )


def test_staff_who_write_show_their_second_factor(
    pages: dict[str, str], hearings: Hearings, signed_in: Any
) -> None:
    client = signed_in(hearings.people["moderator"])
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": 0}]
    session.save()

    assert client.get(pages["write"]).status_code == AWAY
    assert client.get(pages["reply"]).status_code == AWAY


def test_petition_author_speaks_for_the_document_and_its_writer_does_not(
    asked: Any, moderator: Person, resident: Person
) -> None:
    made = asked[0].document
    assert speaks_for(moderator, made)

    made.requested_by = resident

    assert (speaks_for(resident, made), speaks_for(moderator, made)) == (True, False)
