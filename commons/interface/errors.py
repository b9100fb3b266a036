"""Errors of the domain carry a code and parameters; they become words at the edge."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, ClassVar

from django.db import IntegrityError, transaction
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


@contextmanager
def refusing(errors: Mapping[str, DomainError]) -> Iterator[None]:
    """Raise the error of the constraint that a write breaks, by its name.

    A write that breaks any other constraint is a defect, and stays the IntegrityError that it is.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as broken:
        diagnosis = getattr(broken.__cause__, "diag", None)
        error = errors.get(getattr(diagnosis, "constraint_name", None) or "")
        if error is None:
            raise
        raise error from broken
