"""The open books through their pages."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from consultations.openness.models import Expense, Visit
from consultations.openness.slots import slots
from tests.factories.hearings_openness import expense, fund, gift, office_hours, plain_council
from tests.fixtures.hearings import Hearings

TEXTS = {"what_kk": "Автобус", "what_ru": "Автобус", "what_en": "Bus"}


def signed_in(hearings: Hearings, who: str) -> Client:
    client = Client()
    client.force_login(hearings.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return client


def base(hearings: Hearings) -> str:
    return f"/en/{hearings.akimat.slug}/hearings"


def test_a_resident_books_a_time(hearings: Hearings) -> None:
    council = plain_council(hearings.akimat, hearings.at)
    hours = office_hours(council, hearings.people["moderator"], hearings.at)
    client = signed_in(hearings, "resident")
    address = f"{base(hearings)}/office-hours/{hours.pk}/"
    wrong = client.post(address, {"slot": "noon", "topic": "Water pipe", "language": "ru"})
    assert wrong.status_code == 422
    assert "Water pipe" in wrong.content.decode()
    shown = client.get(address).context["form"].fields["slot"].choices
    booked = client.post(
        address, {"slot": shown[0][0], "topic": "Water pipe", "language": "ru"}, follow=True
    )
    assert "Your time" in booked.content.decode()
    assert Visit.objects.get().starts_at == slots(hours)[0]
    stranger = Client().get(address).content.decode()
    assert "Water pipe" not in stranger
    assert "2 of 3" in stranger


def test_an_expense_is_recorded_with_its_receipt(hearings: Hearings) -> None:
    council = plain_council(hearings.akimat, hearings.at)
    client = signed_in(hearings, "moderator")
    address = f"{base(hearings)}/expenses/{council.pk}/new/"
    data: dict[str, Any] = {
        "on": hearings.at.date().isoformat(),
        "kind": "travel",
        "amount_tenge": "12 000",
        "paid_to": "Bus station",
        **TEXTS,
    }
    wrong = client.post(address, {**data, "amount_tenge": "many"})
    assert wrong.status_code == 422
    paper = SimpleUploadedFile("receipt.pdf", b"%PDF-1.7 paper")
    client.post(address, {**data, "receipt": paper})
    line = Expense.objects.get()
    page = Client().get(f"{base(hearings)}/expenses/{council.pk}/").content.decode()
    assert "12\xa0000" in page
    answer = Client().get(f"{base(hearings)}/receipts/{line.receipt_id}/")
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 paper"
    assert answer["Content-Disposition"] == 'attachment; filename="receipt.pdf"'


def test_only_who_keeps_the_books_writes(hearings: Hearings) -> None:
    council = plain_council(hearings.akimat, hearings.at)
    line = expense(council, hearings.people["moderator"], hearings.at)
    pages = [
        f"{base(hearings)}/expenses/{council.pk}/new/",
        f"{base(hearings)}/office-hours/new/{council.pk}/",
        f"{base(hearings)}/lines/expense/{line.pk}/take-back/",
        f"{base(hearings)}/fund/new/",
    ]
    for who, status in (("moderator", 200), ("resident", 404), ("foreign_moderator", 404)):
        client = signed_in(hearings, who)
        assert [client.get(page).status_code for page in pages] == [status] * len(pages)


@pytest.mark.parametrize("count", [1, 3])
def test_the_register_costs_the_same_for_any_number_of_lines(
    hearings: Hearings, django_assert_num_queries: Any, count: int
) -> None:
    council = plain_council(hearings.akimat, hearings.at)
    for number in range(count):
        expense(council, hearings.people["moderator"], hearings.at - timedelta(days=number))
    with django_assert_num_queries(10):
        Client().get(f"{base(hearings)}/expenses/{council.pk}/")


def test_the_report_of_the_year_writes_itself(hearings: Hearings) -> None:
    council = plain_council(hearings.akimat, hearings.at)
    expense(council, hearings.people["moderator"], hearings.at)
    address = f"{base(hearings)}/reports/{council.pk}"
    page = Client().get(f"{address}/{hearings.at.year}/").content.decode()
    assert "Its work cost 12\xa0000\xa0₸. No budget was set." in page
    assert Client().get(f"{address}/{hearings.at.year + 1}/").status_code == 404


def test_the_fund_shows_what_people_who_moved_away_gave(hearings: Hearings) -> None:
    council = plain_council(hearings.akimat, hearings.at)
    held = fund(council, hearings.district, hearings.people["moderator"], hearings.at)
    gift(held, 5_000, hearings.people["moderator"], hearings.at, giver="=cmd()")
    page = Client().get(f"{base(hearings)}/fund/{held.pk}/").content.decode()
    assert "from people who moved away" in page
    table = Client().get(f"{base(hearings)}/fund/{held.pk}.csv").content.decode("utf-8-sig")
    assert "'=cmd()" in table
