"""Residents in bulk: electors on the roll, and those of them who have an account and a session."""

import secrets
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID, uuid4

from django.contrib.sessions.models import Session
from django.db import connection
from django.middleware.csrf import _get_new_csrf_string, _mask_cipher_secret
from django.utils import timezone

from budgeting.models import Envelope
from commons.people.enums import Method, VerificationStatus
from commons.people.models import Person, ResidencyVerification
from commons.people.sessions import SessionStore
from commons.territories.models import Territory
from commons.voting import operations as voting

from .place import KATO, ROUND, SLUG, area

BACKEND = "commons.people.backends.AccountBackend"
BATCH = 5000


def enrol(envelope: Envelope, count: int, districts: int = 20) -> list[UUID]:
    """So many electors, all of them on the roll of the poll."""
    electors = [uuid4() for _ in range(count)]
    with (
        connection.cursor() as cursor,
        cursor.copy("COPY people_elector (id, iin_hash) FROM STDIN") as copy,
    ):
        for elector in electors:
            copy.write_row((elector, secrets.token_hex(32)))
    assert envelope.poll is not None
    entries = ((elector, area(n % districts + 1)) for n, elector in enumerate(electors))
    voting.enrol_many(poll=envelope.poll, entries=entries)
    return electors


def signed_in(envelope: Envelope, electors: list[UUID]) -> list[str]:
    """An account with a residence and a session for each; the keys of the sessions."""
    keys = []
    for start in range(0, len(electors), BATCH):
        people = Person.objects.bulk_create(
            Person(email=f"{elector}@example.kz", password="!", elector_id=elector)
            for elector in electors[start : start + BATCH]
        )
        _residences(envelope, people)
        sessions = [_session(person) for person in people]
        Session.objects.bulk_create(sessions)
        keys += [session.session_key for session in sessions]
    return keys


def _residences(envelope: Envelope, people: list[Person]) -> None:
    now = timezone.now()
    place = Territory.objects.get(kato=area(1))
    ResidencyVerification.objects.bulk_create(
        ResidencyVerification(
            person=person,
            akimat=envelope.round.akimat,
            territory=place,
            method=Method.ROLL,
            status=VerificationStatus.VERIFIED,
            reference=secrets.token_hex(4),
            requested_at=now,
            decided_at=now,
        )
        for person in people
    )


def _session(person: Person) -> Session:
    """As a sign-in leaves it."""
    method = {"method": "code", "at": timezone.now().timestamp(), "email": person.email}
    held = {
        "_auth_user_id": str(person.pk),
        "_auth_user_backend": BACKEND,
        "_auth_user_hash": person.get_session_auth_hash(),
        "account_authentication_methods": [method],
    }
    return Session(
        session_key=secrets.token_hex(16),
        session_data=SessionStore().encode(held),
        expire_date=timezone.now() + timedelta(days=30),
    )


def posts(path: str, sessions: list[str], chosen: Iterator[dict[str, int]]) -> list[bytes]:
    """What the browser of each voter sends when the button of the check page is pressed."""
    return [_post(path, session, choices) for session, choices in zip(sessions, chosen)]  # noqa: B905


def cast_path() -> str:
    return f"/kk/{SLUG}/budget/{ROUND}/vote/{KATO}/cast/"


def _post(path: str, session: str, choices: dict[str, int]) -> bytes:
    secret = _get_new_csrf_string()
    fields = [("csrfmiddlewaretoken", _mask_cipher_secret(secret)), ("key", str(uuid4()))]
    fields += [("nv", secrets.token_hex(32)), *(("c", code) for code in choices)]
    body = "&".join(f"{name}={value}" for name, value in fields)
    head = [
        f"POST {path} HTTP/1.1",
        "Host: 127.0.0.1",
        "X-Forwarded-Proto: https",
        "Origin: https://127.0.0.1",
        "Referer: https://127.0.0.1/",
        "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140 Safari/537.36",
        "Accept: text/html,application/xhtml+xml",
        "Accept-Encoding: gzip, deflate, br",
        "Accept-Language: kk,ru;q=0.8",
        f"Cookie: csrftoken={secret}; sessionid={session}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
    ]
    return ("\r\n".join(head) + "\r\n\r\n" + body).encode()
