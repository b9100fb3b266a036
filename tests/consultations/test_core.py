"""What hearings have in common: the front page, the work of staff, the periods, the desk."""

from typing import Any

import pytest
from django.urls import reverse

from commons.audit.models import Entry
from commons.territories.permissions import can_read_desk
from consultations import operations
from consultations.periods import Periods, periods_of
from tests.factories.hearings_appeals import published
from tests.factories.people import PersonFactory
from tests.fixtures.real_forms import Browser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
HERE = "/en/pavlodar/hearings/"
PERIODS, EDIT, WORK = f"{HERE}periods/", f"{HERE}periods/edit/", f"{HERE}work/"
DESK = "/en/desk/consultations/meeting/"


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_an_empty_front_page_says_what_will_be_here(client, akimat):
    answer = client.get(HERE)
    assert answer.status_code == 200
    assert "Say it before it is decided" in words(answer)
    assert WORK not in words(answer)


@pytest.mark.parametrize(
    ("who", "work", "edit"),
    [
        ("visitor", 302, 302),
        ("resident", 404, 404),
        ("specialist", 200, 404),
        ("moderator", 200, 200),
        ("foreign_moderator", 404, 404),
    ],
)
def test_who_works_on_hearings_and_who_sets_periods(signed_in, member, akimat, who, work, edit):
    client = signed_in(member(who))
    assert (client.get(WORK).status_code, client.get(EDIT).status_code) == (work, edit)
    # Everybody reads the periods, and who may do so finds the way to the work.
    assert client.get(PERIODS).status_code == 200
    assert (WORK in words(client.get(HERE))) == (work == 200)


def test_a_figure_is_changed_through_its_form_and_everybody_sees_it(
    client, signed_in, moderator, akimat, now, time_machine
):
    time_machine.move_to(now)
    browser = Browser(client, signed_in, HERE)
    browser.as_(moderator).walk(HERE, PERIODS)
    browser.send(EDIT, {"question_days": "10"})
    assert Periods.objects.get().question_days == 10
    entry = Entry.objects.get(verb="hearings.periods_set")
    assert (entry.actor, entry.akimat) == (moderator, akimat)
    assert entry.detail["changed"] == {"question_days": [15, 10]}
    browser.as_(None).walk(HERE, PERIODS)
    assert '10 <span class="small muted">usually 15</span>' in browser.text
    assert "<del>15</del> <ins>10</ins>" in browser.text


def test_nothing_changed_is_no_entry(akimat, moderator, now):
    assert (
        operations.set_periods(akimat=akimat, values={"reply_days": 10}, actor=moderator, at=now)
        == {}
    )
    assert not Entry.objects.filter(verb="hearings.periods_set").exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"question_days": "0"}, "greater than or equal to 1"),
        ({"reply_days": "many"}, "whole number"),
        ({"council_min": "31"}, "The most members cannot be fewer than the fewest."),
        ({"population": "756000"}, "Say where the figure comes from."),
    ],
)
def test_a_bad_figure_is_refused_and_kept_on_the_page(signed_in, moderator, akimat, given, said):
    client = signed_in(moderator)
    held = {
        name: value
        for name, value in client.get(EDIT).context["form"].initial.items()
        if value is not None
    }
    answer = client.post(EDIT, {**held, **given})
    assert answer.status_code == 422
    assert said in words(answer)
    assert f'value="{next(iter(given.values()))}"' in words(answer)
    assert not Periods.objects.exists()


def test_a_new_setting_counts_from_then_on(akimat, moderator, now):
    before = published(akimat, PersonFactory(), moderator, now)
    operations.set_periods(akimat=akimat, values={"question_days": 3}, actor=moderator, at=now)
    assert periods_of(akimat).question_days == 3
    after = published(akimat, PersonFactory(), moderator, now)
    before.refresh_from_db()
    # From Wednesday 4 March; the 9th, the 24th and the 25th are moved days off.
    assert [str(one.due_on) for one in (before, after)] == ["2026-03-31", "2026-03-10"]


def test_the_list_of_work_counts_what_waits_and_what_is_late(
    signed_in, moderator, akimat, now, time_machine
):
    published(akimat, PersonFactory(), moderator, now)
    time_machine.move_to(now.replace(month=5))
    answer = signed_in(moderator).get(WORK)
    first = answer.context["waiting"][0]
    assert (first.count, first.late) == (1, 1)
    assert "1 overdue" in words(answer)
    queue = signed_in(moderator).get(reverse("admin:index")).context["queues"]
    assert [(one.count, one.late) for one in queue if one.url == first.url] == [(1, 1)]


@pytest.mark.parametrize(
    ("who", "status", "leads"),
    [
        ("moderator", 302, WORK),
        ("specialist", 302, WORK),
        ("foreign_moderator", 302, "/en/abai/hearings/work/"),
    ],
)
def test_the_desk_sends_to_the_work_of_ones_akimat(signed_in, member, akimat, who, status, leads):
    answer = signed_in(member(who)).get(DESK)
    assert (answer.status_code, answer.get("Location")) == (status, leads)


def test_who_reaches_several_akimats_chooses_one(signed_in, observer, akimat):
    answer = signed_in(observer).get(DESK)
    assert can_read_desk(observer, akimat)
    assert answer.status_code == 200
    assert f'href="{WORK}"' in words(answer)


def test_meetings_are_never_edited_as_rows(signed_in, moderator, akimat):
    client = signed_in(moderator)
    found = {
        path: client.get(f"{DESK}{path}").status_code
        for path in ("add/", "1/change/", "1/history/")
    }
    assert found == dict.fromkeys(found, 404)
