"""Małopolska 2014–2020 (OECD, domain §2): its round as it was, entered through the operations.

Technological foresight in 25 meetings with 1,000 people; an evaluation that reduced the ideas to
a few, with weight on research; a public consultation; seven priorities. It had no mandate,
evidence, decision, plan or monitoring stage, so the round has none.
"""

import io
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commons.audit.models import Entry
from commons.proposals import operations as proposals
from commons.scoring import operations as scoring
from commons.scoring.models import ScoreSheet
from edp import operations
from edp.consultation import operations as consultation
from edp.evaluation import operations as evaluation
from edp.events import operations as events
from edp.models import Opportunity, Priority, Registration, Round, Stakeholder
from edp.opportunities import operations as opportunities
from edp.opportunities.operations import PartnerFields
from edp.plan import operations as plans
from edp.stakeholders import operations as stakeholders
from tests.factories.edp import texts
from tests.factories.people import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

HERE = "/en/pavlodar/discovery/malopolska/"
PEOPLE, MEETINGS, EACH = 1000, 25, 40
SECTORS = ("gov", "biz", "sci", "civ")
PRIORITIES = [
    "Life sciences",
    "Sustainable energy",
    "Information and communication technologies",
    "Chemicals",
    "Metals and non-metallic mineral products",
    "Electrical engineering and machine building",
    "Creative and leisure industries",
]
# What else was said in the meetings, and how far each of it came.
FELL_IN_CONSULTATION = ["Timber houses from the mountains"]
FELL_IN_SECOND_STEP = ["Cold chains for highland cheese", "A school of salt mining"]
FELL_IN_FIRST_STEP = ["A second airport for cargo", "An inland port on the Vistula"]
IDEAS = PRIORITIES + FELL_IN_CONSULTATION + FELL_IN_SECOND_STEP + FELL_IN_FIRST_STEP


def day(year: int, month: int, number: int, hour: int = 6) -> datetime:
    return datetime(year, month, number, hour, tzinfo=UTC)


FORESIGHT = (day(2010, 2, 1), day(2011, 2, 1))
EVALUATION = (day(2011, 3, 1), day(2012, 3, 1))
CONSULTATION = (day(2012, 4, 1), day(2012, 7, 1))


def announced(akimat, moderator) -> Round:
    at = day(2010, 1, 11)
    round = operations.create_round(
        akimat=akimat,
        slug="malopolska",
        actor=moderator,
        at=at,
        changes={
            "title": texts("What could Małopolska be good at?"),
            "summary": texts("Foresight, an evaluation, a consultation."),
            "rules": texts("Whoever works in the region may come."),
            "mandate": texts("The board of the region asks for priorities."),
            "mandate_act": texts("Resolution of the board"),
            "mandate_date": date(2010, 1, 4),
            # 1,000 people came for some 250 organisations.
            "one_seat": False,
            "stages": {
                "mandate": None,
                "evidence": None,
                "discovery": FORESIGHT,
                "evaluation": EVALUATION,
                "consultation": CONSULTATION,
            },
        },
    )
    round = operations.announce(round=round, actor=moderator, at=at)
    told = {"what": texts("Technological foresight."), "who": texts("A thousand people.")}
    operations.write_stage(round=round, kind="discovery", actor=moderator, at=at, texts=told)
    return round


def table(header: str, rows: list[str]) -> io.BytesIO:
    return io.BytesIO("\n".join([header, *rows]).encode())


def email(number: int) -> str:
    return f"guest{number}@malopolska.example"


def invite_thousand(round, moderator):
    """By one list."""
    rows = [
        f"Guest {number},{email(number)},Organisation {number % 250},{SECTORS[number % 250 % 4]}"
        for number in range(PEOPLE)
    ]
    file = table("name,email,organisation,sector", rows)
    return stakeholders.import_list(round=round, file=file, actor=moderator, at=day(2010, 1, 12))


def plan_meetings(round, moderator) -> list:
    """A plenary with four groups in parallel inside it, and twenty meetings more."""
    at = day(2010, 1, 20)
    begins = FORESIGHT[0] + timedelta(days=7)
    common = {"round": round, "actor": moderator, "at": at}
    plenary = events.create_event(
        kind="plenary",
        title=texts("Where the region stands"),
        starts_at=begins,
        ends_at=begins + timedelta(hours=6),
        **common,
    )
    groups = events.make_groups(
        plenary=plenary,
        titles=[texts(f"Group {number}") for number in range(1, 5)],
        starts_at=begins + timedelta(hours=1),
        ends_at=begins + timedelta(hours=4),
        actor=moderator,
        at=at,
    )
    rest = [
        events.create_event(
            kind="roundtable",
            title=texts(f"Foresight meeting {number}"),
            starts_at=begins + timedelta(days=14 * number),
            ends_at=begins + timedelta(days=14 * number, hours=3),
            **common,
        )
        for number in range(1, 21)
    ]
    for event in (plenary, *rest):
        events.publish_event(event=event, actor=moderator, at=at)
    return [plenary, *groups, *rest]


def hold_meetings(meetings, moderator) -> None:
    for place, event in enumerate(meetings):
        came = range(place * EACH, (place + 1) * EACH)
        report = events.import_attendance(
            event=event,
            file=table("email", [email(number) for number in came]),
            actor=moderator,
            at=event.ends_at + timedelta(hours=1),
        )
        assert (report.marked, report.new, report.bad_lines) == (EACH, 0, [])


def accounts(round) -> list:
    """Some of the invited have an account: they answer the letter, write ideas, score them."""
    people = []
    for number in range(16):
        seat = Stakeholder.objects.get(round=round, email=email(number))
        person = PersonFactory(email=seat.email, name=seat.name)
        stakeholders.answer_invitation(
            stakeholder=seat, person=person, accepts=True, at=day(2010, 1, 15)
        )
        people.append(person)
    return people


def write_ideas(round, event, people, moderator) -> dict[str, Opportunity]:
    at, found = event.ends_at + timedelta(days=1), {}
    for title, author in zip(IDEAS, people, strict=False):
        card = opportunities.start_card(
            round=round, author=author, language="en", at=at, event=event
        )
        fields = {
            "title": title,
            "activity": f"{title}: what nobody here does yet",
            "problem": "Knowledge of the universities does not reach the firms.",
            "description": "Firms and laboratories work on it together.",
            "market": "Buyers in the whole of Europe",
            "partners": [
                PartnerFields("sci", "University of Kraków"),
                PartnerFields("biz", "A firm of the region"),
            ],
        }
        opportunities.save_card(opportunity=card, fields=fields, actor=author, at=at)
        card = opportunities.submit_card(opportunity=card, actor=author, at=at)
        proposals.publish(proposal=card.proposal, actor=moderator, at=at + timedelta(hours=1))
        found[title] = card
    return found


def score(round, title, cards, evaluators, moderator, at, strong) -> object:
    """One step: weight on research, three reviews of each, the strong ones get more points."""
    made = evaluation.create_evaluation(
        round=round,
        template="smart_specialisation",
        title=texts(title),
        actor=moderator,
        at=at,
    )
    scorecard = made.scorecard
    research = scorecard.criteria.get(code="research-innovation")
    scoring.set_weights(scorecard=scorecard, weights={research.pk: 50}, actor=moderator, at=at)
    evaluation.put_forward(evaluation=made, opportunities=cards, actor=moderator, at=at)
    seats = Stakeholder.objects.filter(round=round, person__in=evaluators).order_by("pk")
    evaluation.seat_stakeholders(evaluation=made, stakeholders=seats, actor=moderator, at=at)
    scoring.assign(scorecard=scorecard, actor=moderator, at=at)
    made = evaluation.open_evaluation(evaluation=made, actor=moderator, at=at)
    criteria = list(scorecard.criteria.values_list("pk", flat=True))
    sheets = ScoreSheet.objects.filter(evaluator__scorecard=scorecard)
    for sheet in sheets.select_related("evaluator__person", "alternative__candidate__opportunity"):
        place = IDEAS.index(sheet.alternative.title)
        points = 5 - place % 2 if place < strong else 2
        given = dict.fromkeys(criteria, (points, "The laboratories are here."))
        actor = sheet.evaluator.person
        scoring.save_sheet(sheet=sheet, scores=given, actor=actor, at=at)
        scoring.submit_sheet(sheet=sheet, actor=actor, at=at)
    return evaluation.close_evaluation(evaluation=made, actor=moderator, at=at)


def decide(round, sitting, scored, taken, members, moderator, at):
    """The first of the ranking are taken; where equal points leave the choice, with a reason."""
    resolution = evaluation.prepare_resolution(
        round=round, sitting=sitting, evaluation=scored, actor=moderator, at=at
    )
    evaluation.set_sitting(
        resolution=resolution,
        held_date=at.date(),
        present=members,
        note=texts("The board sat in public."),
        actor=moderator,
        at=at,
    )
    verdicts = resolution.verdicts.select_related("opportunity__proposal", "resolution")
    order = sorted(verdicts, key=lambda one: (one.recommended_rank, one.opportunity_id))
    chosen = [one for one in order if one.opportunity.proposal.title in IDEAS[:taken]]
    for verdict in order:
        is_taken = verdict in chosen
        evaluation.decide(
            verdict=verdict,
            outcome="chosen" if is_taken else "not_chosen",
            rank=chosen.index(verdict) + 1 if is_taken else None,
            reason=texts("The board weighed it."),
            actor=moderator,
            at=at,
        )
    return evaluation.publish_resolution(resolution=resolution, actor=moderator, at=at)


def consult(round, cards, moderator) -> None:
    at = CONSULTATION[0] + timedelta(days=9)
    for number in range(6):
        person = PersonFactory(name=f"Resident {number}")
        for title, card in cards.items():
            value = 2 if title in FELL_IN_CONSULTATION else 5
            consultation.rate(round=round, opportunity=card, person=person, value=value, at=at)
    timber = cards[FELL_IN_CONSULTATION[0]]
    said = proposals.comment(
        proposal=timber.proposal,
        author=person,
        text="The forests are smaller every year.",
        language="en",
        at=at,
    )
    consultation.answer_comment(
        round=round,
        comment=said,
        text="The board hears it.",
        language="en",
        actor=moderator,
        at=at + timedelta(days=2),
    )
    consultation.save_response(
        round=round,
        theme=texts("Forests"),
        said=texts("There is not enough timber."),
        done=texts("It is no priority."),
        outcome="not",
        comments=[said],
        actor=moderator,
        at=CONSULTATION[1],
    )
    consultation.publish_responses(round=round, actor=moderator, at=CONSULTATION[1])


def write_plan(round, moderator, at):
    """A priority each with one action and one measure: the least that can be published."""
    plan = plans.start_plan(round=round, actor=moderator, at=at)
    told = {"actor": moderator, "at": at}
    plan = plans.save_plan(
        plan=plan,
        version=plan.version,
        texts={"vision": texts("A region of knowledge."), "steering": texts("The board.")},
        review_date=date(2014, 1, 1),
        **told,
    )
    lead = Stakeholder.objects.filter(round=round, sector="gov").earliest("pk").organisation
    for priority in Priority.objects.filter(round=round).order_by("position"):
        plans.change_row(
            plan=plan,
            kind="priority",
            row=priority,
            version=priority.version,
            texts={
                "title": texts(priority.title_en),
                "text": texts("Science and firms work on it together."),
            },
            values={},
            **told,
        )
        add_measures(plan, priority, lead, told)
    plans.publish_plan(plan=plan, actor=moderator, at=at)
    return plan


def add_measures(plan, priority, lead, told) -> None:
    from edp.monitoring import operations as monitoring
    from tests.factories.edp_plan import INDICATOR_TEXTS, indicator_values

    objective = plans.add_row(
        plan=plan,
        kind="objective",
        parent=priority,
        texts={"title": texts("More of it is made here")},
        values={},
        **told,
    )
    plans.add_row(
        plan=plan,
        kind="action",
        parent=objective,
        texts={"title": texts(f"Calls for projects: {priority.title_en}")},
        values={
            "lead": lead,
            "starts_date": date(2014, 1, 1),
            "ends_date": date(2020, 12, 31),
            "public_tenge": 1_000_000_000,
        },
        **told,
    )
    monitoring.add_indicator(
        plan=plan,
        home=priority,
        texts={**INDICATOR_TEXTS, "title": texts(f"Applications: {priority.title_en}")},
        values=indicator_values(told["at"]),
        **told,
    )


@pytest.fixture
def entered(akimat, moderator) -> Round:
    round = announced(akimat, moderator)
    report = invite_thousand(round, moderator)
    assert (report.invited, report.new_organisations, report.faults) == (PEOPLE, 250, [])
    people = accounts(round)
    meetings = plan_meetings(round, moderator)
    hold_meetings(meetings, moderator)
    cards = write_ideas(round, meetings[0], people, moderator)

    members = [
        evaluation.seat_member(
            round=round,
            name=f"Member {number} of the board",
            is_chair=number == 1,
            actor=moderator,
            at=EVALUATION[0],
        )
        for number in (1, 2, 3)
    ]
    evaluators = people[len(IDEAS) :]
    at = EVALUATION[0] + timedelta(days=10)
    first = score(
        round, "From many to few", cards.values(), evaluators, moderator, at, len(IDEAS) - 2
    )
    at += timedelta(days=90)
    decide(round, "shortlist", first, 10, members, moderator, at)
    few = [cards[title] for title in IDEAS[:10]]
    at += timedelta(days=30)
    second = score(round, "From few to a shortlist", few, evaluators, moderator, at, 8)
    at += timedelta(days=60)
    decide(round, "shortlist", second, 8, members, moderator, at)

    consult(round, {title: cards[title] for title in IDEAS[:8]}, moderator)
    decide(round, "final", second, 7, members, moderator, day(2012, 9, 1))
    write_plan(round, moderator, day(2013, 5, 1))
    return round


def words(answer) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def queries(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        client.get(address)
    return len(caught)


def test_malopolska_is_entered_as_it_was(client, entered, akimat):
    """One entering, read back from the pages that everybody sees, and from the record."""
    assert [phase.kind for phase in entered.phases.order_by("opens_at")] == [
        "discovery",
        "evaluation",
        "consultation",
    ]
    check_pages(client)
    check_records()
    check_queries(client)


def check_pages(client) -> None:
    page = words(client.get(HERE))
    assert "1,000 people" in page or "1 000" in page.replace("\xa0", " ").replace("\u202f", " ")
    assert "Mandate" not in page.split("</h1>")[1].split("</nav>")[0]
    assert "Technological foresight." in words(client.get(f"{HERE}stages/discovery/"))
    for kind in ("mandate", "evidence", "decision", "plan", "monitoring"):
        assert client.get(f"{HERE}stages/{kind}/").status_code == 404

    answer = client.get(f"{HERE}people/")
    assert words(answer)
    assert answer.context["page"].paginator.count == PEOPLE
    assert [count for _code, _name, count in answer.context["tabs"]] == [1000, 252, 252, 248, 248]

    answer = client.get(f"{HERE}events/?when=past")
    assert "Foresight meeting 20" in words(answer)
    assert answer.context["past_count"] == 21  # four groups stand inside their plenary
    assert client.get(HERE).context["counted"].event_count == MEETINGS

    answer = client.get(f"{HERE}opportunities/")
    assert "12" in words(answer)
    assert client.get(HERE).context["counted"].idea_count == len(IDEAS)

    page = words(client.get(f"{HERE}evaluation/"))
    assert page.index("From many to few") < page.index("From few to a shortlist")

    answer = client.get(f"{HERE}decision/")
    page = words(answer)
    assert answer.context["chosen"] == 7
    for title in PRIORITIES + FELL_IN_CONSULTATION:
        assert title in page
    assert "There is not enough timber." in words(client.get(f"{HERE}consultation/answers/"))
    assert words(client.get(f"{HERE}consultation/results/"))

    page = words(client.get(f"{HERE}plan/"))
    for title in PRIORITIES:
        assert title in page
    assert FELL_IN_CONSULTATION[0] not in page
    chosen = Opportunity.objects.get(proposal__title="Chemicals")
    page = words(client.get(f"{HERE}opportunities/{chosen.pk}/thread/"))
    for step in ("Where the region stands", "Calls for projects: Chemicals"):
        assert step in page


def check_records() -> None:
    """Each thing that there is has its entry in the record, so that none came past it."""
    verbs = Counter(Entry.objects.values_list("verb", flat=True))
    assert verbs["import_stakeholders"] == 1
    assert verbs["accept_invitation"] == 16
    came = Entry.objects.filter(verb="seat_who_came").values_list("detail", flat=True)
    assert sum(len(detail["stakeholders"]) for detail in came) == PEOPLE - 16
    for verb in ("create_event", "publish_event", "import_attendance"):
        assert verbs[verb] == MEETINGS
    assert verbs["create_evaluation"] == 2
    assert verbs["submit_sheet"] == 3 * (12 + 10) == ScoreSheet.objects.count()
    assert verbs["publish_resolution"] == 3
    assert verbs["decide_opportunity"] == 12 + 10 + 8
    assert not Stakeholder.objects.exclude(status="accepted").exists()
    assert Registration.objects.filter(attended=True).count() == PEOPLE
    assert Counter(Opportunity.objects.values_list("status", flat=True)) == {
        "chosen": 7,
        "not_chosen": 5,
    }
    titles = Priority.objects.order_by("position").values_list("title_en", flat=True)
    assert sorted(titles) == sorted(PRIORITIES)


def check_queries(client) -> None:
    """A thousand people cost no more than forty would: pages read a page."""
    assert queries(client, f"{HERE}people/") < 25
    assert queries(client, f"{HERE}people/?page=25") < 25
    assert queries(client, f"{HERE}events/?when=past") < 20
