"""The pages of the room: who sees what, in three languages, and bad input loses nothing."""

import re
from datetime import timedelta

import pytest

from commons.people import erasers, exports
from edp.models import Nomination, Stakeholder
from edp.stakeholders import operations, queries
from edp.stakeholders.balance import balance_of
from tests.factories.edp import organisation, stakeholder
from tests.factories.edp_stakeholders import invited
from tests.factories.people import PersonFactory
from tests.fixtures.discovery import Discovery, discovery_in

pytestmark = pytest.mark.django_db
HERE = "pavlodar/discovery/economy-2026/people/"


def text(response) -> str:
    return response.content.decode()


def signed(client, discovery: Discovery, who: str):
    if who:
        client.force_login(discovery.people[who])
    return client


@pytest.fixture
def seat(discovery: Discovery) -> Stakeholder:
    return invited(discovery.round, discovery.people["moderator"], discovery.at)


@pytest.fixture
def applied(discovery: Discovery) -> Stakeholder:
    return operations.sign_up(
        round=discovery.round,
        person=PersonFactory(name="Applicant"),
        organisation_name="Ақ бидай",
        sector="biz",
        at=discovery.at,
        why="We bake.",
    )


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_room_shows_balance_and_no_address(client, discovery, language: str) -> None:
    Stakeholder.objects.filter(pk=discovery.seats["sci"].pk).update(shows_name=True)
    page = text(client.get(f"/{language}/{HERE}"))
    assert page.count('class="braid') == 2
    assert "Seat sci" in page
    assert "Seat biz" not in page  # no consent to show the name
    assert "@example.kz" not in page
    assert discovery.seats["biz"].organisation.name in page


def test_empty_room_says_so(client, discovery) -> None:
    Stakeholder.objects.all().delete()
    page = text(client.get(f"/en/{HERE}"))
    assert "Nobody has taken a seat yet" in page
    assert '<svg class="braid' not in page


@pytest.mark.parametrize("address", [HERE, f"{HERE}invitations/"])
def test_lists_take_as_many_queries_for_one_seat_as_for_many(
    client, discovery, address: str
) -> None:
    signed(client, discovery, "moderator")
    client.get(f"/en/{address}")

    def count() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(
            connection,
        ) as found:
            client.get(f"/en/{address}")
        return len(found)

    before = count()
    for sector in ("gov", "biz", "sci"):
        stakeholder(discovery.round, sector)
    assert count() == before


STAFF = (
    "invitations/",
    "invite/",
    "import/",
    "queue/",
    "people.csv",
    "{seat}/",
    "{seat}/remind/",
    "{seat}/withdraw/",
    "{seat}/remove/",
    "{seat}/again/",
    "{seat}/pass/",
    "queue/{applied}/",
    "suggestions/{named}/",
)


@pytest.mark.parametrize("path", STAFF)
@pytest.mark.parametrize(
    ("who", "status"),
    [("moderator", 200), ("specialist", 404), ("biz", 404), ("foreign_moderator", 404)],
)
def test_staff_pages_are_for_moderators(
    client, discovery, seat, applied, path: str, who: str, status: int
) -> None:
    named = operations.nominate(
        round=discovery.round,
        made_by=discovery.people["gov"],
        name="Динара",
        sector="sci",
        why="lab",
        at=discovery.at,
    )
    address = path.format(seat=seat.pk, applied=applied.pk, named=named.pk)
    for language in ("kk", "ru", "en"):
        assert (
            signed(client, discovery, who).get(f"/{language}/{HERE}{address}").status_code == status
        )


def test_moderator_invites_and_the_organisation_is_made(client, discovery) -> None:
    signed(client, discovery, "moderator")
    data = {
        "name": "Дана",
        "email": "dana@example.kz",
        "organisation": "Торайғыров университеті",
        "sector": "sci",
        "language": "kk",
    }
    answer = client.post(f"/en/{HERE}invite/", data)
    assert answer.status_code == 302
    made = Stakeholder.objects.select_related("organisation").get(email="dana@example.kz")
    assert made.organisation.name == "Торайғыров университеті"
    again = client.post(f"/en/{HERE}invite/", data)
    assert again.status_code == 422
    assert "is in this round already" in text(again)
    assert "Торайғыров университеті" in text(again)  # nothing typed is lost


def test_like_name_is_asked_about_before_an_organisation_is_added(client, discovery) -> None:
    known = organisation(discovery.akimat, "sci", name="Торайғыров университеті")
    signed(client, discovery, "moderator")
    data = {
        "name": "Дана",
        "email": "dana@example.kz",
        "organisation": "Торайгыров университет",
        "sector": "sci",
        "language": "kk",
    }
    asked = client.post(f"/en/{HERE}invite/", data)
    assert asked.status_code == 422
    assert known.name in text(asked)
    assert client.post(f"/en/{HERE}invite/", {**data, "match": known.pk}).status_code == 302
    assert Stakeholder.objects.get(email="dana@example.kz").organisation == known


def test_list_with_faults_comes_back_in_the_box(client, discovery) -> None:
    signed(client, discovery, "moderator")
    lines = "name,email,organisation,sector\nA,a@example.kz,One,gov\nB,wrong,Two,gov"
    answer = client.post(f"/en/{HERE}import/", {"text": lines})
    assert answer.status_code == 422
    page = text(answer)
    assert "1 person is invited." in page
    assert "Line 3, email" in page
    assert "B,wrong,Two,gov" in page
    assert "a@example.kz" not in page
    assert client.post(f"/en/{HERE}import/", {"text": ""}).status_code == 422


def test_file_is_harmless_and_on_record(client, discovery) -> None:
    invited(
        discovery.round,
        discovery.people["moderator"],
        discovery.at,
        name="=cmd()",
        email="x@example.kz",
    )
    answer = signed(client, discovery, "moderator").get(f"/en/{HERE}people.csv")
    body = answer.content.decode("utf-8-sig")
    assert "\r\n'=cmd()" in body
    assert body.count("\r\n") == 6  # a header, four seats, one invitation
    from commons.audit.models import Entry

    assert Entry.objects.get(verb="export_stakeholders").detail == {"rows": 5}


# --- the link in the letter ---


def answer_path(seat: Stakeholder, language: str = "en") -> str:
    return f"/{language}/{HERE}answer/{seat.token}/"


def test_link_opens_without_an_account_and_is_tracked(client, discovery, seat) -> None:
    for language in ("kk", "ru", "en"):
        assert client.get(answer_path(seat, language)).status_code == 200
    seat.refresh_from_db()
    assert seat.opened_at is not None
    assert "no-store" in client.get(answer_path(seat)).headers["Cache-Control"]


def test_answer_without_an_account_asks_about_the_name(client, discovery, seat) -> None:
    missing = client.post(answer_path(seat), {"answer": "yes", "name": "Дана Е."})
    assert missing.status_code == 422
    assert "Дана Е." in text(missing)
    data = {"answer": "yes", "name": "Дана Е.", "shows_name": "yes", "is_woman": "yes"}
    assert client.post(answer_path(seat), data).status_code == 302
    seat.refresh_from_db()
    assert (seat.status, seat.shows_name, seat.is_woman, seat.person) == (
        "accepted",
        True,
        True,
        None,
    )
    assert "Дана Е." in text(client.get(f"/en/{HERE}"))


def test_decline_keeps_the_reason_for_the_moderator_only(client, discovery, seat) -> None:
    client.post(answer_path(seat), {"answer": "no", "reason": "secret reason"})
    assert "secret reason" not in text(client.get(f"/en/{HERE}"))
    signed(client, discovery, "moderator")
    assert "secret reason" in text(client.get(f"/en/{HERE}invitations/"))


def test_seat_can_be_given_up_by_the_link(client, discovery, seat) -> None:
    client.post(answer_path(seat), {"answer": "yes", "name": "Д", "shows_name": "no"})
    client.post(answer_path(seat), {"answer": "leave"})
    seat.refresh_from_db()
    assert (seat.status, seat.holds_seat) == ("left", False)
    assert "no longer holds" in text(client.get(answer_path(seat)))


def test_name_is_shown_and_hidden_as_its_bearer_likes(client, discovery, seat) -> None:
    client.post(answer_path(seat), {"answer": "yes", "name": "Дана Е.", "shows_name": "no"})
    for said, visible in (("show", True), ("hide", False)):
        client.post(answer_path(seat), {"answer": said})
        assert ("Дана Е." in text(client.get(f"/en/{HERE}"))) == visible


def test_answer_of_another_round_or_unknown_token_is_not_found(client, discovery, seat) -> None:
    path = answer_path(seat).replace(str(seat.token), "00000000-0000-4000-8000-000000000000")
    assert client.get(path).status_code == 404
    assert client.post(answer_path(seat), {"answer": "perhaps"}).status_code == 422


# --- sign-up, suggestions ---


JOIN = {
    "organisation": "Ақ бидай",
    "sector": "biz",
    "name": "Applicant",
    "why": "We bake.",
    "shows_name": "no",
}


def test_visitor_is_led_to_sign_in_before_joining(client, discovery) -> None:
    answer = client.get(f"/en/{HERE}join/")
    assert answer.status_code == 302
    assert "/accounts/login/" in answer.url


def test_resident_asks_for_a_seat_and_takes_it_back(client, discovery) -> None:
    signed(client, discovery, "resident")
    assert client.post(f"/en/{HERE}join/", {**JOIN, "why": ""}).status_code == 422
    assert client.post(f"/en/{HERE}join/", JOIN).status_code == 302
    mine = queries.of_person(discovery.people["resident"], discovery.round)
    assert mine is not None
    assert mine.status == "applied"
    for language in ("kk", "ru", "en"):
        assert "Ақ бидай" in text(client.get(f"/{language}/{HERE}join/"))
    client.post(f"/en/{HERE}join/", {"withdraw": "1"})
    mine.refresh_from_db()
    assert mine.status == "withdrawn"


def test_moderator_admits_from_the_queue_oldest_first(client, discovery, applied) -> None:
    later = operations.sign_up(
        round=discovery.round,
        person=PersonFactory(),
        organisation_name="Кейінгі",
        sector="biz",
        at=discovery.at + timedelta(days=1),
    )
    signed(client, discovery, "moderator")
    page = text(client.get(f"/en/{HERE}queue/"))
    assert page.index("Ақ бидай") < page.index("Кейінгі")
    assert client.post(f"/en/{HERE}queue/{applied.pk}/", {"do": "refuse"}).status_code == 422
    assert client.post(f"/en/{HERE}queue/{applied.pk}/", {"do": "admit"}).status_code == 302
    applied.refresh_from_db()
    assert (applied.status, applied.organisation.name) == ("accepted", "Ақ бидай")
    organisation(discovery.akimat, name="Кейінгілер")
    asked = client.post(f"/en/{HERE}queue/{later.pk}/", {"do": "admit"})
    assert asked.status_code == 422  # a like name is known: which is it?
    assert (
        client.post(f"/en/{HERE}queue/{later.pk}/", {"do": "admit", "match": "new"}).status_code
        == 302
    )


@pytest.mark.parametrize(
    ("who", "status"), [("biz", 200), ("moderator", 200), ("resident", 404), ("specialist", 404)]
)
def test_people_in_the_room_suggest_others(client, discovery, who, status) -> None:
    signed(client, discovery, who)
    address = f"/en/{HERE}suggest/?sector=sci"
    assert client.get(address).status_code == status
    data = {"name": "Динара", "sector": "sci", "why": "lab"}
    made = client.post(address, data)
    assert made.status_code == (302 if status == 200 else 404)
    assert Nomination.objects.count() == (status == 200)


def test_suggestion_fills_the_invitation_and_is_settled_by_it(client, discovery) -> None:
    made = operations.nominate(
        round=discovery.round,
        made_by=discovery.people["gov"],
        name="Динара",
        email="dinara@example.kz",
        organisation_name="Зертхана",
        sector="sci",
        why="lab",
        at=discovery.at,
    )
    signed(client, discovery, "moderator")
    address = f"/en/{HERE}invite/?suggestion={made.pk}"
    assert "Зертхана" in text(client.get(address))
    data = {
        "name": "Динара",
        "email": "dinara@example.kz",
        "organisation": "Зертхана",
        "sector": "sci",
        "language": "kk",
    }
    assert client.post(address, data).status_code == 302
    made.refresh_from_db()
    assert made.status == "invited"
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("stage", ["mandate", "evaluation", "monitoring"])
def test_room_is_public_in_every_stage_and_sign_up_is_not(client, akimat, stage) -> None:
    found = discovery_in(akimat, stage, {})
    page = text(client.get(f"/en/{HERE}"))
    assert ("Ask for a seat" in page) == (stage == "mandate")
    assert balance_of(found.round, found.at).total == 4


# --- personal data ---


def test_own_copy_holds_the_seat(discovery) -> None:
    part = exports.parts(discovery.people["biz"])["discovery_seats"]
    assert [one["round"] for one in part["seats"]] == ["pavlodar/economy-2026"]
    assert part["seats"][0]["email"] == discovery.people["biz"].email


def test_erased_person_leaves_an_empty_seat_behind(client, discovery) -> None:
    seat = discovery.seats["biz"]
    erasers.run(discovery.people["biz"])
    seat.refresh_from_db()
    assert (seat.name, seat.email, seat.status, seat.holds_seat) == ("", "", "left", False)
    page = text(signed(client, discovery, "moderator").get(f"/en/{HERE}invitations/"))
    assert re.search(r"Erased account", page)
