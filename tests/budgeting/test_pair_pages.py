"""The page on which two moderators open a vote together."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from budgeting import operations
from budgeting.enums import PhaseKind, RoundStatus, Step
from budgeting.models import Approval, Phase
from commons.voting.models import Poll
from tests.factories.approvals import pair, show_password_again
from tests.factories.budgeting import announced, day, find, in_review

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def fixed(akimat, expert, specialist, resident, moderator):
    """The time of voting is now."""
    start = timezone.now() - timedelta(days=30)
    round = announced(akimat, start, council=[expert])
    at = day(start, PhaseKind.REVIEW)
    for project in in_review(round, resident, start, count=2):
        find(project, specialist, at)
    return operations.fix_ballot(round=round, actor=None, at=at)


@pytest.fixture
def address(fixed):
    url = reverse("admin:budgeting_round_step", args=[fixed.pk, "open_voting"])
    return url.replace("/kk/", "/en/")


@pytest.fixture
def at_desk(at_desk):
    """Signed in, and asked for the password a moment ago."""
    return lambda person: show_password_again(at_desk(person))


def press(client, address, act):
    page = client.get(address)
    return client.post(address, {"act": act, "fingerprint": page.context["fingerprint"]})


def test_second_sees_who_approved_what_and_opens(fixed, address, akimat, moderator, at_desk):
    first, second = (at_desk(person) for person in pair(akimat))

    page = first.get(address)
    assert page.context["button"] == "approve"
    assert "Approve the opening" in page.content.decode()
    assert "Approve and open" not in page.content.decode()
    assert press(first, address, "approve").status_code == 302
    assert first.get(address).context["button"] == "wait"
    fixed.refresh_from_db()
    assert fixed.status == RoundStatus.BALLOT_FIXED

    seen = second.get(address)
    text = seen.content.decode()
    assert seen.context["button"] == "both"
    assert str(moderator) in text
    assert seen.context["fingerprint"] in text
    assert all(str(project) in text for project in fixed.projects.all())
    assert press(second, address, "both").status_code == 302
    fixed.refresh_from_db()
    assert fixed.status == RoundStatus.VOTING_OPEN


def test_first_alone_can_press_nothing_that_opens(fixed, address, moderator, at_desk):
    client = at_desk(moderator)
    for act in ("both", "take", ""):
        answer = press(client, address, act)
        assert answer.status_code == 422
    assert not Approval.objects.exists()
    assert press(client, address, "approve").status_code == 302
    assert press(client, address, "both").status_code == 422
    fixed.refresh_from_db()
    assert fixed.status == RoundStatus.BALLOT_FIXED


def test_page_says_whom_to_ask_where_there_is_one_moderator(fixed, address, moderator, at_desk):
    text = at_desk(moderator).get(address).content.decode()
    assert f"the akimat has only: {moderator}" in text


def test_what_changed_since_the_page_was_read_is_not_approved(fixed, address, moderator, at_desk):
    client = at_desk(moderator)
    read = client.get(address).context["fingerprint"]
    Poll.objects.update(budget_tenge=1)

    answer = client.post(address, {"act": "approve", "fingerprint": read})

    assert answer.status_code == 422
    assert "has changed in the meantime" in answer.content.decode()
    assert not Approval.objects.exists()


def test_approval_is_withdrawn_on_the_page(fixed, address, moderator, at_desk):
    client = at_desk(moderator)
    press(client, address, "approve")
    assert press(client, address, "withdraw").status_code == 302
    assert client.get(address).context["button"] == "approve"


def test_before_its_hour_both_only_approve(fixed, address, akimat, at_desk):
    first, second = (at_desk(person) for person in pair(akimat))
    later = timezone.now() + timedelta(days=1)
    Phase.objects.filter(round=fixed, kind=PhaseKind.VOTING).update(opens_at=later)

    press(first, address, "approve")
    assert second.get(address).context["button"] == "approve"
    press(second, address, "approve")
    assert second.get(address).context["button"] == "wait"
    assert len(second.get(address).context["approvals"]) == 2
    Phase.objects.filter(round=fixed, kind=PhaseKind.VOTING).update(opens_at=timezone.now())
    assert first.get(address).context["button"] == "take"
    assert first.post(address, {"act": "take"}).status_code == 302
    fixed.refresh_from_db()
    assert fixed.status == RoundStatus.VOTING_OPEN


def test_pressing_asks_who_one_is_and_then_does_what_was_pressed(
    fixed, address, moderator, signed_in
):
    client = signed_in(moderator)

    answer = press(client, address, "approve")

    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"]
    assert not Approval.objects.exists()
    done = client.post(answer["Location"], {"password": "a long pass phrase"})
    assert done.status_code == 302
    assert [approval.person for approval in Approval.objects.all()] == [moderator]


@pytest.mark.parametrize(
    ("who", "status"),
    [("specialist", 404), ("observer", 404), ("foreign_moderator", 404), ("moderator", 200)],
)
@pytest.mark.parametrize("step", [Step.OPEN_VOTING, Step.PUBLISH_RESULT, Step.AUDIT])
def test_who_reaches_the_pages_of_pairs(fixed, address, member, at_desk, who, status, step):
    client = at_desk(member(who))
    url = address.replace("open_voting", step)
    assert client.get(url).status_code == status
    assert client.post(url, {"act": "approve"}).status_code in (status, 422)
    assert not Approval.objects.exists()
