"""Who opens which page in which state of a formation: a role × state table."""

from datetime import timedelta

import pytest
from django.utils import timezone

from consultations.councils import operations
from tests.factories import hearings_councils as make

pytestmark = pytest.mark.django_db
ROLES = ("visitor", "resident", "neighbour", "specialist", "moderator", "foreign_moderator")
SIGN_IN, YES, NO = 302, 200, 404


@pytest.fixture
def states(akimat, moderator):
    """One formation in each state, by name."""
    at = timezone.now() - timedelta(days=40)
    scored = make.scored(akimat, at, moderator)
    seated = make.scored(akimat, at, moderator)
    day = timezone.localdate()
    operations.publish_result(
        formation=seated, begins_on=day, decided_on=day, actor=moderator, at=timezone.now()
    )
    return {
        "draft": make.draft(akimat, timezone.now(), moderator),
        "announced": make.announced(akimat, timezone.now(), moderator),
        "scored": scored,
        "seated": seated,
    }


# What each page answers to (visitor, resident, neighbour, specialist, moderator, foreign).
ALL, STAFF = (YES,) * 6, (NO, NO, NO, NO, YES, NO)
READERS = (SIGN_IN, NO, NO, YES, YES, NO)
RUNNERS = (SIGN_IN, NO, NO, NO, YES, NO)
NOBODY, GUESTS = (NO,) * 6, (SIGN_IN, YES, YES, YES, YES, YES)
TABLE = [
    ("", "draft", STAFF),
    ("", "announced", ALL),
    ("", "seated", ALL),
    ("manage/", "announced", RUNNERS),
    ("edit/", "draft", RUNNERS),
    ("edit/", "announced", (SIGN_IN, NO, NO, NO, NO, NO)),
    ("apply/", "announced", GUESTS),
    ("applications/", "announced", READERS),
    ("applicants/", "announced", NOBODY),
    ("applicants/", "scored", ALL),
    ("ranking/", "announced", NOBODY),
    ("ranking/", "scored", ALL),
    ("selection/", "scored", RUNNERS),
    ("selection/", "seated", (SIGN_IN, NO, NO, NO, NO, NO)),
    ("cancel/", "announced", RUNNERS),
    ("cancel/", "seated", (SIGN_IN, NO, NO, NO, NO, NO)),
    ("sheets/", "scored", (SIGN_IN, NO, NO, NO, NO, NO)),
]


def test_each_role_opens_what_is_for_it(states, member, signed_in):
    wrong = []
    for role in ROLES:
        client = signed_in(member(role))
        for path, state, answers in TABLE:
            found = client.get(
                f"/en/pavlodar/hearings/councils/formations/{states[state].pk}/{path}"
            ).status_code
            if found != answers[ROLES.index(role)]:
                wrong.append((role, path, state, found))
    assert wrong == []


def test_nothing_of_one_akimat_is_found_in_another(
    states, other_akimat, foreign_moderator, signed_in
):
    client = signed_in(foreign_moderator)
    formation = states["announced"]
    for path in (f"formations/{formation.pk}/", f"{formation.council_id}/"):
        assert client.get(f"/en/abai/hearings/councils/{path}").status_code == 404


def test_an_unpublished_council_is_for_moderators(akimat, moderator, specialist, signed_in, now):
    council = make.draft_council(akimat, now)
    path = f"/en/pavlodar/hearings/councils/{council.pk}/"
    assert signed_in(moderator).get(path).status_code == 200
    for person in (specialist, None):
        assert signed_in(person).get(path).status_code == 404


def test_those_who_lead_a_council_enter_its_elections(akimat, resident, moderator, signed_in):
    council = make.council(
        akimat, timezone.now(), people=(resident,), sectors=("civ", "civ", "civ")
    )
    path = f"/en/pavlodar/hearings/councils/{council.pk}/officers/"
    assert signed_in(resident).get(path).status_code == 404
    operations.name_officer(
        mandate=make.mandates(council)[0],
        seat="secretary",
        elected_on=timezone.localdate(),
        actor=moderator,
        at=timezone.now(),
    )
    assert signed_in(resident).get(path).status_code == 200
