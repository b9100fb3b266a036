"""What account pages need: `{% load people %}`."""

from django import template
from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _

register = template.Library()


@register.filter
def without_placeholders(form: BaseForm | str) -> BaseForm | str:
    """allauth repeats each label inside its field, where it vanishes as one types.

    The names of keys have no label at all, so Django would make an English one.
    """
    if isinstance(form, BaseForm):
        for name, field in form.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name == "name" and field.label is None:
                field.label = _("Name of the key")
    return form


@register.filter
def grouped(reference: str) -> str:
    """A reference or code in two halves, as it is read aloud: K7M 4QX."""
    half = len(reference) // 2
    return f"{reference[:half]} {reference[half:]}"
