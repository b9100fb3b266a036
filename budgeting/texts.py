"""Official texts of a round: those of `commons.interface.official`, and what they must have."""

from commons.interface.official import LANGUAGES as LANGUAGES
from commons.interface.official import REQUIRED as REQUIRED
from commons.interface.official import Texts as Texts
from commons.interface.official import columns as columns
from commons.interface.official import missing as missing
from commons.interface.official import read as read
from commons.interface.official import same as same
from commons.interface.official import write as write

from .errors import BudgetingError


def require(texts: Texts, code: str = "text_needed") -> None:
    """Raise BudgetingError unless the text exists in Kazakh and in Russian."""
    if absent := missing(texts):
        raise BudgetingError(code, languages=", ".join(absent))
