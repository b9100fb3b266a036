"""The wordings that people agree to. A changed text gets a new version and is asked for anew."""

from .enums import ConsentKind

VERSIONS = {ConsentKind.TERMS: "2026-1", ConsentKind.MAIL: "2026-1"}
