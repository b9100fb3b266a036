"""A hearing of Tuesday 3 March 2026, and two recommendations sent the day after."""

from datetime import date, datetime

import pytest

from commons.people.models import Person
from commons.territories.models import Akimat
from consultations.meetings.models import Meeting
from consultations.recommendations.models import Recommendation
from tests.factories.hearings_recommendations import held_meeting, sent


@pytest.fixture
def meeting(akimat: Akimat, moderator: Person) -> Meeting:
    return held_meeting(akimat, moderator, date(2026, 3, 3))


@pytest.fixture
def asked(
    meeting: Meeting, moderator: Person, specialist: Person, now: datetime
) -> list[Recommendation]:
    """Sent on Wednesday 4 March; the reply is due on Thursday 19 March."""
    return sent(meeting, moderator, now, specialist)
