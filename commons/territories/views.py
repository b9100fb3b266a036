"""Files that people uploaded."""

import mimetypes
from pathlib import PurePosixPath

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

# The storage gives every upload a name of its own and never reuses it.
FOREVER = "public, max-age=31536000, immutable"
# Re-encoded by us from pixels; anything else may carry what a browser would run.
SHOWN = {".webp": "image/webp"}


@require_safe
def media(request: HttpRequest, name: str) -> HttpResponseBase:
    """Our own images in the page, all else as a download that no browser interprets.

    A name that leads out of the media folder, or to something hidden in it, does not exist.
    """
    path = PurePosixPath(name)
    if "\\" in name or "\0" in name or any(part.startswith(".") for part in path.parts):
        raise Http404
    try:
        if path.is_absolute() or not default_storage.exists(name):
            raise Http404
        opened = default_storage.open(name, "rb")
    except (SuspiciousFileOperation, OSError, ValueError) as error:
        raise Http404 from error
    kind = SHOWN.get(path.suffix.lower())
    answer = FileResponse(
        opened,
        as_attachment=kind is None,
        filename=path.name,
        content_type=kind or mimetypes.guess_type(path.name)[0] or "application/octet-stream",
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = FOREVER if kind else "private, no-cache"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
