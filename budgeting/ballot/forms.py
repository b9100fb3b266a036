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
from commons.voting.formats import Choices, Rules, place_of, valid

CHOSEN = "c"
# What stands before an option's code in the name of its field.
PREFIXES = {
    BallotFormat.POINTS: "p-",
    BallotFormat.SCORE: "p-",
    BallotFormat.ORDINAL: "r-",
    BallotFormat.YES_NO: "y-",
}
YES, NO = "yes", "no"


def field_name(rules: Rules, code: str) -> str:
    prefix = PREFIXES.get(BallotFormat(rules.ballot_format))
    return CHOSEN if prefix is None else prefix + code


def points_of(rules: Rules, text: str) -> int | None:
    """What a field says in points; None where it cannot be read, 0 where it is empty."""
    if rules.ballot_format == BallotFormat.YES_NO:
        return {YES: 1, NO: 0, "": 0}.get(text)
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        return None
    number = int(text)
    if rules.ballot_format != BallotFormat.ORDINAL:
        return number
    most = rules.max_choices or 0
    return place_of(number, most) if 1 <= number <= most else None


def written(rules: Rules, points: int) -> str:
    """The same back: what a field shows for these points."""
    if not points:
        return ""
    if rules.ballot_format == BallotFormat.YES_NO:
        return YES
    if rules.ballot_format == BallotFormat.ORDINAL:
        return str(place_of(points, rules.max_choices or 0))
    return str(points)


class BallotForm(forms.Form):
    """`choices` is what was chosen as far as it could be read, also where it is not valid."""

    def __init__(self, data: QueryDict, rules: Rules) -> None:
        super().__init__(data)
        self.rules = rules
        self.typed: dict[str, str] = {}
        self.unreadable: list[str] = []
        self.choices: Choices = self._read(data)

    def _read(self, data: QueryDict) -> Choices:
        prefix = PREFIXES.get(BallotFormat(self.rules.ballot_format))
        if prefix is None:
            return dict.fromkeys(data.getlist(CHOSEN), 1)
        read: Choices = {}
        for name in data:
            if not name.startswith(prefix):
                continue
            code, text = name.removeprefix(prefix), str(data[name]).strip()
            self.typed[code] = text
            points = points_of(self.rules, text)
            if points is None:
                self.unreadable.append(code)
            elif text:
                read[code] = points
        return read

    def _unreadable_error(self) -> VotingError:
        code = self.unreadable[0]
        if self.rules.ballot_format == BallotFormat.ORDINAL:
            return VotingError("no_such_place", option=code, limit=self.rules.max_choices)
        return VotingError("points_invalid", option=code)

    @property
    def fields_again(self) -> list[tuple[str, str]]:
        """Names and values that post the same ballot once more, a "no" included."""
        chosen = {code: points for code, points in self.choices.items() if points}
        told = {code: written(self.rules, points) for code, points in chosen.items()}
        told |= {code: text for code, text in self.typed.items() if text == NO}
        names = {code: field_name(self.rules, code) for code in told}
        return [(name, code if name == CHOSEN else told[code]) for code, name in names.items()]

    def clean(self) -> dict[str, Any]:
        try:
            if self.unreadable:
                raise self._unreadable_error()
            self.choices = valid(self.rules, self.choices)
        except VotingError as error:
            self.fault = error
            self.add_error(None, error.message)
        else:
            if not self.choices and NO not in self.typed.values():
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
