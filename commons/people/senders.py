"""How one-time codes reach people. `BIRGE_CODE_SENDER` names the class an installation uses."""

import sys
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class CodeNotSentError(Exception):
    """The carrier did not take the code; the person may try again."""


class CodeSender(Protocol):
    """Hands a code to a carrier. Raise CodeNotSentError when it was not taken; log no code."""

    def send_letter(self, *, address: str, name: str, reference: str, text: str) -> None: ...

    def send_sms(self, *, phone: str, text: str) -> None: ...


class ConsoleSender:
    """Prints what a carrier would get: for development and the demo, where staff read it off."""

    def send_letter(self, *, address: str, name: str, reference: str, text: str) -> None:
        self._print(f"Letter {reference} to {name}, {address}:\n{text}")

    def send_sms(self, *, phone: str, text: str) -> None:
        self._print(f"SMS to {phone}: {text}")

    def _print(self, message: str) -> None:
        sys.stdout.write(f"\n--- {message}\n---\n")
        sys.stdout.flush()


def current() -> CodeSender:
    sender: CodeSender = import_string(settings.BIRGE_CODE_SENDER)()
    return sender
