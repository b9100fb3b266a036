"""An akimat's colours as a style sheet, and the pages that belong to no process."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from . import brand as colours

# Colours are a function of the address, so a copy never goes stale.
FOREVER = "public, max-age=31536000, immutable"


@require_safe
def brand(request: HttpRequest, hue: int, chroma_milli: int) -> HttpResponse:
    if hue > 359 or chroma_milli > 1000 * colours.CHROMA_MAX:
        raise Http404
    sheet = colours.css(hue, chroma_milli / 1000)
    return HttpResponse(
        sheet, content_type="text/css; charset=utf-8", headers={"Cache-Control": FOREVER}
    )


@require_safe
def page(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, f"pages/{name}.html")
