"""A round from the first ballot to archives that anybody can check, with nothing imported."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage

from budgeting import operations as budgeting
from budgeting.models import Round
from commons.people.models import Person
from commons.voting import operations, queries, tasks
from commons.voting.enums import LeafKind
from commons.voting.models import LogLeaf, Poll, Publication
from tests.factories.approvals import publish_result

pytestmark = pytest.mark.django_db


def verify(poll: Poll, tmp_path: Path, *more: str) -> tuple[int, str]:
    """Exit code and words of the verifier that leaf 0 announced."""
    verifier = tmp_path / "verify.py"
    assert poll.verifier is not None
    verifier.write_text(poll.verifier.source)
    archive = default_storage.path(Publication.objects.get(poll=poll).file.name)
    command = [sys.executable, "-I", "-S", str(verifier), archive, *more]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    return run.returncode, run.stdout + run.stderr


@pytest.mark.parametrize("rule", ["greedy", "equal_shares"])
def test_round_with_changed_ballots_is_published_and_verifies(
    make_voting_round: Any,
    resident: Person,
    second_resident: Person,
    moderator: Person,
    cast: Any,
    tmp_path: Path,
    rule: str,
) -> None:
    round: Round = make_voting_round(rule=rule)
    citywide = Poll.objects.get(budget_envelope__territory=round.territory)
    first = cast(citywide, resident.elector, {"1": 1})
    last = cast(citywide, resident.elector, {"2": 1})
    operations.seal(poll=citywide, at=round.announced_at + timedelta(days=36), force=True)
    cast(citywide, second_resident.elector, {})
    over = round.announced_at + timedelta(days=60)
    budgeting.close_voting(round=round, actor=moderator, at=over)
    operations.audit_slots(poll=citywide, approved_by=[moderator, resident], at=over)
    round.refresh_from_db()
    budgeting.count(round=round, actor=moderator, at=over)
    for poll in Poll.objects.all():
        for tally in queries.tallies(poll):
            operations.run_tally(tally.pk)
    budgeting.settle_count(round=round, at=over)
    round.refresh_from_db()
    publish_result(round=round, actor=moderator, at=over)

    tasks.publish_polls()

    found = {p.poll_id: (p.status, p.error) for p in Publication.objects.all()}
    assert found == {poll.pk: ("done", "") for poll in Poll.objects.all()}
    setup = queries.leaf_of(citywide, LeafKind.SETUP)
    assert setup is not None
    key = setup.content["log_key"]
    for poll in Poll.objects.all():
        code, words = verify(poll, tmp_path, "--key", key)
        assert code == 0, words
    for receipt in (first, last):
        code, words = verify(citywide, tmp_path, "--key", key, "--receipt", receipt.code)
        assert code == 0, words
    code, words = verify(citywide, tmp_path, "--key", "0" * 64)
    assert code == 1, words
    kinds = LogLeaf.objects.filter(poll=citywide).order_by("index").values_list("kind", flat=True)
    assert list(kinds) == ["setup", "ballot", "ballot", "ballot", "close", "audit", "result"]
