"""Finds the tenant once: the `akimat` in an address becomes the Akimat that the view receives."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from .models import Akimat


class AkimatMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.akimat = None  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> None:
        slug = kwargs.get("akimat")
        if isinstance(slug, str) and not getattr(view, "finds_akimat", False):
            kwargs["akimat"] = found_akimat(request, slug)


def found_akimat(request: HttpRequest, slug: str) -> Akimat:
    """The tenant of the request, known to its templates too. Raises Http404.

    Called by a view that says `finds_akimat`, because it can often do without.
    """
    found = Akimat.objects.select_related("territory").filter(slug=slug, is_active=True)
    akimat = found.first()
    if akimat is None:
        raise Http404
    request.akimat = akimat  # type: ignore[attr-defined]
    return akimat
