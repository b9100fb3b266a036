"""The form of the akimat's settings for hearings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.territories.queries import districts

from .period_groups import GROUPS
from .periods import Periods


class PeriodsForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Periods
        fields = [name for group in GROUPS for name in group.fields]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        akimat = self.instance.akimat
        self.fields["centre"].queryset = districts(akimat)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        fewest, most = data.get("council_min"), data.get("council_max")
        if fewest and most and fewest > most:
            self.add_error("council_max", _("The most members cannot be fewer than the fewest."))
        if data.get("population") and not data.get("population_source"):
            self.add_error("population_source", _("Say where the figure comes from."))
        return data

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        return [(group, [self[name] for name in group.fields]) for group in GROUPS]
