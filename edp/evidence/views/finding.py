"""What the views of this part share."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commons.interface.errors import DomainError

from ...models import Round
from ...views.finding import frame


def page(request: HttpRequest, name: str, round: Round, **context: Any) -> HttpResponse:
    status = context.pop("status", 200)
    context = frame(request, round, **context)
    return render(request, f"edp/evidence/{name}.html", context, status=status)


def carried_out(form: Form, act: Callable[[], Any]) -> bool:
    """Whether the form is valid and the act went through; what went wrong is on the form."""
    if not form.is_valid():
        return False
    try:
        act()
    except DomainError as error:
        form.add_error(None, error.message)
        return False
    return True
