"""One way to write choices, and any other content of the log, as bytes."""

import json
from collections.abc import Mapping
from typing import Any


class CanonicalError(ValueError):
    """Choices that have no canonical form; ``code`` says why."""

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        super().__init__(code, params)


def canonical_choices(choices: Mapping[str, int]) -> bytes:
    """``{"code":points,...}`` in ASCII: codes in code-point order, no spaces, zeros left out.

    Two ballots that mean the same have the same bytes. The empty ballot is ``{}``.
    Raises CanonicalError: ``code_not_text``, ``points_not_whole``, ``points_negative``.
    """
    kept: dict[str, int] = {}
    for code, points in choices.items():
        if not isinstance(code, str):
            raise CanonicalError("code_not_text", option=code)
        if not isinstance(points, int) or isinstance(points, bool):
            raise CanonicalError("points_not_whole", option=code)
        if points < 0:
            raise CanonicalError("points_negative", option=code)
        if points:
            kept[code] = points
    return canonical_json(kept)


def canonical_json(content: Any) -> bytes:
    """JSON with sorted keys, no spaces, all but ASCII escaped. Floats are refused (ValueError)."""
    _refuse_floats(content)
    return json.dumps(
        content, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False
    ).encode("ascii")


def _refuse_floats(content: Any) -> None:
    if isinstance(content, float):
        raise CanonicalError("float_has_no_canonical_form", value=content)
    if isinstance(content, Mapping):
        for key, value in content.items():
            if not isinstance(key, str):
                raise CanonicalError("key_not_text", key=key)
            _refuse_floats(value)
    elif isinstance(content, list | tuple):
        for value in content:
            _refuse_floats(value)
