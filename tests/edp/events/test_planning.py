"""Moderators plan, announce, change and cancel events."""

from datetime import time, timedelta

import pytest

from commons.audit.models import Entry
from commons.notifications.models import Message
from edp.errors import DiscoveryError
from edp.events import operations
from edp.events.enums import EventKind
from edp.events.errors import EventError
from edp.events.models import Event
from edp.stakeholders.enums import StakeholderStatus
from tests.factories.edp import discovery_round, stakeholder, texts
from tests.factories.edp_events import event


def verbs():
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))


def test_an_event_begins_as_a_draft_with_its_agenda(discovery):
    made = operations.create_event(
        round=discovery.round,
        kind=EventKind.ROUNDTABLE,
        title=texts("Grain"),
        starts_at=discovery.at + timedelta(days=2),
        ends_at=discovery.at + timedelta(days=2, hours=2),
        capacity=20,
        agenda=[{"starts_at": time(10), "title": texts("Opening"), "speaker": " The akim "}],
        actor=discovery.people["moderator"],
        at=discovery.at,
    )

    item = made.agenda.get()
    assert (made.published_at, made.sequence, made.title_ru) == (None, 0, "Grain (рус)")
    assert (item.starts_at, item.title_kk, item.speaker) == (time(10), "Opening (қаз)", "The akim")
    assert verbs() == ["create_event"]


def test_a_title_is_needed_in_kazakh_and_russian(discovery):
    with pytest.raises(DiscoveryError) as raised:
        event(discovery.round, discovery.at, title={"kk": "Астық"})
    assert (raised.value.code, raised.value.params) == ("text_needed", {"languages": "ru"})


def test_an_event_cannot_end_before_it_begins(discovery):
    with pytest.raises(EventError) as raised:
        event(discovery.round, discovery.at, ends_at=discovery.at)
    assert raised.value.code == "ends_before_start"


def test_only_people_of_the_round_lead_an_event(discovery, foreign_moderator):
    other = discovery_round(discovery.akimat, discovery.at, slug="other")
    strangers = [
        stakeholder(other),
        stakeholder(discovery.round, status=StakeholderStatus.LEFT, holds_seat=False),
    ]
    for stranger in strangers:
        with pytest.raises(EventError) as raised:
            event(discovery.round, discovery.at, rapporteur=stranger)
        assert raised.value.code == "not_accepted"


def test_a_group_lies_in_a_plenary_and_not_deeper(discovery):
    plenary = event(discovery.round, discovery.at, kind=EventKind.PLENARY)
    group = event(discovery.round, discovery.at, inside=plenary)
    other = event(discovery_round(discovery.akimat, discovery.at, slug="other"), discovery.at)
    for wrong in (group, other):
        with pytest.raises(EventError) as raised:
            event(discovery.round, discovery.at, inside=wrong)
        assert raised.value.code == "wrong_plenary"
    with pytest.raises(EventError):
        operations.change_event(event=plenary, inside=plenary, actor=None, at=discovery.at)


def test_groups_are_made_in_one_go_with_the_place_of_the_plenary(discovery):
    plenary = event(discovery.round, discovery.at, kind=EventKind.PLENARY, is_open=True)

    made = operations.make_groups(
        plenary=plenary,
        titles=[texts(f"Group {n}") for n in range(4)],
        starts_at=plenary.starts_at,
        ends_at=plenary.ends_at,
        capacity=25,
        actor=None,
        at=discovery.at,
    )

    assert [one.title_en for one in made] == ["Group 0", "Group 1", "Group 2", "Group 3"]
    assert {(one.inside_id, one.place_kk, one.capacity, one.is_open) for one in made} == {
        (plenary.pk, plenary.place_kk, 25, True)
    }


def test_groups_need_titles_and_are_not_without_number(discovery):
    plenary = event(discovery.round, discovery.at, kind=EventKind.PLENARY)
    for titles, code in (([], "no_titles"), ([texts("x")] * 13, "too_many_groups")):
        with pytest.raises(EventError) as raised:
            operations.make_groups(
                plenary=plenary,
                titles=titles,
                starts_at=plenary.starts_at,
                ends_at=plenary.ends_at,
                actor=None,
                at=discovery.at,
            )
        assert raised.value.code == code


def test_announcing_a_plenary_announces_its_groups_and_tells_who_leads(discovery):
    plenary = event(discovery.round, discovery.at, kind=EventKind.PLENARY, published=False)
    group = event(
        discovery.round,
        discovery.at,
        inside=plenary,
        published=False,
        facilitator=discovery.seats["sci"],
    )

    operations.publish_event(event=plenary, actor=None, at=discovery.at)

    group.refresh_from_db()
    told = Message.objects.get()
    assert group.published_at == discovery.at
    assert (told.person, told.kind) == (discovery.people["sci"], "event_leads")
    with pytest.raises(EventError) as raised:
        operations.publish_event(event=plenary, actor=None, at=discovery.at)
    assert raised.value.code == "already_published"


def test_another_time_or_place_is_told_to_who_registered_and_to_calendars(discovery):
    made = event(discovery.round, discovery.at)
    operations.register(event=made, stakeholder=discovery.seats["biz"], at=discovery.at)
    Event.objects.update(reminded_at=discovery.at)
    Message.objects.all().delete()

    changed = operations.change_event(
        event=made, place=texts("Room 5"), actor=None, at=discovery.at
    )
    assert (changed.sequence, changed.reminded_at) == (1, discovery.at)
    changed = operations.change_event(
        event=made,
        starts_at=made.starts_at + timedelta(hours=1),
        actor=None,
        at=discovery.at,
    )

    assert (changed.sequence, changed.reminded_at) == (2, None)
    assert (
        list(Message.objects.values_list("person__email", "kind"))
        == [(discovery.people["biz"].email, "event_changed")] * 2
    )


@pytest.mark.parametrize("change", [{"about": texts("More")}, {"is_open": True}, {}])
def test_what_no_calendar_shows_is_told_to_nobody(discovery, change):
    made = event(discovery.round, discovery.at)
    operations.register(event=made, stakeholder=discovery.seats["biz"], at=discovery.at)
    Message.objects.all().delete()

    changed = operations.change_event(event=made, actor=None, at=discovery.at, **change)

    assert (changed.sequence, Message.objects.count()) == (0, 0)


def test_places_cannot_go_below_those_taken(discovery):
    made = event(discovery.round, discovery.at, capacity=3)
    for sector in ("gov", "biz"):
        operations.register(event=made, stakeholder=discovery.seats[sector], at=discovery.at)

    with pytest.raises(EventError) as raised:
        operations.change_event(event=made, capacity=1, actor=None, at=discovery.at)

    assert (raised.value.code, raised.value.params) == ("places_taken", {"count": 2})
    assert (
        operations.change_event(event=made, capacity=2, actor=None, at=discovery.at).capacity == 2
    )


def test_more_places_let_those_who_wait_move_up(discovery):
    made = event(discovery.round, discovery.at, capacity=1)
    rows = [
        operations.register(event=made, stakeholder=discovery.seats[code], at=discovery.at)
        for code in ("gov", "biz", "sci")
    ]

    operations.change_event(event=made, capacity=2, actor=None, at=discovery.at)

    for row in rows:
        row.refresh_from_db()
    assert [row.status for row in rows] == ["registered", "registered", "waiting"]


def test_cancelling_needs_a_reason_reaches_groups_and_tells(discovery):
    plenary = event(discovery.round, discovery.at, kind=EventKind.PLENARY)
    group = event(discovery.round, discovery.at, inside=plenary)
    operations.register(event=group, stakeholder=discovery.seats["biz"], at=discovery.at)
    Message.objects.all().delete()
    with pytest.raises(DiscoveryError):
        operations.cancel_event(event=plenary, reason={}, actor=None, at=discovery.at)

    operations.cancel_event(event=plenary, reason=texts("Storm"), actor=None, at=discovery.at)

    group.refresh_from_db()
    told = Message.objects.get()
    assert (group.cancelled_at, group.cancel_reason_kk) == (discovery.at, "Storm (қаз)")
    assert (group.sequence, told.kind) == (1, "event_cancelled")
    assert told.params["reason"] == texts("Storm")
    with pytest.raises(EventError) as raised:
        operations.cancel_event(event=plenary, reason=texts("Again"), actor=None, at=discovery.at)
    assert raised.value.code == "was_cancelled"
    with pytest.raises(EventError):
        operations.change_event(event=plenary, capacity=5, actor=None, at=discovery.at)


@pytest.mark.parametrize(
    ("days", "published", "code"), [(7, False, "not_published"), (-1, True, "has_ended")]
)
def test_what_cannot_be_cancelled(discovery, days, published, code):
    made = event(discovery.round, discovery.at, days=days, published=published)
    with pytest.raises(EventError) as raised:
        operations.cancel_event(event=made, reason=texts("x"), actor=None, at=discovery.at)
    assert raised.value.code == code


def test_a_draft_can_be_thrown_away_and_an_announced_event_cannot(discovery):
    draft = event(discovery.round, discovery.at, published=False)
    operations.discard_event(event=draft, actor=None, at=discovery.at)
    assert not Event.objects.exists()
    with pytest.raises(EventError) as raised:
        operations.discard_event(
            event=event(discovery.round, discovery.at), actor=None, at=discovery.at
        )
    assert raised.value.code == "already_published"


def test_an_event_has_no_other_fields(discovery):
    made = event(discovery.round, discovery.at)
    with pytest.raises(TypeError):
        operations.change_event(event=made, published_at=None, actor=None, at=discovery.at)
