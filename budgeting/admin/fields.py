"""Form fields of official texts: one for each language of the site, told apart by name."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.territories.admin.reasons import OWN_NAMES

from ..texts import LANGUAGES, REQUIRED

NOT_AFTER = _("%(label)s, %(language)s")


def text_fields(
    form: forms.Form,
    name: str,
    label: str | Promise,
    *,
    rows: int = 0,
    max_length: int | None = None,
    required: tuple[str, ...] = REQUIRED,
    initial: dict[str, str] | None = None,
    hint: str | Promise = "",
) -> None:
    """Adds `name_kk`, `name_ru` and `name_en` to a form."""
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
        return str(NOT_AFTER) % {"label": self.label, "language": OWN_NAMES[self.code]}


def read_texts(data: dict[str, Any], name: str) -> dict[str, str]:
    return {code: (data.get(f"{name}_{code}") or "").strip() for code in LANGUAGES}
