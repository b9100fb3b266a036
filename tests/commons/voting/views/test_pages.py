"""The public pages of a poll: who sees them, what they say, and what they cost."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from algorithms.log import verify_consistency
from commons.people.models import Elector, Person
from commons.territories.models import Akimat
from commons.voting import operations
from commons.voting.models import LogBlock, LogHead, LogLeaf, Poll, Publication, Verifier
from commons.voting.operations import Receipt
from commons.voting.views import words
from tests.budgeting.ballot.support import text
from tests.commons.voting.views.conftest import Told
from tests.factories.voting import OptionFactory, PollFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

Cast = Callable[..., Receipt]
Seal = Callable[[Poll], LogHead]
PAGES = ("", "log/", "heads/", "heads.json", "receipt/", "setup.json", "proof/1/1.json")


def address(poll: Poll, page: str = "", akimat: str = "pavlodar") -> str:
    return f"/en/{akimat}/votes/{poll.pk}/{page}"


@pytest.mark.parametrize("page", PAGES)
def test_page_is_there_for_everybody_and_only_under_its_akimat(
    page: str, client: Client, open_poll: Poll, other_akimat: Akimat
) -> None:
    assert client.get(address(open_poll, page)).status_code == 200
    assert client.get(address(open_poll, page, other_akimat.slug)).status_code == 404


@pytest.mark.parametrize("page", [*PAGES, "archive.zip", "verify.py"])
def test_poll_that_is_not_public_is_not_there(
    page: str, client: Client, open_poll: Poll, told: Told, published: Publication
) -> None:
    told.secret.add(open_poll.pk)

    assert client.get(address(open_poll, page)).status_code == 404


def test_list_shows_public_polls_of_the_akimat(
    client: Client, open_poll: Poll, told: Told, akimat: Akimat, other_akimat: Akimat
) -> None:
    told.secret.add(PollFactory(akimat=akimat).pk)
    PollFactory(akimat=other_akimat)
    answer = client.get("/en/pavlodar/votes/")

    assert [one.poll for one, state in answer.context["listed"]] == [open_poll]
    assert "voting is open The park" in text(answer)


def test_page_before_the_opening_says_when_the_log_begins(client: Client, draft_poll: Poll) -> None:
    assert "The log of this vote begins when voting opens" in text(client.get(address(draft_poll)))
    assert client.get(address(draft_poll, "setup.json")).status_code == 404
    assert "The log is empty" in text(client.get(address(draft_poll, "log/")))
    assert "No head is signed yet" in text(client.get(address(draft_poll, "heads/")))


def test_page_tells_what_was_fixed_and_signed(
    client: Client, open_poll: Poll, voter: Elector, cast: Cast, sealed: Seal
) -> None:
    cast(open_poll, voter, {"1": 1})
    head = sealed(open_poll)
    answer = client.get(address(open_poll))
    found = text(answer)

    assert answer.context["ballots"] == 1
    assert answer.context["head"] == head
    assert "Budget 60 000 000 ₸" in found
    assert "choose any options that together fit the budget" in found
    assert "№ 1" in found
    assert "destroyed 30 days after the publication" in found
    assert "What cannot be proven" in found


def test_close_is_told_in_words(
    client: Client, open_poll: Poll, voter: Elector, cast: Cast, moderator: Any
) -> None:
    cast(open_poll, voter, {"1": 1})
    cast(open_poll, voter, {"2": 1})
    operations.close_poll(poll=open_poll, actor=moderator, at=timezone.now())
    answer = client.get(address(open_poll))

    assert answer.context["ballots"] == 2
    assert (
        "Entry 4. Voting closed. Voters: 1. Ballots they cast, changes included: 2. "
        "Of these in the log: 2. It was closed before the announced time."
    ) in text(answer)


def test_audit_is_told_in_words(
    client: Client, open_poll: Poll, voter: Elector, cast: Cast, two_moderators: list[Person]
) -> None:
    cast(open_poll, voter, {"1": 1})
    poll = operations.close_poll(poll=open_poll, actor=two_moderators[0], at=timezone.now())
    leaf = operations.audit_slots(poll=poll, approved_by=two_moderators, at=timezone.now())
    found = words.entry(leaf).sentence
    leaf.content["foreign"] = 1
    wrong = words.entry(leaf).sentence

    assert found == (
        "Two moderators had the box compared with the roll. Voters in the box: 1. "
        "Voters on the roll: 1. In the box without standing on the roll: 0."
    )
    assert wrong.endswith(
        "the roll: 1. The box does not fit its roll: please ask the akimat about it."
    )
    assert found in text(client.get(address(poll)))


def test_setup_is_served_byte_for_byte_as_it_was_hashed(client: Client, open_poll: Poll) -> None:
    content = client.get(address(open_poll, "setup.json")).content

    assert hashlib.sha256(b"\x00" + content).digest() == bytes(
        LogLeaf.objects.get(poll=open_poll, index=0).hash
    )


def test_heads_are_listed_with_the_proofs_between_them(
    client: Client, open_poll: Poll, voter: Elector, cast: Cast, sealed: Seal
) -> None:
    for option in ("1", "2"):
        cast(open_poll, voter, {option: 1})
        sealed(open_poll)
    page = client.get(address(open_poll, "heads/"))
    listed = json.loads(client.get(address(open_poll, "heads.json")).content)

    assert [(head.size, older) for head, older in page.context["rows"]] == [
        (3, 2),
        (2, 1),
        (1, None),
    ]
    assert [head["size"] for head in listed["heads"]] == [1, 2, 3]
    for old, new in ((1, 2), (2, 3), (1, 3)):
        content = json.loads(client.get(address(open_poll, f"proof/{old}/{new}.json")).content)
        assert verify_consistency(
            old=old,
            old_root=bytes.fromhex(content["old"]["root"]),
            size=new,
            root=bytes.fromhex(content["new"]["root"]),
            proof=[bytes.fromhex(node) for node in content["proof"]],
        )


@pytest.mark.parametrize("sizes", ["2/1", "1/3", "0/2", f"1/{'9' * 30}"])
def test_proof_between_sizes_that_no_head_has_is_not_there(
    sizes: str, client: Client, open_poll: Poll, voter: Elector, cast: Cast, sealed: Seal
) -> None:
    cast(open_poll, voter, {"1": 1})
    sealed(open_poll)

    assert client.get(address(open_poll, f"proof/{sizes}.json")).status_code == 404


def test_archive_is_sent_whole_with_its_hash_as_tag(client: Client, published: Publication) -> None:
    poll = published.poll
    answer = client.get(address(poll, "archive.zip"))
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    again = client.get(address(poll, "archive.zip"), headers={"If-None-Match": answer["ETag"]})

    assert answer["ETag"] == f'"{hashlib.sha256(content).hexdigest()}"'
    assert answer["Content-Disposition"] == f'attachment; filename="{poll.pk}.zip"'
    assert again.status_code == 304
    assert published.sha256[:8] in text(client.get(address(poll)))


@pytest.mark.parametrize(
    ("asked", "status", "sent"),
    [
        ({"Range": "bytes=5-"}, 206, b" this test"),
        ({"Range": "bytes=5-", "If-Range": '"another"'}, 200, b"PK of this test"),
        ({"Range": "bytes=0-3"}, 200, b"PK of this test"),
        ({"Range": "bytes=999-"}, 200, b"PK of this test"),
        ({"Range": "bytes=²-"}, 200, b"PK of this test"),
    ],
)
def test_broken_download_goes_on_where_it_stopped(
    asked: dict[str, str], status: int, sent: bytes, client: Client, published: Publication
) -> None:
    answer = client.get(address(published.poll, "archive.zip"), headers=asked)

    assert answer.status_code == status
    assert b"".join(answer.streaming_content) == sent  # type: ignore[attr-defined]
    assert answer["Content-Length"] == str(len(sent))
    assert answer.get("Content-Range") == ("bytes 5-14/15" if status == 206 else None)


@pytest.mark.usefixtures("without_walls")
def test_page_says_why_there_is_no_archive_yet(
    client: Client, open_poll: Poll, moderator: Person, told: Told
) -> None:
    def said(**fields: str) -> str:
        Poll.objects.filter(pk=open_poll.pk).update(**fields)
        return text(client.get(address(open_poll)))

    before = said(rule="greedy")
    operations.close_poll(poll=open_poll, actor=moderator, at=timezone.now())
    counting = said(rule="greedy")
    told.has_result = True
    making, old = said(rule="greedy"), said(rule="")

    assert "Until the close nobody sees how many chose what" in before
    assert "They will be here with the result." in counting
    assert "The archive is being made and checked." in making
    assert "This vote was opened before archives were made" in old


def test_archive_is_not_there_before_the_publication(client: Client, closed_poll: Poll) -> None:
    Publication.objects.create(poll=closed_poll, requested_at=timezone.now())

    assert client.get(address(closed_poll, "archive.zip")).status_code == 404
    assert client.get(address(closed_poll, "archive.zip")).status_code == 404


@pytest.mark.usefixtures("without_walls")
def test_verifier_is_the_one_that_was_frozen(client: Client, open_poll: Poll) -> None:
    source = "print('тексеру')\r\n"
    sha256 = hashlib.sha256(source.encode()).hexdigest()
    frozen = Verifier.objects.create(sha256=sha256, source=source, added_at=timezone.now())
    Poll.objects.filter(pk=open_poll.pk).update(verifier=frozen)
    answer = client.get(address(open_poll, "verify.py"))

    assert hashlib.sha256(answer.content).hexdigest() == sha256
    assert answer["Content-Disposition"] == 'attachment; filename="verify.py"'


@pytest.mark.usefixtures("without_walls")
def test_poll_without_a_verifier_has_no_such_file(client: Client, open_poll: Poll) -> None:
    Poll.objects.filter(pk=open_poll.pk).update(verifier=None)

    assert client.get(address(open_poll, "verify.py")).status_code == 404


def test_destroyed_key_is_told(client: Client, closed_poll: Poll) -> None:
    Poll.objects.filter(pk=closed_poll.pk).update(key_destroyed_at=timezone.now())

    assert "It was destroyed on" in text(client.get(address(closed_poll)))


def test_log_is_read_a_page_at_a_time(
    client: Client, open_poll: Poll, django_assert_max_num_queries: Any
) -> None:
    grow(open_poll, 1000)
    with django_assert_max_num_queries(20) as captured:
        answer = client.get(address(open_poll, "log/?page=4"))

    entries = answer.context["entries"]
    assert (len(entries), entries[0].place, entries[-1].place) == (100, 301, 400)
    leaves = [q["sql"] for q in captured.captured_queries if "voting_logleaf" in q["sql"]]
    assert not [sql for sql in leaves if "OFFSET" in sql or "COUNT(" in sql]
    assert answer.context["page"].paginator.num_pages == 11


def test_pages_cost_the_same_however_long_the_log_is(
    client: Client, open_poll: Poll, django_assert_max_num_queries: Any
) -> None:
    def costs() -> list[int]:
        found = []
        for page in ("", "log/", "heads/", "heads.json"):
            with django_assert_max_num_queries(40) as captured:
                assert client.get(address(open_poll, page)).status_code == 200
            found.append(len(captured))
        return found

    client.get(address(open_poll))  # what is read once per process
    small = costs()
    grow(open_poll, 1000)
    sign(open_poll)

    assert costs() == small


def test_list_costs_the_same_with_one_poll_and_with_three(
    client: Client, open_poll: Poll, akimat: Akimat, django_assert_max_num_queries: Any
) -> None:
    def cost() -> int:
        with django_assert_max_num_queries(40) as captured:
            answer = client.get("/en/pavlodar/votes/")
        assert len(answer.context["listed"]) == Poll.objects.count()
        return len(captured)

    client.get("/en/pavlodar/votes/")
    one = cost()
    for _more in range(2):
        poll = PollFactory(akimat=akimat)
        OptionFactory(poll=poll)
        operations.open_poll(poll=poll, actor=None, at=timezone.now())

    assert cost() == one


def grow(poll: Poll, count: int) -> None:
    """Ballots that nobody cast, put into the log."""
    operations.sealing.append_ballots(
        poll, [hashlib.sha256(str(n).encode()).digest() for n in range(count)]
    )


def sign(poll: Poll) -> None:
    assert operations.sealing.sign_head(poll, timezone.now()) is not None
    assert LogBlock.objects.filter(poll=poll).exists()
