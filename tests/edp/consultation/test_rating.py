"""Rating the shortlist: who, when, in which group, once for each card, hidden until the close."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from commons.people import exports
from commons.proposals.models import Comment
from edp.consultation import operations, permissions, personal_data, queries
from edp.consultation.enums import Group
from edp.consultation.errors import ConsultationError
from edp.consultation.models import Rating
from edp.consultation.results import results
from edp.enums import StageKind
from edp.models import Phase
from edp.opportunities.enums import OpportunityStatus
from tests.factories.people import PersonFactory
from tests.fixtures.consultation import Consulting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
BASE = "/en/pavlodar/discovery/economy-2026/consultation/"


def close(consulting: Consulting) -> None:
    """Let the stage end now."""
    at = consulting.discovery.at
    Phase.objects.filter(round=consulting.round, kind=StageKind.CONSULTATION).update(closes_at=at)


def rated_by(consulting: Consulting, values: list[int], group: str = Group.RESIDENT) -> None:
    """Ratings of the first card as they lie in the database."""
    Rating.objects.bulk_create(
        Rating(
            opportunity=consulting.cards[0],
            person=PersonFactory(),
            group=group,
            value=value,
            rated_at=consulting.discovery.at,
        )
        for value in values
    )


@pytest.mark.parametrize(
    ("who", "group"),
    [
        ("gov", "gov"),
        ("biz", "biz"),
        ("sci", "sci"),
        ("civ", "civ"),
        ("resident", "resident"),
        ("neighbour", "other"),
        ("moderator", "other"),
    ],
)
def test_rating_counts_in_the_group_of_the_person(
    consulting: Consulting, who: str, group: str
) -> None:
    rating = operations.rate(
        round=consulting.round,
        opportunity=consulting.cards[0],
        person=consulting.people[who],
        value=4,
        at=consulting.discovery.at,
    )
    assert (rating.value, rating.group) == (4, group)


def test_rating_can_be_changed_and_stays_one(consulting: Consulting) -> None:
    for value in (2, 5):
        operations.rate(
            round=consulting.round,
            opportunity=consulting.cards[0],
            person=consulting.people["resident"],
            value=value,
            at=consulting.discovery.at,
        )
    assert Rating.objects.get().value == 5


@pytest.mark.parametrize("value", [0, 6, -1])
def test_rating_is_from_1_to_5(consulting: Consulting, value: int) -> None:
    with pytest.raises(ConsultationError) as raised:
        operations.rate(
            round=consulting.round,
            opportunity=consulting.cards[0],
            person=consulting.people["resident"],
            value=value,
            at=consulting.discovery.at,
        )
    assert raised.value.code == "value"


@pytest.mark.parametrize("stage", [StageKind.DISCOVERY, StageKind.DECISION])
def test_rating_needs_the_stage(consulting: Consulting, stage: str) -> None:
    at = consulting.round.phases.get(kind=stage).opens_at
    with pytest.raises(ConsultationError) as raised:
        operations.rate(
            round=consulting.round,
            opportunity=consulting.cards[0],
            person=consulting.people["resident"],
            value=3,
            at=at,
        )
    assert raised.value.code == "not_open"


def test_only_cards_of_the_shortlist_are_rated(consulting: Consulting) -> None:
    consulting.cards[0].status = OpportunityStatus.OPEN
    consulting.cards[0].save()
    with pytest.raises(ConsultationError) as raised:
        operations.rate(
            round=consulting.round,
            opportunity=consulting.cards[0],
            person=consulting.people["resident"],
            value=3,
            at=consulting.discovery.at,
        )
    assert raised.value.code == "not_on_shortlist"


@pytest.mark.django_db(transaction=True)
def test_rated_at_once_is_one_rating(consulting: Consulting) -> None:
    barrier = threading.Barrier(4)
    raised: list[Exception] = []

    def rate(value: int) -> None:
        try:
            barrier.wait()
            operations.rate(
                round=consulting.round,
                opportunity=consulting.cards[0],
                person=consulting.people["resident"],
                value=value,
                at=consulting.discovery.at,
            )
        except Exception as error:
            raised.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=rate, args=(value,)) for value in (1, 2, 3, 4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert raised == []
    assert Rating.objects.count() == 1


def test_groups_under_five_are_not_shown(consulting: Consulting) -> None:
    rated_by(consulting, [5, 5, 4, 4, 2], Group.RESIDENT)
    rated_by(consulting, [1, 1, 1, 1], Group.BUSINESS)
    first, second = results(consulting.cards)
    groups = {one.group: one for one in first.groups}
    assert (groups[Group.RESIDENT].n, groups[Group.RESIDENT].mean) == (5, 4.0)
    assert groups[Group.RESIDENT].distribution == [0, 1, 0, 2, 2]
    hidden = groups[Group.BUSINESS]
    assert (hidden.is_hidden, hidden.n, hidden.mean, hidden.distribution) == (True, 0, None, [])
    assert all(one.is_empty and not one.is_hidden for one in second.groups)


def test_figures_are_hidden_until_the_close_except_ones_own(client, consulting: Consulting) -> None:
    rated_by(consulting, [5, 5, 5, 5, 4])
    client.force_login(consulting.people["resident"])
    client.post(BASE, {f"c{consulting.cards[1].pk}-value": "2"})
    assert "Saved: 2 of 5" in client.get(BASE).content.decode()
    for who in ("resident", "moderator"):
        client.force_login(consulting.people[who])
        text = client.get(f"{BASE}results/").content.decode()
        assert "The figures are not public yet" in text
        assert "4.8" not in text
        assert client.get(f"{BASE}results.csv").status_code == 404
    close(consulting)
    client.logout()
    text = client.get(f"{BASE}results/").content.decode()
    assert "4.8" in text
    assert "fewer than 5 people, not shown" in text


def test_table_leaves_small_groups_empty(client, consulting: Consulting) -> None:
    rated_by(consulting, [5, 5, 5, 5, 4], Group.RESIDENT)
    rated_by(consulting, [1, 2, 3], Group.ACADEMIA)
    close(consulting)
    rows = client.get(f"{BASE}results.csv").content.decode("utf-8-sig").splitlines()
    first = consulting.cards[0]
    head = f"{first.pk},{first.proposal.title}"
    assert f"{head},resident,5,4.800,0,0,0,1,4," in rows
    assert f"{head},sci,,,,,,,,fewer than 5 people" in rows
    assert f"{head},gov,0,,0,0,0,0,0," in rows


def test_page_saves_all_ratings_and_comments_at_one_press(client, consulting: Consulting) -> None:
    client.force_login(consulting.people["resident"])
    one, two = consulting.cards
    answer = client.post(
        BASE,
        {
            f"c{one.pk}-value": "5",
            f"c{one.pk}-comment": "My brother grows berries.",
            f"c{two.pk}-value": "1",
            "save": str(two.pk),
        },
    )
    assert answer.url == f"{BASE}#card-{two.pk}"
    mine = Rating.objects.filter(person=consulting.people["resident"])
    assert dict(mine.values_list("opportunity", "value")) == {one.pk: 5, two.pk: 1}
    said = Comment.objects.get()
    assert (said.proposal, said.text) == (one.proposal, "My brother grows berries.")


def test_bad_rating_is_answered_in_words_and_nothing_is_lost(
    client, consulting: Consulting
) -> None:
    client.force_login(consulting.people["resident"])
    one, two = consulting.cards
    answer = client.post(
        BASE,
        {f"c{one.pk}-value": "9", f"c{two.pk}-value": "4", f"c{two.pk}-comment": "Keep this."},
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Rate from 1 to 5." in text
    assert "Keep this." in text
    assert not Rating.objects.exists()


def test_page_sends_visitors_to_sign_in_and_is_closed_after_the_stage(
    client, consulting: Consulting
) -> None:
    key = f"c{consulting.cards[0].pk}-value"
    assert "Sign in to rate" in client.get(BASE).content.decode()
    assert "/accounts/login/" in client.post(BASE, {key: "3"}).url
    close(consulting)
    client.force_login(consulting.people["resident"])
    assert "How much would this help" not in client.get(BASE).content.decode()
    late = client.post(BASE, {key: "3"})
    assert late.status_code == 422
    assert "during the public consultation only" in late.content.decode()


def test_pages_do_not_exist_before_the_stage(client, consulting: Consulting) -> None:
    later = consulting.discovery.at + timedelta(days=3)
    Phase.objects.filter(round=consulting.round, kind=StageKind.CONSULTATION).update(opens_at=later)
    for rest in ("", "results/", "answers/", "results.csv"):
        assert client.get(BASE + rest).status_code == 404


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_pages_render_in_every_language(client, consulting: Consulting, language: str) -> None:
    base = BASE.replace("/en/", f"/{language}/")
    rated_by(consulting, [5, 5, 5, 5, 4])
    for rest in ("", "results/", "answers/"):
        assert client.get(base + rest).status_code == 200
    close(consulting)
    assert client.get(f"{base}results/").status_code == 200


def test_pages_take_as_many_queries_for_three_cards_as_for_one(
    client, consulting: Consulting
) -> None:
    close(consulting)
    rated_by(consulting, [5, 5, 5, 5, 4])

    def counted(rest: str) -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(BASE + rest).status_code == 200
        return len(found)

    three = consulting.cards[1]
    three.status = OpportunityStatus.OPEN
    three.save()
    counted("results/")
    one = {rest: counted(rest) for rest in ("", "results/", "results.csv")}
    three.status = OpportunityStatus.SHORTLISTED
    three.save()
    assert {rest: counted(rest) for rest in one} == one


def test_candidates_stay_after_the_decision(consulting: Consulting) -> None:
    chosen, left = consulting.cards
    chosen.status, left.status = OpportunityStatus.CHOSEN, OpportunityStatus.NOT_CHOSEN
    chosen.save()
    left.shortlisted_at = None
    left.save()
    assert list(queries.candidates(consulting.round)) == [chosen]


def test_own_ratings_are_in_the_copy_of_ones_data(consulting: Consulting) -> None:
    person = consulting.people["resident"]
    operations.rate(
        round=consulting.round,
        opportunity=consulting.cards[0],
        person=person,
        value=4,
        at=consulting.discovery.at,
    )
    [kept] = exports.parts(person)["ratings"]
    assert (kept["card"], kept["rating"], kept["group"]) == (consulting.cards[0].pk, 4, "resident")


def test_erased_person_leaves_figures_after_the_close_only(consulting: Consulting) -> None:
    person = consulting.people["resident"]

    def rate() -> None:
        operations.rate(
            round=consulting.round,
            opportunity=consulting.cards[0],
            person=person,
            value=4,
            at=consulting.discovery.at,
        )

    rate()
    personal_data.erase(person)
    assert not Rating.objects.exists()
    rate()
    close(consulting)
    personal_data.erase(person)
    assert Rating.objects.get().person is None


def test_seat_taken_later_moves_all_ratings_of_the_person(consulting: Consulting) -> None:
    person = consulting.people["neighbour"]
    one, two = consulting.cards
    Rating.objects.create(
        opportunity=one, person=person, group="resident", value=2, rated_at=consulting.discovery.at
    )
    operations.rate(
        round=consulting.round, opportunity=two, person=person, value=3, at=consulting.discovery.at
    )
    assert set(Rating.objects.values_list("group", flat=True)) == {"other"}


def test_nobody_sees_results_before_the_close(consulting: Consulting) -> None:
    stage = consulting.round.phases.get(kind=StageKind.CONSULTATION)
    assert not permissions.shows_results(consulting.round, stage.closes_at - timedelta(seconds=1))
    assert permissions.shows_results(consulting.round, stage.closes_at)
