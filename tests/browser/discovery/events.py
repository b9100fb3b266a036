"""Every page of events, with one event in each state."""

from datetime import timedelta

from edp.events import operations
from edp.events.enums import EventKind
from edp.events.models import Event
from tests.browser.pages import SUBMIT, Visit
from tests.factories.edp import texts
from tests.factories.edp_events import event, note, reported
from tests.fixtures.discovery import Discovery

HERE = "/pavlodar/discovery/economy-2026/events"


def visits(discovery: Discovery) -> list[Visit]:
    coming, plenary, draft, cancelled = _coming(discovery)
    group, done = _past(discovery)
    return [
        *_reading(coming, plenary, cancelled, done),
        *_planning(coming, plenary, draft),
        *_attending(group),
        *_noting(group, done),
        *_reporting(group, done),
    ]


def _coming(discovery: Discovery) -> tuple[Event, Event, Event, Event]:
    round, at, seats = discovery.round, discovery.at, discovery.seats
    coming = event(round, at, capacity=1, is_open=True, link="https://meet.example.kz/1")
    operations.register(event=coming, stakeholder=seats["biz"], at=at)
    operations.register(event=coming, stakeholder=seats["sci"], at=at)
    agenda = [{"title": texts("Opening"), "speaker": "The akim"}]
    plenary = event(round, at, kind=EventKind.PLENARY, agenda=agenda, capacity=100)
    operations.make_groups(
        plenary=plenary,
        titles=[texts(f"Group {n}") for n in range(4)],
        starts_at=plenary.starts_at,
        ends_at=plenary.ends_at,
        capacity=25,
        actor=None,
        at=at,
    )
    for one in plenary.groups.all():
        operations.publish_event(event=one, actor=None, at=at)
    draft = event(round, at, published=False)
    cancelled = event(round, at)
    operations.cancel_event(event=cancelled, reason=texts("Storm"), actor=None, at=at)
    return coming, plenary, draft, cancelled


def _past(discovery: Discovery) -> tuple[Event, Event]:
    """A group that was held, with notes, and one whose report is published."""
    round, at, seats = discovery.round, discovery.at, discovery.seats
    author = discovery.people["biz"]
    made = []
    for _ in range(2):
        one = event(round, at, rapporteur=seats["gov"], facilitator=seats["civ"])
        for code in ("biz", "sci"):
            operations.register(event=one, stakeholder=seats[code], at=at)
        begins = at - timedelta(days=2)
        Event.objects.filter(pk=one.pk).update(
            starts_at=begins, ends_at=begins + timedelta(hours=3)
        )
        one.refresh_from_db()
        came = {row.pk: True for row in one.registrations.all()}
        operations.mark_attendance(event=one, came=came, actor=None, at=at)
        first = note(one, author, at)
        operations.change_note(note=first, author=author, text="Starch", version=1, at=at)
        gone = note(one, author, at, "Nonsense")
        operations.remove_note(note=gone, actor=author, at=at)
        made.append(one)
    group, done = made
    reported(group, author, at, publish=False)
    reported(done, author, at)
    operations.make_pdf(event_id=done.pk)
    return group, done


def _reading(coming: Event, plenary: Event, cancelled: Event, done: Event) -> list[Visit]:
    pages = [f"{HERE}/{one.pk}/" for one in (coming, plenary, cancelled, done)]
    press = "form[action$='/register/'] button"
    return [
        *[Visit(page) for page in (f"{HERE}/", f"{HERE}/?when=past", *pages)],
        Visit(f"{HERE}/", "moderator"),
        *[Visit(f"{HERE}/{coming.pk}/", who) for who in ("biz", "sci", "gov", "resident")],
        Visit(f"{HERE}/{coming.pk}/", "moderator"),
        Visit(f"{HERE}/{coming.pk}/", "gov", press=[press]),
        Visit(f"{HERE}/{plenary.pk}/", "resident"),
    ]


def _planning(coming: Event, plenary: Event, draft: Event) -> list[Visit]:
    who = "moderator"
    forms = [
        f"{HERE}/new/",
        f"{HERE}/{plenary.pk}/groups/",
        f"{HERE}/{coming.pk}/cancel/",
    ]
    return [
        *[Visit(form, who) for form in forms],
        *[Visit(form, who, press=[SUBMIT], status=422) for form in forms],
        Visit(f"{HERE}/{draft.pk}/", who),
        Visit(f"{HERE}/{draft.pk}/edit/", who),
        Visit(f"{HERE}/{coming.pk}/edit/", who, {"title_kk": ""}, press=[SUBMIT], status=422),
        Visit(f"{HERE}/{plenary.pk}/agenda/", who),
        Visit(
            f"{HERE}/{plenary.pk}/agenda/",
            who,
            {"item-1-title_kk": "Бір"},
            press=[SUBMIT],
            status=422,
        ),
        Visit(f"{HERE}/{draft.pk}/discard/", who),
    ]


def _attending(group: Event) -> list[Visit]:
    page = f"{HERE}/{group.pk}/attendance"
    forms = [f"{page}/walk-in/", f"{page}/import/"]
    return [
        Visit(f"{page}/", "specialist"),
        *[Visit(form, "specialist") for form in forms],
        *[Visit(form, "specialist", press=[SUBMIT], status=422) for form in forms],
    ]


def _noting(group: Event, done: Event) -> list[Visit]:
    page = f"{HERE}/{group.pk}/notes"
    first = group.notes.order_by("pk")[0].pk
    return [
        Visit(f"{page}/", "biz"),
        Visit(f"{page}/", "biz", press=[SUBMIT], status=422),
        Visit(f"{page}/removed/", "biz"),
        Visit(f"{page}/{first}/", "gov"),
        Visit(f"{page}/{first}/", "gov", {"text": ""}, press=[SUBMIT], status=422),
        Visit(f"{page}/{first}/history/", "sci"),
        Visit(f"{HERE}/{done.pk}/notes/", "biz"),
    ]


def _reporting(group: Event, done: Event) -> list[Visit]:
    page = f"{HERE}/{group.pk}/report"
    return [
        Visit(f"{page}/", "gov"),
        Visit(f"{page}/preview/", "gov"),
        Visit(f"{page}/versions/", "gov"),
        Visit(f"{HERE}/{done.pk}/report/", "moderator"),
    ]
