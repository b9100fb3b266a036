"""Official texts of discovery must exist in Kazakh and in Russian."""

from commons.interface.official import Texts, missing

from .errors import DiscoveryError


def require(texts: Texts) -> None:
    """Raise DiscoveryError unless the text exists in Kazakh and in Russian."""
    if absent := missing(texts):
        raise DiscoveryError("text_needed", languages=", ".join(absent))
