"""At the counter: paper forms of each format, voters who are helped, urns with their protocol."""

from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from budgeting.models import Envelope, Round
from commons.people.iin import keyed_hash
from commons.voting import operations, queries
from commons.voting.models import Ballot, PaperBallot, Poll, UrnCount
from tests.budgeting.ballot.support import code_of
from tests.factories.people import make_iin
from tests.fixtures.ballot import CITYWIDE, MakeRound

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

STATES = ["announced", "ballot_fixed", "voting_open", "voting_closed", "counted"]


@pytest.fixture
def iin(resident: Any) -> str:
    """The resident's, which nothing holds in plain."""
    found = make_iin()
    resident.elector.iin_hash = keyed_hash(found)
    resident.elector.save()
    return found


def address(page: str, *more: Any) -> str:
    envelope = Envelope.objects.get(territory__kato=CITYWIDE)
    args = [envelope.round_id, envelope.pk, *more]
    return reverse(f"admin:budgeting_round_{page}", args=args)


def citywide() -> Poll:
    return Poll.objects.get(budget_envelope__territory__kato=CITYWIDE)


# Format, its rules, what the first types of the numbers a and b, the second, what is stored.
ENTRIES: list[tuple[str, dict[str, Any], Any, str, dict[str, int]]] = [
    ("knapsack", {}, lambda a, b: {"choices": [a, b]}, "{a}, {b}", {"a": 1, "b": 1}),
    ("yes_no", {}, lambda a, b: {"choices": [a]}, "{a}", {"a": 1}),
    (
        "score",
        {"points_each": 5},
        lambda a, b: {f"points_{a}": 5, f"points_{b}": 0},
        "{a}:5, {b}:0",
        {"a": 5},
    ),
    (
        "points",
        {},
        lambda a, b: {f"points_{a}": 5, f"points_{b}": 2},
        "{a}:5;{b}:2",
        {"a": 5, "b": 2},
    ),
    (
        "ordinal",
        {"max_choices": 3},
        lambda a, b: {"marks": f"{b}>{a}"},
        "{b}, {a}",
        {"a": 2, "b": 3},
    ),
]


@pytest.mark.parametrize(("form", "rules", "first", "second", "stored"), ENTRIES)
@pytest.mark.parametrize("page", ["paper", "assisted"])
def test_form_of_each_format_is_entered_twice_and_counts(
    make_voting_round: MakeRound,
    at_desk: Any,
    moderator: Any,
    specialist: Any,
    iin: str,
    page: str,
    form: str,
    rules: dict[str, Any],
    first: Any,
    second: str,
    stored: dict[str, int],
) -> None:
    make_voting_round(ballot_format=form, **rules)
    poll = citywide()
    a, b = code_of(poll, 30), code_of(poll, 20)
    who = {"reason": "reading", "consent": "on"} if page == "assisted" else {"number": "N-1"}

    assert at_desk(moderator).get(address(page)).status_code == 200
    answer = at_desk(moderator).post(address(page), {"iin": iin, **who, **first(a, b)})
    assert answer.status_code == 302
    paper = PaperBallot.objects.get()
    confirm = f"{reverse('admin:voting_paperballot_decide', args=['confirm'])}?ids={paper.pk}"
    marks = second.format(a=a, b=b)
    assert at_desk(moderator).post(confirm, {"marks": marks}).status_code == 422
    assert at_desk(specialist).post(confirm, {"marks": "99"}).status_code == 422
    assert at_desk(specialist).post(confirm, {"marks": marks}).status_code == 302
    operations.close_poll(poll=poll, actor=moderator, at=timezone.now())

    ballot = Ballot.objects.get()
    names = {"a": a, "b": b}
    assert ballot.choices == {names[key]: points for key, points in stored.items()}
    assert ballot.channel == page
    assert queries.counting_channels(Poll.objects.get(pk=poll.pk)) == {page: 1}


@pytest.mark.parametrize(
    ("marks", "words"),
    [("1>1", "stands there twice"), ("1>2>3>1", "Too many chosen"), ("9>8", "no option")],
)
def test_ranking_that_cannot_be_is_said(
    make_voting_round: MakeRound, at_desk: Any, moderator: Any, iin: str, marks: str, words: str
) -> None:
    make_voting_round(ballot_format="ordinal", max_choices=2)
    sent = {"iin": iin, "number": "N-1", "marks": marks}
    page = at_desk(moderator).post(address("paper"), sent)
    assert page.status_code == 422
    assert words in page.content.decode()
    assert not PaperBallot.objects.exists()


@pytest.mark.parametrize("left_out", ["reason", "consent"])
def test_nobody_is_helped_without_reason_and_consent(
    voting_round: Round, at_desk: Any, moderator: Any, iin: str, left_out: str
) -> None:
    sent = {"iin": iin, "reason": "reading", "consent": "on", "choices": []}
    del sent[left_out]
    assert at_desk(moderator).post(address("assisted"), sent).status_code == 422
    assert not PaperBallot.objects.exists()


def test_slip_has_the_number_and_nothing_of_the_choices(
    voting_round: Round, at_desk: Any, moderator: Any, iin: str
) -> None:
    code = code_of(citywide(), 20)
    sent = {"iin": iin, "reason": "reading", "consent": "on", "choices": [code]}
    answer = at_desk(moderator).post(address("assisted"), sent)
    paper = PaperBallot.objects.get()

    assert answer["Location"].endswith(address("slip", paper.pk).split("/", 2)[2])
    shown = at_desk(moderator).get(answer["Location"]).content.decode()
    assert paper.number in shown
    assert "for 20 million" not in shown


def urn(**more: Any) -> dict[str, Any]:
    code = code_of(citywide(), 20)
    scan = BytesIO(b"%PDF-1.7 scan")
    scan.name = "scan.pdf"
    return {
        "place": "School 4",
        "filled": 9,
        "invalid": 1,
        f"total_{code}": 8,
        "protocol": scan,
    } | more


def test_urn_is_entered_confirmed_and_its_protocol_is_a_file_to_save(
    voting_round: Round, at_desk: Any, moderator: Any, specialist: Any, foreign_moderator: Any
) -> None:
    first, second = at_desk(moderator), at_desk(specialist)
    assert first.get(address("urn")).status_code == 200
    assert first.post(address("urn"), urn()).status_code == 302
    count = UrnCount.objects.get()
    assert (count.forms, count.invalid, count.totals) == (9, 1, {code_of(citywide(), 20): 8})

    page = second.get(reverse("admin:voting_urncount_change", args=[count.pk]))
    assert page.status_code == 200
    confirm = f"{reverse('admin:voting_urncount_decide', args=['confirm'])}?ids={count.pk}"
    assert second.post(confirm, {}).status_code == 422
    assert first.post(confirm, {"compared": "on"}).status_code == 422
    assert second.post(confirm, {"compared": "on"}).status_code == 302
    count.refresh_from_db()
    assert (count.status, count.confirmed_by) == ("confirmed", specialist)

    scan = reverse("admin:voting_urncount_protocol", args=[count.pk])
    file = second.get(scan)
    assert file["Content-Disposition"].startswith("attachment")
    assert file["X-Content-Type-Options"] == "nosniff"
    assert at_desk(foreign_moderator).get(scan).status_code == 404


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"invalid": 10}, "invalid"),
        ({"place": ""}, "place"),
        ({"protocol": ""}, "protocol"),
    ],
)
def test_fault_of_an_urn_is_said_at_its_field(
    voting_round: Round, at_desk: Any, moderator: Any, more: dict[str, Any], field: str
) -> None:
    page = at_desk(moderator).post(address("urn"), urn(**more))
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]


def test_total_that_forms_cannot_hold_is_said_at_its_project(
    voting_round: Round, at_desk: Any, moderator: Any
) -> None:
    code = code_of(citywide(), 20)
    page = at_desk(moderator).post(address("urn"), urn(**{f"total_{code}": 9}))
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [f"total_{code}"]
    assert not UrnCount.objects.exists()


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("who", ["moderator", "specialist", "observer", "foreign_moderator"])
@pytest.mark.parametrize("page", ["paper", "assisted", "urn"])
def test_who_enters_what_in_which_phase(
    voting_round: Round, at_desk: Any, member: Any, who: str, page: str, state: str
) -> None:
    Round.objects.update(status=state)
    states = {"urn": STATES[2:]}.get(page, ["voting_open"])
    allowed = who == "moderator" and state in states

    assert at_desk(member(who)).get(address(page)).status_code == (200 if allowed else 404)
    assert at_desk(member(who)).post(address(page), {}).status_code == (422 if allowed else 404)


def test_published_round_takes_no_urn(voting_round: Round, at_desk: Any, moderator: Any) -> None:
    Round.objects.update(status="result_published")
    assert at_desk(moderator).get(address("urn")).status_code == 404
