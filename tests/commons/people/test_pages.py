"""Pages under /me/: who sees which, one thing per page, and nothing typed is lost."""

import io

import pytest
from django.urls import reverse

from commons.people import operations
from commons.people.models import Person, ResidencyVerification
from commons.people.queries import residence
from tests.factories.people import PersonFactory, make_iin

pytestmark = pytest.mark.usefixtures("in_english")

OWN = ["me", "profile", "data", "download", "verify"]
# role: the answer for one's own pages, for the counter of Pavlodar
TABLE = [
    ("visitor", 302, 302),
    ("unverified", 200, 404),
    ("resident", 200, 404),
    ("neighbour", 200, 404),
    ("expert", 200, 404),
    ("observer", 200, 404),
    ("foreign_moderator", 200, 404),
    ("specialist", 200, 200),
    ("moderator", 200, 200),
]


@pytest.fixture
def claim(akimat, district, now) -> ResidencyVerification:
    return operations.request_verification(
        person=PersonFactory(name="Who Asks"),
        akimat=akimat,
        territory=district,
        method="in_person",
        iin=make_iin(),
        at=now,
    )


@pytest.mark.parametrize(("who", "own", "_counter"), TABLE)
@pytest.mark.parametrize("page", OWN)
def test_own_pages(signed_in, member, who, own, _counter, page, akimat) -> None:
    answer = signed_in(member(who)).get(reverse(f"people:{page}"))
    assert answer.status_code == own
    if own == 302:
        assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize(("who", "_own", "expected"), TABLE)
@pytest.mark.parametrize("page", ["counter", "roll", "counter_request", "counter_refuse"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_counter(signed_in, member, claim, who, _own, expected, page, method) -> None:
    args = [claim.akimat.slug] + ([claim.reference] if page.startswith("counter_") else [])
    answer = getattr(signed_in(member(who)), method)(reverse(f"people:{page}", args=args))
    wanted = 422 if method == "post" and expected == 200 else expected
    assert answer.status_code == wanted


def test_counter_needs_the_second_factor(signed_in, moderator, akimat) -> None:
    moderator.authenticator_set.all().delete()
    answer = signed_in(moderator).get(reverse("people:counter", args=[akimat.slug]))
    assert answer["Location"] == reverse("mfa_index")


def test_request_of_another_akimat_is_not_found_at_this_counter(
    signed_in, foreign_moderator, other_akimat, claim
) -> None:
    address = reverse("people:counter_request", args=[other_akimat.slug, claim.reference])
    assert signed_in(foreign_moderator).get(address).status_code == 404


def test_the_whole_way_from_request_to_residence(
    signed_in, unverified, moderator, akimat, district, now
) -> None:
    iin = make_iin()
    client = signed_in(unverified)
    step = client.post(reverse("people:verify"), {"akimat": "pavlodar"})
    assert step["Location"] == reverse("people:verify_place", args=["pavlodar"])
    step = client.post(step["Location"], {"place": district.kato})
    assert step["Location"] == reverse("people:verify_method", args=["pavlodar", district.kato])
    step = client.post(step["Location"], {"method": "in_person"})
    assert step["Location"].endswith("/in_person/")
    step = client.post(step["Location"], {"iin": iin})
    assert step["Location"] == reverse("people:verification")
    claim = ResidencyVerification.objects.get()
    shown = f"{claim.reference[:3]} {claim.reference[3:]}"
    for page in ("verification", "slip"):
        assert shown in client.get(reverse(f"people:{page}")).content.decode()

    client = signed_in(moderator)
    found = client.post(reverse("people:counter", args=["pavlodar"]), {"reference": shown.lower()})
    done = client.post(found["Location"], {"iin": iin}, follow=True)
    assert "Unverified is verified as a resident of Pavlodar city." in done.content.decode()
    assert residence(unverified, now) is not None
    assert "Verified in person at the akimat." in (
        signed_in(unverified).get(reverse("people:me")).content.decode()
    )


def test_wrong_iin_is_refused_in_place_and_what_was_typed_stays(
    signed_in, unverified, akimat, district
) -> None:
    address = reverse("people:verify_details", args=["pavlodar", district.kato, "post"])
    given = {"iin": "900517400016", "address": "Satpayev 1, flat 2"}
    answer = signed_in(unverified).post(address, given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The last digit does not fit" in page
    assert "Satpayev 1, flat 2" in page
    assert 'href="#id_iin"' in page


def test_taken_iin_is_explained(signed_in, unverified, akimat, district, moderator, now) -> None:
    iin = make_iin()
    first = operations.request_verification(
        person=PersonFactory(),
        akimat=akimat,
        territory=district,
        method="in_person",
        iin=iin,
        at=now,
    )
    operations.verify_in_person(verification=first, actor=moderator, at=now)
    address = reverse("people:verify_details", args=["pavlodar", district.kato, "in_person"])
    answer = signed_in(unverified).post(address, {"iin": iin})
    assert answer.status_code == 422
    assert "Another account has been verified with this IIN" in answer.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/en/me/verify/nowhere/",
        "/en/me/verify/pavlodar/101000000/",
        "/en/me/verify/pavlodar/551000000/egov/",
        "/en/me/verify/pavlodar/551000000/carrier-pigeon/",
        "/en/me/verify/pavlodar/x/roll/",
    ],
)
def test_steps_that_do_not_exist(signed_in, unverified, district, foreign_district, path) -> None:
    assert signed_in(unverified).get(path).status_code == 404


def test_way_the_akimat_does_not_offer_is_not_there(
    signed_in, unverified, akimat, district
) -> None:
    akimat.verify_by_code = False
    akimat.save()
    client = signed_in(unverified)
    page = client.get(reverse("people:verify_method", args=["pavlodar", district.kato]))
    assert "By a code sent" not in page.content.decode()
    for way in ("post", "sms"):
        address = reverse("people:verify_details", args=["pavlodar", district.kato, way])
        assert client.get(address).status_code == 404


def test_code_is_entered_and_sent_again_on_the_page_of_the_request(
    signed_in, unverified, akimat, district, capsys
) -> None:
    client = signed_in(unverified)
    address = reverse("people:verify_details", args=["pavlodar", district.kato, "sms"])
    client.post(address, {"iin": make_iin(), "phone": "8 701 123 45 67"})
    wrong = client.post(reverse("people:code"), {"code": "x"})
    assert wrong.status_code == 422
    assert "Tries left: 4" in wrong.content.decode()
    again = client.post(reverse("people:resend"), follow=True)
    assert "A code was sent a short while ago" in again.content.decode()
    gone = client.post(reverse("people:withdraw"), follow=True)
    assert "has been withdrawn" in gone.content.decode()


def test_refusal_is_read_on_ones_own_page(signed_in, claim, moderator) -> None:
    address = reverse("people:counter_refuse", args=["pavlodar", claim.reference])
    assert signed_in(moderator).post(address, {"reason": ""}).status_code == 422
    signed_in(moderator).post(address, {"reason": "The card has expired."})
    page = signed_in(claim.person).get(reverse("people:me")).content.decode()
    assert "The card has expired." in page


def test_roll_page_reports_bad_lines(signed_in, moderator, akimat, district) -> None:
    file = io.BytesIO(f"iin,kato,surname\n{make_iin()},551000000,A\n1,551000000,B\n".encode())
    file.name = "roll.csv"
    answer = signed_in(moderator).post(reverse("people:roll", args=["pavlodar"]), {"file": file})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "1 line was left out" in page
    assert '<th scope="row">3</th>' in page


def test_roll_page_refuses_what_is_no_table(signed_in, moderator, akimat) -> None:
    file = io.BytesIO(b"\x89PNG\r\n\x1a\n\xff")
    file.name = "roll.csv"
    answer = signed_in(moderator).post(reverse("people:roll", args=["pavlodar"]), {"file": file})
    assert answer.status_code == 422
    assert "not UTF-8 text" in answer.content.decode()


def test_profile_changes_name_language_and_consent(signed_in, unverified) -> None:
    client = signed_in(unverified)
    given = {"name": "Ерлан", "language": "ru", "mail": "on"}
    assert client.post(reverse("people:profile"), given)["Location"] == "/ru/me/"
    unverified.refresh_from_db()
    assert (unverified.name, unverified.language) == ("Ерлан", "ru")
    assert unverified.consents.get().kind == "mail"
    assert client.post(reverse("people:profile"), {"language": "xx"}).status_code == 422


def test_download_is_a_file_nobody_keeps(signed_in, resident) -> None:
    answer = signed_in(resident).get(reverse("people:download"))
    assert answer["Content-Disposition"] == 'attachment; filename="birge.json"'
    assert answer["Cache-Control"] == "no-store"
    assert answer.json()["profile"]["email"] == "resident@example.kz"


def test_erasing_asks_for_the_password_and_a_tick(client, unverified) -> None:
    given = {"login": unverified.email, "password": "a long pass phrase"}
    client.post(reverse("account_login"), given)
    asked = client.get(reverse("people:erase"))
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    client.post(asked["Location"], {"password": "a long pass phrase"})
    assert client.get(reverse("people:erase")).status_code == 200
    assert client.post(reverse("people:erase"), {}).status_code == 422
    client.post(reverse("people:erase"), {"understood": "on"})
    assert Person.objects.get(pk=unverified.pk).erased_at is not None
    assert client.get(reverse("people:me")).status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_queue_makes_the_same_number_of_queries(
    signed_in, moderator, akimat, district, now, count, django_assert_num_queries
) -> None:
    for _request in range(count):
        operations.request_verification(
            person=PersonFactory(),
            akimat=akimat,
            territory=district,
            method="in_person",
            iin=make_iin(),
            at=now,
        )
    client = signed_in(moderator)
    address = reverse("people:counter", args=["pavlodar"])
    client.get(address)
    with django_assert_num_queries(7):
        assert client.get(address).status_code == 200
