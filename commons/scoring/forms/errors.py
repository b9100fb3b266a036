"""What an operation refused, put where the reader looks for it."""

from django import forms

from ..errors import ScoringError


def refuse(form: forms.BaseForm, error: ScoringError) -> None:
    """At the fields that the error names, as far as the form has them; else above the form."""
    named = [name for name in error.params.get("fields", ()) if name in form.fields]
    for name in named[:1] or [None]:
        form.add_error(name, error.message)
