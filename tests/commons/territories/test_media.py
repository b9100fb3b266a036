"""Uploaded files: our own images in the page, all else as a download, nothing beside them."""

from pathlib import Path

import pytest


@pytest.fixture
def uploads(settings, tmp_path) -> Path:
    folder = tmp_path / "media"
    (folder / "proposals").mkdir(parents=True)
    (tmp_path / "secret.webp").write_bytes(b"secret")
    (folder / ".hidden.webp").write_bytes(b"secret")
    (folder / "proposals" / "a.webp").write_bytes(b"RIFF....WEBP")
    (folder / "proposals" / "plan.html").write_bytes(b"<script>alert(1)</script>")
    (folder / "proposals" / "plan.svg").write_bytes(b"<svg onload='alert(1)'/>")
    (folder / "proposals" / "смета.pdf").write_bytes(b"%PDF-1.7")
    (folder / "link.webp").symlink_to(tmp_path / "secret.webp")
    settings.MEDIA_ROOT = folder
    return folder


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


def test_image_is_shown_and_kept_for_good(client, uploads) -> None:
    answer = client.get("/media/proposals/a.webp")
    assert answer["Content-Type"] == "image/webp"
    assert "immutable" in answer["Cache-Control"]
    assert not answer["Content-Disposition"].startswith("attachment")
    assert body(answer) == b"RIFF....WEBP"


@pytest.mark.parametrize("name", ["plan.html", "plan.svg", "смета.pdf"])
def test_all_else_is_a_download_that_no_browser_runs(client, uploads, name) -> None:
    answer = client.get(f"/media/proposals/{name}")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "immutable" not in answer["Cache-Control"]


@pytest.mark.parametrize(
    "path",
    [
        "../secret.webp",
        "..%2fsecret.webp",
        "proposals/../../secret.webp",
        "proposals/%2e%2e/%2e%2e/secret.webp",
        "..%5csecret.webp",
        "%2fetc/passwd",
        "/etc/passwd",
        ".hidden.webp",
        "proposals",
        "proposals/",
        "none.webp",
        "a%00.webp",
        "x" * 300,
    ],
)
def test_nothing_beside_the_uploads_is_served(client, db, uploads, path) -> None:
    assert client.get(f"/media/{path}", follow=True).status_code == 404


def test_uploads_are_only_read(client, uploads) -> None:
    assert client.post("/media/proposals/a.webp").status_code == 405
