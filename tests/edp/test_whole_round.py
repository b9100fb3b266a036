"""A round from its draft to its first reading through pages alone, as those who carry it see them.

Each form is read from its page and sent back with what the person fills in, so that a field which
is missing, renamed or filled wrongly on the page is found here. Each page is opened only if some
page that this person saw leads there.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from commons.proposals.models import Comment, Proposal
from commons.scoring.models import Criterion, ScoreSheet
from edp.models import (
    Action,
    Evaluation,
    Event,
    Indicator,
    Objective,
    Opportunity,
    Priority,
    Resolution,
    Round,
    Stakeholder,
)
from tests.factories.edp import DAYS, texts
from tests.factories.people import PersonFactory
from tests.fixtures.real_forms import Browser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
FRONT = "/en/pavlodar/discovery/"
HERE = f"{FRONT}what-next/"
HOUSES = {
    "gov": "Akimat of the region",
    "biz": "Berry Union",
    "sci": "Toraighyrov University",
    "civ": "Friends of the Irtysh",
}


def desk(name: str, *args: Any) -> str:
    return reverse(f"admin:edp_round_{name}", args=args)


def said(name: str, words: str) -> dict[str, str]:
    return {f"{name}_{code}": text for code, text in texts(words).items()}


def moment(at: datetime) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%dT%H:%M")


@pytest.fixture
def browser(client, signed_in) -> Browser:
    return Browser(client, signed_in, FRONT)


@pytest.fixture
def cast(moderator, specialist, resident) -> dict[str, Any]:
    people = {"moderator": moderator, "specialist": specialist, "resident": resident}
    for code in HOUSES:
        people[code] = PersonFactory(email=f"{code}@example.kz", name=f"Seat of {code}")
    people["newcomer"] = PersonFactory(email="newcomer@example.kz", name="Newcomer")
    return people


@pytest.fixture
def clock(time_machine, now) -> Iterator[Any]:
    """`clock("evaluation")`: the second day of that stage, at eleven in the morning."""

    def move(stage: str, days: int = 1, hours: int = 1) -> datetime:
        opens = {kind.value: first for kind, (first, _last) in DAYS.items()}[stage]
        time_machine.move_to(now + timedelta(days=opens + days, hours=hours))
        return timezone.now()

    time_machine.move_to(now)
    return move


def test_from_draft_to_first_reading_through_pages_alone(browser, cast, clock, now):
    set_up(browser, cast["moderator"], now)
    clock("mandate")
    fill_the_room(browser, cast)
    clock("evidence")
    write_what_came(browser, cast["moderator"])
    clock("discovery")
    event = plan_event(browser, cast["moderator"])
    take_places(browser, cast, event)
    clock("discovery", days=3, hours=6)
    hold_event(browser, cast, event)
    ideas = write_ideas(browser, cast, event)
    clock("evaluation")
    shortlist(browser, cast, ideas)
    clock("consultation")
    consult(browser, cast, ideas)
    clock("decision")
    decide_finally(browser, cast["moderator"], ideas)
    clock("plan")
    write_plan(browser, cast["moderator"])
    clock("monitoring", days=100)
    read_indicator(browser, cast)

    browser.as_(None)
    browser.walk(FRONT, HERE, f"{HERE}plan/", f"{HERE}stages/discovery/")
    browser.open(f"{HERE}opportunities/")
    browser.open(f"{HERE}opportunities/{ideas[0].pk}/")
    browser.open(f"{HERE}opportunities/{ideas[0].pk}/thread/")
    for step in ("Where we stand", "Build a cold store", "Berries sold", "180"):
        assert step in browser.text


def set_up(browser, moderator, now) -> None:
    browser.as_(moderator).open(FRONT)
    browser.walk(desk("changelist"))
    leads = browser.send(
        desk("add"), {"kind": "region", "slug": "what-next", **said("title", "What next?")}
    )
    round = Round.objects.get()
    assert leads == desk("change", round.pk)
    today = timezone.localdate(now)
    days = {}
    for kind, (opens, closes) in DAYS.items():
        days[f"{kind.value}_first"] = (today + timedelta(days=opens)).isoformat()
        days[f"{kind.value}_last"] = (today + timedelta(days=closes - 1)).isoformat()
    sent = {
        "texts": {**said("summary", "We look."), **said("rules", "One seat each.")},
        "mandate": {
            "mandate_date": (today - timedelta(days=1)).isoformat(),
            **said("mandate_act", "Order 15"),
            **said("mandate", "The akim asks."),
        },
        "stages": days,
        "room": {},
        "deciding": {},
    }
    for task, given in sent.items():
        browser.open(desk("change", round.pk))
        browser.send(desk("task", round.pk, task), given)
    browser.open(desk("change", round.pk))
    browser.send(desk("announce", round.pk))
    assert Round.objects.get().status == "announced"


def fill_the_room(browser, cast) -> None:
    """Four are invited and answer the letter; one asks for a seat and is admitted."""
    browser.as_(cast["moderator"]).walk(FRONT, HERE, f"{HERE}people/", f"{HERE}people/invitations/")
    for code in HOUSES:
        browser.send(
            f"{HERE}people/invite/",
            {
                "name": cast[code].name,
                "email": cast[code].email,
                "organisation": HOUSES[code],
                "sector": code,
            },
        )
    for code in HOUSES:
        token = Stakeholder.objects.get(email=cast[code].email).token
        address = f"{HERE}people/answer/{token}/"
        browser.as_(cast[code]).letter(address)
        browser.send(address, {"answer": "yes", "shows_name": "yes"})
    browser.as_(cast["newcomer"]).walk(FRONT, HERE, f"{HERE}people/")
    browser.send(
        f"{HERE}people/join/",
        {
            "organisation": "Steppe Honey",
            "sector": "biz",
            "why": "We sell honey abroad.",
            "shows_name": "yes",
        },
    )
    browser.as_(cast["moderator"]).walk(f"{HERE}people/", f"{HERE}people/queue/")
    asked = Stakeholder.objects.get(email=cast["newcomer"].email)
    browser.send(f"{HERE}people/queue/{asked.pk}/", {"do": "admit"})
    assert set(Stakeholder.objects.values_list("status", flat=True)) == {"accepted"}


def write_what_came(browser, moderator) -> None:
    browser.as_(moderator).walk(FRONT, HERE, f"{HERE}stages/mandate/")
    browser.send(f"{HERE}stages/mandate/edit/", said("outcome", "The order is signed."))


def plan_event(browser, moderator) -> Event:
    at = timezone.now()
    browser.as_(moderator).walk(FRONT, HERE, f"{HERE}events/")
    leads = browser.send(
        f"{HERE}events/new/",
        {
            "kind": "focus",
            **said("title", "Where we stand"),
            "starts_at": moment(at + timedelta(days=2)),
            "ends_at": moment(at + timedelta(days=2, hours=3)),
            "rapporteur": str(Stakeholder.objects.get(sector="sci").pk),
        },
    )
    event = Event.objects.get()
    browser.send(leads, to=f"{leads}publish/")
    return event


def take_places(browser, cast, event) -> None:
    here = f"{HERE}events/{event.pk}/"
    for code in ("biz", "sci", "civ"):
        browser.as_(cast[code]).walk(FRONT, HERE, f"{HERE}events/")
        browser.send(here, to=f"{here}register/")
    assert event.registrations.filter(status="registered").count() == 3


def hold_event(browser, cast, event) -> None:
    """Attendance, a note of a participant, the rapporteur's report."""
    here = f"{HERE}events/{event.pk}/"
    browser.as_(cast["moderator"]).walk(FRONT, HERE, f"{HERE}events/?when=past", here)
    came = [str(pk) for pk in event.registrations.values_list("pk", flat=True)[:2]]
    browser.send(f"{here}attendance/", {"came": came})
    assert event.registrations.filter(attended=True).count() == 2
    browser.as_(cast["sci"]).walk(FRONT, HERE, f"{HERE}events/?when=past", here)
    browser.send(f"{here}notes/", {"kind": "idea", "text": "A cold store at the railway."})
    browser.open(here)
    leads = browser.send(
        f"{here}report/",
        {**said("summary", "We need cold."), "report": "# Cold\n\nA store.", "preview": "1"},
    )
    browser.send(leads, to=f"{here}report/publish/")
    event.refresh_from_db()
    assert event.report_published_at


def write_ideas(browser, cast, event) -> list[Opportunity]:
    """One in the group, one of science, one of a resident; a moderator reads them first."""
    titles = {
        "biz": "A cold store at the railway",
        "sci": "Sensors for salty soils",
        "resident": "Guided tours of the pine strip",
    }
    for code, title in titles.items():
        browser.as_(cast[code]).walk(FRONT, HERE, f"{HERE}opportunities/")
        start = f"{HERE}opportunities/new/"
        if code == "biz":
            browser.walk(f"{HERE}events/?when=past", f"{HERE}events/{event.pk}/")
            start += f"?event={event.pk}"
        write_card(browser, start, title)
    moderate(browser, cast["moderator"], list(titles.values()))
    found = {one.proposal.title: one for one in Opportunity.objects.select_related("proposal")}
    ideas = [found[title] for title in titles.values()]
    assert [one.event_id for one in ideas] == [event.pk, None, None]
    return ideas


def write_card(browser, start: str, title: str) -> None:
    leads = browser.send(start)
    answers: dict[str, dict[str, Any]] = {
        "idea": {"title": title, "activity": f"{title}, all the year"},
        "text": {"problem": "Half is lost.", "description": "Nobody does it here."},
        "people": {"market": "Shops of three regions", "partners_biz": "Berry Union: grows"},
        "means": {"trl": "4", "risks": "The line is late."},
        "files": {},
        "check": {},
    }
    for _step in range(9):
        step = urlsplit(leads).path.rstrip("/").rpartition("/")[2]
        if step not in answers and step != "similar":
            break
        if step == "similar":
            browser.open(leads)
            leads = leads.replace("/similar/", "/text/")
        else:
            leads = browser.send(leads, answers[step])
    assert "/edit/" not in leads


def moderate(browser, moderator, titles: list[str]) -> None:
    queue = reverse("admin:proposals_proposal_changelist")
    browser.as_(moderator).walk(FRONT, desk("changelist"), reverse("admin:index"))
    for title in titles:
        proposal = Proposal.objects.get(title=title)
        browser.open(queue)
        browser.open(reverse("admin:proposals_proposal_change", args=[proposal.pk]))
        decide = reverse("admin:proposals_proposal_decide", args=["publish"])
        browser.send(f"{decide}?ids={proposal.pk}")
    assert set(Proposal.objects.values_list("status", flat=True)) == {"published"}


def shortlist(browser, cast, ideas) -> None:
    moderator = cast["moderator"]
    browser.as_(moderator).walk(FRONT, HERE, f"{HERE}stages/evaluation/", f"{HERE}evaluation/")
    manage = browser.send(
        f"{HERE}evaluation/new/",
        {"template": "smart_specialisation", **said("title", "From ideas to a shortlist")},
    )
    evaluation = Evaluation.objects.get()
    for page, given in (
        ("opportunities/", {"opportunities": [str(one.pk) for one in ideas]}),
        ("evaluators/", {"stakeholders": _evaluators()}),
        ("assignment/", {}),
        ("open/", {}),
    ):
        browser.open(manage)
        browser.send(f"{manage}{page}", given)
    fill_sheets(browser, evaluation, dict(zip((one.pk for one in ideas), (5, 4, 2), strict=True)))
    browser.as_(moderator).open(manage)
    browser.send(f"{manage}close/")
    browser.walk(HERE, f"{HERE}stages/decision/", f"{HERE}decision/")
    for name in ("Deputy akim", "Professor"):
        browser.send(f"{HERE}commission/", {"name": name})
    hold_sitting(browser, "shortlist", taken=2)


def _evaluators() -> list[str]:
    seats = Stakeholder.objects.filter(person__email__in=[f"{c}@example.kz" for c in HOUSES])
    return [str(pk) for pk in seats.values_list("pk", flat=True)]


def fill_sheets(browser, evaluation, marks: dict[int, int]) -> None:
    sheets = ScoreSheet.objects.select_related("evaluator__person", "alternative__candidate")
    assert sheets.count() == 9
    for sheet in sheets.order_by("evaluator", "pk"):
        points = marks[sheet.alternative.candidate.opportunity_id]
        given = {"submit": "1"}
        for criterion in Criterion.objects.filter(scorecard=evaluation.scorecard):
            given[f"value_{criterion.pk}"] = str(points)
            given[f"reason_{criterion.pk}"] = "The firms are here."
        here = f"{HERE}evaluation/{evaluation.pk}/"
        if browser.person != sheet.evaluator.person:
            browser.as_(sheet.evaluator.person)
            browser.walk(FRONT, HERE, f"{HERE}evaluation/", here, f"{here}sheets/")
        browser.send(f"{here}sheets/{sheet.pk}/", given)


def hold_sitting(browser, kind: str, taken: int) -> None:
    """Prepared from the ranking, decided as recommended, published."""
    browser.open(f"{HERE}commission/")
    sitting = browser.send(f"{HERE}commission/sittings/new/", {"sitting": kind})
    day = timezone.localdate().isoformat()
    browser.open(sitting)
    browser.send(f"{sitting}sitting/", {"held_date": day})
    browser.open(sitting)
    browser.send(sitting, {"taken": str(taken)}, to=f"{sitting}fill/")
    browser.open(sitting)
    browser.send(f"{sitting}publish/")
    assert Resolution.objects.get(sitting=kind).published_at


def consult(browser, cast, ideas) -> None:
    kept = ideas[:2]
    for code in ("resident", "civ"):
        browser.as_(cast[code]).walk(FRONT, HERE)
        given = {f"c{one.pk}-value": "5" for one in kept}
        if code == "resident":
            given[f"c{kept[0].pk}-comment"] = "Who pays for the store?"
        browser.send(f"{HERE}consultation/", given)
    asked = Comment.objects.get()
    browser.as_(cast["specialist"]).walk(
        FRONT, HERE, f"{HERE}consultation/", f"{HERE}consultation/comments/"
    )
    browser.send(f"{HERE}consultation/comments/{asked.pk}/", {"text": "The growers pay."})
    browser.as_(cast["moderator"]).walk(
        FRONT, HERE, f"{HERE}consultation/", f"{HERE}consultation/answers/"
    )
    browser.open(f"{HERE}consultation/responses/")
    browser.send(
        f"{HERE}consultation/responses/new/",
        {
            **said("theme", "Costs"),
            **said("said", "Who pays?"),
            **said("done", "We say it in the plan."),
            "outcome": "taken",
            "comments": [str(asked.pk)],
        },
    )
    browser.send(f"{HERE}consultation/responses/")


def decide_finally(browser, moderator, ideas) -> None:
    browser.as_(moderator).walk(FRONT, HERE, f"{HERE}decision/")
    hold_sitting(browser, "final", taken=1)
    states = [Opportunity.objects.get(pk=one.pk).status for one in ideas]
    assert states == ["chosen", "not_chosen", "not_chosen"]


def write_plan(browser, moderator) -> None:
    browser.as_(moderator).walk(FRONT, HERE, f"{HERE}stages/plan/", f"{HERE}plan/")
    edit = browser.send(f"{HERE}plan/start/")
    browser.open(edit)
    browser.send(f"{edit}vision/", {**said("vision", "Food."), **said("steering", "The council.")})
    priority = Priority.objects.get()
    browser.open(edit)
    browser.send(
        f"{edit}priority/{priority.pk}/",
        {**said("title", "Cold chains"), **said("text", "From field to shop.")},
    )
    browser.open(edit)
    browser.send(f"{edit}objective/new/?under={priority.pk}", said("title", "Less is thrown away"))
    browser.open(edit)
    browser.send(
        f"{edit}action/new/?under={Objective.objects.get().pk}",
        {
            **said("title", "Build a cold store"),
            "lead": str(Stakeholder.objects.get(sector="gov").organisation_id),
            "starts_date": "2027-01-01",
            "ends_date": "2028-06-30",
            "public_tenge": "60 000 000",
        },
    )
    approve_action(browser, edit)
    browser.open(edit)
    browser.send(
        f"{HERE}monitoring/indicators/new/",
        {
            **said("title", "Berries sold outside the region"),
            **said("unit", "tonnes"),
            **said("source", "Bureau of statistics"),
            "home": f"priority-{priority.pk}",
            "kind": "outcome",
            "direction": "up",
            "baseline_value": "100",
            "baseline_date": "2026-01-01",
            "target_value": "300",
            "target_date": "2028-12-31",
            "frequency": "3",
            "first_due_date": "2026-12-01",
        },
    )
    browser.open(edit)
    browser.send(f"{edit}publish/", said("note", "The first."))
    assert "Cold chains" in browser.client.get(f"{HERE}plan/").content.decode()


def approve_action(browser, edit: str) -> None:
    action = Action.objects.get()
    browser.open(edit)
    leads = browser.send(
        f"{edit}action/{action.pk}/ex-ante/",
        {
            **said("need", "Half of the berries spoil."),
            **said("users", "Growers of two districts"),
            **said("upkeep_payer", "The growers"),
            **said("alternatives", "Renting is twice as dear."),
            **said("conclusion", "It pays for itself."),
            "users_now": "120",
            "users_later": "300",
            "upkeep_tenge": "4000000",
            "result": "go",
        },
    )
    browser.send(leads)
    action.refresh_from_db()
    assert action.status == "approved"


def read_indicator(browser, cast) -> None:
    one = Indicator.objects.get()
    board = f"{HERE}monitoring/"
    browser.as_(cast["specialist"]).walk(FRONT, HERE, board, f"{board}work/")
    browser.send(
        f"{board}indicators/{one.pk}/read/",
        {"value": "180", "date": timezone.localdate().isoformat(), "source": "Table 5"},
    )
    browser.as_(None).walk(FRONT, HERE, board)
    assert "180" in browser.text
