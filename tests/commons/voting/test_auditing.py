"""The box against the roll: two moderators, one leaf, numbers only."""

import secrets
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from commons.audit.queries import history
from commons.people.models import Elector
from commons.voting import operations, queries
from commons.voting.errors import VotingError
from commons.voting.models import LogLeaf, Poll, RollEntry, Slot
from commons.voting.operations import Receipt

pytestmark = pytest.mark.django_db

Cast = Callable[..., Receipt]


@pytest.fixture
def voted(
    open_poll: Poll, voter: Elector, enrolled: Callable[[Poll], Elector], cast: Cast, moderator: Any
) -> Poll:
    """Two voters, one of whom changed their ballot, and one who stayed away; closed."""
    late = enrolled(open_poll)
    enrolled(open_poll)
    cast(open_poll, voter, {"1": 1})
    cast(open_poll, voter, {"2": 1})
    cast(open_poll, late, {"3": 1})
    return operations.close_poll(poll=open_poll, actor=moderator, at=timezone.now())


@pytest.fixture
def audit(moderator: Any, specialist: Any) -> Callable[[Poll], LogLeaf]:
    return lambda poll: operations.audit_slots(
        poll=poll, approved_by=[moderator, specialist], at=timezone.now()
    )


def test_honest_box_fits_its_roll(voted: Poll, audit: Callable[[Poll], LogLeaf]) -> None:
    leaf = audit(voted)

    numbers = {k: v for k, v in leaf.content.items() if k not in ("poll", "at")}
    assert numbers == {
        "slots": 2,
        "roll": 3,
        "foreign": 0,
        "missing_pub": 0,
        "as_closed": True,
        "approvals": 2,
    }
    assert (leaf.kind, leaf.index) == ("audit", 5)
    assert queries.is_sealed(voted)


def test_audit_names_both_in_the_trail_and_nobody_in_the_log(
    voted: Poll, audit: Callable[[Poll], LogLeaf], moderator: Any, specialist: Any
) -> None:
    leaf = audit(voted)

    entry = history(voted)[0]
    assert (entry.verb, entry.actor) == ("roll_audited", specialist)
    assert entry.detail["approved_by"] == sorted([moderator.pk, specialist.pk])
    assert set(leaf.content) == {
        *("poll", "slots", "roll", "foreign", "missing_pub", "as_closed", "approvals", "at")
    }


def test_stuffed_slot_is_found_and_alarmed(
    voted: Poll, audit: Callable[[Poll], LogLeaf], caplog: Any
) -> None:
    # By somebody who takes the wall down: a closed box takes no slot.
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL birge.maintenance = 'on'")
    Slot.objects.create(
        poll=voted, slot=secrets.token_bytes(32), pub=secrets.token_bytes(16), area="", current=1
    )

    assert audit(voted).content["foreign"] == 1
    assert "does not fit its roll" in caplog.text


def test_lost_slot_and_changed_roll_are_found(
    voted: Poll, voter: Elector, audit: Callable[[Poll], LogLeaf]
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL birge.maintenance = 'on'")
    Slot.objects.get(current=2).delete()
    RollEntry.objects.filter(elector=voter).update(area="551600000")

    content = audit(voted).content

    assert (content["slots"], content["missing_pub"], content["as_closed"]) == (1, 2, False)


def test_audit_may_be_repeated_and_comes_after_the_result_too(
    published: Any, voted: Poll, audit: Callable[[Poll], LogLeaf]
) -> None:
    audit(voted)
    LogLeaf.objects.create(
        poll=voted, index=queries.log_size(voted), kind="result", hash=b"r" * 32, content={}
    )

    audit(voted)

    kinds = list(voted.leaves.order_by("index").values_list("kind", flat=True))
    assert kinds[-4:] == ["close", "audit", "result", "audit"]


def test_audit_is_refused_without_two_or_before_the_close(
    open_poll: Poll, moderator: Any, audit: Callable[[Poll], LogLeaf]
) -> None:
    with pytest.raises(VotingError, match="audit_needs_two"):
        operations.audit_slots(
            poll=open_poll, approved_by=[moderator, moderator], at=timezone.now()
        )
    with pytest.raises(VotingError, match="poll_not_closed"):
        audit(open_poll)


def test_audit_is_refused_without_the_key(
    voted: Poll, audit: Callable[[Poll], LogLeaf], settings: Any
) -> None:
    (settings.BIRGE_KEY_DIR / "polls" / f"{voted.pk}.key").unlink()

    with pytest.raises(VotingError, match="box_locked"):
        audit(voted)
    Poll.objects.filter(pk=voted.pk).update(key_destroyed_at=timezone.now())
    with pytest.raises(VotingError, match="key_destroyed"):
        audit(voted)
    assert not LogLeaf.objects.filter(kind="audit").exists()


def test_election_held_elsewhere_has_no_roll_to_audit(
    published: Any, audit: Callable[[Poll], LogLeaf]
) -> None:
    with pytest.raises(VotingError, match="no_roll") as refused:
        audit(published.poll)
    assert str(refused.value.message)
