"""From the decision to a published version: every verb, every refusal."""

import hashlib
from datetime import date, timedelta

import pytest
from django.utils import translation

from commons.audit.queries import history
from commons.notifications.models import Message
from commons.notifications.operations import follow
from commons.rounds.rules import canonical, fingerprint
from edp.enums import RoundStatus
from edp.models import (
    Action,
    Challenge,
    ExAnte,
    Indicator,
    Objective,
    Plan,
    PlanVersion,
    Priority,
    Resolution,
    Risk,
    Round,
)
from edp.plan import operations, queries
from edp.plan.checks import findings
from edp.plan.document import content
from edp.plan.enums import ExAnteResult
from edp.plan.errors import PlanError
from edp.plan.freshness import gaps, is_old
from tests.factories.edp import organisation, texts
from tests.factories.edp_plan import (
    add_action,
    add_indicator,
    checked,
    decided,
    programme,
    written,
)
from tests.fixtures.discovery import Discovery, discovery_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def planning(akimat, moderator, specialist, resident) -> Discovery:
    people = {"moderator": moderator, "specialist": specialist, "resident": resident}
    return discovery_in(akimat, "plan", people)


@pytest.fixture
def draft(planning, moderator):
    return written(planning.round, moderator, planning.at)


def refused(code, call, **arguments):
    with pytest.raises(PlanError) as caught:
        call(**arguments)
    assert caught.value.code == code
    assert caught.value.message
    return caught.value


# --- starting ---


def test_plan_waits_for_the_decision(planning, moderator):
    refused(
        "not_decided",
        operations.start_plan,
        round=planning.round,
        actor=moderator,
        at=planning.at,
    )
    assert not Plan.objects.exists()


def test_plan_begins_with_what_the_commission_took_in_its_order(planning, moderator):
    cards = decided(planning.round, moderator, planning.at, count=3)
    plan = operations.start_plan(round=planning.round, actor=moderator, at=planning.at)
    made = Priority.objects.filter(round=planning.round).order_by("position")
    assert [list(one.opportunities.all()) for one in made] == [[card] for card in cards]
    # The title stands in the language of the card and in no other.
    assert made[0].title_en == cards[0].proposal.title
    assert not made[0].title_kk
    entry = history(plan).get(verb="plan.started")
    assert entry.detail["priorities"] == 3


def test_plan_is_started_once(draft, moderator):
    refused(
        "started",
        operations.start_plan,
        round=draft.plan.round,
        actor=moderator,
        at=draft.at,
    )


def test_a_closed_round_changes_no_plan(draft, moderator):
    Round.objects.update(status=RoundStatus.CLOSED)
    refused(
        "round_closed",
        operations.add_row,
        plan=draft.plan,
        kind="challenge",
        texts={"title": texts("Late")},
        values={},
        actor=moderator,
        at=draft.at,
    )
    assert Challenge.objects.count() == 1


# --- writing ---


def change(draft, row, kind="priority", **more):
    arguments = {
        "plan": draft.plan,
        "kind": kind,
        "row": row,
        "version": row.version,
        "texts": {"title": texts("Another title"), "text": texts("Text")},
        "values": {},
        "actor": draft.actor,
        "at": draft.at + timedelta(hours=1),
    }
    return operations.change_row(**{**arguments, **more})


def test_two_editors_lose_nothing(draft):
    row = draft.priorities[0]
    change(draft, row, texts={"title": texts("First")})
    error = "changed_meanwhile"
    with pytest.raises(PlanError, match=error):
        change(draft, row, texts={"title": texts("Second")})
    row.refresh_from_db()
    assert row.title_en == "First"


def test_a_translation_grows_old_with_its_original(draft):
    row = draft.priorities[0]
    row = change(draft, row, texts={"title": {**texts("Cold chains 1"), "kk": "Жаңа атау"}})
    assert is_old(row, "title", "ru", "kk")
    assert is_old(row, "title", "en", "kk")
    assert gaps(row, ["title"], "kk") == [("title", "ru", "old"), ("title", "en", "old")]
    # Written later, it is up to date again.
    row = change(
        draft,
        row,
        texts={"title": {"kk": "Жаңа атау", "ru": "Новое название", "en": "Cold chains 1"}},
        at=draft.at + timedelta(hours=2),
    )
    assert gaps(row, ["title"], "kk") == [("title", "en", "old")]


def test_an_editor_can_say_that_translations_still_hold(draft):
    row = draft.priorities[0]
    titles = {**texts("Cold chains 1"), "kk": "Cold chains 1 (қаз)."}
    row = change(draft, row, texts={"title": titles}, confirmed=True)
    assert gaps(row, ["title"], "kk") == []


def test_english_may_be_missing_but_russian_is_asked_for(draft):
    row = change(draft, draft.priorities[0], texts={"title": {"kk": "Тек қазақша"}})
    assert gaps(row, ["title"], "kk") == [("title", "ru", "missing")]


def test_a_row_needs_its_name_in_the_original(draft):
    refused(
        "text_needed",
        operations.add_row,
        plan=draft.plan,
        kind="challenge",
        texts={"title": {"ru": "Только по-русски"}},
        values={},
        actor=draft.actor,
        at=draft.at,
    )


def test_rows_move_and_stay_where_they_end(draft):
    first, second = draft.priorities

    def order():
        return list(Priority.objects.order_by("position").values_list("pk", flat=True))

    for by, expected in [(1, [second.pk, first.pk]), (1, [second.pk, first.pk])]:
        operations.move_row(
            plan=draft.plan, kind="priority", row=first, by=by, actor=draft.actor, at=draft.at
        )
        assert order() == expected
    operations.move_row(
        plan=draft.plan, kind="priority", row=first, by=-1, actor=draft.actor, at=draft.at
    )
    assert order() == [first.pk, second.pk]


def test_joined_priorities_hand_over_all_they_have(draft):
    first, second = draft.priorities
    item = programme(draft.plan.round, "Food")[0]
    second.programme_items.add(item)
    joined = operations.join_priorities(
        plan=draft.plan, into=first, others=[second], actor=draft.actor, at=draft.at
    )
    assert joined.opportunities.count() == 2
    assert joined.objectives.count() == 2
    assert list(joined.programme_items.all()) == [item]
    assert Indicator.objects.filter(priority=first).count() == 2
    assert not Priority.objects.filter(pk=second.pk).exists()


def test_joining_needs_another_priority(draft):
    first = draft.priorities[0]
    refused(
        "nothing_to_join",
        operations.join_priorities,
        plan=draft.plan,
        into=first,
        others=[first],
        actor=draft.actor,
        at=draft.at,
    )


@pytest.mark.parametrize(
    ("kind", "code"), [("priority", "has_actions"), ("action", "has_indicators")]
)
def test_what_carries_something_is_not_removed(draft, kind, code):
    row = draft.priorities[0] if kind == "priority" else draft.actions[0]
    if kind == "action":
        add_indicator(draft.plan, row, draft.actor, draft.at)
    refused(
        code,
        operations.remove_row,
        plan=draft.plan,
        kind=kind,
        row=row,
        actor=draft.actor,
        at=draft.at,
    )


def test_a_risk_is_removed_with_a_trace(draft):
    risk = Risk.objects.get()
    operations.remove_row(plan=draft.plan, kind="risk", row=risk, actor=draft.actor, at=draft.at)
    assert not Risk.objects.exists()
    assert history(draft.plan).get(verb="plan.removed").detail["kind"] == "risk"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"starts_date": date(2028, 1, 1), "ends_date": date(2027, 1, 1)}, "dates_in_order"),
        ({"needs_no_money": True, "public_tenge": 5}, "money_or_none"),
    ],
)
def test_an_action_that_cannot_be_is_refused(draft, values, code):
    objective = Objective.objects.order_by("pk").first()
    with pytest.raises(PlanError, match=code):
        add_action(draft.plan, objective, draft.actor, draft.at, **values)
    assert Action.objects.count() == 2


def test_nothing_of_another_akimat_is_linked(draft, foreign_moderator):
    stranger = organisation(foreign_moderator.memberships.get().akimat, "gov")
    objective = Objective.objects.order_by("pk").first()
    with pytest.raises(PlanError, match="elsewhere"):
        add_action(draft.plan, objective, draft.actor, draft.at, lead=stranger)


# --- ex ante, approval, states ---


def test_no_action_is_approved_without_its_check(draft):
    action = draft.actions[0]
    error = refused(
        "ex_ante_missing",
        operations.approve_action,
        action=action,
        actor=draft.actor,
        at=draft.at,
    )
    assert error.params["missing"].count(",") == 7
    action.refresh_from_db()
    assert action.status == "proposed"


def test_a_check_without_the_upkeep_is_not_complete(draft):
    action = checked(draft.actions[0], draft.actor, draft.at, upkeep_tenge=None)
    with translation.override("en"):
        error = refused(
            "ex_ante_missing",
            operations.approve_action,
            action=action,
            actor=draft.actor,
            at=draft.at,
        )
    assert error.params["missing"] == "the upkeep a year"


def test_an_upkeep_of_nothing_is_an_answer(draft):
    action = checked(draft.actions[0], draft.actor, draft.at, upkeep_tenge=0)
    approved = operations.approve_action(action=action, actor=draft.actor, at=draft.at)
    assert approved.status == "approved"


def test_a_check_that_speaks_against_stops_the_approval(draft):
    action = checked(draft.actions[0], draft.actor, draft.at, result=ExAnteResult.NO)
    refused(
        "ex_ante_against",
        operations.approve_action,
        action=action,
        actor=draft.actor,
        at=draft.at,
    )


def test_an_action_without_a_lead_is_not_approved(draft):
    Action.objects.update(lead=None)
    action = checked(draft.actions[0], draft.actor, draft.at)
    refused(
        "action_incomplete",
        operations.approve_action,
        action=action,
        actor=draft.actor,
        at=draft.at,
    )


@pytest.fixture
def approved(draft):
    action = checked(draft.actions[0], draft.actor, draft.at)
    return operations.approve_action(action=action, actor=draft.actor, at=draft.at)


def test_the_approval_names_who_gave_it(draft, approved):
    assert (approved.approved_by, approved.approved_at) == (draft.actor, draft.at)
    entry = history(draft.plan).filter(verb="plan.action_moved").first()
    assert (entry.detail["before"], entry.detail["status"]) == ("proposed", "approved")


def test_money_of_an_approved_action_stays(draft, approved):
    with pytest.raises(PlanError, match="money_approved"):
        change(draft, approved, "action", values={"public_tenge": 1})
    # Its words may change, and its money once the approval is taken back.
    changed = change(draft, approved, "action", values={"public_tenge": 60_000_000})
    operations.set_action_status(action=changed, status="proposed", actor=draft.actor, at=draft.at)
    changed.refresh_from_db()
    assert changed.approved_by is None
    assert change(draft, changed, "action", values={"public_tenge": 1}).public_tenge == 1


def test_the_check_of_an_approved_action_stays(draft, approved):
    refused(
        "ex_ante_fixed",
        operations.save_ex_ante,
        action=approved,
        version=1,
        texts={},
        values={},
        actor=draft.actor,
        at=draft.at,
    )


def test_two_editors_of_a_check_lose_nothing(draft):
    action = checked(draft.actions[0], draft.actor, draft.at)
    refused(
        "changed_meanwhile",
        operations.save_ex_ante,
        action=action,
        version=0,
        texts={"need": texts("Other")},
        values={},
        actor=draft.actor,
        at=draft.at,
    )
    assert ExAnte.objects.get().need_en == "Half of the berries spoil."


def test_an_approved_action_runs_and_is_done_and_followers_hear(draft, approved, resident):
    follow(person=resident, topic=f"discovery/{draft.plan.round_id}", at=draft.at)
    for hours, status in enumerate(["running", "done"], start=1):
        operations.set_action_status(
            action=approved,
            status=status,
            actor=draft.actor,
            at=draft.at + timedelta(hours=hours),
        )
    kinds = Message.objects.filter(person=resident).order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["plan_action_running", "plan_action_done"]
    refused(
        "wrong_status",
        operations.set_action_status,
        action=approved,
        status="running",
        actor=draft.actor,
        at=draft.at,
    )


def test_approval_has_no_way_around_the_check(draft):
    refused(
        "wrong_status",
        operations.set_action_status,
        action=draft.actions[0],
        status="approved",
        actor=draft.actor,
        at=draft.at,
    )


@pytest.mark.parametrize("reason", [None, {}, {"kk": "Ақша жоқ."}, {"kk": "Иә", "ru": " "}])
def test_a_stop_needs_its_reason_in_both_languages(draft, reason):
    refused(
        "reason_needed",
        operations.set_action_status,
        action=draft.actions[0],
        status="stopped",
        reason=reason,
        actor=draft.actor,
        at=draft.at,
    )


# --- publishing ---


def lacks(draft):
    with translation.override("en"):
        found = findings(queries.whole(draft.plan))
        return [(one.kind, str(one.text)) for one in found if one.stops]


def test_a_complete_draft_lacks_nothing(draft):
    assert lacks(draft) == []


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (lambda d: Action.objects.update(lead=None), ("action", "Nobody leads it.")),
        (lambda d: Action.objects.update(ends_date=None), ("action", "It has no dates.")),
        (
            lambda d: Action.objects.update(public_tenge=None, private_tenge=None),
            ("action", "It names no money, and does not say that it needs none."),
        ),
        (lambda d: Indicator.objects.all().delete(), ("priority", "It has no indicator.")),
        (
            lambda d: Action.objects.all().delete(),
            ("priority", "It has no objective with an action."),
        ),
        (lambda d: Plan.objects.update(vision_ru=""), ("plan", "“vision” is missing: По-русски.")),
        (
            lambda d: Indicator.objects.update(unit_kk=""),
            ("indicator", "“unit” is missing: Қазақша."),
        ),
    ],
)
def test_what_is_missing_is_named_and_stops_the_publication(draft, spoil, expected):
    spoil(draft)
    draft.plan.refresh_from_db()
    assert expected in lacks(draft)
    refused(
        "not_ready",
        operations.publish_plan,
        plan=draft.plan,
        actor=draft.actor,
        at=draft.at,
    )
    assert not PlanVersion.objects.exists()


def test_an_action_may_need_no_money(draft):
    Action.objects.update(public_tenge=None, private_tenge=None, needs_no_money=True)
    assert lacks(draft) == []


def test_beyond_a_dozen_indicators_the_editor_is_warned(draft):
    def warned():
        with translation.override("en"):
            found = findings(queries.whole(draft.plan))
        return [str(one.text) for one in found if "nobody steers" in str(one.text).lower()
                or "more than anybody" in str(one.text)]  # fmt: skip

    for _one in range(10):
        add_indicator(draft.plan, None, draft.actor, draft.at)
    assert warned() == []
    add_indicator(draft.plan, None, draft.actor, draft.at)
    assert warned() == ["13 indicators are more than anybody steers by. Keep at most 12."]


def test_the_fingerprint_is_of_the_bytes_that_can_be_downloaded(draft):
    version = draft.publish()
    kept = PlanVersion.objects.get(pk=version.pk)
    assert hashlib.sha256(canonical(kept.content).encode()).hexdigest() == version.sha256
    assert version.number == 1


def test_the_fingerprint_stays_while_nothing_changes(draft):
    first = fingerprint(content(queries.whole(draft.plan)))
    with translation.override("ru"):
        assert fingerprint(content(queries.whole(draft.plan))) == first
    Action.objects.filter(pk=draft.actions[0].pk).update(staff_months=25)
    assert fingerprint(content(queries.whole(draft.plan))) != first


def test_a_version_keeps_what_the_draft_lost(draft):
    draft.publish()
    Priority.objects.update(title_en="Renamed")
    kept = PlanVersion.objects.get().content["en"]["priorities"][0]["title"]
    assert kept == {"text": "Cold chains 1", "lang": "en", "old": False}


def test_the_same_plan_is_not_published_twice(draft):
    draft.publish()
    refused(
        "nothing_new",
        operations.publish_plan,
        plan=draft.plan,
        actor=draft.actor,
        at=draft.at,
    )
    Action.objects.filter(pk=draft.actions[0].pk).update(staff_months=25)
    assert draft.publish().number == 2


def test_followers_hear_of_each_version_once(draft, resident):
    follow(person=resident, topic=f"discovery/{draft.plan.round_id}", at=draft.at)
    draft.publish()
    Action.objects.update(staff_months=25)
    draft.publish()
    numbers = [m.params["number"] for m in Message.objects.filter(kind="plan_published")]
    assert sorted(numbers) == [1, 2]


def test_the_decision_stays_what_it_was(draft):
    assert Resolution.objects.get().verdicts.count() == 3


# --- registers ---


def test_an_entry_in_use_stays_in_the_register(draft, akimat):
    item = programme(draft.plan.round, "Food")[0]
    draft.priorities[0].programme_items.add(item)
    refused(
        "in_use",
        operations.remove_entry,
        akimat=akimat,
        row=item.programme,
        actor=draft.actor,
        at=draft.at,
    )
    draft.priorities[0].programme_items.clear()
    operations.remove_entry(akimat=akimat, row=item.programme, actor=draft.actor, at=draft.at)
    assert not type(item).objects.exists()
