"""What happens to every request before a page sees it, and to every page before it is sent."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class NoNulMiddleware:
    """PostgreSQL keeps no NUL, so an address, a query or a cookie with one names nothing here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = (request.path_info, *request.COOKIES.values())
        if "%00" in request.META.get("QUERY_STRING", "") or any("\0" in text for text in given):
            raise Http404
        return self.get_response(request)


class CompressPagesMiddleware(GZipMiddleware):
    """Pages travel compressed; files do not: pictures and archives are, by themselves.

    Django pads each answer by a random length, so that its size tells nothing of what is in it.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if response.streaming:
            return response
        return super().process_response(request, response)
