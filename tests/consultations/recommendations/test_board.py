"""The numbers of the board, small ones among them, and the tables to save."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from commons.people.models import Person
from commons.territories.models import Akimat
from consultations.recommendations import figures
from consultations.recommendations.figures import ENOUGH, Figures
from consultations.recommendations.models import Recommendation
from tests.factories.hearings_recommendations import (
    council_with,
    held_meeting,
    morning,
    replied,
    sent,
)
from tests.fixtures.hearings import Hearings

SENT = date(2026, 4, 24)  # due on 13 May


@pytest.fixture
def mixed(akimat: Akimat, moderator: Person, specialist: Person) -> None:
    """Of a hearing: in time after 2, 4 and 10 working days, late after 11, one without a reply."""
    meeting = held_meeting(akimat, moderator, SENT)
    rows = sent(meeting, moderator, morning(SENT), specialist, asks=5)
    days = (date(2026, 4, 28), date(2026, 4, 30), date(2026, 5, 13), date(2026, 5, 14))
    decisions = ("accepted", "partly", "rejected", "accepted")
    for row, day, decision in zip(rows, days, decisions, strict=False):
        replied(row, specialist, morning(day), decision=decision)


def test_board_counts_in_time_late_none_and_decisions(mixed: None, akimat: Akimat) -> None:
    found = figures.figures(figures.sent(akimat), date(2026, 5, 14))

    assert found == Figures(
        total=5, in_time=3, late=1, overdue=1, waiting=0, accepted=2, partly=1, rejected=1, median=7
    )
    assert (found.due, found.in_time_share, found.taken_share) == (5, 0.6, 0.75)


def test_what_waits_within_its_period_counts_neither_way(mixed: None, akimat: Akimat) -> None:
    found = figures.figures(figures.sent(akimat), date(2026, 5, 13))

    assert (found.waiting, found.overdue, found.due) == (1, 0, 4)


def test_nothing_has_no_share(akimat: Akimat) -> None:
    found = figures.figures(figures.sent(akimat), date(2026, 5, 13))

    assert (found.in_time_share, found.taken_share, found.median) == (None, None, None)


def test_board_tells_sources_and_years_apart(
    mixed: None, akimat: Akimat, moderator: Person, specialist: Person, resident: Person
) -> None:
    # In Astana it is the first of January already, in UTC the last of December.
    at = datetime.fromisoformat("2025-12-31T20:30:00+00:00")
    council = council_with(akimat, at, chair=resident)
    sent(council, resident, at, specialist, asks=1, event_on=date(2025, 12, 30))
    rows = figures.sent(akimat)
    today = date(2026, 5, 14)

    by_source = figures.figures_by(rows, today, "source")
    by_year = figures.figures_by(rows, today, "year")

    assert {key: one.total for key, one in by_source.items()} == {"council": 1, "meeting": 5}
    assert {key: one.total for key, one in by_year.items()} == {2026: 6}
    assert figures.figures(figures.sent(akimat, source="council"), today).overdue == 1
    assert figures.years(akimat) == [2026]


def test_few_recommendations_are_shown_as_counts_and_not_compared(
    hearings: Hearings, mixed: None, other_akimat: Akimat, foreign_moderator: Person
) -> None:
    day = timezone.localdate() - timedelta(days=90)
    meeting = held_meeting(other_akimat, foreign_moderator, day)
    rows = sent(meeting, foreign_moderator, morning(day), foreign_moderator, asks=ENOUGH - 1)
    for row in rows[:2]:
        replied(row, foreign_moderator, morning(day))

    page = Client().get("/en/abai/hearings/board/")

    text = page.content.decode()
    assert [one.slug for one in page.context["too_few"]] == ["abai"]
    assert [one.slug for one, _found in page.context["table"]] == ["abai", "pavlodar"]
    assert [bar["label"] for bar in page.context["bars"]] == ["Akimat of Pavlodar Region"]
    assert "2 of 4" in text
    assert "50%" not in text.split('id="sources"')[1].split('id="compared"')[0]


def test_table_of_figures_has_every_akimat_year_and_source(hearings: Hearings, mixed: None) -> None:
    answer = Client().get(f"/en/{hearings.akimat.slug}/hearings/board/replies.csv")

    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("akimat,name,year,source,total,in_time,late,overdue,waiting")
    assert lines[1:] == ["pavlodar,Akimat of Pavlodar Region,2026,meeting,5,3,1,1,0,2,1,1,7.0"]


def test_table_of_recommendations_disarms_formulas(
    akimat: Akimat, moderator: Person, specialist: Person, mixed: None
) -> None:
    with connection.cursor() as cursor:  # what was sent stays as it is, but for this statement
        cursor.execute("SET LOCAL birge.maintenance = 'on'")
        Recommendation.objects.filter(number=1).update(text_en="=1+1")

    answer = Client().get(f"/en/{akimat.slug}/hearings/board/recommendations.csv")

    rows = answer.content.decode("utf-8-sig").splitlines()
    assert len(rows) == 6
    assert ",'=1+1," in rows[1]


def test_board_costs_the_same_for_every_akimat(
    mixed: None,
    other_akimat: Akimat,
    foreign_moderator: Person,
    django_assert_max_num_queries: object,
) -> None:
    day = date(2026, 3, 3)
    meeting = held_meeting(other_akimat, foreign_moderator, day)
    sent(meeting, foreign_moderator, morning(day), foreign_moderator)

    with django_assert_max_num_queries(14):  # type: ignore[operator]
        Client().get("/en/abai/hearings/board/")
