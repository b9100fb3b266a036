"""Finds what an address names, in its own akimat only: another akimat's call does not exist."""

from typing import Any

from django.core.validators import slug_re
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from commons.people.views.access import person_of as person_of
from commons.territories.models import Akimat
from commons.territories.permissions import require

from .. import queries
from ..models import Call, Proposal
from ..permissions import is_author, may_read


def is_htmx(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))


def call_of(akimat: Akimat, slug: str) -> Call:
    if not slug_re.match(slug):  # a query may hold what no address can
        raise Http404
    return get_object_or_404(queries.calls(akimat), slug=slug)


def _rows(akimat: Akimat, slug: str) -> QuerySet[Proposal]:
    return Proposal.objects.filter(akimat=akimat, call__slug=slug).select_related(
        "call__territory",
        "call__akimat",
        "akimat__territory",
        "author",
        "category",
        "territory",
        "merged_into__call",
        "merged_into__akimat",
    )


def readable(request: HttpRequest, akimat: Akimat, slug: str, pk: int) -> Proposal:
    proposal = get_object_or_404(queries.with_counts(_rows(akimat, slug)), pk=pk)
    require(may_read(request.user, proposal))
    return proposal


def own(person: Any, akimat: Akimat, slug: str, pk: int) -> Proposal:
    proposal = _rows(akimat, slug).filter(pk=pk).first()
    if proposal is None or not is_author(person, proposal):
        raise Http404
    return proposal
