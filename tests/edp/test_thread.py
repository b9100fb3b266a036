"""The thread: one idea from where it was said to what came of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from edp.models import Lineage, PlanVersion, Registration
from edp.plan import operations as plans
from edp.thread import thread_of
from tests.browser.discovery import core
from tests.factories import edp_evaluation
from tests.factories.edp import DAYS, discovery_round
from tests.factories.edp_events import event
from tests.factories.edp_opportunities import card
from tests.factories.edp_plan import decided, written
from tests.factories.people import PersonFactory
from tests.fixtures.discovery import Discovery, discovery_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
KEYS = ["idea", "group", "scores", "consultation", "priority", "action", "indicator", "result"]


def states(steps) -> dict[str, str]:
    return {step.key: step.state for step in steps}


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_new_idea_has_its_way_before_it(discovery: Discovery):
    idea = card(discovery.round, discovery.people["biz"], discovery.at)
    steps = thread_of(discovery.round, idea, discovery.at)
    assert [step.key for step in steps] == KEYS
    assert states(steps) == {"idea": "done", "group": "done"} | dict.fromkeys(KEYS[2:], "")
    assert steps[0].facts[0].text == idea.proposal.title
    assert steps[0].facts[0].url.endswith(f"/opportunities/{idea.pk}/")
    assert steps[1].facts[0].text == "Sent to the open call, outside the meetings"
    coming = discovery.round.phases.get(kind="evaluation").opens_at
    assert steps[2].at == coming


@pytest.mark.parametrize(
    ("kind", "step"),
    [
        ("evaluation", "scores"),
        ("consultation", "consultation"),
        ("decision", "priority"),
        ("plan", "action"),
        ("monitoring", "result"),
    ],
)
def test_open_stage_is_where_the_idea_is_now(akimat, resident, kind, step):
    at = timezone.now()
    round = discovery_round(akimat, at, kind)
    assert states(thread_of(round, card(round, resident, at), at))[step] == "now"


def test_idea_of_a_group_leads_to_its_meeting(discovery: Discovery):
    meeting = event(discovery.round, discovery.at)
    Registration.objects.create(
        event=meeting,
        stakeholder=discovery.seats["biz"],
        registered_at=discovery.at,
        attended=True,
    )
    idea = card(discovery.round, discovery.people["biz"], discovery.at, event=meeting)
    step = thread_of(discovery.round, idea, discovery.at)[1]
    assert meeting.title in step.facts[0].text
    assert step.facts[0].note == "1 person came"
    assert step.at == meeting.starts_at
    assert step.facts[0].url.endswith(f"/events/{meeting.pk}/")


def test_merged_idea_leads_to_what_it_became_and_ends_there(discovery: Discovery):
    author, at = discovery.people["biz"], discovery.at
    old = card(discovery.round, author, at, status="merged")
    new = card(discovery.round, author, at)
    Lineage.objects.create(
        source=old, target=new, kind="merge", reason="The same store.", made_at=at, made_by=author
    )
    ended = thread_of(discovery.round, old, at)
    assert states(ended)["scores"] == "off"
    went = ended[0].facts[1]
    assert went.text == f"went on as: {new.proposal.title}"
    assert went.url.endswith(f"/opportunities/{new.pk}/thread/")
    assert went.note == "The same store."
    came = thread_of(discovery.round, new, at)[0].facts[1]
    assert came.text == f"merged into it: {old.proposal.title}"


def test_scores_say_the_place_once_all_are_in(akimat, moderator):
    found = discovery_in(akimat, "evaluation", {"moderator": moderator})
    evaluation = edp_evaluation.closed(found.round, moderator)
    first = evaluation.candidates.order_by("pk").first()
    step = thread_of(found.round, first.opportunity, timezone.now())[2]
    assert (step.state, step.facts[0].text) == ("done", "Place 1 of 3")
    assert step.facts[0].url.endswith(f"/evaluation/{evaluation.pk}/opportunities/{first.pk}/")


def test_scores_are_hidden_while_they_are_given(akimat, moderator):
    found = discovery_in(akimat, "evaluation", {"moderator": moderator})
    evaluation = edp_evaluation.opened(found.round, moderator)
    idea = evaluation.candidates.first().opportunity
    step = thread_of(found.round, idea, timezone.now())[2]
    assert step.state == "now"
    assert "Place" not in step.facts[0].text


def test_refused_idea_ends_with_the_reason(akimat, moderator):
    found = discovery_in(akimat, "plan", {"moderator": moderator})
    decided(found.round, moderator, found.at)
    refused = found.round.opportunities.get(status="not_chosen")
    steps = {step.key: step for step in thread_of(found.round, refused, found.at)}
    assert steps["priority"].state == "off"
    assert steps["priority"].facts[0].note == "Nobody would run it."
    assert steps["action"].state == steps["result"].state == "off"
    assert steps["action"].text == "This idea did not come so far."
    assert steps["scores"].text == "Passed over for this idea."


def whole(akimat, moderator):
    found = discovery_in(akimat, "monitoring", {"moderator": moderator})
    made = written(found.round, moderator, found.at)
    return found, made


def test_plan_is_told_once_it_is_published(akimat, moderator):
    found, made = whole(akimat, moderator)
    idea = found.round.opportunities.filter(status="chosen").first()
    before = {step.key: step for step in thread_of(found.round, idea, found.at)}
    assert before["priority"].state == "done"
    assert before["action"].state == before["indicator"].state == "off"
    plans.publish_plan(plan=made.plan, actor=moderator, at=found.at)
    assert PlanVersion.objects.count() == 1
    after = {step.key: step for step in thread_of(found.round, idea, found.at)}
    assert after["action"].state == after["indicator"].state == "done"
    assert "/plan/#p" in after["priority"].facts[1].url
    assert "/plan/#a" in after["action"].facts[0].url
    assert "/monitoring/indicators/" in after["indicator"].facts[0].url
    assert after["result"].state == "now"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("kind", DAYS)
def test_page_renders_in_every_stage_and_language(client, akimat, resident, kind, language):
    found = discovery_in(akimat, kind, {})
    idea = card(found.round, resident, found.at)
    path = f"/{language}/pavlodar/discovery/economy-2026/opportunities/{idea.pk}/thread/"
    answer = client.get(path)
    assert answer.status_code == 200
    assert idea.proposal.title in words(answer)


def test_step_of_a_stage_left_out_does_not_wait(discovery: Discovery):
    discovery.round.phases.filter(kind="consultation").delete()
    idea = card(discovery.round, discovery.people["biz"], discovery.at)
    steps = {step.key: step for step in thread_of(discovery.round, idea, discovery.at)}
    assert (steps["consultation"].state, steps["scores"].state) == ("off", "")
    assert steps["consultation"].text == "The round goes without this stage."


def test_draft_of_an_idea_has_no_public_thread(client, discovery: Discovery, signed_in):
    author = discovery.people["biz"]
    idea = card(discovery.round, author, discovery.at, proposal_status="draft")
    path = f"/en/pavlodar/discovery/economy-2026/opportunities/{idea.pk}/thread/"
    assert client.get(path).status_code == 404
    assert signed_in(PersonFactory()).get(path).status_code == 404
    assert signed_in(author).get(path).status_code == 200


def test_thread_of_another_round_is_not_here(client, discovery: Discovery):
    other = discovery_round(discovery.akimat, discovery.at - timedelta(days=400), slug="other")
    idea = card(other, discovery.people["biz"], discovery.at)
    path = f"/en/pavlodar/discovery/economy-2026/opportunities/{idea.pk}/thread/"
    assert client.get(path).status_code == 404


def test_every_address_of_this_part_answers(discovery: Discovery, signed_in):
    for visit in core.visits(discovery):
        person = discovery.people[visit.who] if visit.who else None
        answer = signed_in(person).get(visit.path)
        assert answer.status_code == visit.status, visit.name
