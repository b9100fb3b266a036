"""Papers are never silently taken away; the agenda is open to what residents propose."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from commons.notifications.models import Message
from commons.notifications.operations import follow
from commons.proposals.errors import ProposalError
from consultations.meetings import operations, queries
from consultations.meetings.errors import MeetingError
from consultations.meetings.models import AgendaSupport
from tests.factories.hearings_meetings import draft_meeting, meeting, paper, proposal, texts


def kinds(person):
    return list(Message.objects.filter(person=person).order_by("pk").values_list("kind", flat=True))


def test_a_paper_added_after_the_notice_is_told_to_followers(akimat, moderator, resident, now):
    made = draft_meeting(akimat, moderator, now)
    paper(made, moderator, now)
    made = operations.announce_meeting(meeting=made, actor=moderator, at=now)
    follow(person=resident, topic=f"meeting/{made.pk}", at=now)

    added = paper(made, moderator, now + timedelta(days=1))

    assert kinds(resident) == ["meeting_papers"]
    assert (added.type_name, added.is_tagged, added.position) == ("PDF", True, 1)


def test_a_paper_is_told_by_what_is_in_it(akimat, moderator, now):
    from django.core.files.uploadedfile import SimpleUploadedFile

    made = draft_meeting(akimat, moderator, now)
    with pytest.raises(ProposalError) as refused:
        paper(made, moderator, now, upload=SimpleUploadedFile("plan.pdf", b"MZ not a PDF"))
    assert refused.value.code == "document_type"
    with pytest.raises(MeetingError) as refused:
        paper(made, moderator, now, upload=None)
    assert refused.value.code == "paper_nothing"


def test_papers_change_places(akimat, moderator, now):
    made = draft_meeting(akimat, moderator, now)
    rows = [paper(made, moderator, now, title=title) for title in "ABC"]
    operations.move_paper(paper=rows[2], up=True, actor=moderator, at=now)
    operations.move_paper(paper=rows[0], up=True, actor=moderator, at=now)
    assert [row.title for row in queries.papers(made)] == ["A", "C", "B"]


def test_a_published_paper_goes_only_with_a_reason(akimat, moderator, now):
    made = draft_meeting(akimat, moderator, now)
    kept, gone = paper(made, moderator, now), paper(made, moderator, now)
    assert operations.remove_paper(paper=gone, actor=moderator, at=now) is None
    made = operations.announce_meeting(meeting=made, actor=moderator, at=now)
    with pytest.raises(MeetingError) as refused:
        operations.remove_paper(paper=kept, actor=moderator, at=now)
    assert refused.value.code == "paper_reason_needed"

    done = operations.remove_paper(paper=kept, actor=moderator, at=now, reason="It named a patient")

    assert done is not None
    assert (bool(done.file), done.withdrawn_at, done.withdraw_reason) == (
        False,
        now,
        "It named a patient",
    )
    assert not queries.papers(made).exists()


def test_an_environmental_hearing_keeps_a_paper(akimat, moderator, now):
    made = meeting(akimat, moderator, now, kind="environment")
    old = made.papers.get()
    with pytest.raises(MeetingError) as refused:
        operations.remove_paper(paper=old, actor=moderator, at=now, reason="A wrong figure")
    assert refused.value.code == "paper_last"
    paper(made, moderator, now)
    operations.remove_paper(paper=old, actor=moderator, at=now, reason="A wrong figure")
    assert queries.papers(made).count() == 1


# --- proposals for the agenda ---


@pytest.mark.parametrize(
    ("proposed", "begins", "due"),
    [
        ((2026, 3, 20), (2026, 4, 20), (2026, 3, 30)),  # over Nauryz
        ((2026, 4, 30), (2026, 5, 20), (2026, 5, 6)),
        ((2026, 5, 6), (2026, 5, 20), (2026, 5, 13)),  # over 7 and 9 May, and the 11th
        ((2026, 3, 20), (2026, 3, 26), (2026, 3, 25)),  # never after the eve of the meeting
    ],
)
def test_a_proposal_is_decided_in_its_working_days(
    akimat, moderator, resident, proposed, begins, due
):
    at = datetime(*proposed, 6, tzinfo=UTC)
    made = meeting(
        akimat,
        moderator,
        at - timedelta(days=20),
        starts_at=datetime(*begins, 10, tzinfo=UTC),
    )
    assert proposal(made, resident, at).due_on == date(*due)


def test_items_are_taken_until_five_days_before(akimat, moderator, resident, now):
    made = meeting(akimat, moderator, now, days=20)
    assert made.agenda_until == date(2026, 3, 19)
    proposal(made, resident, datetime(2026, 3, 19, 18, 30, tzinfo=UTC))
    with pytest.raises(MeetingError) as refused:
        proposal(made, resident, datetime(2026, 3, 19, 19, 30, tzinfo=UTC))
    assert refused.value.code == "agenda_closed"


def test_one_person_proposes_three_items_and_no_more(akimat, moderator, resident, now):
    made = meeting(akimat, moderator, now)
    first, *_others = [proposal(made, resident, now) for _ in range(3)]
    with pytest.raises(MeetingError) as refused:
        proposal(made, resident, now)
    assert refused.value.code == "proposals_most"
    operations.withdraw_proposal(proposal=first, at=now)
    assert proposal(made, resident, now).status == "proposed"


def test_an_accepted_item_stands_on_the_agenda_and_stays(akimat, moderator, resident, now):
    made = meeting(akimat, moderator, now)
    operations.set_agenda(
        meeting=made, items=[{"title": texts("Opening")}], actor=moderator, at=now
    )
    one = proposal(made, resident, now)

    item = operations.accept_item(proposal=one, title=texts("Buses"), actor=moderator, at=now)

    assert [row.title_en for row in made.agenda.all()] == ["Opening", "Buses"]
    assert (item.proposal.status, kinds(resident)) == ("accepted", ["agenda_accepted"])
    with pytest.raises(MeetingError) as refused:
        operations.set_agenda(meeting=made, items=[], actor=moderator, at=now)
    assert refused.value.code == "item_proposed"


def test_an_accepted_item_with_a_time_stands_by_it(akimat, moderator, resident, now):
    made = meeting(akimat, moderator, now)
    items = [{"title": texts(f"{hour}:00"), "starts_at": time(hour)} for hour in (15, 16, 18)]
    operations.set_agenda(meeting=made, items=items, actor=moderator, at=now)
    operations.accept_item(
        proposal=proposal(made, resident, now),
        title=texts("Buses"),
        starts_at=time(17),
        actor=moderator,
        at=now,
    )
    rows = [(row.position, row.title_en) for row in made.agenda.all()]
    assert rows == [(0, "15:00"), (1, "16:00"), (2, "Buses"), (3, "18:00")]


def test_an_agenda_is_changed_in_place(akimat, moderator, now):
    made = draft_meeting(akimat, moderator, now)
    items = [{"title": texts(title)} for title in ("A", "B", "C")]
    first, second, _third = operations.set_agenda(
        meeting=made, items=items, actor=moderator, at=now
    )
    rows = [{"pk": second.pk, "title": texts("B2")}, {"pk": first.pk, "title": texts("A")}]
    operations.set_agenda(meeting=made, items=rows, actor=moderator, at=now)
    assert [(row.pk, row.title_en) for row in made.agenda.all()] == [
        (second.pk, "B2"),
        (first.pk, "A"),
    ]


def test_an_item_is_declined_with_a_reason_once(akimat, moderator, resident, now):
    one = proposal(meeting(akimat, moderator, now), resident, now)
    with pytest.raises(MeetingError) as refused:
        operations.decline_item(proposal=one, reason=" ", actor=moderator, at=now)
    assert refused.value.code == "proposal_reason_needed"
    operations.decline_item(proposal=one, reason="It is the city's task", actor=moderator, at=now)
    assert kinds(resident) == ["agenda_declined"]
    with pytest.raises(MeetingError) as refused:
        operations.accept_item(proposal=one, title=texts("Buses"), actor=moderator, at=now)
    assert refused.value.code == "proposal_decided"


def test_others_support_an_item_once_each(akimat, moderator, resident, second_resident, now):
    one = proposal(meeting(akimat, moderator, now), resident, now)
    for _ in range(2):
        operations.support_item(proposal=one, person=second_resident, at=now)
    with pytest.raises(MeetingError) as refused:
        operations.support_item(proposal=one, person=resident, at=now)
    assert refused.value.code == "own_proposal"
    assert AgendaSupport.objects.count() == 1
    operations.take_support_back(proposal=one, person=second_resident, at=now)
    assert AgendaSupport.objects.count() == 0
