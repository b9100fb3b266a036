"""Questions made up from the description, right ones and wrong ones: answers keep to it."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

from commons.territories.models import Akimat
from config.wsgi import application

from .conftest import path

pytestmark = pytest.mark.django_db

QUESTIONS = 8


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """The transaction of the test stays open between requests, as Django's own client keeps it."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_answers_keep_to_the_description(mode: GenerationMode, akimat: Akimat) -> None:
    schema = schemathesis.openapi.from_wsgi(path("openapi.json"), application)
    # A NUL is refused for the whole site, before it is known what it asks.
    schema.config.generation.update(allow_x00=False)
    asked = 0
    for found in schema.get_all_operations():
        operation: Any = found.ok()
        limits = settings(
            max_examples=QUESTIONS,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )

        @limits
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: Any) -> None:
            nonlocal asked
            asked += 1
            # The client in the process does not unpack.
            case.call_and_validate(headers={"Accept-Encoding": "identity"})

        ask()
    assert asked > 81
