"""What an OpenID Connect provider under contract (eGov) says about who somebody is.

The IIN is taken out of the provider's claims before anything is stored; only its keyed hash
travels on, in the session, beside the account at the provider that it belongs to.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.http import HttpRequest

from .iin import IinError, keyed_hash, parse
from .models import Person

SESSION_KEY = "provider_identity"


@dataclass(frozen=True)
class Identity:
    iin_hash: str
    birth_date: date | None


def take_iin_out(claims: Any, name: str) -> str:
    """Remove the claim wherever it is nested and return it, or an empty string."""
    found = ""
    if isinstance(claims, dict):
        found = str(claims.pop(name, "") or "")
        for value in claims.values():
            found = take_iin_out(value, name) or found
    return found


def strip(sociallogin: Any) -> dict[str, str] | None:
    """Clean the login of its IIN; the note for the session, or None without a valid one.

    Some providers use the IIN as the account's identifier: that is replaced by the hash too.
    """
    account = sociallogin.account
    settings = sociallogin.provider.app.settings or {}
    name = settings.get("iin_claim", "")
    if not name:
        return None
    iin = take_iin_out(account.extra_data, name)
    try:
        told, hashed = parse(iin), keyed_hash(iin)
    except IinError:
        return None
    _replace(account.extra_data, iin, hashed)
    if account.uid == iin:
        account.uid = hashed
    born = told.birth_date.isoformat() if told.birth_date else ""
    return {"uid": account.uid, "provider": account.provider, "hash": hashed, "born": born}


def _replace(claims: Any, iin: str, hashed: str) -> None:
    """The same number under another name, such as `sub`."""
    if not isinstance(claims, dict):
        return
    for key, value in claims.items():
        if value == iin:
            claims[key] = hashed
        _replace(value, iin, hashed)


def identity(request: HttpRequest) -> Identity | None:
    """Whom a provider vouched for in this session, if it is the account that is signed in."""
    note = request.session.get(SESSION_KEY)
    person = request.user
    if not note or not isinstance(person, Person):
        return None
    linked = SocialAccount.objects.filter(
        user_id=person.pk, provider=note["provider"], uid=note["uid"]
    )
    if not linked.exists():
        return None
    born = date.fromisoformat(note["born"]) if note["born"] else None
    return Identity(note["hash"], born)
