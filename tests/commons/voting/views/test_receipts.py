"""The check of a receipt: what it answers, and that it keeps nothing."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from algorithms.log import verify_inclusion
from commons.people.models import Elector, Person
from commons.voting import keys, operations, receipts, slips
from commons.voting.models import LogHead, LogLeaf, Poll
from commons.voting.operations import Receipt
from tests.budgeting.ballot.support import text
from tests.commons.voting.views.conftest import Told, publication_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

Cast = Callable[..., Receipt]
Seal = Callable[[Poll], LogHead]


def address(poll: Poll) -> str:
    return f"/en/pavlodar/votes/{poll.pk}/receipt/"


@pytest.fixture
def receipt(open_poll: Poll, voter: Elector, cast: Cast) -> Receipt:
    return cast(open_poll, voter, {"1": 1})


def slip_of(poll: Poll, receipt: Receipt) -> slips.Slip:
    return slips.Slip(poll.pk, receipt.leaf, receipt.signature, "0" * 16, "https://birge.example/")


def test_waiting_ballot_is_answered_with_its_latest_hour(
    client: Client, open_poll: Poll, receipt: Receipt
) -> None:
    found = text(client.post(address(open_poll), {"code": receipt.code}))

    assert "Your ballot is in the box, and not in the log yet" in found
    assert "not given, so not checked" in found


def test_waiting_ballot_is_due_a_day_after_it_was_first_found_waiting(
    open_poll: Poll, receipt: Receipt
) -> None:
    at = timezone.now()
    early = receipts.standing(open_poll, receipt.leaf, at - timedelta(days=5))
    late = receipts.standing(open_poll, receipt.leaf, at)
    open_poll.pending_since = at - timedelta(hours=20)
    found = receipts.standing(open_poll, receipt.leaf, at)

    assert early.due_at == at - timedelta(days=4)
    assert late.due_at == open_poll.closes_at
    assert found.due_at == at + timedelta(hours=4)


def test_logged_ballot_is_proven_from_the_head_that_first_held_it(
    client: Client,
    open_poll: Poll,
    receipt: Receipt,
    sealed: Seal,
    enrolled: Callable[[Poll], Elector],
    cast: Cast,
) -> None:
    first = sealed(open_poll)
    cast(open_poll, enrolled(open_poll), {"2": 1})
    last = sealed(open_poll)
    standing = receipts.standing(open_poll, receipt.leaf, timezone.now())

    assert (standing.code, standing.index, standing.since, standing.head) == (
        "logged",
        1,
        first,
        last,
    )
    found = text(client.post(address(open_poll), {"code": receipt.code}))
    assert "Your ballot is in the public log It is entry 2" in found


def test_proof_can_be_downloaded_and_holds(
    client: Client, open_poll: Poll, receipt: Receipt, sealed: Seal
) -> None:
    head = sealed(open_poll)
    answer = client.post(address(open_poll), {"code": receipt.code, "as": "json"})
    content = json.loads(answer.content)

    assert answer["Content-Disposition"] == 'attachment; filename="inclusion.json"'
    assert verify_inclusion(
        leaf=bytes.fromhex(content["leaf"]),
        index=content["index"],
        size=content["head"]["size"],
        proof=[bytes.fromhex(node) for node in content["proof"]],
        root=bytes(head.root),
    )


@pytest.mark.parametrize("size", [*range(1, 34), 255, 256, 257, 600])
def test_steps_lead_to_the_root(size: int) -> None:
    from algorithms.log import inclusion_proof, root

    leaves = [bytes([n % 256, n // 256]) * 16 for n in range(size)]
    for index in {0, size // 2, size - 1}:
        found = receipts.steps(leaves[index], index, size, inclusion_proof(leaves, index))
        assert (found[-1].made if found else leaves[index]) == root(leaves)


def test_genuine_signature_is_told_from_a_foreign_one(
    client: Client, open_poll: Poll, receipt: Receipt
) -> None:
    genuine = slip_of(open_poll, receipt).to_json()
    foreign = genuine.replace(receipt.signature.hex(), "ab" * 64)

    assert "promised to log exactly this ballot" in text(
        client.post(address(open_poll), {"code": genuine})
    )
    assert "not made by the key of this vote" in text(
        client.post(address(open_poll), {"code": foreign})
    )


def test_file_of_a_receipt_is_read(
    client: Client, open_poll: Poll, receipt: Receipt, sealed: Seal
) -> None:
    sealed(open_poll)
    file = SimpleUploadedFile("receipt.json", slip_of(open_poll, receipt).to_json().encode())
    found = text(client.post(address(open_poll), {"file": file}))

    assert "Your ballot is in the public log" in found
    assert "genuine" in found


def test_promised_ballot_that_is_missing_is_a_complaint(client: Client, open_poll: Poll) -> None:
    leaf = b"\x07" * 32
    lost = Receipt(open_poll.pk, leaf, 1, keys.promise(open_poll.pk, leaf))
    found = text(client.post(address(open_poll), {"code": slip_of(open_poll, lost).to_json()}))

    assert "There is no such ballot in this box" in found
    assert "the signature is genuine: this box promised to log it" in found
    assert "Where to complain" in found


def test_unknown_code_asks_to_compare(client: Client, open_poll: Poll) -> None:
    found = text(client.post(address(open_poll), {"code": "ab" * 32}))

    assert "There is no such ballot in this box First compare the code" in found


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Paste the code of your receipt here"),
        ("ab12", "Here 4 were found"),
        ("g" * 64, "Here 64 were found"),
        ('{"format": "something else"}', "Here 0 were found"),
    ],
)
def test_bad_code_is_answered_in_a_sentence_and_stays_in_the_field(
    client: Client, open_poll: Poll, typed: str, said: str
) -> None:
    answer = client.post(address(open_poll), {"code": typed})

    assert answer.status_code == 422
    assert said in text(answer)
    assert answer.context["form"]["code"].value() == typed


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"{}", b"words", b"[]", b"", b"a" * 30_000])
def test_file_that_is_no_receipt_is_refused(
    client: Client, open_poll: Poll, content: bytes
) -> None:
    answer = client.post(address(open_poll), {"file": SimpleUploadedFile("r.json", content)})

    assert answer.status_code == 422
    assert "This file is not a receipt of a vote." in text(answer)


def test_receipt_of_another_vote_is_refused(
    client: Client, open_poll: Poll, receipt: Receipt
) -> None:
    other = slip_of(open_poll, receipt).to_json().replace(str(open_poll.pk), "another")
    answer = client.post(address(open_poll), {"code": other})

    assert answer.status_code == 422
    assert "This receipt is of another vote." in text(answer)


def test_code_is_read_as_people_write_it(open_poll: Poll, receipt: Receipt) -> None:
    code = receipt.code
    groups = "  ".join(code[n : n + 8] for n in range(0, 64, 8)).upper()
    cyrillic = code.replace("a", "а").replace("e", "Е").replace("c", "с").replace("0", "о")
    address = f"https://birge.example/kk/pavlodar/votes/{open_poll.pk}/receipt/#{code}"

    assert [slips.read(one).leaf for one in (groups, cyrillic, address)] == [code] * 3


def test_answer_is_kept_nowhere(client: Client, open_poll: Poll, receipt: Receipt) -> None:
    for answer in (
        client.get(address(open_poll)),
        client.post(address(open_poll), {"code": receipt.code}),
        client.post(address(open_poll), {"code": "ab"}),
    ):
        assert {"no-store", "private"} <= set(answer["Cache-Control"].split(", "))
    assert "sessionid" not in client.cookies


def test_choices_are_shown_once_they_are_published(
    client: Client, open_poll: Poll, voter: Elector, cast: Cast, moderator: Person, told: Told
) -> None:
    first, last = cast(open_poll, voter, {"1": 1}), cast(open_poll, voter, {"2": 1, "3": 1})
    blank = cast(open_poll, voter, {"3": 1})
    operations.close_poll(poll=open_poll, actor=moderator, at=timezone.now())
    before = text(client.post(address(open_poll), {"code": blank.code}))
    open_poll.refresh_from_db()
    publication_of(open_poll, told)
    counted = text(client.post(address(open_poll), {"code": blank.code}))
    replaced = [text(client.post(address(open_poll), {"code": r.code})) for r in (first, last)]

    assert "What the ballot says is published after the count" in before
    assert "This one was counted: № 3" in counted
    for found in replaced:
        assert "It was changed later by its voter" in found
        assert "№" not in found


def test_receipt_is_answered_after_the_key_is_destroyed(
    client: Client, open_poll: Poll, voter: Elector, cast: Cast, moderator: Person, told: Told
) -> None:
    first, last = cast(open_poll, voter, {"1": 1}), cast(open_poll, voter, {"3": 1})
    poll = operations.close_poll(poll=open_poll, actor=moderator, at=timezone.now())
    publication_of(poll, told)
    operations.destroy_key(poll=poll, at=timezone.now() + timedelta(days=31))
    counted, replaced = (text(client.post(address(poll), {"code": r.code})) for r in (last, first))

    assert "This one was counted: № 3" in counted
    assert "It was changed later by its voter" in replaced
    page = text(client.get(address(poll).removesuffix("receipt/")))
    assert "The key that tied ballots to voters was destroyed." in page
    assert "It was destroyed on" in page


def test_ballot_that_the_close_left_out_is_a_complaint(
    client: Client, open_poll: Poll, receipt: Receipt
) -> None:
    """Such a state no operation makes; the page must not call it well."""
    Poll.objects.filter(pk=open_poll.pk).update(status="closed", closed_at=timezone.now())
    found = text(client.post(address(open_poll), {"code": receipt.code}))

    assert "but was left out of the log" in found
    assert "Where to complain" in found


def test_unsigned_entry_is_told_as_such(client: Client, open_poll: Poll, receipt: Receipt) -> None:
    LogLeaf.objects.create(poll=open_poll, index=1, kind="ballot", hash=receipt.leaf)
    found = text(client.post(address(open_poll), {"code": receipt.code}))

    assert "It is entry 2. The head that covers it is not signed yet" in found
