"""Forms of a new round: its address and title, and whose it is."""

from typing import Any

from django import forms
from django.core.validators import validate_slug
from django.utils.translation import gettext_lazy

from commons.interface.errors import DomainError
from commons.interface.official import read_texts, text_fields
from commons.territories.models import Akimat

from .forms import Words


def address_field(max_length: int, hint: Words) -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Address"),
        max_length=max_length,
        validators=[validate_slug],
        help_text=hint,  # type: ignore[arg-type]
    )


class CopyForm(forms.Form):
    """Each process adds the field `slug`, an `address_field`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text_fields(self, "title", gettext_lazy("Title"), max_length=150)

    def clean_slug(self) -> str:
        return str(self.cleaned_data["slug"]).lower()

    def title(self) -> dict[str, str]:
        return read_texts(self.cleaned_data, "title")

    def refuse(self, error: DomainError) -> None:
        """Put the error where it can be mended."""
        field = "territory" if error.code == "territory_outside" else "slug"
        self.add_error(field, error.message)


class RoundForm(CopyForm):
    """The fields named by `field_order` are what the operation gets."""

    akimat: Any = forms.ModelChoiceField(
        label=gettext_lazy("Akimat"), queryset=Akimat.objects.none()
    )

    def __init__(self, *args: Any, akimats: Any, chosen: Akimat | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["akimat"]
        field.queryset = akimats
        field.initial = chosen
        if akimats.count() == 1:
            field.initial = akimats.first()
            field.widget = forms.HiddenInput()
        self.order_fields(self.field_order)
