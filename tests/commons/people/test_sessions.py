"""Who a session names, read by plain queries."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from commons.people.backends import AccountBackend
from commons.people.models import Person
from commons.people.sessions import SessionStore
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db

BACKEND = "commons.people.backends.AccountBackend"


def test_backend_finds_the_whole_person() -> None:
    person = PersonFactory()

    found = AccountBackend().get_user(person.pk)

    assert found == person
    assert not found.get_deferred_fields()
    held = Person.objects.get(pk=person.pk)
    assert {f.attname: getattr(found, f.attname) for f in Person._meta.concrete_fields} == {
        f.attname: getattr(held, f.attname) for f in Person._meta.concrete_fields
    }


def test_backend_finds_nobody_who_is_gone_or_switched_off() -> None:
    person = PersonFactory(is_active=False)

    assert AccountBackend().get_user(person.pk) is None
    assert AccountBackend().get_user(person.pk + 1) is None


def test_session_keeps_what_was_put_into_it() -> None:
    store = SessionStore()
    store["place"] = "551000000"
    store.save()

    assert dict(SessionStore(store.session_key).items()) == {"place": "551000000"}


def test_session_that_ran_out_is_empty_and_loses_its_key() -> None:
    store = SessionStore()
    store["place"] = "551000000"
    store.save()
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    late = SessionStore(store.session_key)

    assert list(late.items()) == []
    assert late.session_key is None


def test_new_password_ends_the_sessions_of_before(client: Client) -> None:
    person = PersonFactory()
    client.force_login(person, backend=BACKEND)
    assert client.get("/en/me/").status_code == 200

    person.set_password("another long pass phrase")
    person.save()

    assert client.get("/en/me/").status_code == 302
