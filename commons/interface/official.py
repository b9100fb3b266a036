"""Official texts come in several languages at once: {"kk": ..., "ru": ..., "en": ...}.

They are held by the columns `<name>_kk`, `<name>_ru` and `<name>_en` of a translated model, and
written in form fields of the same names.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Texts = Mapping[str, str]
LANGUAGES = ("kk", "ru", "en")
REQUIRED = ("kk", "ru")
# Each language under its own name, for those who read no other.
OWN_NAMES = {"kk": "Қазақша", "ru": "По-русски", "en": "In English"}
_NOT_AFTER = _("%(label)s, %(language)s")


def missing(texts: Texts) -> list[str]:
    """The required languages in which nothing is written."""
    return [code for code in REQUIRED if not (texts.get(code) or "").strip()]


def read(row: models.Model, field: str) -> dict[str, str]:
    """What a translated field holds, language by language, without fallback."""
    return {code: getattr(row, f"{field}_{code}") or "" for code in LANGUAGES}


def columns(field: str, texts: Texts) -> dict[str, str]:
    """Keyword arguments for a translated field."""
    return {f"{field}_{code}": (texts.get(code) or "").strip() for code in LANGUAGES}


def write(row: models.Model, field: str, texts: Texts) -> None:
    """Set a translated field in every language; saving is left to the caller."""
    for name, text in columns(field, texts).items():
        setattr(row, name, text)


def same(row: Any, field: str, texts: Texts) -> bool:
    return read(row, field) == {code: (texts.get(code) or "").strip() for code in LANGUAGES}


def text_fields(
    form: forms.BaseForm,
    name: str,
    label: str | Promise,
    *,
    rows: int = 0,
    max_length: int | None = None,
    required: Sequence[str] = REQUIRED,
    initial: Texts | None = None,
    hint: str | Promise = "",
) -> None:
    """Adds `name_kk`, `name_ru` and `name_en` to a form; call it from the form's `__init__`.

    Without `rows` each is one line. The hint stands once, with the first of them.
    """
    for code in LANGUAGES:
        widget: forms.Widget = (
            forms.Textarea(attrs={"rows": rows, "lang": code})
            if rows
            else forms.TextInput(attrs={"lang": code})
        )
        form.fields[f"{name}_{code}"] = forms.CharField(
            label=_Label(label, code),  # type: ignore[arg-type]
            required=code in required,
            max_length=max_length,
            widget=widget,
            initial=(initial or {}).get(code, ""),
            help_text=str(hint) if code == LANGUAGES[0] else "",
        )


class _Label:
    """A label that is put together when it is shown, in the language of the page."""

    def __init__(self, label: str | Promise, code: str) -> None:
        self.label, self.code = label, code

    def __str__(self) -> str:
        return str(_NOT_AFTER) % {"label": self.label, "language": OWN_NAMES[self.code]}


def read_texts(data: Mapping[str, Any], name: str) -> dict[str, str]:
    """The texts that the cleaned data of such a form holds."""
    return {code: (data.get(f"{name}_{code}") or "").strip() for code in LANGUAGES}
