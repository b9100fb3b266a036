"""Official texts of hearings must exist in Kazakh and in Russian."""

from commons.interface.official import Texts, missing

from .errors import HearingError


def require(texts: Texts) -> None:
    """Raise HearingError unless the text exists in Kazakh and in Russian."""
    if absent := missing(texts):
        raise HearingError("text_needed", languages=", ".join(absent))
