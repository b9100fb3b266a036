"""A receipt to keep: as a file, and as a code that a telephone reads from paper."""

import json
import re
from dataclasses import dataclass
from uuid import UUID

import segno
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

FORMAT = "birge receipt/1"
LEAF_HEX, SIGNATURE_HEX = 64, 128

# Between the groups of a code, also what a telephone puts there unseen.
_BETWEEN = re.compile(r"[\s\-\u200b\u200c\u200d\ufeff]+")
# Letters that are typed from paper on a Cyrillic keyboard, or read wrong.
_LOOKALIKES = str.maketrans({"а": "a", "с": "c", "е": "e", "о": "0", "o": "0", "l": "1", "і": "1"})


@dataclass(frozen=True)
class Slip:
    """`check_url` is the absolute address of the page that answers to the code."""

    poll: UUID
    leaf: bytes
    signature: bytes
    key_id: str
    check_url: str

    @property
    def code(self) -> str:
        return self.leaf.hex()

    @property
    def scan_url(self) -> str:
        """The code stands behind the #, which browsers keep to themselves."""
        return f"{self.check_url}#{self.code}"

    def qr(self) -> SafeString:
        """As SVG without any style, for a page under our policy."""
        drawn = segno.make(self.scan_url, error="m", micro=False)
        attributes = {"svgclass": None, "lineclass": None, "omitsize": True, "border": 4}
        return SafeString(drawn.svg_inline(**attributes))

    def to_json(self) -> str:
        """For people and programs: what it is, and what to do with it."""
        content = {
            "format": FORMAT,
            "note": _(
                "Receipt of a ballot. It shows that the ballot is in the box, and to nobody what "
                "was chosen. Paste the leaf into the page below, or ask: "
                "python verify.py ARCHIVE --receipt LEAF. If the ballot is missing from the log, "
                "the signature proves that it was promised: send this file to your akimat."
            ),
            "check": self.check_url,
            "poll": str(self.poll),
            "leaf": self.code,
            "signature": self.signature.hex(),
            "key_id": self.key_id,
        }
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True)
class Read:
    """What could be read from a paste or a file. `poll` is empty where only a code was given."""

    leaf: str
    signature: str = ""
    poll: str = ""


def read(text: str) -> Read:
    """A code, an address with a code behind its #, or a receipt file. Checks no lengths."""
    text = text.strip()
    if text.startswith("{"):
        return _from_file(text)
    return Read(_hex(text.rpartition("#")[2]))


def _from_file(text: str) -> Read:
    """Nothing where it is no receipt of ours."""
    try:
        content = json.loads(text)
    except ValueError:
        return Read("")
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        return Read("")
    leaf, signature, poll = (str(content.get(key, "")) for key in ("leaf", "signature", "poll"))
    return Read(_hex(leaf), _hex(signature), poll)


def _hex(text: str) -> str:
    return _BETWEEN.sub("", text).lower().translate(_LOOKALIKES)


def is_hex(text: str, length: int) -> bool:
    return len(text) == length and re.fullmatch(r"[0-9a-f]*", text) is not None
