"""Reads a receipt that somebody pastes, types from paper, or brings as a file."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import slips

# A receipt has less than a thousand bytes.
MOST_BYTES = 20_000


class ReceiptForm(forms.Form):
    """`leaf` and `signature` once it is valid; the signature is empty where only a code came."""

    # One of the two is needed, so neither is called optional.
    marks_optional = False

    code = forms.CharField(
        label=gettext_lazy("Code of the receipt"),
        help_text=gettext_lazy("64 characters. Spaces and line breaks do not matter."),
        required=False,
        max_length=MOST_BYTES,
        widget=forms.Textarea(
            attrs={
                "rows": 3,
                "class": "code",
                "autocomplete": "off",
                "autocapitalize": "none",
                "autocorrect": "off",
                "spellcheck": "false",
                "translate": "no",
            }
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("Or the file of the receipt"), required=False, allow_empty_file=True
    )

    def __init__(self, poll: UUID, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.poll = poll
        self.leaf = self.signature = b""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        upload, text = cleaned.get("file"), cleaned.get("code", "")
        field = "file" if upload else "code"
        if not self.errors:
            self._read(field, _text(upload) if upload else text)
        return cleaned

    def _read(self, field: str, text: str) -> None:
        found = slips.read(text)
        if fault := self._fault(field, text, found):
            self.add_error(field, fault)
            return
        self.leaf, self.signature = bytes.fromhex(found.leaf), bytes.fromhex(found.signature)

    def _fault(self, field: str, text: str, found: slips.Read) -> str:
        if not text.strip():
            return _("Paste the code of your receipt here, or choose its file.")
        if field == "file" and not slips.is_hex(found.leaf, slips.LEAF_HEX):
            return _("This file is not a receipt of a vote.")
        if found.poll and found.poll != str(self.poll):
            return _("This receipt is of another vote. Open it on the page of that vote.")
        if not slips.is_hex(found.leaf, slips.LEAF_HEX):
            return _(
                "A code has 64 characters, digits and the letters a to f. Here %(count)s "
                "were found. Compare it with your receipt."
            ) % {"count": len(found.leaf)}
        if found.signature and not slips.is_hex(found.signature, slips.SIGNATURE_HEX):
            return _("The signature in this receipt is damaged. Paste the code alone.")
        return ""


def _text(upload: "UploadedFile[Any]") -> str:
    """Empty where it is too large or no text: it is no receipt then."""
    if (upload.size or 0) > MOST_BYTES:
        return "{}"
    try:
        return upload.read().decode("utf-8-sig") or "{}"
    except UnicodeDecodeError:
        return "{}"
