"""A moderator carries a round from nothing to its result, with nothing but the desk."""

import secrets
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from PIL import Image

from budgeting import checklist
from budgeting import operations as budgeting
from budgeting.models import Phase, Project, Round
from commons.people.models import Person
from commons.proposals.models import Call, Proposal
from commons.territories.models import Akimat, Territory
from commons.voting import operations as voting
from commons.voting.models import PaperBallot, Poll
from tests.factories.approvals import show_password_again
from tests.factories.people import PersonFactory, ResidentFactory, make_iin
from tests.factories.proposals import ProposalFactory
from tests.factories.territories import MembershipFactory
from tests.fixtures.desk import in_three

pytestmark = pytest.mark.django_db(transaction=True)

KINDS = ("intake", "review", "correction", "voting", "result", "delivery")


def languages(name: str, text: str) -> dict[str, str]:
    return {f"{name}_{code}": value for code, value in in_three(text).items()}


def local(moment: Any) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def pass_days(days: float) -> None:
    """Let time pass: every date of the round moves towards the past, the clock stays as it is."""
    gone = timedelta(days=days)
    for phase in Phase.objects.order_by("opens_at"):
        phase.opens_at, phase.closes_at = phase.opens_at - gone, phase.closes_at - gone
        phase.save()
    for row in (*Call.objects.all(), *Poll.objects.all()):
        row.opens_at, row.closes_at = row.opens_at - gone, row.closes_at - gone
        row.save(update_fields=["opens_at", "closes_at"])


class Walker:
    """A client at the desk that says what went wrong when something did."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def post(self, url: str, data: dict[str, Any], expected: int = 302) -> Any:
        response = self.client.post(url, data)
        problems = ""
        if response.context and "form" in response.context:
            problems = str(response.context["form"].errors)
        if response.context and "refused" in response.context:
            problems += str(response.context["refused"])
        assert response.status_code == expected, (url, response.status_code, problems)
        return response

    def task(self, round: Round, task: str, data: dict[str, Any], expected: int = 302) -> Any:
        return self.post(
            reverse("admin:budgeting_round_task", args=[round.pk, task]), data, expected
        )

    def step(self, round: Round, step: str, expected: int = 302) -> Any:
        url = reverse("admin:budgeting_round_step", args=[round.pk, step])
        page = self.client.get(url)
        assert page.status_code == 200
        return self.post(url, {}, expected)

    def pair(self, round: Round, step: str, second: Client) -> None:
        """This moderator approves; the second one approves and takes the step."""
        url = reverse("admin:budgeting_round_step", args=[round.pk, step])
        for client, act in ((self.client, "approve"), (second, "both")):
            show_password_again(client)
            page = client.get(url)
            assert page.context["button"] == act
            agreed = {"act": act, "fingerprint": page.context["fingerprint"]}
            Walker(client).post(url, agreed)

    def decide(self, label: str, decision: str, ids: list[Any], data: dict[str, Any]) -> Any:
        name = f"admin:{label}_decide"
        joined = ",".join(str(pk) for pk in ids)
        return self.post(f"{reverse(name, args=[decision])}?ids={joined}", data, 302)


def test_round_is_carried_from_nothing_to_its_result(
    akimat: Akimat,
    district: Territory,
    moderator: Person,
    specialist: Person,
    at_desk: Callable[[Person], Client],
) -> None:
    walker = Walker(at_desk(moderator))
    deputy = PersonFactory(email="deputy@example.kz")
    MembershipFactory(person=deputy, akimat=akimat)
    council = PersonFactory(email="council@example.kz")

    # --- set-up ---
    url = reverse("admin:budgeting_round_add")
    walker.post(url, {"akimat": akimat.pk, "slug": "2027", **languages("title", "Budget 2027")})
    round = Round.objects.get()
    desk = reverse("admin:budgeting_round_change", args=[round.pk])
    states = {t["slug"]: t["done"] for t in walker.client.get(desk).context["tasks"]}
    assert not any(states.values())
    with translation.override("en"):
        refused = walker.step(round, "announce", expected=422)
    assert "lots" in refused.context["refused"]
    round.refresh_from_db()
    assert round.status == "draft"

    texts = {
        "original_language": "kk",
        **languages("title", "Budget 2027"),
        **languages("summary", "Residents choose"),
        **languages("rules", "One person, one ballot."),
    }
    walker.task(round, "texts", texts)
    start = timezone.now() + timedelta(days=1)
    phases: dict[str, Any] = {}
    for number, kind in enumerate(KINDS):
        phases[f"{kind}_opens"] = local(start + timedelta(days=10 * number))
        phases[f"{kind}_closes"] = local(start + timedelta(days=10 * (number + 1)))
    overlapping = {**phases, "review_opens": phases["intake_opens"]}
    walker.task(round, "phases", overlapping, expected=422)
    walker.task(round, "phases", phases)
    walker.task(round, "envelopes", {f"budget_{akimat.territory.kato}": "60 000 000 ₸"})
    walker.task(round, "categories", languages("name0", "Greening"))
    limits = {"max_per_person": 2, "author_min_age": 18, "max_cost_tenge": "40 000 000"}
    walker.task(round, "proposing", {**limits, "needs_residency": "on"})
    rule = {
        "min_age": 18,
        "late_registration": "on",
        "ballot_format": "approval",
        "max_choices": 2,
        "points_total": 10,
        "points_each": 5,
        "may_change": "on",
        "rule": "greedy",
        "completion": "add1+utilitarian",
        "add1_start": "exact",
        "add1_step": 1,
        "add1_stop": "exhaustive",
        "threshold_share": "",
        "leftovers": "returned",
        "min_votes": 0,
        "lot_seed": "The lottery of 1 March",
    }
    walker.task(round, "rule", rule)
    council_url = reverse("admin:budgeting_round_council", args=[round.pk])
    walker.post(council_url, {"email": council.email})
    states = {t["slug"]: t["done"] for t in walker.client.get(desk).context["tasks"]}
    assert all(states.values()), states

    # --- announced, amended ---
    walker.step(round, "announce")
    round.refresh_from_db()
    assert round.status == "announced"
    frozen = round.rules_hash
    walker.task(round, "rule", {**rule, "min_votes": 1}, expected=422)
    round.refresh_from_db()
    assert round.min_votes == 0
    amendment = {**languages("amendment", "One vote is needed"), **languages("why", "Fairness")}
    walker.task(round, "rule", {**rule, "min_votes": 1, **amendment})
    round.refresh_from_db()
    assert (round.min_votes, round.amendments.count()) == (1, 1)
    assert round.rules_hash != frozen

    # --- intake: residents propose, a moderator publishes ---
    pass_days(2)
    category = round.call.categories.get()  # type: ignore[union-attr]
    residents = [ResidentFactory(lives_in=(akimat, district)) for _number in range(3)]
    proposals = [
        ProposalFactory(
            call=Call.objects.get(),
            author=author,
            category=category,
            territory=district,
            status="submitted",
            submitted_at=timezone.now(),
            published_at=None,
            title=f"Proposal {number}",
        )
        for number, author in enumerate(residents)
    ]
    for proposal in proposals:
        walker.decide("proposals_proposal", "publish", [proposal.pk], {})
    assert set(Proposal.objects.values_list("status", flat=True)) == {"published"}
    walker.step(round, "send_to_review", expected=422)

    # --- review ---
    pass_days(10)
    walker.step(round, "send_to_review")
    projects = list(Project.objects.order_by("pk"))
    assert len(projects) == 3
    for project, cost in zip(projects, (30_000_000, 35_000_000, 20_000_000), strict=True):
        walker.decide("budgeting_project", "assign", [project.pk], {"specialist": specialist.pk})
        budgeting.review(
            project=project,
            specialist=specialist,
            stage="first",
            answers=dict.fromkeys(checklist.BY_CODE, "yes"),
            cost_tenge=cost,
            upkeep_tenge=0,
            decision="feasible",
            reason={},
            at=timezone.now(),
        )
    groups = reverse("admin:budgeting_round_groups", args=[round.pk])
    walker.post(groups, {"projects": [projects[0].pk], **languages("name", "Plot")}, 422)

    # --- ballot ---
    pass_days(19.5)
    walker.step(round, "fix_ballot")
    unfix = reverse("admin:budgeting_round_unfix", args=[round.pk])
    walker.post(unfix, {"reason": ""}, 422)
    walker.post(unfix, {"reason": "A cost was wrong"})
    walker.step(round, "fix_ballot")
    walker.pair(round, "open_voting", at_desk(deputy))
    round.refresh_from_db()
    assert round.status == "voting_open"

    # --- votes: two online, one on paper ---
    poll = Poll.objects.get()
    codes = {p.pk: p.option.code for p in Project.objects.select_related("option")}  # type: ignore[union-attr]
    for resident in residents[:2]:
        voting.cast_ballot(
            poll=poll,
            elector=resident.elector,
            choices={codes[projects[0].pk]: 1, codes[projects[2].pk]: 1},
            idempotency_key=uuid4(),
            nv=secrets.token_bytes(32),
        )
    on_paper(walker, at_desk(specialist), akimat, round, district, codes[projects[0].pk])

    # --- close, count, publish ---
    walker.step(round, "close_voting", expected=422)
    pass_days(10)
    walker.step(round, "close_voting")
    walker.step(round, "count")
    counting = reverse("admin:budgeting_round_counting", args=[round.pk])
    page = walker.client.get(counting)
    assert [row["done"] for row in page.context["rows"]] == [True] * 4
    round.refresh_from_db()
    assert round.status == "counted"
    pass_days(0.2)
    walker.pair(round, "publish_result", at_desk(deputy))
    outcome = {p.pk: p.status for p in Project.objects.all()}
    assert outcome == {projects[0].pk: "won", projects[1].pk: "lost", projects[2].pk: "won"}

    # --- delivery: a step, a move without and with its reason, a contract, payments, a photo ---
    deliver(walker, projects[0])

    # --- next year ---
    copy = reverse("admin:budgeting_round_copy", args=[round.pk])
    walker.post(copy, {"slug": "2028", **languages("title", "Budget 2028")})
    assert Round.objects.get(slug="2028").status == "draft"
    assert walker.client.get(reverse("admin:index")).status_code == 200


def deliver(walker: Walker, project: Project) -> None:
    def url(part: str) -> str:
        return reverse("admin:budgeting_project_report", args=[project.pk, part])

    today = timezone.localdate()
    planned = today + timedelta(days=30)
    walker.post(url("tender"), {"planned_date": planned})
    moved = {"expected_date": planned + timedelta(days=10)}
    walker.post(url("tender"), moved, 422)
    walker.post(url("tender"), {**moved, **languages("delay_reason", "Frost")})
    walker.post(url("design"), {"planned_date": today, "done_date": today})
    contract = {
        "contractor": "Builder LLP",
        "subject": "Works",
        "number": "12-A",
        "amount_tenge": "10 000 000",
        "signed_date": today,
    }
    walker.post(url("add-contract"), contract)
    walker.post(url("add-contract"), contract, 422)
    held = project.contracts.get()
    payment = {
        "contract": held.pk,
        "what": "Advance",
        "amount_tenge": "12000000",
        "paid_date": today,
    }
    warned = walker.post(url("add-payment"), payment, 422)
    assert "over_contract" in warned.context["form"].fields
    walker.post(url("add-payment"), {**payment, "amount_tenge": "4000000"})
    picture = BytesIO()
    Image.new("RGB", (640, 480), "teal").save(picture, "JPEG")
    picture.seek(0)
    picture.name = "before.jpg"
    walker.post(
        url("add-photo"),
        {"kind": "before", "photo": picture, "alt": "The yard", "taken_date": today},
    )
    page = walker.client.get(reverse("admin:budgeting_project_delivery", args=[project.pk]))
    assert (page.context["agreed"], page.context["paid"]) == (10_000_000, 4_000_000)
    assert project.photos.count() == 1


def on_paper(
    walker: Walker,
    second: Client,
    akimat: Akimat,
    round: Round,
    district: Territory,
    code: str,
) -> None:
    """A late resident votes on paper: one officer enters, another types the form again."""
    iin = make_iin()
    newcomer = PersonFactory()
    from commons.people.operations import request_verification

    claim = request_verification(
        person=newcomer,
        akimat=akimat,
        territory=district,
        method="in_person",
        iin=iin,
        at=timezone.now(),
    )
    seen = {"seen": "on", "iin": iin}
    walker.decide("people_residencyverification", "verify", [claim.pk], seen)
    envelope = round.envelopes.get()
    url = reverse("admin:budgeting_round_paper", args=[round.pk, envelope.pk])
    walker.post(url, {"number": "A-1", "iin": make_iin(), "choices": [code]}, 422)
    walker.post(url, {"number": "A-1", "iin": iin, "choices": [code]})
    paper = PaperBallot.objects.get()
    own = f"{reverse('admin:voting_paperballot_decide', args=['confirm'])}?ids={paper.pk}"
    walker.post(own, {"marks": code}, 422)
    other = Walker(second)
    other.post(own, {"marks": "99"}, 422)
    other.post(own, {"marks": code})
    paper.refresh_from_db()
    assert paper.status == "confirmed"
