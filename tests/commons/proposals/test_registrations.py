"""What proposals contribute to a person's own page, follows and messages."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commons.audit import verbs
from commons.notifications import kinds, topics
from commons.notifications.models import Follow
from commons.proposals import messages, registrations
from commons.proposals.enums import ProposalStatus
from tests.fixtures.proposals import REASON


def test_followed_proposals_have_their_titles(proposing):
    p = proposing
    one, two = p.proposal(), p.proposal()
    topics = [str(one.pk), str(two.pk), "0", "nonsense", "²", "9" * 50]
    found = registrations.followed(topics, p.resident)
    assert found == {
        str(each.pk): (
            each.title,
            reverse("proposals:detail", args=[p.akimat.slug, p.call.slug, each.pk]),
        )
        for each in (one, two)
    }


def test_following_a_number_shows_no_title_that_is_not_public(proposing):
    p = proposing
    waiting = p.proposal(status=ProposalStatus.SUBMITTED)
    assert registrations.followed([str(waiting.pk)], p.resident) == {}
    assert str(waiting.pk) in registrations.followed([str(waiting.pk)], waiting.author)


def test_followed_proposals_cost_one_query(proposing):
    p = proposing
    rows = [
        Follow(person=p.resident, topic=f"proposal/{p.proposal().pk}", followed_at=p.at)
        for _ in range(3)
    ]
    with CaptureQueriesContext(connection) as captured:
        assert len(topics.described(rows, p.resident)) == 3
    assert len(captured) == 1


def test_section_of_my_page_shows_drafts_and_nothing_to_newcomers(proposing, rf):
    p = proposing
    request = rf.get("/")
    request.user = p.author
    assert registrations.section(request) is None
    draft = p.proposal(status=ProposalStatus.DRAFT)
    assert registrations.section(request) == {"latest": [draft]}


def test_my_page_links_the_draft(proposing, client):
    p = proposing
    draft = p.proposal(status=ProposalStatus.DRAFT, title="Черновик о лавках")
    client.force_login(p.author)
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=p.author, email=p.author.email, verified=True, primary=True)
    page = client.get(reverse("people:me")).content.decode()
    assert draft.title in page
    assert reverse("proposals:start", args=[p.akimat.slug, p.call.slug]) in page


def test_every_kind_of_message_has_words_for_its_parameters():
    params = {
        "title": "50% больше тени",
        "reason": REASON,
        "until_at": "2026-03-05T19:00:00+00:00",
        "into": "Другое",
        "name": "Айгүл",
    }
    for kind in messages.WORDS:
        subject, body = kinds.rendered(kind, params)
        assert "50% больше тени" in subject + body


def test_every_act_has_words():
    for verb in registrations.VERBS:
        assert verbs.words(verb) != verb.replace("_", " ")
