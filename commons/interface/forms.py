"""How forms come out in our design, and the few inputs that Django lacks."""

import re
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from .numbers import grouped

# Many years of the whole country's budget; thousands of such sums still fit into a column.
MOST_TENGE = 10**15


class BirgeRenderer(TemplatesSetting):
    """`{{ form }}` and `{{ form.title.as_field_group }}` in our design, in every app."""

    form_template_name = "forms/form.html"
    formset_template_name = "forms/formset.html"
    field_template_name = "forms/field.html"


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    """The browser's own calendar and clock."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class TengeInput(forms.TextInput):
    """Digits with room for spaces between them; a number input would refuse what people paste."""

    suffix = "₸"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "numeric", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        return grouped(value) if isinstance(value, int) else super().format_value(value)


class TengeField(forms.IntegerField):
    """Whole tenge, however the thousands are set apart: 24 600 000, 24'600'000, 24 600 000 ₸."""

    widget = TengeInput
    default_error_messages = {
        "invalid": _("Enter a whole number of tenge, for example 24 600 000.")
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_value": MOST_TENGE, **kwargs})

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, str):
            value = re.sub(r"[\s\u00a0\u202f'’₸]", "", value)
        return super().to_python(value)
