"""Notes of a group: sent twice, changed by two, removed and put back. No word is lost."""

import uuid
from datetime import timedelta

import pytest

from edp.events import operations, queries
from edp.events.errors import EventError, NoteChangedError
from edp.events.models import Note
from tests.factories.edp import texts
from tests.factories.edp_events import event, note, reported


@pytest.fixture
def group(discovery):
    return event(discovery.round, discovery.at, days=-1)


def write(group, discovery, text, key, who="biz"):
    return operations.write_note(
        event=group,
        author=discovery.people[who],
        text=text,
        kind="idea",
        language="ru",
        key=key,
        at=discovery.at,
    )


def test_a_note_keeps_its_first_wording(discovery, group):
    made = write(group, discovery, "  Глютен \r\n для пекарен ", uuid.uuid4())
    assert (made.text, made.version) == ("Глютен \n для пекарен", 1)
    assert made.versions.get().text == made.text


def test_the_same_note_sent_again_is_one_note(discovery, group):
    key = uuid.uuid4()
    first, second = [write(group, discovery, "Gluten", key) for _ in range(2)]
    assert first == second
    assert Note.objects.count() == 1


def test_a_resend_after_a_change_makes_no_second_note(discovery, group):
    key = uuid.uuid4()
    made = write(group, discovery, "Gluten", key)
    operations.change_note(note=made, author=made.author, text="Starch", version=1, at=discovery.at)
    write(group, discovery, "Gluten", key)
    assert list(Note.objects.values_list("text", flat=True)) == ["Starch"]


@pytest.mark.parametrize(("text", "who"), [("Starch", "biz"), ("Gluten", "gov")])
def test_another_text_or_writer_under_the_same_key_is_not_lost(discovery, group, text, who):
    key = uuid.uuid4()
    write(group, discovery, "Gluten", key)
    for _ in range(2):
        write(group, discovery, text, key, who)
    assert Note.objects.count() == 2
    assert Note.objects.filter(text=text, author=discovery.people[who]).exists()


def test_anybody_may_give_another_wording_and_kind(discovery, group):
    made = note(group, discovery.people["biz"], discovery.at)

    changed = operations.change_note(
        note=made,
        author=discovery.people["gov"],
        text="Gluten and starch",
        version=1,
        kind="agreed",
        at=discovery.at,
    )

    assert (changed.version, changed.kind, changed.author) == (2, "agreed", made.author)
    assert list(changed.versions.values_list("number", "text", "kind")) == [
        (1, "Gluten for bakeries", "idea"),
        (2, "Gluten and starch", "agreed"),
    ]


def test_a_wording_that_comes_too_late_is_kept_aside_once(discovery, group):
    made = note(group, discovery.people["biz"], discovery.at)
    operations.change_note(
        note=made, author=discovery.people["gov"], text="First", version=1, at=discovery.at
    )
    for _ in range(2):
        with pytest.raises(NoteChangedError) as raised:
            operations.change_note(
                note=made, author=discovery.people["civ"], text="Late", version=1, at=discovery.at
            )
    made.refresh_from_db()
    assert (made.text, made.version, raised.value.kept.text) == ("First", 2, "Late")
    assert list(made.versions.values_list("number", "text", "is_taken")) == [
        (1, "Gluten for bakeries", True),
        (2, "First", True),
        (3, "Late", False),
    ]
    joined = operations.change_note(
        note=made, author=discovery.people["civ"], text="Both", version=2, at=discovery.at
    )
    assert (joined.version, joined.text) == (4, "Both")


def test_the_same_wording_again_is_no_conflict(discovery, group):
    made = note(group, discovery.people["biz"], discovery.at)
    for _ in range(2):
        made = operations.change_note(
            note=made, author=made.author, text="Same", version=1, at=discovery.at
        )
    assert (made.version, made.versions.count()) == (2, 2)


def test_a_removed_note_leaves_the_board_and_can_be_put_back(discovery, group):
    made = note(group, discovery.people["biz"], discovery.at)
    removed = operations.remove_note(note=made, actor=discovery.people["gov"], at=discovery.at)
    assert (removed.removed_by, list(queries.notes(group))) == (discovery.people["gov"], [])
    assert list(queries.removed_notes(group)) == [made]
    operations.restore_note(note=made, actor=discovery.people["biz"], at=discovery.at)
    assert list(queries.notes(group)) == [made]


def test_a_note_changed_while_it_was_removed_is_back(discovery, group):
    made = note(group, discovery.people["biz"], discovery.at)
    operations.remove_note(note=made, actor=discovery.people["gov"], at=discovery.at)
    operations.change_note(
        note=made, author=made.author, text="Still true", version=1, at=discovery.at
    )
    assert queries.notes(group).get().text == "Still true"


@pytest.mark.parametrize(("text", "code"), [(" \n ", "note_empty"), ("x" * 4001, "note_long")])
def test_a_note_has_words_and_not_too_many(discovery, group, text, code):
    with pytest.raises(EventError) as raised:
        write(group, discovery, text, uuid.uuid4())
    assert raised.value.code == code


def test_notes_close_with_the_report_and_with_the_event(discovery, group):
    held = note(group, discovery.people["biz"], discovery.at)
    coming = event(discovery.round, discovery.at)
    reported(group, discovery.people["moderator"], discovery.at)
    operations.cancel_event(event=coming, reason=texts("x"), actor=None, at=discovery.at)
    acts = [
        lambda: write(group, discovery, "Late", uuid.uuid4()),
        lambda: operations.change_note(
            note=held, author=held.author, text="Late", version=1, at=discovery.at
        ),
        lambda: operations.remove_note(note=held, actor=held.author, at=discovery.at),
        lambda: write(coming, discovery, "Late", uuid.uuid4()),
    ]
    codes = []
    for act in acts:
        with pytest.raises(EventError) as raised:
            act()
        codes.append(raised.value.code)
    assert codes == ["notes_closed"] * 3 + ["was_cancelled"]


def test_the_state_of_the_board_changes_with_every_act(discovery, group):
    states = [queries.notes_state(group)]

    def seen():
        states.append(queries.notes_state(group))

    later = discovery.at + timedelta(seconds=1)
    made = note(group, discovery.people["biz"], discovery.at)
    seen()
    operations.change_note(note=made, author=made.author, text="New", version=1, at=later)
    seen()
    with pytest.raises(NoteChangedError):
        operations.change_note(note=made, author=made.author, text="Old", version=1, at=later)
    seen()
    operations.remove_note(note=made, actor=made.author, at=later)
    seen()
    operations.restore_note(note=made, actor=made.author, at=later)
    seen()

    assert len(set(states)) == len(states) - 1  # put back it is as before it was removed
    assert queries.notes_state(group) == queries.notes_state(group)
