"""Moving cards on, merging and splitting them: nothing vanishes."""

import threading

import pytest
from django.db import connections

from commons.audit.models import Entry
from commons.notifications.models import Message
from commons.proposals import notices
from commons.proposals.enums import ProposalStatus
from commons.proposals.errors import ProposalError
from edp.opportunities import operations, queries
from edp.opportunities.enums import TRANSITIONS, OpportunityStatus
from edp.opportunities.errors import OpportunityError
from edp.opportunities.models import Lineage, Opportunity
from edp.opportunities.operations import Part
from tests.factories.edp import columns, texts
from tests.factories.edp_opportunities import card, commented, supported
from tests.fixtures.discovery import Discovery

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
LIST = "/en/pavlodar/discovery/economy-2026/opportunities/"
S = OpportunityStatus


@pytest.fixture
def pair(discovery: Discovery) -> list[Opportunity]:
    return [
        card(discovery.round, discovery.people["biz"], discovery.at, proposal={"title": title})
        for title in ("Cold store for berries", "Cold store for fruit")
    ]


def merge(discovery: Discovery, source: Opportunity, target: Opportunity, **more) -> Opportunity:
    values = {
        "sources": [source],
        "target": target,
        "reason": texts("Both say the same."),
        "actor": discovery.people["moderator"],
        "at": discovery.at,
    }
    return operations.merge_cards(**{**values, **more})


def split(discovery: Discovery, source: Opportunity, *titles: str, **more) -> list[Opportunity]:
    values = {
        "source": source,
        "parts": [Part(title) for title in titles],
        "reason": texts("It says two things."),
        "actor": discovery.people["moderator"],
        "at": discovery.at,
    }
    return operations.split_card(**{**values, **more})


@pytest.mark.parametrize("before", S.values)
@pytest.mark.parametrize("after", S.values)
def test_status_moves_by_the_table_only(discovery: Discovery, before: str, after: str) -> None:
    made = card(discovery.round, discovery.people["biz"], discovery.at, status=before)

    def move() -> list[Opportunity]:
        return operations.set_status(
            opportunities=[made],
            status=after,
            actor=discovery.people["moderator"],
            at=discovery.at,
        )

    if after == before:
        assert move() == []
    elif after in TRANSITIONS[before]:
        assert [one.status for one in move()] == [after]
        assert Entry.objects.get(verb="set_opportunity_status").detail["came_from"] == before
    else:
        with pytest.raises(OpportunityError) as raised:
            move()
        assert raised.value.code == "wrong_state"
    made.refresh_from_db()
    assert made.status == (after if after in TRANSITIONS[before] else before)


def test_status_of_many_moves_all_or_none(discovery: Discovery, pair) -> None:
    pair[1].status = S.CHOSEN
    pair[1].save()
    with pytest.raises(OpportunityError):
        operations.set_status(opportunities=pair, status=S.EVALUATED, actor=None, at=discovery.at)
    assert Opportunity.objects.get(pk=pair[0].pk).status == S.OPEN


def test_shortlisting_is_dated_and_told_in_the_readers_language(discovery: Discovery, pair) -> None:
    reader = discovery.people["resident"]
    notices.follow(pair[0].proposal, reader, discovery.at)
    operations.set_status(
        opportunities=[pair[0]], status=S.SHORTLISTED, actor=None, at=discovery.at
    )
    assert Opportunity.objects.get(pk=pair[0].pk).shortlisted_at == discovery.at
    told = Message.objects.get(person=reader, kind="opportunity_moved")
    assert told.params["status"]["en"] == "on the shortlist"
    assert told.path == f"{LIST}{pair[0].pk}/".replace("/en/", told.path[:4])


def test_merged_card_stays_readable_and_points_to_its_heir(
    client, discovery: Discovery, pair
) -> None:
    source, heir = pair
    supported(source, discovery.people["sci"], at=discovery.at)
    commented(source, discovery.people["gov"], discovery.at, "Said on the merged one")
    merge(discovery, source, heir)
    source.refresh_from_db()
    assert (source.status, source.proposal.status) == (S.MERGED, ProposalStatus.MERGED)
    text = client.get(f"{LIST}{source.pk}/").content.decode()
    for words in ("Both say the same.", f"{LIST}{heir.pk}/", "Said on the merged one"):
        assert words in text
    text = client.get(f"{LIST}{heir.pk}/").content.decode()
    assert "merged into this card" in text
    assert "1 support there" in text
    assert list(queries.standing(discovery.round)) == [heir]
    assert set(queries.public(discovery.round)) == {source, heir}


@pytest.mark.parametrize("status", [S.EVALUATED, S.SHORTLISTED, S.CHOSEN, S.MERGED, S.SPLIT])
def test_cards_beyond_discussion_are_not_merged(discovery: Discovery, pair, status: str) -> None:
    pair[1].status = status
    pair[1].save()
    with pytest.raises(OpportunityError) as raised:
        merge(discovery, *pair)
    assert raised.value.code == "wrong_state"


def test_merge_needs_another_card_a_reason_and_an_impartial_moderator(
    discovery: Discovery, pair
) -> None:
    source, heir = pair
    for more, code in (
        ({"sources": []}, "merge_nothing"),
        ({"sources": [heir]}, "merge_into_itself"),
        ({"reason": {"kk": "Себебі", "ru": "Причина", "en": ""}}, "reason_missing"),
        ({"actor": discovery.people["biz"]}, "own_case"),
    ):
        with pytest.raises((OpportunityError, ProposalError)) as raised:
            merge(discovery, source, heir, **more)
        assert raised.value.code == code
    assert not Lineage.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_merging_each_into_the_other_at_once_leaves_one_heir(discovery: Discovery, pair) -> None:
    barrier = threading.Barrier(2)
    raised: list[str] = []

    def run(source: Opportunity, heir: Opportunity) -> None:
        try:
            barrier.wait()
            merge(discovery, source, heir)
        except (OpportunityError, ProposalError) as error:
            raised.append(error.code)
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=run, args=order) for order in (tuple(pair), tuple(reversed(pair)))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(raised) == 1
    assert Lineage.objects.count() == 1


def test_split_card_becomes_cards_of_its_author(client, discovery: Discovery, pair) -> None:
    source = pair[0]
    source.trl = 4
    source.save()
    notices.follow(source.proposal, discovery.people["resident"], discovery.at)
    made = split(discovery, source, "Store for berries", "Booking by telephone")
    source.refresh_from_db()
    assert source.status == S.SPLIT
    assert source.proposal.closed_at == discovery.at
    for one in made:
        assert one.proposal.author == source.proposal.author
        assert one.proposal.status == ProposalStatus.PUBLISHED
        assert (one.activity, one.trl) == (source.activity, 4)
        assert [row.name for row in one.partners.all()] == ["Berry Union"]
        assert "this card was split off" in client.get(f"{LIST}{one.pk}/").content.decode()
    text = client.get(f"{LIST}{source.pk}/").content.decode()
    assert "It says two things." in text
    assert Message.objects.filter(kind="opportunity_split").count() == 1


@pytest.mark.parametrize(
    ("titles", "code"),
    [(["Only one part"], "too_few_parts"), (["Same", " same "], "same_titles")],
)
def test_split_needs_parts_of_their_own(discovery: Discovery, pair, titles, code: str) -> None:
    with pytest.raises(OpportunityError) as raised:
        split(discovery, pair[0], *titles)
    assert raised.value.code == code


@pytest.mark.parametrize("page", ["merge", "split"])
@pytest.mark.parametrize(
    ("who", "status"),
    [("resident", 404), ("biz", 404), ("specialist", 404), ("foreign_moderator", 404),
     ("moderator", 200)],
)  # fmt: skip
def test_pages_of_joining_are_for_moderators(
    client, discovery: Discovery, pair, who: str, status: int, page: str
) -> None:
    client.force_login(discovery.people[who])
    assert client.get(f"{LIST}{pair[0].pk}/{page}/").status_code == status


def test_pages_merge_and_split(client, discovery: Discovery, pair) -> None:
    source, heir = pair
    client.force_login(discovery.people["moderator"])
    wrong = client.post(f"{LIST}{source.pk}/merge/", {"reason_kk": "Kept words"})
    assert wrong.status_code == 422
    assert "Kept words" in wrong.content.decode()
    reason = columns("reason", "Because")
    merged = client.post(f"{LIST}{source.pk}/merge/", {"heir": heir.pk, **reason})
    assert merged.url == f"{LIST}{heir.pk}/"
    wrong = client.post(f"{LIST}{heir.pk}/split/", {"title_1": "One part", **reason})
    assert wrong.status_code == 422
    assert "Give this part a title." in wrong.content.decode()
    client.post(
        f"{LIST}{heir.pk}/split/", {"title_1": "One part", "title_2": "Other part", **reason}
    )
    assert Lineage.objects.filter(kind="split", source=heir).count() == 2
