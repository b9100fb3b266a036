"""Queues: decisions through the pages of the desk, with and without what they need."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from budgeting.admin import seats
from commons.audit.models import Entry
from commons.people.models import Person
from commons.proposals.models import Proposal
from commons.territories.models import Membership
from commons.territories.staffing import StaffingError, grant_role
from tests.factories.people import PersonFactory, make_iin
from tests.factories.territories import MembershipFactory
from tests.fixtures.desk import DeskWorld

REASON = {"reason_kk": "Себебі", "reason_ru": "Причина", "reason_en": "Reason"}


def decide(client: Client, label: str, decision: str, ids: Any, data: dict[str, Any]) -> Any:
    name = f"admin:{label.replace('.', '_')}_decide"
    joined = ",".join(str(pk) for pk in ids)
    return client.post(f"{reverse(name, args=[decision])}?ids={joined}", data)


@pytest.fixture
def desk_client(
    desk_world: DeskWorld, moderator: Person, at_desk: Callable[[Person], Client]
) -> Client:
    return at_desk(moderator)


def test_action_leads_to_the_page_that_asks(desk_world: DeskWorld, desk_client: Client) -> None:
    first, second = desk_world.proposal(), desk_world.proposal()
    url = reverse("admin:proposals_proposal_changelist")
    posted = {"action": "reject", "_selected_action": [first.pk, second.pk]}
    response = desk_client.post(url, posted)
    page = reverse("admin:proposals_proposal_decide", args=["reject"])
    assert response["Location"] in {
        f"{page}?ids={first.pk},{second.pk}",
        f"{page}?ids={second.pk},{first.pk}",
    }
    assert desk_client.get(response["Location"]).status_code == 200


def test_many_proposals_are_published_at_once(desk_world: DeskWorld, desk_client: Client) -> None:
    waiting = [desk_world.proposal(), desk_world.proposal()]
    response = decide(desk_client, "proposals.proposal", "publish", [one.pk for one in waiting], {})
    assert response.status_code == 200
    assert [ok for _obj, _words, ok in response.context["lines"]] == [True, True]
    statuses = Proposal.objects.filter(pk__in=[one.pk for one in waiting])
    assert {one.status for one in statuses} == {"published"}


def test_result_says_what_could_not_be_done_and_why(
    desk_world: DeskWorld, desk_client: Client
) -> None:
    waiting = desk_world.proposal()
    merged = desk_world.proposal(status="withdrawn")
    ids = [waiting.pk, merged.pk]
    response = decide(desk_client, "proposals.proposal", "publish", ids, {})
    done = {obj.pk: (ok, words) for obj, words, ok in response.context["lines"]}
    assert done[waiting.pk][0] is True
    assert done[merged.pk][0] is False
    assert done[merged.pk][1]
    merged.refresh_from_db()
    assert merged.status == "withdrawn"


@pytest.mark.parametrize(
    "given",
    [{}, {"reason_ru": "Причина"}, {"reason_kk": "Себебі", "reason_ru": "Причина"}],
)
def test_rejection_without_a_reason_in_every_language_changes_nothing(
    desk_world: DeskWorld, desk_client: Client, given: dict[str, str]
) -> None:
    waiting = [desk_world.proposal(), desk_world.proposal()]
    before = Entry.objects.count()
    ids = [one.pk for one in waiting]
    response = decide(desk_client, "proposals.proposal", "reject", ids, given)
    assert response.status_code == 422
    for text in given.values():
        assert text in response.content.decode()
    assert {p.status for p in Proposal.objects.filter(pk__in=ids)} == {"submitted"}
    assert Entry.objects.count() == before


def test_many_are_rejected_with_one_reason(desk_world: DeskWorld, desk_client: Client) -> None:
    waiting = [desk_world.proposal(), desk_world.proposal()]
    ids = [one.pk for one in waiting]
    response = decide(desk_client, "proposals.proposal", "reject", ids, REASON)
    assert response.status_code == 200
    for one in Proposal.objects.filter(pk__in=ids):
        assert (one.status, one.reason_kk, one.reason_ru, one.reason_en) == (
            "rejected",
            "Себебі",
            "Причина",
            "Reason",
        )


def test_ready_reason_serves_in_all_languages(desk_world: DeskWorld, desk_client: Client) -> None:
    waiting = desk_world.proposal()
    response = decide(desk_client, "proposals.proposal", "return", [waiting.pk], {"ready": "place"})
    assert response.status_code == 302
    waiting.refresh_from_db()
    assert waiting.status == "returned"
    assert all([waiting.reason_kk, waiting.reason_ru, waiting.reason_en])


def test_merge_needs_a_published_heir(desk_world: DeskWorld, desk_client: Client) -> None:
    waiting = desk_world.proposal(title="Скамейки у реки Иртыш")
    hidden = desk_world.proposal(title="Скамейки у реки")
    posted = {**REASON, "number": hidden.pk}
    assert (
        decide(desk_client, "proposals.proposal", "merge", [waiting.pk], posted).status_code == 422
    )
    heir = desk_world.proposal(title="Скамейки", status="published")
    posted = {**REASON, "number": heir.pk}
    assert (
        decide(desk_client, "proposals.proposal", "merge", [waiting.pk], posted).status_code == 302
    )
    waiting.refresh_from_db()
    assert (waiting.status, waiting.merged_into_id) == ("merged", heir.pk)


def test_foreign_proposal_among_the_chosen_stops_all(
    desk_world: DeskWorld, foreign_moderator: Person, at_desk: Callable[[Person], Client]
) -> None:
    waiting = desk_world.proposal()
    client = at_desk(foreign_moderator)
    assert decide(client, "proposals.proposal", "publish", [waiting.pk], {}).status_code == 404
    waiting.refresh_from_db()
    assert waiting.status == "submitted"


def test_state_cannot_be_posted_to_the_page_of_a_proposal(
    desk_world: DeskWorld, desk_client: Client
) -> None:
    waiting = desk_world.proposal()
    url = reverse("admin:proposals_proposal_change", args=[waiting.pk])
    assert desk_client.post(url, {"status": "published"}).status_code == 405
    waiting.refresh_from_db()
    assert waiting.status == "submitted"


def test_comment_is_hidden_with_a_reason_and_shown_again(
    desk_world: DeskWorld, desk_client: Client
) -> None:
    comment = desk_world.objects["proposals.comment"]
    assert decide(desk_client, "proposals.comment", "hide", [comment.pk], {}).status_code == 422
    assert decide(desk_client, "proposals.comment", "hide", [comment.pk], REASON).status_code == 302
    comment.refresh_from_db()
    assert (comment.status, comment.reason_ru) == ("hidden", "Причина")
    decide(desk_client, "proposals.comment", "restore", [comment.pk], {})
    comment.refresh_from_db()
    assert comment.status == "published"


def test_reported_comments_stand_first(desk_world: DeskWorld, desk_client: Client) -> None:
    from tests.factories.proposals import CommentFactory

    reported = desk_world.objects["proposals.comment"]
    CommentFactory(proposal=reported.proposal, author=desk_world.author)
    listed = desk_client.get(reverse("admin:proposals_comment_changelist"))
    assert listed.context["cl"].result_list[0].pk == reported.pk


class TestVerification:
    @pytest.fixture
    def iin(self) -> str:
        return make_iin(date(1988, 3, 4))

    @pytest.fixture
    def claim(self, desk_world: DeskWorld, iin: str) -> Any:
        from django.utils import timezone

        from commons.people.operations import request_verification

        return request_verification(
            person=PersonFactory(name="Newcomer"),
            akimat=desk_world.akimat,
            territory=desk_world.district,
            method="in_person",
            iin=iin,
            at=timezone.now(),
        )

    def test_is_found_by_its_reference(self, desk_client: Client, claim: Any) -> None:
        url = reverse("admin:people_residencyverification_changelist")
        listed = desk_client.get(url, {"q": claim.reference.lower()})
        assert [row.pk for row in listed.context["cl"].result_list] == [claim.pk]

    def test_is_confirmed_in_person_with_the_card_s_iin(
        self, desk_client: Client, claim: Any, iin: str
    ) -> None:
        posted = {"seen": "on", "iin": iin}
        response = decide(desk_client, "people.residencyverification", "verify", [claim.pk], posted)
        assert response.status_code == 302
        claim.refresh_from_db()
        assert claim.status == "verified"

    @pytest.mark.parametrize("posted", [{}, {"seen": "on"}, {"seen": "on", "iin": "other"}])
    def test_is_not_confirmed_without_card_or_with_another(
        self, desk_client: Client, claim: Any, posted: dict[str, str]
    ) -> None:
        if posted.get("iin") == "other":
            posted = {**posted, "iin": make_iin(date(1970, 1, 1))}
        response = decide(desk_client, "people.residencyverification", "verify", [claim.pk], posted)
        assert response.status_code == 422
        claim.refresh_from_db()
        assert claim.status == "requested"

    def test_is_never_decided_in_bulk(self, desk_world: DeskWorld, desk_client: Client) -> None:
        first, second = desk_world.verification(), desk_world.verification()
        url = reverse("admin:people_residencyverification_decide", args=["verify"])
        assert desk_client.get(f"{url}?ids={first.pk},{second.pk}").status_code == 404
        listed = desk_client.get(reverse("admin:people_residencyverification_changelist"))
        assert listed.context["action_form"] is None

    def test_is_refused_with_a_reason(self, desk_client: Client, claim: Any) -> None:
        label = "people.residencyverification"
        assert decide(desk_client, label, "refuse", [claim.pk], {}).status_code == 422
        assert (
            decide(desk_client, label, "refuse", [claim.pk], {"ready": "card"}).status_code == 302
        )
        claim.refresh_from_db()
        assert claim.status == "refused"
        assert claim.reason


def test_role_is_given_by_email_and_ended(
    desk_world: DeskWorld, desk_client: Client, moderator: Person
) -> None:
    person = PersonFactory(email="new-colleague@example.kz")
    url = reverse("admin:territories_membership_add")
    posted = {"akimat": desk_world.akimat.pk, "email": person.email, "role": "specialist"}
    assert desk_client.post(url, {**posted, "email": "nobody@example.kz"}).status_code == 422
    assert desk_client.post(url, posted).status_code == 302
    assert desk_client.post(url, posted).status_code == 422
    held = Membership.objects.get(person=person)
    person.refresh_from_db()
    assert (held.role, person.is_staff) == ("specialist", True)
    assert decide(desk_client, "territories.membership", "end", [held.pk], {}).status_code == 302
    person.refresh_from_db()
    assert not Membership.objects.filter(person=person).exists()
    assert person.is_staff is False


def test_role_that_reads_all_akimats_is_given_by_operators_only(
    desk_world: DeskWorld, desk_client: Client, operator: Person, at_desk: Any, moderator: Person
) -> None:
    person = PersonFactory(email="friend@example.kz")
    url = reverse("admin:territories_membership_add")
    posted = {"akimat": desk_world.akimat.pk, "email": person.email, "role": "observer"}
    assert desk_client.post(url, posted).status_code == 422
    with pytest.raises(StaffingError, match="observer_by_operator"):
        grant_role(
            akimat=desk_world.akimat,
            email=person.email,
            role="observer",
            actor=moderator,
            at=timezone.now(),
        )
    assert at_desk(operator).post(url, posted).status_code == 302


def test_last_moderator_stays(
    desk_world: DeskWorld, desk_client: Client, moderator: Person
) -> None:
    own = Membership.objects.get(person=moderator)
    assert decide(desk_client, "territories.membership", "end", [own.pk], {}).status_code == 422
    assert Membership.objects.filter(pk=own.pk).exists()
    MembershipFactory(person=PersonFactory(), akimat=desk_world.akimat, role="moderator")
    assert decide(desk_client, "territories.membership", "end", [own.pk], {}).status_code == 302


def test_project_is_given_to_a_specialist_of_the_akimat(
    desk_world: DeskWorld, desk_client: Client, specialist: Person, moderator: Person
) -> None:
    project = desk_world.project()
    label = "budgeting.project"
    outsider = {"specialist": moderator.pk}
    assert decide(desk_client, label, "assign", [project.pk], outsider).status_code == 422
    posted = {"specialist": specialist.pk}
    assert decide(desk_client, label, "assign", [project.pk], posted).status_code == 302
    project.refresh_from_db()
    assert project.specialist == specialist


def test_history_reads_in_words(desk_world: DeskWorld, desk_client: Client) -> None:
    waiting = desk_world.proposal()
    decide(desk_client, "proposals.proposal", "reject", [waiting.pk], REASON)
    url = reverse("admin:proposals_proposal_history", args=[waiting.pk])
    page = desk_client.get(url).content.decode()
    assert "Себебі" in page  # the page is in Kazakh, and so is the reason
    assert "Moderator" in page


def test_record_holds_no_name_of_staff(
    desk_world: DeskWorld, desk_client: Client, moderator: Person
) -> None:
    person = PersonFactory(email="short-time@example.kz", name="Qairat Short-Time")
    posted = {"akimat": desk_world.akimat.pk, "email": person.email, "role": "specialist"}
    desk_client.post(reverse("admin:territories_membership_add"), posted)
    seats.seat_member(
        round=desk_world.round, email=person.email, actor=moderator, at=timezone.now()
    )
    assert "Qairat" not in json.dumps(list(Entry.objects.values_list("detail", flat=True)))
    page = reverse("admin:budgeting_round_history", args=[desk_world.round.pk])
    assert "Qairat Short-Time" in desk_client.get(page).content.decode()
