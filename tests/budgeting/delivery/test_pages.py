"""The board, the page of a project, and where staff report."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from budgeting.delivery.states import state
from budgeting.enums import MilestoneKind, PhotoKind, ProjectStatus, RoundStatus
from budgeting.models import Contract, Milestone, Payment, Photo, Project, Round

pytestmark = pytest.mark.django_db

CAST = {
    "visitor": False,
    "unverified": False,
    "resident": False,
    "neighbour": False,
    "expert": False,
    "observer": False,
    "foreign_moderator": False,
    "specialist": True,
    "moderator": True,
}
REPORTING = ["edit", "contract", "payment", "photo", "milestone"]


def url(project, name="delivery"):
    round = project.round
    args = [round.akimat.slug, round.slug, project.pk]
    if name == "milestone":
        args.append("works")
    return reverse(
        f"budgeting:{'delivery' if name == 'delivery' else f'delivery_{name}'}", args=args
    )


def board(akimat):
    return reverse("budgeting:board", args=[akimat.slug])


@pytest.fixture
def reporter(winner, specialist, signed_in):
    return signed_in(specialist)


# --- who ---


@pytest.mark.parametrize("role", CAST)
def test_everyone_reads_the_board_and_a_project(winner, request, signed_in, role):
    client = signed_in(request.getfixturevalue(role))
    assert client.get(url(winner)).status_code == 200
    assert client.get(board(winner.round.akimat)).status_code == 200


@pytest.mark.parametrize("name", REPORTING)
@pytest.mark.parametrize(("role", "may"), CAST.items())
def test_only_staff_of_the_akimat_report(winner, request, signed_in, role, may, name):
    answer = signed_in(request.getfixturevalue(role)).get(url(winner, name))
    anonymous = role == "visitor"
    assert answer.status_code == (200 if may else 302 if anonymous else 404)
    page = signed_in(request.getfixturevalue(role)).get(url(winner))
    assert (url(winner, "edit") in page.content.decode()) == may


@pytest.mark.parametrize("name", ["delivery", *REPORTING])
def test_a_project_that_lost_has_no_delivery(published, reporter, name):
    assert reporter.get(url(published.projects[0], name)).status_code == 404


@pytest.mark.parametrize("status", [s for s in RoundStatus.values if s != "result_published"])
def test_nothing_is_built_before_the_result_is_public(winner, reporter, status):
    Round.objects.filter(pk=winner.round_id).update(status=status)
    assert reporter.get(url(winner)).status_code == 404
    assert winner.proposal.title not in reporter.get(board(winner.round.akimat)).content.decode()


def test_another_akimat_has_no_such_project(winner, client, other_akimat):
    path = url(winner).replace(winner.round.akimat.slug, other_akimat.slug)
    assert client.get(path).status_code == 404
    assert winner.proposal.title not in client.get(board(other_akimat)).content.decode()


# --- reporting ---


def test_a_step_is_planned_from_the_form(winner, reporter):
    answer = reporter.post(url(winner, "milestone"), {"planned_date": "2026-12-24"})
    assert answer.status_code == 302
    assert Milestone.objects.get(project=winner).planned_date == date(2026, 12, 24)


def test_a_step_moved_without_reason_keeps_what_was_typed(winner, reporter):
    Milestone.objects.create(project=winner, kind="works", planned_date=date(2026, 6, 1))
    typed = {"expected_date": "2026-09-09", "delay_reason_kk": "Жаңбыр көп болды"}
    answer = reporter.post(url(winner, "milestone"), typed)
    assert answer.status_code == 422
    assert "2026-09-09" in answer.content.decode()
    assert "Жаңбыр көп болды" in answer.content.decode()
    assert Milestone.objects.get().expected_date is None


def test_a_payment_above_the_contract_asks_first(winner, reporter):
    contract = Contract.objects.create(
        project=winner, contractor="TOO", subject="Benches", number="7", amount_tenge=100,
        signed_date=date(2026, 5, 1),
    )  # fmt: skip
    typed = {
        "contract": contract.pk,
        "what": "Advance",
        "amount_tenge": "101",
        "paid_date": "2026-05-02",
    }
    answer = reporter.post(url(winner, "payment"), typed)
    assert answer.status_code == 422
    assert 'name="over_contract"' in answer.content.decode()
    assert "Advance" in answer.content.decode()
    assert not Payment.objects.exists()
    again = reporter.post(url(winner, "payment"), {**typed, "over_contract": "on"})
    assert again.status_code == 302
    assert Payment.objects.get().amount_tenge == 101


def test_contract_and_photo_are_added_from_their_forms(winner, reporter):
    reporter.post(
        url(winner, "contract"),
        {
            "contractor": "TOO", "subject": "Benches", "number": "7", "amount_tenge": "5 000",
            "signed_date": "2026-05-01",
        },
    )  # fmt: skip
    picture = BytesIO()
    Image.new("RGB", (30, 20), "red").save(picture, "PNG")
    picture.seek(0)
    picture.name = "photo.png"
    typed = {"kind": "before", "photo": picture, "alt": "", "taken_date": "2026-05-01"}
    assert reporter.post(url(winner, "photo"), typed).status_code == 422
    picture.seek(0)
    assert reporter.post(url(winner, "photo"), {**typed, "alt": "A yard"}).status_code == 302
    assert Contract.objects.get().amount_tenge == 5_000
    assert Photo.objects.get().alt == "A yard"
    page = reporter.get(url(winner)).content.decode()
    assert 'alt="A yard"' in page
    assert "5\xa0000\xa0₸" in page


def test_page_shows_delays_with_reason_in_the_readers_language(winner, client):
    Milestone.objects.create(
        project=winner, kind="works", planned_date=date(2026, 6, 1),
        expected_date=date(2099, 9, 1), delay_reason_kk="Жаңбыр", delay_reason_ru="Дождь",
    )  # fmt: skip
    rest = url(winner).split("/", 2)[2]
    assert "Дождь" in client.get(f"/ru/{rest}").content.decode()
    assert "Жаңбыр" in client.get(f"/kk/{rest}").content.decode()


# --- the board ---


def step(project, kind, planned, done=None, expected=None):
    return Milestone.objects.create(
        project=project, kind=kind, planned_date=planned, done_date=done, expected_date=expected
    )


TODAY = date(2026, 7, 1)
BEFORE, AFTER = TODAY - timedelta(days=9), TODAY + timedelta(days=9)


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([], "planned"),
        ([("works", AFTER, None, None)], "planned"),
        ([("works", TODAY, None, None)], "planned"),
        ([("works", BEFORE, None, None)], "late"),
        ([("works", BEFORE, None, AFTER)], "late"),
        ([("works", AFTER, None, AFTER + timedelta(days=1))], "late"),
        ([("works", AFTER, None, BEFORE)], "late"),
        ([("design", BEFORE, BEFORE, None), ("works", AFTER, None, None)], "tender"),
        ([("works", BEFORE, BEFORE, None), ("opened", AFTER, None, None)], "works"),
        ([("acceptance", BEFORE, BEFORE, None)], "done"),
        ([("acceptance", BEFORE, BEFORE, None), ("opened", AFTER, None, None)], "works"),
        ([("opened", BEFORE, BEFORE, None), ("works", BEFORE, None, None)], "done"),
    ],
)
def test_state_is_told_by_the_milestones(winner, steps, expected):
    for kind, planned, done, expected_date in steps:
        step(winner, kind, planned, done, expected_date)
    assert state(winner, TODAY) == expected


def test_board_sums_and_sorts(published, client):
    done, late = published.projects[2], published.projects[1]
    step(done, MilestoneKind.OPENED, date(2026, 5, 1), date(2026, 5, 1))
    step(late, MilestoneKind.WORKS, date(2026, 5, 1), None, timezone.localdate() + timedelta(9))
    Payment.objects.create(project=done, what="All", amount_tenge=7_000_000, paid_date=TODAY)
    found = client.get(board(published.round.akimat)).context["board"]
    columns = {column.code: [c.project.pk for c in column.cards] for column in found.columns}
    assert columns == {
        "late": [late.pk], "works": [], "tender": [], "planned": [], "done": [done.pk],
    }  # fmt: skip
    assert (found.count, found.totals.cost, found.totals.paid) == (2, 35_000_000, 7_000_000)


def test_board_is_narrowed_by_district_category_and_year(published, client, district):
    first, second = published.projects[2], published.projects[1]
    proposal = first.proposal
    proposal.territory = district
    proposal.save()
    page = board(published.round.akimat)

    def shown(**query):
        found = client.get(page, query).context["board"]
        return {card.project.pk for column in found.columns for card in column.cards}

    assert shown() == {first.pk, second.pk}
    assert shown(district=district.kato) == {first.pk}
    assert shown(year="2026") == {first.pk, second.pk}
    assert shown(category=str(first.proposal.category)) == {first.pk, second.pk}
    # What is no choice narrows nothing.
    assert shown(year="1999") == {first.pk, second.pk}


def test_imported_elections_are_not_on_the_board(winner, client):
    Round.objects.filter(pk=winner.round_id).update(imported_from="a.pb")
    assert client.get(board(winner.round.akimat)).context["board"].of_all == 0


def test_board_takes_the_same_queries_at_3_projects_as_at_1(hold_vote, client, district, akimat):
    def queries(costs, slug):
        hold_vote(
            costs, [((0, 1, 2)[: len(costs)], district.kato, 20)], slug=slug
        ).count().publish()
        for project in Project.objects.filter(status=ProjectStatus.WON):
            step(project, MilestoneKind.WORKS, AFTER)
        client.get(board(akimat))
        with CaptureQueriesContext(connection) as captured:
            client.get(board(akimat))
        return len(captured)

    one = queries((10_000_000,), "one")
    Milestone.objects.all().delete()
    assert queries((10_000_000, 9_000_000, 8_000_000), "three") == one
    assert Project.objects.filter(status=ProjectStatus.WON).count() == 4


def test_project_page_takes_the_same_queries_at_3_photos_as_at_1(winner, client):
    def queries(number):
        contract = Contract.objects.create(
            project=winner, contractor="TOO", subject="Benches", number=str(number),
            amount_tenge=100, signed_date=TODAY,
        )  # fmt: skip
        Payment.objects.create(
            project=winner, contract=contract, what="All", amount_tenge=7, paid_date=TODAY
        )
        Photo.objects.create(
            project=winner, kind=PhotoKind.DURING, alt="Works", taken_date=TODAY, image="a.webp"
        )
        client.get(url(winner))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url(winner)).status_code == 200
        return len(captured)

    first = queries(1)
    queries(2)
    assert queries(3) == first
