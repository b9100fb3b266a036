"""Petitions through their pages."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commons.people.models import Person
from commons.territories.models import Akimat, Territory
from consultations.meetings import near
from consultations.petitions import operations
from consultations.petitions.models import Petition, Signature, SignatureBatch
from consultations.petitions.registrations import work
from tests.factories.hearings_petitions import (
    ANSWER,
    fresh,
    opened,
    paper,
    rejected,
    set_population,
    signer,
)
from tests.fixtures.hearings import Hearings

pytestmark = pytest.mark.usefixtures("in_english")


def signed_in(person: Person | None) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def base(hearings: Hearings) -> str:
    return f"/en/{hearings.akimat.slug}/hearings/petitions"


@pytest.fixture
def open_petition(hearings: Hearings) -> Petition:
    """By the real clock: 1,000 signatures needed, listed from 2 on."""
    people = hearings.people
    set_population(hearings.akimat, people["moderator"], hearings.at, petition_public_at=2)
    return opened(hearings.akimat, people["resident"], people["moderator"], hearings.at)


def test_a_resident_writes_a_petition_page_by_page(hearings: Hearings) -> None:
    client = signed_in(hearings.people["resident"])
    demand = client.post(f"{base(hearings)}/new/", follow=True)
    address = demand.redirect_chain[-1][0]
    wrong = client.post(address, {"title": "Bus", "description": "Run it.", "language": "en"})
    assert wrong.status_code == 422
    assert "Run it." in wrong.content.decode()
    data = {"title": "Keep bus No. 9", "description": "Run it until 23:00.", "language": "en"}
    why = client.post(address, data, follow=True)
    to = client.post(why.redirect_chain[-1][0], {"problem": "Nurses walk."}, follow=True)
    assert "cannot be computed yet" in to.content.decode()
    place = {"addressee": "akimat", "territory": hearings.district.pk}
    files = client.post(to.redirect_chain[-1][0], place, follow=True)
    check = client.post(files.redirect_chain[-1][0], {}, follow=True)
    page = client.post(check.redirect_chain[-1][0], follow=True).content.decode()
    assert "with the moderators" in page
    assert "the population of the territory is not set" in page
    petition = Petition.objects.get()
    assert (petition.status, petition.proposal.territory) == ("moderation", hearings.district)
    assert Client().get(f"{base(hearings)}/{petition.pk}/").status_code == 404


def test_a_similar_petition_is_shown_before_handing_in(
    hearings: Hearings, open_petition: Petition, second_resident: Person
) -> None:
    client = signed_in(second_resident)
    start = client.post(f"{base(hearings)}/new/", follow=True)
    data = {
        "title": "Keep bus No. 9 in the evenings",
        "description": "Run it.",
        "language": "en",
    }
    shown = client.post(start.redirect_chain[-1][0], data, follow=True)
    assert shown.redirect_chain[-1][0].endswith("/edit/similar/")
    assert open_petition.proposal.title in shown.content.decode()


def test_a_resident_signs_and_takes_it_back(
    hearings: Hearings, open_petition: Petition, second_resident: Person
) -> None:
    client = signed_in(second_resident)
    address = f"{base(hearings)}/{open_petition.pk}/"
    assert client.post(f"{address}sign/", {"shown": "loud"}).status_code == 422
    page = client.post(f"{address}sign/", {"shown": "place"}, follow=True).content.decode()
    assert "You have signed" in page
    stranger = Client().get(address).content.decode()
    assert "A resident of Aksu city" in stranger
    assert second_resident.name not in stranger
    client.post(f"{address}take-back/")
    assert Signature.objects.count() == 0


def test_strangers_sign_in_first_and_others_are_told_why(
    hearings: Hearings, open_petition: Petition
) -> None:
    address = f"{base(hearings)}/{open_petition.pk}/"
    assert Client().post(f"{address}sign/").status_code == 302
    page = signed_in(hearings.people["neighbour"]).get(address).content.decode()
    assert "Only residents of Pavlodar Region can sign here." in page


def test_two_officers_count_the_paper(hearings: Hearings, open_petition: Petition) -> None:
    address = f"{base(hearings)}/{open_petition.pk}/paper/"
    entering = signed_in(hearings.people["specialist"])
    data: dict[str, Any] = {
        "protocol": "12/3",
        "received_on": hearings.at.date().isoformat(),
        f"count_{hearings.district.pk}": "many",
    }
    assert entering.post(address, data).status_code == 422
    entering.post(address, {**data, f"count_{hearings.district.pk}": "1000"})
    batch = SignatureBatch.objects.get()
    settle = f"{address}{batch.pk}/"
    entering.post(settle, {"confirm": "1"})
    assert fresh(open_petition).signed == 0
    signed_in(hearings.people["moderator"]).post(settle, {"confirm": "1"})
    assert fresh(open_petition).status == "considered"
    page = Client().get(f"{base(hearings)}/{open_petition.pk}/").content.decode()
    assert "signatures on paper, protocol No. 12/3" in page
    assert "Nobody is named to answer yet." in page


def test_a_petition_is_answered_through_pages(hearings: Hearings, open_petition: Petition) -> None:
    people = hearings.people
    officers = (people["specialist"], people["moderator"])
    paper(open_petition, hearings.district, 1000, officers, hearings.at)
    address = f"{base(hearings)}/{open_petition.pk}/"
    moderator, specialist = signed_in(people["moderator"]), signed_in(people["specialist"])
    assert specialist.get(f"{address}answer/").status_code == 404
    moderator.post(f"{address}handler/", {"person": people["specialist"].pk})
    data = {"decision": "accepted", **{f"answer_{code}": text for code, text in ANSWER.items()}}
    wrong = specialist.post(f"{address}answer/", {**data, "answer_ru": ""})
    assert (wrong.status_code, ANSWER["en"] in wrong.content.decode()) == (422, True)
    page = specialist.post(f"{address}answer/", data, follow=True).content.decode()
    assert ANSWER["en"] in page
    assert "in time" in page


def test_a_rejection_is_public_counted_and_appealed_once(
    hearings: Hearings, second_resident: Person
) -> None:
    people = hearings.people
    petition = rejected(hearings.akimat, people["resident"], people["moderator"], hearings.at)
    shown = Client().get(f"{base(hearings)}/rejected/").content.decode()
    assert "It is no matter of the akimat." in shown
    assert "100% of all decided" in shown
    address = f"{base(hearings)}/{petition.pk}/appeal/"
    author = signed_in(people["resident"])
    assert signed_in(second_resident).get(address).status_code == 404
    assert author.post(address, {"text": ""}).status_code == 422
    author.post(address, {"text": "The bus belongs to the akimat."})
    assert author.get(address).status_code == 404
    page = Client().get(f"{base(hearings)}/{petition.pk}/").content.decode()
    assert "The bus belongs to the akimat." in page
    # Who rejected it does not decide.
    assert signed_in(people["moderator"]).get(f"{address}decide/").status_code == 404


@pytest.mark.parametrize(
    ("who", "statuses"),
    [
        ("moderator", {"paper": 200, "handler": 404, "answer": 404, "appeal/decide": 404}),
        ("specialist", {"paper": 200, "handler": 404, "answer": 404, "appeal/decide": 404}),
        ("foreign_moderator", {"paper": 404, "handler": 404, "answer": 404}),
        ("resident", {"paper": 404, "handler": 404, "answer": 404, "edit/check": 302}),
        ("neighbour", {"paper": 404, "edit/check": 404}),
    ],
)
def test_pages_of_staff_are_404_for_others(
    hearings: Hearings, open_petition: Petition, who: str, statuses: dict[str, int]
) -> None:
    client = signed_in(hearings.people[who])
    address = f"{base(hearings)}/{open_petition.pk}"
    found = {page: client.get(f"{address}/{page}/").status_code for page in statuses}
    assert found == statuses


def test_nothing_of_another_akimat(
    hearings: Hearings, open_petition: Petition, other_akimat: Akimat
) -> None:
    pages = ("", "signatures/", "poster/")
    inside, outside = base(hearings), f"/en/{other_akimat.slug}/hearings/petitions"
    statuses = [
        [Client().get(f"{start}/{open_petition.pk}/{page}").status_code for page in pages]
        for start in (inside, outside)
    ]
    assert statuses == [[200, 200, 200], [404, 404, 404]]


def test_lists_cost_the_same_for_one_and_three(
    hearings: Hearings, open_petition: Petition, district: Territory
) -> None:
    people = hearings.people
    counts = []
    for more in (0, 2):
        for number in range(more):
            author = signer(hearings.akimat, district)
            petition = opened(
                hearings.akimat, author, people["moderator"], hearings.at,
                title=f"A bus for the school, {number}",
            )  # fmt: skip
            rejected(hearings.akimat, author, people["moderator"], hearings.at)
            officers = (people["specialist"], people["moderator"])
            paper(petition, district, 5, officers, hearings.at)
        if not more:
            officers = (people["specialist"], people["moderator"])
            paper(open_petition, district, 5, officers, hearings.at)
            rejected(hearings.akimat, people["resident"], people["moderator"], hearings.at)
        for page in ("/", "/?q=bus&sort=ending", "/rejected/"):
            with CaptureQueriesContext(
                connection,
            ) as held:
                assert Client().get(f"{base(hearings)}{page}").status_code == 200
            counts.append(len(held))
        with CaptureQueriesContext(connection) as held:
            near.rows(hearings.akimat, [district], hearings.at)
        counts.append(len(held))
    assert counts[:4] == counts[4:]


def test_work_asks_for_the_population_and_for_the_second_officer(
    hearings: Hearings, open_petition: Petition, rf: Any
) -> None:
    people = hearings.people
    operations.enter_batch(
        petition=open_petition, protocol="1", received_on=hearings.at.date(),
        shares={hearings.district: 3}, actor=people["specialist"], at=hearings.at,
    )  # fmt: skip
    set_population(hearings.akimat, people["moderator"], hearings.at, population=None)
    request = rf.get("/")

    def labels(who: str) -> list[str]:
        request.user = people[who]
        return [one.label for one in work(request, hearings.akimat, hearings.at)]

    assert labels("moderator") == ["Confirm signatures on paper", "Set the population"]
    assert labels("specialist") == []
    assert labels("neighbour") == []


def test_the_poster_has_a_code_to_scan(hearings: Hearings, open_petition: Petition) -> None:
    page = Client().get(f"{base(hearings)}/{open_petition.pk}/poster/").content.decode()
    assert '<path d="M4 4h1v1h-1z' in page
    assert f"testserver/kk/pavlodar/hearings/petitions/{open_petition.pk}/" in page


def test_a_moderator_who_is_late_is_shown_to_everybody(
    hearings: Hearings, open_petition: Petition
) -> None:
    people = hearings.people
    officers = (people["specialist"], people["moderator"])
    paper(open_petition, hearings.district, 1000, officers, hearings.at)
    Petition.objects.update(consider_due_on=hearings.at.date() - timedelta(days=2))
    page = Client().get(f"{base(hearings)}/{open_petition.pk}/").content.decode()
    assert "answer overdue" in page
