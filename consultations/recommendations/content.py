"""The text of a final document as it is sent, in all its languages, and its fingerprint."""

import hashlib
import json
from typing import Any

from commons.interface.official import read

from .models import FinalDocument, Recommendation

TEXTS = ("title", "place", "tasks", "subjects", "facts")


def content_of(
    document: FinalDocument, recommendations: list[Recommendation], sent_at: str
) -> dict[str, Any]:
    """What the law wants stated, and every recommendation; nobody is named in it."""
    return {
        "document": document.pk,
        "akimat": document.akimat.slug,
        "source": {"kind": document.source.value, "id": _source_key(document)},
        "sent_at": sent_at,
        "date": document.event_on.isoformat(),
        "begins": document.begins.isoformat("minutes") if document.begins else None,
        "ends": document.ends.isoformat("minutes") if document.ends else None,
        "forms": sorted(document.forms),
        **{name: read(document, name) for name in TEXTS},
        "recommendations": [
            {"number": one.number, "text": read(one, "text"), "grounds": read(one, "grounds")}
            for one in recommendations
        ],
    }


def canonical(content: dict[str, Any]) -> bytes:
    """The bytes whose SHA-256 is the fingerprint: JSON with sorted keys, UTF-8, no spaces."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def fingerprint(content: dict[str, Any]) -> str:
    return hashlib.sha256(canonical(content)).hexdigest()


def _source_key(document: FinalDocument) -> int | None:
    key: int | None = getattr(document, f"{document.source.value}_id")
    return key
