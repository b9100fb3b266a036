"""Errors of the domain carry a code and parameters; they become words at the edge."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.functional import Promise


class DomainError(Exception):
    """Something a person asked for cannot be done. Subclasses give the words for each code."""

    texts: ClassVar[Mapping[str, str | Promise]] = {}

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    @property
    def message(self) -> str:
        """The sentence for the reader, in the language that is active now."""
        return str(self.texts[self.code]) % self.params

    def __str__(self) -> str:
        return f"{self.code} {self.params}" if self.params else self.code
