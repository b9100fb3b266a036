"""Two connections at once: a sitting is prepared once, a decision published once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from edp.evaluation import operations
from edp.evaluation.errors import ResolutionError
from edp.models import Resolution
from tests.factories import edp_evaluation as make

pytestmark = pytest.mark.django_db(transaction=True)


def _both(act) -> list[str]:
    """Two threads at once: "" for who came through, else the code of the refusal."""
    gate = Barrier(2)

    def run(_n: int) -> str:
        gate.wait(10)
        try:
            act()
        except ResolutionError as error:
            return error.code
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(run, range(2)))


def test_a_sitting_is_prepared_once_by_two_at_once(room, moderator):
    evaluation = make.closed(room.round, moderator)

    def prepare() -> None:
        operations.prepare_resolution(
            round=evaluation.round,
            sitting="final",
            evaluation=evaluation,
            actor=moderator,
            at=timezone.now(),
        )

    assert _both(prepare) == ["", "exists"]
    assert Resolution.objects.count() == 1


def test_a_decision_is_published_once_by_two_at_once(room, moderator):
    resolution = make.sitting(make.closed(room.round, moderator), moderator)

    def publish() -> None:
        operations.publish_resolution(resolution=resolution, actor=moderator, at=timezone.now())

    assert _both(publish) == ["", "published"]
