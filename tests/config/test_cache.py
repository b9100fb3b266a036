"""The cache while Redis is away."""

import logging
from collections.abc import Iterator

import pytest
from django.core.cache import caches
from django.test import Client

from config.cache import LastingCache


@pytest.fixture
def without_redis(settings: object, caplog: pytest.LogCaptureFixture) -> Iterator[LastingCache]:
    """A cache whose server nobody runs, in the place of the site's."""
    caplog.set_level(logging.CRITICAL, logger="config.cache")
    before = settings.CACHES  # type: ignore[attr-defined]
    settings.CACHES = {  # type: ignore[attr-defined]
        "default": {"BACKEND": "config.cache.LastingCache", "LOCATION": "redis://127.0.0.1:1/0"}
    }
    cache = caches["default"]
    assert isinstance(cache, LastingCache)
    yield cache
    cache.own.clear()
    settings.CACHES = before  # type: ignore[attr-defined]


def test_cache_keeps_and_counts_without_redis(without_redis: LastingCache) -> None:
    without_redis.set("tries", 1, timeout=60)

    assert without_redis.incr("tries") == 2
    assert without_redis.get("tries") == 2
    assert without_redis.get_many(["tries", "other"]) == {"tries": 2}
    assert without_redis.add("tries", 9) is False
    without_redis.delete("tries")
    assert without_redis.get("tries", "none") == "none"


@pytest.mark.django_db
def test_wrong_password_is_answered_and_counted_without_redis(
    without_redis: LastingCache, client: Client, settings: object
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "2/m/key"}  # type: ignore[attr-defined]
    wrong = {"login": "nobody@example.kz", "password": "not the pass phrase"}

    answers = [client.post("/en/accounts/login/", wrong) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert "Too many failed login attempts" in answers[2].content.decode()
