"""Finds what an address names in the open books, in its own akimat only."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from commons.interface.errors import DomainError
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...councils.models import Council
from ..permissions import may_keep


def council_of(request: HttpRequest, akimat: Akimat, pk: int) -> Council:
    """A published council, or one that the reader keeps the books of."""
    council = get_object_or_404(Council, akimat=akimat, pk=pk)
    council.akimat = akimat
    require(council.published_at is not None or may_keep(request.user, council))
    return council


def council_to_keep(request: HttpRequest, akimat: Akimat, pk: int) -> Council:
    """The council, for who keeps its books; 404 for everybody else."""
    council = get_object_or_404(Council, akimat=akimat, pk=pk)
    council.akimat = akimat
    require(may_keep(request.user, council))
    return council


def kept_councils(request: HttpRequest, akimat: Akimat) -> list[Council]:
    """The councils of the akimat whose books the reader keeps."""
    found = list(Council.objects.filter(akimat=akimat, ended_on__isnull=True))
    for council in found:
        council.akimat = akimat
    return [council for council in found if may_keep(request.user, council)]


def form_page(request: HttpRequest, **context: Any) -> HttpResponse:
    """One form on a page: `title`, `form`, `back` (address and words); 422 where it was refused."""
    status = 422 if request.method == "POST" else 200
    return render(request, "consultations/openness/form.html", context, status=status)


def saved(request: HttpRequest, form: Any, save: Callable[[dict[str, Any]], Any]) -> Any:
    """What was made; None while nothing was sent and where it was refused."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return save(form.cleaned_data)
    except DomainError as error:
        form.add_error(None, error.message)
        return None
