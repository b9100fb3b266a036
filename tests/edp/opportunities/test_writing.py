"""Writing a card: who, when, page by page, and what is said when something is wrong."""

from datetime import timedelta

import pytest

from commons.audit.models import Entry
from commons.people.models import Person
from commons.proposals import operations as proposals
from commons.proposals.enums import ProposalStatus
from commons.proposals.errors import ProposalError
from commons.proposals.models import Proposal
from edp.enums import StageKind
from edp.models import Asset, Event, Registration
from edp.opportunities import operations
from edp.opportunities.enums import OpportunityOrigin
from edp.opportunities.errors import OpportunityError
from edp.opportunities.models import Opportunity
from edp.opportunities.operations import PartnerFields
from tests.factories.edp import columns
from tests.factories.edp_opportunities import card
from tests.fixtures.discovery import Discovery

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
LIST = "/en/pavlodar/discovery/economy-2026/opportunities/"


def start(discovery: Discovery, who: str, **more) -> Opportunity:
    values = {
        "round": discovery.round,
        "author": discovery.people[who],
        "language": "en",
        "at": discovery.at,
    }
    return operations.start_card(**{**values, **more})


@pytest.fixture
def group(discovery: Discovery) -> Event:
    """The business seat is registered, the one of academia leads, nobody else is in it."""
    made = Event.objects.create(
        round=discovery.round,
        kind="focus",
        **columns("title", "Food group"),
        starts_at=discovery.at,
        ends_at=discovery.at + timedelta(hours=3),
        published_at=discovery.at,
        rapporteur=discovery.seats["sci"],
    )
    Registration.objects.create(
        event=made, stakeholder=discovery.seats["biz"], registered_at=discovery.at
    )
    return made


@pytest.mark.parametrize(
    ("stage", "opens"),
    [
        (StageKind.EVIDENCE, False),
        (StageKind.DISCOVERY, True),
        (StageKind.EVALUATION, False),
        (StageKind.CONSULTATION, False),
    ],
)
@pytest.mark.parametrize("who", ["biz", "resident", "moderator", "foreign_moderator"])
def test_anyone_writes_while_the_call_runs(
    discovery: Discovery, who: str, stage: str, opens: bool
) -> None:
    at = discovery.round.phases.get(kind=stage).opens_at
    if opens:
        assert start(discovery, who, at=at).origin == OpportunityOrigin.CALL
    else:
        with pytest.raises(ProposalError) as raised:
            start(discovery, who, at=at)
        assert raised.value.code == "call_not_open"


@pytest.mark.parametrize(
    ("who", "may"),
    [("biz", True), ("sci", True), ("moderator", True), ("gov", False), ("resident", False)],
)
def test_card_of_a_group_is_written_by_its_people(
    discovery: Discovery, group: Event, who: str, may: bool
) -> None:
    if may:
        made = start(discovery, who, event=group)
        assert (made.origin, made.event) == (OpportunityOrigin.GROUP, group)
    else:
        with pytest.raises(OpportunityError) as raised:
            start(discovery, who, event=group)
        assert raised.value.code == "not_of_event"


def test_cancelled_registration_does_not_count(discovery: Discovery, group: Event) -> None:
    group.registrations.update(status="cancelled")
    with pytest.raises(OpportunityError):
        start(discovery, "biz", event=group)


def test_draft_goes_on_and_an_empty_one_joins_the_group(discovery: Discovery, group: Event) -> None:
    first = start(discovery, "biz")
    assert start(discovery, "biz", event=group) == first
    first.refresh_from_db()
    assert first.event == group
    operations.save_card(
        opportunity=first,
        fields={"title": "Cold store for berries"},
        actor=discovery.people["biz"],
        at=discovery.at,
    )
    assert start(discovery, "biz") == first
    other = Event.objects.create(
        round=discovery.round,
        kind="focus",
        **columns("title", "Another"),
        starts_at=discovery.at,
        ends_at=discovery.at + timedelta(hours=1),
        facilitator=discovery.seats["biz"],
    )
    with pytest.raises(OpportunityError) as raised:
        start(discovery, "biz", event=other)
    assert raised.value.code == "draft_open"


def answers(client, pk: int, step: str, **data: object) -> object:
    return client.post(f"{LIST}{pk}/edit/{step}/", data)


def test_card_is_written_page_by_page_and_handed_in(client, discovery: Discovery) -> None:
    asset = Asset.objects.create(
        round=discovery.round,
        dimension="economic",
        mobility="immobile",
        title="Dry port",
        source="Register",
        author=discovery.people["gov"],
        added_at=discovery.at,
    )
    author = discovery.people["resident"]
    client.force_login(author)
    begun = client.post(f"{LIST}new/")
    made = Opportunity.objects.get()
    assert begun.url == f"{LIST}{made.pk}/edit/idea/"
    leads = answers(
        client, made.pk, "idea",
        title="Cold store for berries", activity="Storing berries", language="en",
    )  # fmt: skip
    assert leads.url == f"{LIST}{made.pk}/edit/text/"
    leads = answers(client, made.pk, "text", problem="They spoil.", description="A store.")
    assert leads.url == f"{LIST}{made.pk}/edit/people/"
    leads = answers(
        client, made.pk, "people",
        market="Shops", assets_text="", assets=[asset.pk],
        partners_gov="", partners_biz="Berry Union: grows\n\nDriver", partners_sci="",
        partners_civ="",
    )  # fmt: skip
    assert leads.url == f"{LIST}{made.pk}/edit/means/"
    leads = answers(
        client, made.pk, "means", trl="4", cost_low_tenge="1 000 000", cost_high_tenge="", risks=""
    )
    assert leads.url == f"{LIST}{made.pk}/edit/files/"
    assert "Submit the card" in client.get(f"{LIST}{made.pk}/edit/check/").content.decode()
    assert answers(client, made.pk, "check").url == f"{LIST}{made.pk}/"
    made.refresh_from_db()
    assert made.proposal.status == ProposalStatus.SUBMITTED
    assert (made.activity, made.trl, made.cost_low_tenge) == ("Storing berries", 4, 1_000_000)
    assert list(made.assets.all()) == [asset]
    assert list(made.partners.values_list("sector", "name", "role")) == [
        ("biz", "Berry Union", "grows"),
        ("biz", "Driver", ""),
    ]


def test_title_like_another_shows_it_before_going_on(client, discovery: Discovery) -> None:
    near = card(
        discovery.round, discovery.people["biz"], discovery.at,
        proposal={"title": "Cold store for berries and fruit"},
    )  # fmt: skip
    client.force_login(discovery.people["resident"])
    made = start(discovery, "resident")
    leads = answers(
        client, made.pk, "idea",
        title="Cold store for berries", activity="Storing", language="en",
    )  # fmt: skip
    assert leads.url == f"{LIST}{made.pk}/edit/similar/"
    text = client.get(leads.url).content.decode()
    assert near.proposal.title in text
    assert f"{LIST}{near.pk}/" in text


@pytest.mark.parametrize(
    ("step", "data", "words"),
    [
        ("idea", {"title": "Short", "activity": "x", "language": "en"}, "at least 8 characters"),
        ("idea", {"title": "Long enough title", "language": "en"}, "Say which activity it is."),
        ("text", {"problem": "Only this"}, "Say what is new."),
        ("people", {"assets_text": "Port"}, "Say who would buy or use it."),
        ("means", {"cost_low_tenge": "9", "cost_high_tenge": "3"}, "must not be below the first"),
        ("means", {"cost_low_tenge": "much"}, "whole number of tenge"),
    ],
)
def test_bad_answers_are_named_and_kept(
    client, discovery: Discovery, step: str, data: dict[str, str], words: str
) -> None:
    made = start(discovery, "resident")
    client.force_login(discovery.people["resident"])
    answer = answers(client, made.pk, step, **data)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert words in text
    assert all(value in text for value in data.values())


def test_incomplete_card_is_not_handed_in(client, discovery: Discovery) -> None:
    made = start(discovery, "resident")
    client.force_login(discovery.people["resident"])
    answer = answers(client, made.pk, "check")
    assert answer.status_code == 422
    assert "Some answers are still missing" in answer.content.decode()
    assert Proposal.objects.get().status == ProposalStatus.DRAFT


@pytest.mark.parametrize("who", ["gov", "moderator", "foreign_moderator"])
def test_others_do_not_write_in_a_card(client, discovery: Discovery, who: str) -> None:
    made = start(discovery, "biz")
    client.force_login(discovery.people[who])
    assert client.get(f"{LIST}{made.pk}/edit/idea/").status_code == 404
    with pytest.raises(ProposalError) as raised:
        operations.save_card(
            opportunity=made,
            fields={"market": "Mine"},
            actor=discovery.people[who],
            at=discovery.at,
        )
    assert raised.value.code == "not_author"


def test_returned_card_is_corrected_and_the_record_keeps_former_words(
    discovery: Discovery, moderator: Person
) -> None:
    made = card(
        discovery.round, discovery.people["biz"], discovery.at,
        proposal_status=ProposalStatus.SUBMITTED,
    )  # fmt: skip
    reason = {"kk": "Себебі", "ru": "Причина", "en": "Reason"}
    proposals.return_for_correction(
        proposal=made.proposal, reason=reason, actor=moderator, at=discovery.at
    )
    operations.save_card(
        opportunity=made,
        fields={"market": "Two regions", "partners": [PartnerFields("gov", "Akimat")]},
        actor=discovery.people["biz"],
        at=discovery.at,
    )
    was = Entry.objects.get(verb="correct_opportunity").detail["was"]
    assert was == {"market": "Shops of three regions", "partners": ["biz: Berry Union"]}
    operations.submit_card(opportunity=made, actor=discovery.people["biz"], at=discovery.at)
    assert Proposal.objects.get().status == ProposalStatus.SUBMITTED


def test_strength_of_another_round_is_refused(discovery: Discovery) -> None:
    made = start(discovery, "biz")
    with pytest.raises(OpportunityError) as raised:
        operations.save_card(
            opportunity=made,
            fields={"assets": [Asset(pk=999_999)]},
            actor=discovery.people["biz"],
            at=discovery.at,
        )
    assert raised.value.code == "unknown_asset"


def test_deleted_draft_takes_its_card_along(client, discovery: Discovery) -> None:
    made = start(discovery, "biz")
    client.force_login(discovery.people["biz"])
    slug = made.proposal.call.slug
    client.post(f"/en/pavlodar/proposals/{slug}/{made.proposal_id}/withdraw/")
    assert not Opportunity.objects.exists()
