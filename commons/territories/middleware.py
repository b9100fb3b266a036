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
        if isinstance(slug, str):
            found = Akimat.objects.select_related("territory").filter(slug=slug, is_active=True)
            akimat = found.first()
            if akimat is None:
                raise Http404
            request.akimat = kwargs["akimat"] = akimat  # type: ignore[attr-defined]
