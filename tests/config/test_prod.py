"""What production settings must hold whatever the environment says."""

import importlib
from typing import Any

import pytest
from allauth.core.internal.httpkit import get_client_ip
from django.test import RequestFactory


@pytest.fixture
def prod(monkeypatch: pytest.MonkeyPatch) -> Any:
    for name in ("SECRET_KEY", "BIRGE_IIN_KEY"):
        monkeypatch.setenv(name, "a secret")
    monkeypatch.setenv("ALLOWED_HOSTS", "birge.example")
    monkeypatch.setenv("DATABASE_URL", "postgres://birge@db/birge")
    return importlib.import_module("config.settings.prod")


def test_cookies_and_transport_are_guarded(prod: Any) -> None:
    assert prod.SESSION_COOKIE_SECURE
    assert prod.CSRF_COOKIE_SECURE
    assert prod.SECURE_SSL_REDIRECT
    assert prod.SECURE_HSTS_SECONDS
    assert not prod.DEBUG
    assert not prod.BIRGE_DEMO


def test_limits_of_signing_in_count_visitors_and_not_the_proxy(
    prod: Any, settings: Any, rf: RequestFactory
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = prod.ALLAUTH_TRUSTED_PROXY_COUNT
    behind = rf.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="6.6.6.6, 203.0.113.7")
    assert get_client_ip(behind) == "203.0.113.7"
