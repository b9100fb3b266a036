"""Forms of the core of a round on the site's own pages."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.interface.official import LANGUAGES, OWN_NAMES, Texts, read, read_texts, text_fields

from .models import Phase
from .operations.writing import TELLS

LABELS = {
    "outcome": _("What came of it"),
    "what": _("What happens"),
    "who": _("Who takes part"),
}
LENGTHS = {"outcome": 3000, "what": 1500, "who": 1500}


class StageForm(forms.Form):
    """The akimat's own words about a stage, language by language."""

    def __init__(self, *args: Any, phase: Phase, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What came of a stage can be told once it has begun.
        self.names = [name for name in LABELS if name != "outcome" or phase.opens_at <= at]
        for name in self.names:
            text_fields(
                self,
                name,
                LABELS[name],
                rows=6 if name == "outcome" else 4,
                max_length=LENGTHS[name],
                required=(),
                initial=read(phase, name),
            )

    @property
    def sections(self) -> list[tuple[str, list[Any]]]:
        """Bound fields by language, so that each text is written in one go."""
        return [
            (OWN_NAMES[code], [self[f"{name}_{code}"] for name in self.names]) for code in LANGUAGES
        ]

    def clean(self) -> dict[str, Any]:
        """Kazakh and Russian go together: tie the error to the field that is empty."""
        data: dict[str, Any] = super().clean() or {}
        for name in self.names:
            written = read_texts(data, name)
            for code in ("kk", "ru"):
                if any(written.values()) and not written[code]:
                    self.add_error(f"{name}_{code}", _("Write it in this language too."))
        return data

    def texts(self) -> dict[str, Texts]:
        return {name: read_texts(self.cleaned_data, name) for name in TELLS if name in self.names}
