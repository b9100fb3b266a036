"""The account itself: its profile, consents, the copy of its data, and its end."""

import uuid
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import Group
from django.db import transaction

from commons.audit.operations import record

from .. import erasers, exports
from ..consents import VERSIONS
from ..enums import ConsentKind
from ..errors import AccountError
from ..models import Consent, Person, ResidencyVerification
from ..permissions import can_erase
from ..signals import person_erased
from .locks import lock_person


def change_profile(*, person: Person, name: str, language: str, at: datetime) -> Person:
    """Set the public name and the language of messages."""
    with transaction.atomic():
        locked = lock_person(person)
        locked.name, locked.language = name.strip(), language
        locked.save(update_fields=["name", "language"])
        record(verb="change_profile", subject=locked, at=at, actor=locked)
    return locked


def give_consent(*, person: Person, kind: ConsentKind, at: datetime) -> Consent:
    """Record agreement to the wording of today; agreeing twice changes nothing."""
    version = VERSIONS[kind]
    with transaction.atomic():
        locked = lock_person(person)
        standing = Consent.objects.filter(person=locked, kind=kind, withdrawn_at__isnull=True)
        given = standing.filter(version=version).first()
        if given is None:
            standing.update(withdrawn_at=at)
            given = Consent.objects.create(person=locked, kind=kind, version=version, given_at=at)
            record(
                verb="give_consent", subject=locked, at=at, actor=locked, kind=kind, version=version
            )
    return given


def withdraw_consent(*, person: Person, kind: ConsentKind, at: datetime) -> None:
    """End a standing consent; without one nothing happens."""
    with transaction.atomic():
        locked = lock_person(person)
        standing = Consent.objects.filter(person=locked, kind=kind, withdrawn_at__isnull=True)
        if standing.update(withdrawn_at=at):
            record(verb="withdraw_consent", subject=locked, at=at, actor=locked, kind=kind)


def export(person: Person) -> dict[str, Any]:
    """All that is kept about a person, as JSON can hold it. No IIN is among it: none is kept."""
    return {
        "profile": {
            "email": person.email,
            "name": person.name,
            "phone": person.phone,
            "language": person.language,
            "joined": person.date_joined.isoformat(),
            "last_sign_in": person.last_login.isoformat() if person.last_login else None,
            "addresses": list(
                EmailAddress.objects.filter(user_id=person.pk)
                .order_by("pk")
                .values("email", "verified", "primary")
            ),
            "second_factors": list(
                Authenticator.objects.filter(user_id=person.pk)
                .order_by("pk")
                .values_list("type", flat=True)
            ),
            "linked_accounts": list(
                SocialAccount.objects.filter(user_id=person.pk)
                .order_by("pk")
                .values_list("provider", flat=True)
            ),
            "iin_is_kept_as_hash": person.elector.iin_hash if person.elector else None,
            "birth_date": _day(person.elector.birth_date) if person.elector else None,
        },
        "staff_roles": [
            {"akimat": membership.akimat.name, "role": membership.role}
            for membership in person.memberships.select_related("akimat").order_by("pk")
        ],
        "verifications": [
            _verification(verification)
            for verification in person.verifications.select_related("akimat", "territory").order_by(
                "requested_at", "pk"
            )
        ],
        "consents": [
            {
                "kind": consent.kind,
                "version": consent.version,
                "given_at": consent.given_at.isoformat(),
                "withdrawn_at": _moment(consent.withdrawn_at),
            }
            for consent in person.consents.order_by("given_at", "pk")
        ],
        **exports.parts(person),
    }


def _verification(verification: ResidencyVerification) -> dict[str, Any]:
    return {
        "reference": verification.reference,
        "akimat": verification.akimat.name,
        "place": verification.territory.name,
        "kato": verification.territory.kato,
        "method": verification.method,
        "state": verification.status,
        "address": verification.address,
        "phone": verification.phone,
        "requested_at": verification.requested_at.isoformat(),
        "decided_at": _moment(verification.decided_at),
        "reason": verification.reason,
        "valid_until": _day(verification.valid_until),
    }


def _moment(value: datetime | None) -> str | None:
    return value.isoformat() if value else None


def _day(value: Any) -> str | None:
    return value.isoformat() if value else None


def erase(*, person: Person, actor: Person, at: datetime) -> Person:
    """Empty an account for good. The row stays without a person in it, and so does the elector:
    its hash holds that a human being who comes back has one vote.

    Raises AccountError: not_yours, already_erased, staff_role.
    """
    if not can_erase(actor, person):
        raise AccountError("not_yours")
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=person.pk)
        if locked.erased_at:
            raise AccountError("already_erased")
        if locked.memberships.exists():
            raise AccountError("staff_role")
        person_erased.send(sender=Person, person=locked)
        erasers.run(locked)
        _empty(locked, at)
        record(verb="erase_account", subject=locked, at=at, actor=locked)
    person.refresh_from_db()
    return person


def _empty(person: Person, at: datetime) -> None:
    EmailAddress.objects.filter(user_id=person.pk).delete()
    Authenticator.objects.filter(user_id=person.pk).delete()
    SocialAccount.objects.filter(user_id=person.pk).delete()
    person.verifications.all().delete()
    person.consents.all().delete()
    person.groups.set(Group.objects.none())
    person.user_permissions.clear()
    # .invalid never resolves (RFC 2606), so nothing can be sent there by mistake.
    person.email = f"erased-{uuid.uuid4().hex}@erased.invalid"
    person.name = person.phone = ""
    person.elector = None
    person.last_login = None
    person.is_active = person.is_staff = person.is_superuser = False
    person.erased_at = at
    # A new unusable password changes the hash every session carries, which ends them all.
    person.set_unusable_password()
    person.save()
