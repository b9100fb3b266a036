"""The end of a poll's key: once, in time, in public, and whatever is killed on the way."""

import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from commons.audit.queries import history
from commons.people.models import Elector
from commons.voting import archive, keys, operations, queries, tasks
from commons.voting.errors import VotingError
from commons.voting.models import Ballot, LogLeaf, Poll, Publication, Slot
from commons.voting.operations import Receipt, destroying

pytestmark = pytest.mark.django_db

Cast = Callable[..., Receipt]
AGO = timedelta(days=31)


@pytest.fixture
def settled(
    open_poll: Poll, voter: Elector, enrolled: Callable[[Poll], Elector], cast: Cast, moderator: Any
) -> Poll:
    """Published 31 days ago: five voters, one with two versions."""
    cast(open_poll, voter, {"1": 1})
    cast(open_poll, voter, {"2": 1})
    for _ in range(4):
        cast(open_poll, enrolled(open_poll), {"3": 1})
    poll = operations.close_poll(poll=open_poll, actor=moderator, at=timezone.now())
    then = timezone.now() - AGO
    Publication.objects.create(poll=poll, status="done", requested_at=then, published_at=then)
    return poll


def destroy(poll: Poll) -> bool:
    return operations.destroy_key(poll=poll, at=timezone.now())


def test_key_is_gone_and_the_log_says_so(settled: Poll, settings: Any) -> None:
    assert destroy(settled)

    folder = settings.BIRGE_KEY_DIR / "polls"
    assert not (folder / f"{settled.pk}.key").exists()
    with pytest.raises(keys.KeyMissingError):
        keys.poll_key(settled.pk)
    leaf = LogLeaf.objects.filter(poll=settled).order_by("index").last()
    poll = Poll.objects.get(pk=settled.pk)
    assert leaf is not None
    assert poll.key_destroyed_at is not None
    assert (leaf.kind, leaf.content) == (
        "destroyed",
        {"poll": str(poll.pk), "at": poll.key_destroyed_at.isoformat()},
    )
    assert queries.is_sealed(poll)
    assert history(poll)[0].verb == "key_destroyed"


def test_second_destruction_does_nothing(settled: Poll) -> None:
    destroy(settled)
    leaves = LogLeaf.objects.count()

    assert not destroy(settled)

    assert LogLeaf.objects.count() == leaves


def test_ballots_stay_what_they_were(settled: Poll) -> None:
    finals = list(archive.final_ballots(settled))
    earlier = list(archive.superseded_ballots(settled))

    destroy(settled)

    assert list(archive.final_ballots(settled)) == finals
    assert list(archive.superseded_ballots(settled)) == earlier
    assert (len(finals), len(earlier)) == (5, 1)
    assert queries.turnout(settled) == queries.Turnout(voters=5, roll=5)


def test_nothing_of_the_box_tells_who_or_when(settled: Poll, voter: Elector) -> None:
    key = keys.poll_key(settled.pk)
    before = set(Ballot.objects.values_list("idempotency_key", "pk"))

    destroy(settled)

    assert not Slot.objects.filter(slot=keys.slot_of(key, voter.pk)).exists()
    after = set(Ballot.objects.values_list("idempotency_key", "pk"))
    assert {key for key, _pk in before}.isdisjoint({key for key, _pk in after})
    assert {pk for _key, pk in before}.isdisjoint({pk for _key, pk in after})
    with connection.cursor() as cursor:
        cursor.execute("SELECT leaf FROM voting_ballot ORDER BY ctid")
        stored = [bytes(leaf) for (leaf,) in cursor.fetchall()]
        cursor.execute("SELECT DISTINCT xmin::text FROM voting_ballot")
        assert len(cursor.fetchall()) == 1
    assert stored == sorted(stored)


def test_walls_stand_again_afterwards(settled: Poll) -> None:
    destroy(settled)

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('birge.maintenance', true)")
        assert cursor.fetchone()[0] in ("", None)


def test_own_ballot_is_nobodys_any_more(settled: Poll, voter: Elector) -> None:
    assert queries.own_ballot(settled, voter) is not None

    destroy(settled)

    with pytest.raises(VotingError) as refused:
        queries.own_ballot(settled, voter)
    assert refused.value.code == "key_destroyed"
    assert "receipt" in refused.value.message or str(refused.value.message)


@pytest.mark.parametrize("why", ["unpublished", "early", "long_term"])
def test_key_stays_while_complaints_are_possible(settled: Poll, why: str) -> None:
    publications = Publication.objects.filter(poll=settled)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL birge.maintenance = 'on'")
    match why:
        case "unpublished":
            publications.update(status="failed")
        case "early":
            publications.update(published_at=timezone.now() - timedelta(days=29))
        case "long_term":
            Poll.objects.filter(pk=settled.pk).update(key_days=60)

    tasks.destroy_keys()

    with pytest.raises(VotingError, match="key_still_needed"):
        destroy(settled)
    assert len(keys.poll_key(settled.pk)) == keys.KEY_BYTES


def test_key_that_is_only_away_is_not_called_destroyed(
    settled: Poll, settings: Any, caplog: Any
) -> None:
    path = settings.BIRGE_KEY_DIR / "polls" / f"{settled.pk}.key"
    path.rename(path.with_suffix(".away"))

    with pytest.raises(VotingError, match="key_away"):
        destroy(settled)

    assert "is not there" in caplog.text
    assert not LogLeaf.objects.filter(kind="destroyed").exists()


class Killed(BaseException):
    """As a kill would: nothing of ours catches it."""


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("step", ["_write_anew", "_erase", "_tell", "_vacuum"])
def test_killed_at_any_step_the_sweep_ends_it(
    settled: Poll, step: str, after: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    finals = list(archive.final_ballots(settled))
    whole = getattr(destroying, step)

    def killed(*arguments: Any) -> None:
        if after:
            whole(*arguments)
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(destroying, step, killed)
        with pytest.raises(Killed):
            destroy(settled)

    tasks.destroy_keys()

    assert Poll.objects.get(pk=settled.pk).key_destroyed_at is not None
    assert LogLeaf.objects.filter(poll=settled, kind="destroyed").count() == 1
    assert list(archive.final_ballots(settled)) == finals
    with pytest.raises(keys.KeyMissingError):
        keys.poll_key(settled.pk)


def test_key_half_overwritten_is_no_key(settled: Poll, settings: Any) -> None:
    path = settings.BIRGE_KEY_DIR / "polls" / f"{settled.pk}.key"
    path.write_bytes(secrets.token_bytes(keys.KEY_BYTES + 1))

    with pytest.raises(keys.KeyMissingError):
        keys.poll_key(settled.pk)


def vacuumed() -> int:
    """How often the tables of the box were vacuumed by hand."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(vacuum_count)::int FROM pg_stat_user_tables"
            " WHERE relname IN ('voting_slot', 'voting_ballot')"
        )
        return int(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_rows_are_of_one_transaction_and_the_old_ones_vacuumed(settled: Poll) -> None:
    before = vacuumed()

    destroy(settled)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(DISTINCT xmin::text) FROM voting_ballot")
        assert cursor.fetchone() == (6, 1)
    assert vacuumed() == before + 2
