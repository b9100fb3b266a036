"""Every page of what comes before a meeting, with one meeting in each state."""

from datetime import timedelta

from consultations.meetings import operations
from consultations.meetings.models import EnvironmentRequest, Meeting
from tests.browser.pages import SUBMIT, Visit
from tests.factories.hearings_meetings import draft_meeting, meeting, paper, proposal, texts
from tests.fixtures.hearings import Hearings

HERE = "/pavlodar/hearings"
MEETINGS = f"{HERE}/meetings"


def visits(hearings: Hearings) -> list[Visit]:
    akimat, at, people = hearings.akimat, hearings.at, hearings.people
    moderator = people["moderator"]
    made = _open(hearings)
    draft = draft_meeting(akimat, moderator, at, days=5)
    late = meeting(akimat, moderator, at, days=12, kind="environment")
    cancelled = meeting(akimat, moderator, at)
    operations.cancel_meeting(meeting=cancelled, reason=texts("Storm"), actor=moderator, at=at)
    before = at - timedelta(days=60)
    past = meeting(akimat, moderator, before, kind="planning", territory=hearings.district)
    waiting, agreed = _requests(hearings)
    pages = [f"{MEETINGS}/{one.pk}/" for one in (made, late, cancelled, past)]
    return [
        *[Visit(page) for page in (f"{MEETINGS}/", f"{MEETINGS}/?when=past", *pages)],
        Visit(f"{MEETINGS}/?when=preparing", "moderator"),
        Visit(f"{HERE}/near/"),
        Visit(f"{HERE}/near/", "resident"),
        *[Visit(pages[0], who) for who in ("resident", "specialist", "moderator")],
        Visit(f"{MEETINGS}/{draft.pk}/", "moderator"),
        *_preparing(made, draft),
        *_taking_part(made),
        *_asking(waiting, agreed),
    ]


def _open(hearings: Hearings) -> Meeting:
    """With papers before and after the notice, an agenda, proposals, and a full room."""
    akimat, at, people = hearings.akimat, hearings.at, hearings.people
    moderator = people["moderator"]
    earlier = at - timedelta(days=10)
    made = draft_meeting(
        akimat, moderator, earlier, days=30, capacity=1, is_remote=True, link="https://m.kz/1"
    )
    paper(made, moderator, earlier)
    items = [{"title": texts("Opening"), "speaker": "The akim"}]
    operations.set_agenda(meeting=made, items=items, actor=moderator, at=earlier)
    made = operations.announce_meeting(meeting=made, actor=moderator, at=earlier)
    paper(made, moderator, at)
    operations.register(
        meeting=made, person=people["resident"], needs=["ramp"], at=earlier + timedelta(days=1)
    )
    operations.enter(meeting=made, name="Зейнеп апа", actor=people["specialist"], at=at)
    proposal(made, people["resident"], earlier)
    proposal(made, people["neighbour"], at, title="Night buses")
    declined = proposal(made, people["neighbour"], earlier, title="An ice palace")
    operations.decline_item(proposal=declined, reason="Too dear", actor=moderator, at=at)
    return made


def _requests(hearings: Hearings) -> tuple[EnvironmentRequest, EnvironmentRequest]:
    akimat, people = hearings.akimat, hearings.people
    earlier = hearings.at - timedelta(days=20)
    given = {"akimat": akimat, "author": people["resident"], "language": "en", "at": earlier}
    waiting = operations.request_hearing(title="Ash dump", text="Dust", **given)
    agreed = operations.request_hearing(title="Quarry", text="Noise", **given)
    agreed = operations.answer_request(
        request=agreed,
        agrees=True,
        answer="In spring.",
        language="en",
        actor=people["specialist"],
        at=hearings.at,
    )
    return waiting, agreed


def _preparing(made: Meeting, draft: Meeting) -> list[Visit]:
    who, ours = "moderator", f"{MEETINGS}/{made.pk}"
    one = made.proposals.filter(status="proposed").order_by("pk")[0]
    sheet = made.papers.order_by("pk")[0]
    forms = [
        f"{MEETINGS}/new/",
        f"{ours}/cancel/",
        f"{ours}/papers/",
        f"{ours}/papers/{sheet.pk}/remove/",
        f"{ours}/agenda/proposals/{one.pk}/",
        f"{MEETINGS}/{draft.pk}/announce/",
    ]
    return [
        *[Visit(form, who) for form in forms],
        *[Visit(form, who, press=[SUBMIT], status=422) for form in forms],
        Visit(f"{ours}/edit/", who),
        Visit(f"{ours}/edit/", who, {"title_kk": ""}, press=[SUBMIT], status=422),
        Visit(f"{ours}/agenda/", who),
        Visit(f"{ours}/agenda/", who, {"item-1-title_kk": "Бір"}, press=[SUBMIT], status=422),
        Visit(f"{MEETINGS}/agenda/", who),
        Visit(f"{MEETINGS}/{draft.pk}/discard/", who),
    ]


def _taking_part(made: Meeting) -> list[Visit]:
    ours = f"{MEETINGS}/{made.pk}"
    row = made.registrations.order_by("pk")[0]
    return [
        Visit(f"{ours}/register/", "resident"),
        Visit(
            f"{ours}/register/",
            "neighbour",
            tick=["[name=wants_to_speak]"],
            press=[SUBMIT],
            status=422,
        ),
        Visit(f"{ours}/agenda/propose/", "resident"),
        Visit(f"{ours}/agenda/propose/", "resident", press=[SUBMIT], status=422),
        Visit(f"{ours}/desk/", "specialist"),
        Visit(f"{ours}/desk/", "specialist", press=[SUBMIT], status=422),
        Visit(f"{ours}/desk/{row.pk}/cancel/", "specialist"),
    ]


def _asking(waiting: EnvironmentRequest, agreed: EnvironmentRequest) -> list[Visit]:
    requests = f"{MEETINGS}/requests"
    answer = f"{requests}/{waiting.pk}/answer/"
    return [
        Visit(f"{requests}/"),
        Visit(f"{requests}/{waiting.pk}/"),
        Visit(f"{requests}/{agreed.pk}/", "moderator"),
        Visit(f"{requests}/new/", "resident"),
        Visit(f"{requests}/new/", "resident", press=[SUBMIT], status=422),
        Visit(answer, "specialist"),
        Visit(answer, "specialist", press=[SUBMIT], status=422),
    ]
