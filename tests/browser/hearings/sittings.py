"""Pages of what happens at meetings: one runs, one has its minutes, one is late with them."""

from datetime import timedelta

from consultations.meetings.models import Meeting
from consultations.sittings import operations
from consultations.sittings.printing import render_pdfs
from tests.browser.pages import SUBMIT, Visit
from tests.factories import hearings_sittings as made
from tests.fixtures.hearings import Hearings


def visits(hearings: Hearings) -> list[Visit]:
    base = f"/{hearings.akimat.slug}/hearings/meetings"
    running, done, late = _running(hearings), _done(hearings), _late(hearings)
    return [
        *_public(f"{base}/{running.pk}", f"{base}/{done.pk}", f"{base}/{late.pk}"),
        *_asking(f"{base}/{running.pk}", running),
        *_console(f"{base}/{running.pk}", running),
        *_minutes(f"{base}/{done.pk}", f"{base}/{late.pk}", done),
        Visit(f"{base}/{late.pk}/console/decisions/{late.decisions.get().pk}/", who="moderator"),
    ]


def _running(hearings: Hearings) -> Meeting:
    """A vote is open, somebody speaks, others wait; one question is answered, one hidden."""
    at, people = hearings.at, hearings.people
    actor = people["moderator"]
    council = made.council(hearings.akimat, at, [people["resident"]])
    meeting = made.of_council(council, actor, at - timedelta(minutes=30))
    made.started(meeting, actor, here=7)
    for who, text in (
        ("resident", "When will the bridge be repaired?"),
        ("neighbour", "How much does the new palace of ice cost in a year?"),
        ("specialist", "Why do buses not run in the evening?"),
    ):
        made.question(meeting, people[who], at, text)
    first, _second, third = meeting.questions.order_by("pk")
    made.answered(first, actor, at)
    operations.hide(question=third, reason="Asked by staff", actor=actor, at=at)
    speakers = [made.speaker(meeting, actor, at, name) for name in ("B. Alpysov", "G. Kim", "A")]
    operations.call(speaker=speakers[0], actor=actor, at=at)
    operations.withdraw(speaker=speakers[2], actor=actor, at=at)
    made.voted(made.prepared(meeting, actor), actor, "+++++-0", at)
    made.prepared(meeting, actor)
    operations.open_vote(roll_call=made.prepared(meeting, actor), actor=actor, at=at)
    return meeting


def _done(hearings: Hearings) -> Meeting:
    """An environmental hearing with its minutes, a correction and an appeal."""
    at, people = hearings.at, hearings.people
    actor = people["moderator"]
    begins = at - timedelta(days=3)
    hearing = made.announced(hearings.akimat, actor, begins, kind="environment")
    for who in ("resident", "neighbour"):
        made.answered(made.question(hearing, people[who], begins), actor, begins)
    made.started(hearing, actor)
    words = made.texts("Measure the air")
    operations.decide(meeting=hearing, texts=words, actor=actor, at=begins)
    made.held(hearing, actor)
    operations.save_recording(
        meeting=hearing,
        url="https://example.kz/rec/1",
        name="",
        transcript="Good morning.",
        language="en",
        actor=actor,
        at=at,
    )
    minutes = made.published(hearing, actor, at)
    operations.correct_minutes(
        minutes=minutes, texts=words, reason=made.texts("A slip"), actor=actor, at=at
    )
    operations.appeal(
        minutes=minutes,
        author=people["resident"],
        text="My second question is missing.",
        language="en",
        at=at,
    )
    render_pdfs(minutes=minutes)
    return hearing


def _late(hearings: Hearings) -> Meeting:
    actor = hearings.people["moderator"]
    begins = hearings.at - timedelta(days=40)
    meeting = made.held(made.announced(hearings.akimat, actor, begins), actor)
    operations.decide(meeting=meeting, texts=made.texts("A lift"), actor=actor, at=begins)
    return meeting


def _public(running: str, done: str, late: str) -> list[Visit]:
    return [
        Visit(f"{running}/"),
        Visit(f"{running}/live/"),
        Visit(f"{running}/live/", who="resident"),
        Visit(f"{running}/questions/"),
        Visit(f"{done}/"),
        Visit(f"{done}/live/"),
        Visit(f"{done}/minutes/"),
        Visit(f"{late}/"),
        Visit(f"{late}/minutes/"),
    ]


def _asking(base: str, meeting: Meeting) -> list[Visit]:
    question = meeting.questions.order_by("pk")[1]
    ask, answer = f"{base}/questions/ask/", f"{base}/questions/{question.pk}/answer/"
    hide = f"{base}/questions/{question.pk}/hide/"
    alike = {"text": "When is the bridge repaired?"}
    return [
        Visit(f"{base}/questions/", who="moderator"),
        Visit(ask, who="resident"),
        Visit(ask, who="resident", press=[SUBMIT], status=422),
        Visit(ask, who="resident", fill=alike, press=[SUBMIT]),
        Visit(answer, who="specialist"),
        Visit(answer, who="specialist", press=[SUBMIT], status=422),
        Visit(hide, who="moderator"),
        Visit(hide, who="moderator", press=[SUBMIT], status=422),
    ]


def _console(base: str, meeting: Meeting) -> list[Visit]:
    item = meeting.agenda.first()
    prepared, opened = meeting.roll_calls.exclude(status="closed").order_by("number")
    assert item is not None
    plain = [
        "",
        f"notes/{item.pk}/",
        "speakers/new/",
        "attendance/",
        "times/",
        "votes/new/",
        f"votes/{prepared.pk}/",
        f"votes/{opened.pk}/",
    ]
    new = f"{base}/console/votes/new/"
    taken = f"{base}/console/votes/{prepared.pk}/"
    return [
        *[Visit(f"{base}/console/{rest}", who="moderator") for rest in plain],
        Visit(f"{base}/console/", who="resident"),
        Visit(new, who="moderator", press=[SUBMIT], status=422),
        Visit(taken, who="moderator", press=["main button[name=open]"], status=422),
    ]


def _minutes(done: str, late: str, held: Meeting) -> list[Visit]:
    appeal = held.minutes.appeals.get()
    answer = f"{done}/minutes/appeals/{appeal.pk}/"
    write = f"{done}/minutes/appeal/"
    correct = f"{done}/minutes/correct/"
    return [
        Visit(f"{done}/minutes/", who="moderator"),
        Visit(f"{late}/minutes/", who="moderator"),
        Visit(f"{late}/minutes/", who="moderator", press=["main form .btn--wide"], status=422),
        Visit(f"{late}/minutes/edit/", who="moderator"),
        Visit(f"{late}/minutes/recording/", who="moderator"),
        Visit(f"{late}/console/decisions/new/", who="moderator"),
        Visit(correct, who="moderator"),
        Visit(correct, who="moderator", press=[SUBMIT], status=422),
        Visit(answer, who="moderator"),
        Visit(answer, who="moderator", press=[SUBMIT], status=422),
        Visit(write, who="neighbour"),
        Visit(write, who="neighbour", press=[SUBMIT], status=422),
    ]
