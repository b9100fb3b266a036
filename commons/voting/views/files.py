"""What can be downloaded: leaf 0, the program that checks, and the archive of the publication."""

import re
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_safe

from algorithms.log import canonical_json
from commons.territories.models import Akimat

from ..enums import LeafKind
from ..queries import log_entries
from .finding import Shown, shown


@require_safe
def setup(request: HttpRequest, akimat: Akimat, poll: UUID) -> HttpResponse:
    """Leaf 0 byte for byte as it was hashed: its SHA-256 behind a zero byte is its leaf hash."""
    found = shown(akimat, poll)
    leaf = log_entries(found.poll, 0, 1).filter(kind=LeafKind.SETUP).first()
    if leaf is None:
        raise Http404
    return HttpResponse(canonical_json(leaf.content), content_type="application/json")


@require_safe
def verifier(request: HttpRequest, akimat: Akimat, poll: UUID) -> HttpResponse:
    """The program as it was frozen before voting."""
    found = shown(akimat, poll)
    if found.poll.verifier is None:
        raise Http404
    return HttpResponse(
        found.poll.verifier.source.encode(),
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="verify.py"'},
    )


_TO_THE_END = re.compile(r"bytes=([0-9]{1,15})-")


def _etag(request: HttpRequest, found: Shown) -> str | None:
    return f'"{found.publication.sha256}"' if found.publication else None


@require_safe
def archive(request: HttpRequest, akimat: Akimat, poll: UUID) -> HttpResponseBase:
    """The publication as one file, sent in pieces; 404 until it is there."""
    return _archive(request, shown(akimat, poll))


@condition(etag_func=_etag)
def _archive(request: HttpRequest, found: Shown) -> HttpResponseBase:
    if found.publication is None:
        raise Http404
    file, size = found.publication.file.open("rb"), found.publication.size_bytes
    start = _start(request, size, _etag(request, found))
    file.seek(start)  # the answer sends what lies behind
    answer = FileResponse(
        file,
        as_attachment=True,
        filename=f"{found.poll.pk}.zip",
        content_type="application/zip",
        status=206 if start else 200,
    )
    answer["Accept-Ranges"] = "bytes"
    if start:
        answer["Content-Range"] = f"bytes {start}-{size - 1}/{size}"
    patch_cache_control(answer, public=True, no_cache=True)
    return answer


def _start(request: HttpRequest, size: int, etag: str | None) -> int:
    """Where a download that broke off goes on; 0 for the whole, also for any other range."""
    asked = _TO_THE_END.fullmatch(request.headers.get("Range", ""))
    if asked is None or request.headers.get("If-Range", etag) != etag:
        return 0
    start = int(asked[1])
    return start if start < size else 0
