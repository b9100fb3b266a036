"""Pictures from strangers: made upright, small and clean, or refused in a clear sentence."""

from io import BytesIO

import pytest
from PIL import Image, ImageFile

from commons.interface.images import ImageError, process_image

GPS = 0x8825
ORIENTATION = 0x0112


def picture(
    size: tuple[int, int] = (40, 30), kind: str = "JPEG", mode: str = "RGB", **save: object
) -> BytesIO:
    out = BytesIO()
    Image.new(mode, size, 120).save(out, kind, **save)
    out.name = f"photo.{kind.lower()}"
    return out


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def refusal(file: BytesIO) -> ImageError:
    with pytest.raises(ImageError) as caught:
        process_image(file)
    assert caught.value.message
    return caught.value


def test_process_image_makes_webp_within_the_limits():
    done = process_image(picture((3200, 1000)))
    large, small = opened(done.webp), opened(done.thumbnail)
    assert (large.format, large.size) == ("WEBP", (1600, 500))
    assert (small.format, small.size) == ("WEBP", (480, 150))
    assert (done.width, done.height) == (1600, 500)


def test_process_image_keeps_the_size_of_a_small_picture():
    assert process_image(picture((40, 30))).width == 40


def test_process_image_removes_gps_and_every_other_exif():
    exif = Image.Exif()
    exif[0x010E] = "secret description"
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (43.0, 14.0, 9.5)
    sent = picture(exif=exif.tobytes())
    assert Image.open(sent).getexif().get_ifd(GPS)
    done = process_image(sent)
    for data in (done.webp, done.thumbnail):
        assert not opened(data).getexif()
        assert b"secret" not in data
        assert b"EXIF" not in data


def test_process_image_removes_png_text_and_colour_profile():
    from PIL.PngImagePlugin import PngInfo

    notes = PngInfo()
    notes.add_text("Author", "somebody private")
    done = process_image(picture(kind="PNG", pnginfo=notes, icc_profile=b"x" * 200))
    assert b"private" not in done.webp
    assert "icc_profile" not in opened(done.webp).info


def test_process_image_turns_the_picture_upright():
    image = Image.new("RGB", (40, 20), "white")
    image.paste("red", (0, 0, 20, 20))
    exif = Image.Exif()
    exif[ORIENTATION] = 6  # the camera was turned a quarter clockwise
    sent = BytesIO()
    image.save(sent, "PNG", exif=exif.tobytes())
    upright = opened(process_image(sent, "turned.png").webp).convert("RGB")
    assert upright.size == (20, 40)
    assert upright.getpixel((10, 5))[1] < 100
    assert upright.getpixel((10, 35))[1] > 200


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "CMYK", "I;16"])
def test_process_image_takes_every_colour_mode(mode):
    kind = "TIFF" if mode in ("CMYK", "I;16") else "PNG"
    assert process_image(picture(kind=kind, mode=mode)).height == 30


def test_process_image_takes_the_first_frame_of_an_animation():
    frames = [Image.new("RGB", (20, 10), colour) for colour in ("red", "blue")]
    sent = BytesIO()
    frames[0].save(sent, "GIF", save_all=True, append_images=frames[1:])
    done = opened(process_image(sent, "moving.gif").webp)
    assert getattr(done, "n_frames", 1) == 1


def test_process_image_checks_pixels_before_it_decodes(settings, monkeypatch):
    sent = picture((40, 30), "BMP")
    settings.IMAGE_MAX_PIXELS = 1000
    monkeypatch.setattr(Image.Image, "load", lambda *_: pytest.fail("decoded"))
    assert refusal(sent).code == "too_many_pixels"


def test_process_image_refuses_a_decompression_bomb():
    bomb = picture((20000, 20000), "PNG", "1")
    assert len(bomb.getvalue()) < 100_000
    assert refusal(bomb).code == "too_many_pixels"


def test_process_image_refuses_a_bomb_beyond_what_pillow_opens():
    import struct
    import zlib

    header = struct.pack(">IIBBBBB", 2_000_000, 2_000_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    data = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk
    data += struct.pack(">I", zlib.crc32(chunk))
    assert refusal(BytesIO(data)).code in ("too_many_pixels", "broken")


def test_process_image_refuses_a_file_above_the_size_limit(settings):
    settings.IMAGE_MAX_BYTES = 100
    assert refusal(picture((400, 300))).code == "too_many_bytes"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_process_image_refuses_a_truncated_file(kind, monkeypatch):
    import random

    # As WeasyPrint leaves it in any process that has drawn a report.
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    noise = Image.new("RGB", (120, 120))
    draw = random.Random(5)
    noise.putdata([tuple(draw.randbytes(3)) for _ in range(120 * 120)])
    out = BytesIO()
    noise.save(out, kind)
    half = BytesIO(out.getvalue()[: len(out.getvalue()) // 2])
    assert refusal(half).code in ("broken", "not_an_image")


@pytest.mark.parametrize(
    "data",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"<!doctype html><script>alert(1)</script>",
        b"GIF89a<script>alert(1)</script>",
        b"%PDF-1.7 not a picture",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
        b"\x00" * 500,
    ],
)
def test_process_image_refuses_what_only_pretends(data):
    file = BytesIO(data)
    file.name = "cat.png"
    error = refusal(file)
    assert error.code in ("not_an_image", "broken", "too_many_pixels")
    assert "cat.png" in error.message


def test_process_image_refuses_an_empty_file():
    assert refusal(BytesIO()).code == "empty"


def test_process_image_drops_what_hides_behind_the_pixels():
    sent = BytesIO(picture().getvalue() + b"<script>alert(1)</script>")
    assert b"script" not in process_image(sent, "polyglot.jpg").webp
