"""What a published version is frozen under. Anybody can repeat it: it is the SHA-256 of the file
that the version's page gives for download, byte for byte."""

import hashlib
import json

from .models import DraftPassage, DraftVersion


def content(version: DraftVersion, passages: list[DraftPassage]) -> bytes:
    """The version as JSON in UTF-8, keys in order. Which paragraph is which is not part of it: to
    mend that changes no text."""
    document = {
        "draft": version.draft_id,
        "language": version.language,
        "version": version.number,
        "passages": [
            {"kind": one.kind, "label": one.label, "level": one.level, "text": one.text}
            for one in passages
        ],
    }
    text = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True)
    return text.encode() + b"\n"


def fingerprint(version: DraftVersion, passages: list[DraftPassage]) -> str:
    return hashlib.sha256(content(version, passages)).hexdigest()
