"""The list, the card, the table: who sees what, in how many queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commons.proposals.enums import ProposalStatus
from edp.enums import RoundKind
from edp.opportunities.enums import OpportunityStatus
from tests.factories.edp_opportunities import card, commented, supported
from tests.fixtures.discovery import Discovery

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
LIST = "/en/pavlodar/discovery/economy-2026/opportunities/"


def page(client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_pages_render_in_every_language(client, discovery: Discovery, language: str) -> None:
    made = card(discovery.round, discovery.people["biz"], discovery.at, trl=4)
    base = f"/{language}/pavlodar/discovery/economy-2026/opportunities/"
    assert made.proposal.title in page(client, base)
    assert made.proposal.title in page(client, f"{base}{made.pk}/")
    page(client, f"{base}new/")


def test_list_shows_support_of_each_group_in_words(client, discovery: Discovery) -> None:
    made = card(discovery.round, discovery.people["biz"], discovery.at)
    supported(made, discovery.people["sci"], discovery.people["resident"], at=discovery.at)
    text = page(client, LIST)
    assert "Academia 1 of 1" in text
    assert "Business 0 of 1" in text
    assert "without a seat 1" in text
    assert "None yet from:" in text


def test_list_leaves_out_drafts_rejected_and_merged(client, discovery: Discovery) -> None:
    author = discovery.people["biz"]
    heir = card(discovery.round, author, discovery.at, proposal={"title": "The heir of both"})
    for status, title in (
        (ProposalStatus.DRAFT, "A draft of mine"),
        (ProposalStatus.SUBMITTED, "Waiting one"),
        (ProposalStatus.REJECTED, "Rejected one"),
    ):
        card(
            discovery.round, author, discovery.at,
            proposal_status=status, proposal={"title": title},
        )  # fmt: skip
    card(
        discovery.round,
        author,
        discovery.at,
        proposal_status=ProposalStatus.MERGED,
        status=OpportunityStatus.MERGED,
        proposal={"title": "Merged one", "merged_into": heir.proposal},
    )
    text = page(client, LIST)
    assert "The heir of both" in text
    for gone in ("A draft of mine", "Waiting one", "Rejected one", "Merged one"):
        assert gone not in text
    assert "Merged one" in page(client, f"{LIST}?status=merged")


def test_list_filters_and_searches(client, discovery: Discovery) -> None:
    author = discovery.people["biz"]
    card(discovery.round, author, discovery.at, proposal={"title": "Winter greenhouses"})
    card(
        discovery.round,
        author,
        discovery.at,
        status=OpportunityStatus.CHOSEN,
        proposal={"title": "Sugar beet and pulses"},
    )
    assert "Sugar beet" not in page(client, f"{LIST}?q=greenhouse")
    assert "greenhouses" not in page(client, f"{LIST}?status=chosen")
    assert "Nothing fits these filters" in page(client, f"{LIST}?origin=group")
    both = page(client, f"{LIST}?sort=nonsense&status=nonsense&group=x")
    assert "greenhouses" in both
    assert "Sugar beet" in both


def test_most_supported_comes_first(client, discovery: Discovery) -> None:
    author = discovery.people["biz"]
    liked = card(discovery.round, author, discovery.at, proposal={"title": "Liked by somebody"})
    card(
        discovery.round,
        author,
        discovery.at + timedelta(minutes=1),
        proposal={"title": "Newer and alone"},
    )
    supported(liked, discovery.people["sci"], at=discovery.at)
    newest, most = page(client, LIST), page(client, f"{LIST}?sort=supported")
    assert newest.index("Newer and alone") < newest.index("Liked by somebody")
    assert most.index("Liked by somebody") < most.index("Newer and alone")


def test_list_takes_as_many_queries_for_three_as_for_one(client, discovery: Discovery) -> None:
    author = discovery.people["biz"]

    def counted(address: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page(client, address)
        return len(queries)

    one = card(discovery.round, author, discovery.at)
    card(discovery.round, author, discovery.at)
    supported(one, discovery.people["sci"], at=discovery.at)
    commented(one, discovery.people["sci"], discovery.at)
    counted(LIST)
    first = {
        address: counted(address) for address in (LIST, LIST[:-1] + ".csv", f"{LIST}{one.pk}/")
    }
    for _ in range(2):
        more = card(discovery.round, author, discovery.at)
        supported(more, discovery.people["gov"], at=discovery.at)
        commented(one, discovery.people["gov"], discovery.at)
    assert {address: counted(address) for address in first} == first


def test_card_shows_everything_it_holds(client, discovery: Discovery) -> None:
    made = card(
        discovery.round,
        discovery.people["biz"],
        discovery.at,
        trl=4,
        cost_low_tenge=10_000_000,
        cost_high_tenge=25_000_000,
        risks="Electricity may become dear.",
        assets_text="The dry port.",
    )
    text = page(client, f"{LIST}{made.pk}/")
    for words in (
        "Half of the berries spoil",
        "A shared cold store",
        "Shops of three regions",
        "The dry port.",
        "Berry Union",
        "nobody named yet",
        "Level 4 of 9",
        "it works in a laboratory",
        "Electricity may become dear.",
        "Cold storage with online booking",
    ):
        assert words in text


@pytest.mark.parametrize("status", [ProposalStatus.DRAFT, ProposalStatus.SUBMITTED])
@pytest.mark.parametrize(
    ("who", "draft", "submitted"),
    [
        ("", 404, 404),
        ("resident", 404, 404),
        ("gov", 404, 404),
        ("biz", 200, 200),
        ("moderator", 404, 200),
        ("specialist", 404, 200),
        ("foreign_moderator", 404, 404),
    ],
)
def test_unpublished_card_is_for_its_author_and_staff(
    client, discovery: Discovery, who: str, draft: int, submitted: int, status: str
) -> None:
    made = card(discovery.round, discovery.people["biz"], discovery.at, proposal_status=status)
    if who:
        client.force_login(discovery.people[who])
    expected = draft if status == ProposalStatus.DRAFT else submitted
    assert client.get(f"{LIST}{made.pk}/").status_code == expected


def test_card_of_another_round_is_not_found(client, discovery: Discovery) -> None:
    made = card(discovery.round, discovery.people["biz"], discovery.at)
    assert client.get(f"/en/pavlodar/discovery/other/opportunities/{made.pk}/").status_code == 404
    assert client.get(f"{LIST}{made.pk + 999}/").status_code == 404


def test_competition_speaks_of_entries(client, discovery: Discovery) -> None:
    discovery.round.kind = RoundKind.COMPETITION
    discovery.round.label_kk = discovery.round.label_en = "Region of invention"
    discovery.round.prize_tenge = 50_000_000
    discovery.round.save()
    text = page(client, LIST)
    assert "Enter the competition" in text
    assert "A jury scores the entries" in text
    assert "Region of invention" in text


def test_table_holds_every_public_card_and_disarms_formulas(client, discovery: Discovery) -> None:
    made = card(
        discovery.round,
        discovery.people["biz"],
        discovery.at,
        proposal={"title": "=HYPERLINK(evil)"},
        trl=2,
    )
    supported(made, discovery.people["gov"], discovery.people["resident"], at=discovery.at)
    answer = client.get(LIST[:-1] + ".csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    head, row = answer.content.decode("utf-8-sig").strip().splitlines()
    cells = dict(zip(head.split(","), row.split(","), strict=True))
    assert cells["number"] == str(made.pk)
    assert cells["title"] == "'=HYPERLINK(evil)"
    assert cells["readiness"] == "the use is described"
    assert (cells["supports"], cells["supports_gov"], cells["supports_without_seat"]) == (
        "2", "1", "1",
    )  # fmt: skip
