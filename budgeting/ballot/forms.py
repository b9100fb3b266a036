"""Reads a ballot from what the browser posts. Nothing that was chosen is lost by an error."""

import secrets
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from algorithms.log import voter_nonce
from commons.voting.enums import BallotFormat
from commons.voting.errors import VotingError
from commons.voting.formats import Choices, Rules, valid

CHOSEN = "c"
POINTS = "p-"


class BallotForm(forms.Form):
    """`choices` is what was chosen as far as it could be read, also where it is not valid."""

    def __init__(self, data: QueryDict, rules: Rules) -> None:
        super().__init__(data)
        self.rules = rules
        self.typed: dict[str, str] = {}
        self.unreadable: list[str] = []
        self.choices: Choices = self._read(data)

    def _read(self, data: QueryDict) -> Choices:
        if self.rules.ballot_format != BallotFormat.POINTS:
            return dict.fromkeys(data.getlist(CHOSEN), 1)
        read: Choices = {}
        for name in data:
            if not name.startswith(POINTS):
                continue
            code, text = name.removeprefix(POINTS), str(data[name]).strip()
            self.typed[code] = text
            if text and not (text.isascii() and text.isdigit() and len(text) < 6):
                self.unreadable.append(code)
            elif text:
                read[code] = int(text)
        return read

    def clean(self) -> dict[str, Any]:
        try:
            if self.unreadable:
                raise VotingError("points_invalid", option=self.unreadable[0])
            self.choices = valid(self.rules, self.choices)
        except VotingError as error:
            self.fault = error
            self.add_error(None, error.message)
        else:
            if not self.choices:
                self.add_error(None, _("Nothing is chosen yet. Choose at least one project."))
        return super().clean() or {}


class CastForm(forms.Form):
    """The post that counts: one key for one press of the button, however often it arrives."""

    key = forms.UUIDField()
    nv = forms.RegexField(r"^[0-9a-f]{64}$", required=False)
    words = forms.CharField(max_length=200, required=False)

    @property
    def idempotency_key(self) -> UUID:
        key: UUID = self.cleaned_data["key"]
        return key

    @property
    def voter_bytes(self) -> bytes:
        """From words the voter typed, or from their browser; the server's own where neither is."""
        if words := self.cleaned_data["words"]:
            return voter_nonce(words)
        if drawn := self.cleaned_data["nv"]:
            return bytes.fromhex(drawn)
        return secrets.token_bytes(32)


def fresh_key() -> str:
    return str(uuid4())
