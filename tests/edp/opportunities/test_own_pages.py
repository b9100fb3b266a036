"""Cards are proposals: comments, supports, follows and the desk work and lead back to the card."""

import pytest
from django.urls import reverse

from commons.notifications.models import Message
from commons.proposals import notices, operations
from commons.proposals.enums import ProposalStatus
from commons.proposals.models import Comment
from commons.proposals.registrations import followed, section
from tests.factories.edp_opportunities import card, commented
from tests.fixtures.discovery import Discovery

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
LIST = "/en/pavlodar/discovery/economy-2026/opportunities/"


@pytest.fixture
def made(discovery: Discovery):
    return card(discovery.round, discovery.people["biz"], discovery.at)


def of_proposals(made, rest: str = "") -> str:
    return f"/en/pavlodar/proposals/{made.proposal.call.slug}/{made.proposal.pk}/{rest}"


def test_comment_returns_to_the_card(client, discovery: Discovery, made) -> None:
    client.force_login(discovery.people["resident"])
    answer = client.post(of_proposals(made, "comments/"), {"text": "Who pays for it?"})
    said = Comment.objects.get()
    assert answer.url == f"{LIST}{made.pk}/#c{said.pk}"
    assert "Who pays for it?" in client.get(f"{LIST}{made.pk}/").content.decode()


def test_empty_comment_shows_the_card_with_its_error(client, discovery: Discovery, made) -> None:
    client.force_login(discovery.people["resident"])
    answer = client.post(of_proposals(made, "comments/"), {"text": "  "})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Write your comment first." in text
    assert "Cold storage with online booking" in text


def test_support_returns_to_the_card_and_htmx_gets_the_part(
    client, discovery: Discovery, made
) -> None:
    client.force_login(discovery.people["resident"])
    answer = client.post(of_proposals(made, "support/"))
    assert answer.url == f"{LIST}{made.pk}/#support"
    part = client.post(of_proposals(made, "support/"), {"undo": 1}, headers={"HX-Request": "true"})
    text = part.content.decode()
    assert text.strip().startswith("<section")
    assert "I support this" in text


@pytest.mark.parametrize(
    ("rest", "leads"),
    [("", "{pk}/"), ("edit/check/", "{pk}/edit/check/"), ("submitted/", "{pk}/")],
)
def test_pages_of_proposals_lead_to_those_of_the_card(
    client, discovery: Discovery, made, rest: str, leads: str
) -> None:
    client.force_login(discovery.people["biz"])
    answer = client.get(of_proposals(made, rest))
    assert answer.status_code == 302
    assert answer.url == LIST + leads.format(pk=made.pk)


def test_call_is_not_among_those_of_proposals(client, discovery: Discovery, made) -> None:
    slug = made.proposal.call.slug
    assert made.proposal.title not in client.get("/en/pavlodar/proposals/").content.decode()
    assert client.get(f"/en/pavlodar/proposals/{slug}/").url == LIST
    assert client.get(f"/en/pavlodar/proposals/{slug}/new/").url == f"{LIST}new/"


def test_mine_and_my_page_lead_to_the_card(client, rf, discovery: Discovery, made) -> None:
    author = discovery.people["biz"]
    client.force_login(author)
    assert f"{LIST}{made.pk}/" in client.get("/en/pavlodar/proposals/mine/").content.decode()
    request = rf.get("/")
    request.user = author
    latest = section(request)["latest"]
    assert [one.links.detail for one in latest] == [f"{LIST}{made.pk}/"]
    assert (
        followed([str(made.proposal.pk)], author)[str(made.proposal.pk)][1] == f"{LIST}{made.pk}/"
    )


def test_messages_lead_to_the_card(discovery: Discovery, made) -> None:
    notices.follow(made.proposal, discovery.people["gov"], discovery.at)
    operations.comment(
        proposal=made.proposal, author=discovery.people["sci"], text="Why?", at=discovery.at
    )
    assert Message.objects.get().path.startswith(f"{LIST}{made.pk}/#c")


def test_closed_discussion_takes_neither_comments_nor_supports(
    client, discovery: Discovery, made
) -> None:
    commented(made, discovery.people["gov"], discovery.at, text="Said before")
    operations.close_discussion(
        proposal=made.proposal, actor=discovery.people["moderator"], at=discovery.at
    )
    client.force_login(discovery.people["resident"])
    text = client.get(f"{LIST}{made.pk}/").content.decode()
    assert "Said before" in text
    assert "no longer takes comments" in text
    assert "I support this" not in text
    assert client.post(of_proposals(made, "comments/"), {"text": "Late"}).status_code == 422
    client.post(of_proposals(made, "support/"))
    assert made.proposal.supports.count() == 0


def test_desk_shows_the_card_and_leaves_merging_to_its_page(client, discovery: Discovery) -> None:
    waiting = card(
        discovery.round,
        discovery.people["biz"],
        discovery.at,
        proposal_status=ProposalStatus.SUBMITTED,
        risks="Electricity may become dear.",
    )
    client.force_login(discovery.people["moderator"])
    address = reverse("admin:proposals_proposal_change", args=[waiting.proposal.pk])
    answer = client.get(address)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Electricity may become dear." in text
    assert f"{LIST}{waiting.pk}/" in text
    assert "/publish/" in text or "Publish" in text
    assert ">Merge<" not in text
