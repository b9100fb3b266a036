"""Totals of urns: what forms can hold, two officers, a protocol, and no part in the count."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from commons.audit.models import Entry
from commons.voting import operations, queries
from commons.voting.errors import VotingError
from commons.voting.formats import Rules, valid
from commons.voting.models import Poll, Publication, UrnCount
from commons.voting.published import urn_counts
from commons.voting.urn_sums import fitting

COSTS = {"1": 10, "2": 20, "3": 30}
FORMATS = ["approval", "knapsack", "single", "points", "score", "ordinal", "yes_no"]
PDF = b"%PDF-1.7 a scan"

Enter = Callable[..., UrnCount]


def rules(ballot_format: str) -> Rules:
    return Rules(ballot_format, 40, COSTS, max_choices=2, points_total=5, points_each=4)


@pytest.mark.parametrize("ballot_format", FORMATS)
@given(forms=st.lists(st.dictionaries(st.sampled_from(list(COSTS)), st.integers(1, 4)), max_size=6))
def test_sums_of_valid_forms_always_fit(ballot_format: str, forms: list[dict[str, int]]) -> None:
    """Whatever ballots are in an urn, their totals are accepted."""
    kept = []
    for form in forms:
        try:
            kept.append(valid(rules(ballot_format), form))
        except VotingError:
            continue
    totals = {code: sum(form.get(code, 0) for form in kept) for code in COSTS}
    expected = {code: total for code, total in totals.items() if total}
    assert fitting(rules(ballot_format), len(kept), totals) == expected


@pytest.mark.parametrize(
    ("ballot_format", "totals", "code"),
    [
        ("approval", {"1": 11}, "urn_total_too_large"),
        ("approval", {"1": 10, "2": 10, "3": 1}, "urn_sum_too_large"),
        ("single", {"1": 6, "2": 5}, "urn_sum_too_large"),
        ("knapsack", {"2": 10, "3": 10}, "urn_over_budget"),
        ("points", {"1": 41}, "urn_total_too_large"),
        ("points", {"1": 40, "2": 11}, "urn_sum_too_large"),
        ("score", {"1": 41}, "urn_total_too_large"),
        ("ordinal", {"1": 21}, "urn_total_too_large"),
        ("ordinal", {"1": 20, "2": 11}, "urn_sum_too_large"),
        ("yes_no", {"1": 11}, "urn_total_too_large"),
        ("yes_no", {"9": 1}, "unknown_option"),
        ("yes_no", {"1": -1}, "points_invalid"),
        ("yes_no", {"1": True}, "points_invalid"),
    ],
)
def test_more_than_ten_forms_can_hold_is_refused(
    ballot_format: str, totals: dict[str, int], code: str
) -> None:
    with pytest.raises(VotingError) as caught:
        fitting(rules(ballot_format), 10, totals)
    assert caught.value.code == code
    assert caught.value.message


@pytest.fixture
def enter(open_poll: Poll, specialist: Any) -> Enter:
    def enter_one(**more: Any) -> UrnCount:
        told = {
            "poll": open_poll,
            "place": "School 4",
            "forms": 10,
            "invalid": 1,
            "totals": {"1": 5, "2": 0},
            "protocol": BytesIO(PDF),
            "name": "protocol.pdf",
            "actor": specialist,
            "at": timezone.now(),
            **more,
        }
        return operations.enter_urn_count(**told)

    return enter_one


def refused(code: str, act: Callable[[], Any]) -> None:
    with pytest.raises(VotingError) as caught:
        act()
    assert caught.value.code == code
    assert caught.value.message


@pytest.mark.django_db
def test_count_needs_two_officers_and_changes_no_ballot(
    enter: Enter, open_poll: Poll, specialist: Any, moderator: Any
) -> None:
    urn = enter()
    assert (urn.totals, urn.status) == ({"1": 5}, "entered")
    assert urn.protocol.read() == PDF
    by = {"urn": urn, "at": timezone.now()}
    refused("urn_needs_other_officer", lambda: operations.confirm_urn_count(actor=specialist, **by))

    operations.confirm_urn_count(actor=moderator, **by)

    refused("urn_settled", lambda: operations.confirm_urn_count(actor=moderator, **by))
    assert list(urn_counts(open_poll)) == []
    poll = operations.close_poll(poll=open_poll, actor=moderator, at=timezone.now())
    assert [one.place for one in urn_counts(poll)] == ["School 4"]
    assert queries.final_ballots(poll) == []
    verbs = Entry.objects.filter(verb__startswith="urn").order_by("pk").values_list("verb", "actor")
    assert list(verbs) == [
        ("urn_count_entered", specialist.pk),
        ("urn_count_confirmed", moderator.pk),
    ]


@pytest.mark.django_db
def test_refused_count_keeps_its_reason_and_frees_its_place(
    enter: Enter, moderator: Any, settings: Any
) -> None:
    urn = enter()
    held = UrnCount.objects.get().protocol.storage.listdir("urns")[1]
    refused("urn_counted", enter)
    assert UrnCount.objects.get().protocol.storage.listdir("urns")[1] == held
    by = {"urn": urn, "actor": moderator, "at": timezone.now()}
    refused("urn_reason_needed", lambda: operations.refuse_urn_count(reason=" ", **by))

    operations.refuse_urn_count(reason="Not signed", **by)

    assert (UrnCount.objects.get().status, UrnCount.objects.get().reason) == (
        "refused",
        "Not signed",
    )
    assert enter().pk != urn.pk
    refused("urn_settled", lambda: operations.refuse_urn_count(reason="Again", **by))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"place": "  "}, "urn_place_needed"),
        ({"forms": 1, "invalid": 2}, "urn_forms_wrong"),
        ({"invalid": -1}, "urn_forms_wrong"),
        ({"totals": {"1": 10}}, "urn_total_too_large"),
        ({"protocol": BytesIO(b"")}, "protocol_empty"),
        ({"protocol": BytesIO(b"MZ a program")}, "protocol_type"),
        ({"protocol": BytesIO(b"<svg onload=alert(1)>")}, "protocol_type"),
    ],
)
def test_count_that_cannot_be_is_refused(enter: Enter, more: dict[str, Any], code: str) -> None:
    refused(code, lambda: enter(**more))
    assert not UrnCount.objects.exists()


@pytest.mark.django_db
def test_photo_of_a_protocol_is_drawn_anew(enter: Enter) -> None:
    picture = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "somebody's desk"
    Image.new("RGB", (64, 32), "white").save(picture, "JPEG", exif=exif)

    urn = enter(protocol=picture, name="photo.jpg")

    data = urn.protocol.read()
    assert urn.protocol.name.endswith(".webp")
    assert b"somebody" not in data
    with Image.open(BytesIO(data)) as drawn:
        assert drawn.size == (64, 32)


@pytest.mark.django_db
def test_too_large_a_scan_is_refused(enter: Enter, settings: Any) -> None:
    settings.DOCUMENT_MAX_BYTES = 8
    refused("protocol_size", enter)


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["draft", "open", "closed", "published"])
@pytest.mark.usefixtures("without_walls")
def test_urns_are_counted_from_the_opening_to_the_publication(
    enter: Enter, open_poll: Poll, moderator: Any, state: str
) -> None:
    urn = enter(place="Before")
    published = state == "published"
    Poll.objects.update(status="closed" if published else state)
    if published:
        Publication.objects.create(poll=open_poll, requested_at=timezone.now())

    if state in ("open", "closed"):
        assert enter().status == "entered"
        return
    refused("urn_not_now", enter)
    confirm = {"urn": urn, "actor": moderator, "at": timezone.now()}
    refused("urn_not_now", lambda: operations.confirm_urn_count(**confirm))
