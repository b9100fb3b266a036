"""All that is wrong with one or more forms, as links to the fields."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.forms import CheckboxSelectMultiple, RadioSelect
from django.forms.boundfield import BoundField
from django.forms.formsets import BaseFormSet


@dataclass(frozen=True)
class Problem:
    """`href` is empty where the error belongs to no field."""

    href: str
    label: str
    text: str


def problems(shown: Iterable[Any]) -> list[Problem]:
    """In the order of the page. Marks each form, so that `{{ form }}` does not repeat the list."""
    found: list[Problem] = []
    for item in shown:
        if item is None or not hasattr(item, "errors"):
            continue
        item.has_summary = True
        if isinstance(item, BaseFormSet):
            found += [Problem("", "", str(error)) for error in item.non_form_errors()]
            found += problems(item.forms)
        else:
            found += _of_form(item)
    return found


def _of_form(form: Any) -> list[Problem]:
    found = [Problem("", "", str(error)) for error in form.non_field_errors()]
    for bound in form:
        label = "" if bound.is_hidden else str(bound.label)
        found += [Problem(_href(bound), label, str(error)) for error in bound.errors]
    return found


def _href(bound: BoundField) -> str:
    """A group is reached at its first option, because a fieldset takes no focus."""
    if bound.is_hidden or not bound.auto_id:
        return ""
    first = isinstance(bound.field.widget, RadioSelect | CheckboxSelectMultiple)
    return f"#{bound.auto_id}_0" if first else f"#{bound.auto_id}"
