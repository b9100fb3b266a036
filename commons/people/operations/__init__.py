"""Writes of people: one function per verb, in modules by subject."""

from .accounts import change_profile, erase, export, give_consent, withdraw_consent
from .codes import enter_code, resend_code
from .roll import import_roll, verify_by_roll
from .verification import (
    refuse_verification,
    request_verification,
    revoke_verification,
    verify_by_provider,
    verify_in_person,
    withdraw_request,
)

__all__ = [
    "change_profile",
    "enter_code",
    "erase",
    "export",
    "give_consent",
    "import_roll",
    "refuse_verification",
    "request_verification",
    "resend_code",
    "revoke_verification",
    "verify_by_provider",
    "verify_by_roll",
    "verify_in_person",
    "withdraw_consent",
    "withdraw_request",
]
