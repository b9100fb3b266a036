"""Finds the petition an address names, in its own akimat only, for who may read it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from commons.territories.models import Akimat
from commons.territories.permissions import require

from .. import queries
from ..models import Petition
from ..permissions import is_author, may_read


def petition_of(request: HttpRequest, akimat: Akimat, pk: int) -> Petition:
    petition = get_object_or_404(queries.of_akimat(akimat), pk=pk)
    require(may_read(request.user, petition.proposal))
    return petition


def own_petition(request: HttpRequest, akimat: Akimat, pk: int) -> Petition:
    petition = get_object_or_404(queries.of_akimat(akimat), pk=pk)
    if not is_author(request.user, petition.proposal):
        raise Http404
    return petition


def to_petition(petition: Petition) -> HttpResponse:
    return redirect("consultations:petition", petition.akimat.slug, petition.pk)


def form_page(
    request: HttpRequest, petition: Petition, template: str, **context: Any
) -> HttpResponse:
    """A page of one form about a petition; 422 where it was refused."""
    status = 422 if request.method == "POST" else 200
    address = reverse("consultations:petition", args=[petition.akimat.slug, petition.pk])
    more = {"petition": petition, "proposal": petition.proposal, "back": address, **context}
    return render(request, f"consultations/petitions/{template}.html", more, status=status)
