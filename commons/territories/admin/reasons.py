"""A public reason in the languages of the site, written out or taken from the ready ones."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from commons.interface.official import OWN_NAMES

# A reason is public and the site speaks three languages, so it is given in all of them.
REQUIRED = ("kk", "ru", "en")


class ReasonForm(forms.Form):
    """Gives `cleaned_data["reason"]`: language → text; a ready reason before one's own words."""

    ready_reasons: Sequence[tuple[str, str | Promise]] = ()
    marks_optional = False
    ready = forms.ChoiceField(
        label=_("A ready reason"),
        required=False,
        help_text=_("It exists in all three languages; add your own words below if it needs them."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("None, I write it myself")), *self.ready_reasons]
        if self.ready_reasons:
            self.fields["ready"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["ready"]
        for code, _name in settings.LANGUAGES:
            self.fields[f"reason_{code}"] = forms.CharField(
                label=OWN_NAMES[code],
                required=False,
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 3, "lang": code}),
            )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        ready = dict(self.ready_reasons).get(data.get("ready", ""))
        reason = {}
        for code, _name in settings.LANGUAGES:
            with override(code):
                parts = [str(ready) if ready else "", data.get(f"reason_{code}", "").strip()]
            reason[code] = "\n".join(part for part in parts if part)
        for code in REQUIRED:
            if not reason[code] and f"reason_{code}" not in self.errors:
                self.add_error(
                    f"reason_{code}",
                    _("Write the reason in this language, or choose a ready one."),
                )
        data["reason"] = {code: text for code, text in reason.items() if text}
        return data
