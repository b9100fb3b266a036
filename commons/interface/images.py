"""Pictures that people send, made safe and small: decoded under a cap, turned upright, re-encoded.

What comes out holds pixels and nothing else: no EXIF, no GPS, no text hidden after the image.
"""

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import IO, ClassVar

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from .errors import DomainError

LARGEST_SIDE = 1600
THUMBNAIL_SIDE = 480
QUALITY = 80
# Decoders that run on what strangers send; every other one of Pillow's stays shut.
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "MPO")


class ImageError(DomainError):
    """Codes: empty, too_many_bytes, not_an_image, too_many_pixels, broken."""

    texts: ClassVar[Mapping[str, str | Promise]] = {
        "empty": _("The file “%(name)s” is empty. Choose another picture."),
        "too_many_bytes": _(
            "The picture “%(name)s” is larger than %(limit)s MB. Choose a smaller one."
        ),
        "not_an_image": _(
            "“%(name)s” is not a picture that can be shown here. Send a photo as JPEG, PNG or WebP."
        ),
        "too_many_pixels": _(
            "The picture “%(name)s” has more than %(limit)s million pixels. Choose a smaller one."
        ),
        "broken": _("The picture “%(name)s” is damaged or was not sent whole. Try it again."),
    }


@dataclass(frozen=True)
class ProcessedImage:
    """Two WebP files and the size in pixels of the larger one."""

    webp: bytes
    thumbnail: bytes
    width: int
    height: int


def process_image(file: IO[bytes], name: str = "") -> ProcessedImage:
    """Read a picture from an upload. Raises ImageError; its parameters hold the file's name."""
    name = str(name or getattr(file, "name", "") or "?")
    data = _read(file, name)
    with _spoken_errors(name):
        image = _decoded(data, name)
        large = _within(image, LARGEST_SIDE)
        return ProcessedImage(
            webp=_encoded(large),
            thumbnail=_encoded(_within(large, THUMBNAIL_SIDE)),
            width=large.width,
            height=large.height,
        )


def _read(file: IO[bytes], name: str) -> bytes:
    file.seek(0)
    data = file.read(settings.IMAGE_MAX_BYTES + 1)
    if not data:
        raise ImageError("empty", name=name)
    if len(data) > settings.IMAGE_MAX_BYTES:
        limit = settings.IMAGE_MAX_BYTES // (1024 * 1024)
        raise ImageError("too_many_bytes", name=name, limit=limit)
    return data


@contextmanager
def _spoken_errors(name: str) -> Iterator[None]:
    """Pillow's many ways to fail on a bad file, as one of ours."""
    try:
        with warnings.catch_warnings():
            # Our own cap is checked first; Pillow's warning about bombs would only repeat it.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            yield
    except UnidentifiedImageError as error:
        raise ImageError("not_an_image", name=name) from error
    except Image.DecompressionBombError as error:
        raise ImageError("too_many_pixels", name=name, limit=_megapixels()) from error
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError) as error:
        raise ImageError("broken", name=name) from error


def _megapixels() -> int:
    return int(settings.IMAGE_MAX_PIXELS // 1_000_000)


def _decoded(data: bytes, name: str) -> Image.Image:
    """The first frame, upright, as RGB or RGBA. The header's size is read before any pixel."""
    image: Image.Image = Image.open(BytesIO(data), formats=FORMATS)
    if image.width * image.height > settings.IMAGE_MAX_PIXELS:
        raise ImageError("too_many_pixels", name=name, limit=_megapixels())
    # A JPEG decoder can shrink while it reads, which saves memory; quality needs twice the side.
    image.draft("RGB", (2 * LARGEST_SIDE, 2 * LARGEST_SIDE))
    # WeasyPrint tells Pillow to overlook truncated files, for the whole process; here it must not.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    image.load()
    upright = ImageOps.exif_transpose(image)
    has_alpha = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
    return upright.convert("RGBA" if has_alpha else "RGB")


def _within(image: Image.Image, side: int) -> Image.Image:
    """The picture in a square of `side`; a smaller one keeps its size."""
    small = image.copy()
    small.thumbnail((side, side), Image.Resampling.LANCZOS)
    return small


def _encoded(image: Image.Image) -> bytes:
    image.info.clear()
    out = BytesIO()
    image.save(out, "WEBP", quality=QUALITY, method=4, exif=b"", icc_profile=b"", xmp=b"")
    return out.getvalue()
