"""Whether two names mean one organisation: “Ақ бидай” ЖШС and ТОО "Ак-Бидай" are near."""

import re
from collections.abc import Iterable
from functools import lru_cache

from commons.people.models import Organisation

# Legal forms in Kazakh, Russian and English say nothing about who it is.
_FORM_WORDS = (
    "тоо жшс llp ao ао ақ jsc нао ип жк ip кх шқ фх гкп мкк мкқк кгу кмм кгп кмк ргп рмк рму гу "
    "мм оо қб офо ққ оюл зтб пк өк ltd llc ооо"
)
_FORMS = frozenset(_FORM_WORDS.split())
_LOOKS_LIKE = str.maketrans("әғқңөұүһіёй", "агкноуухиеи")
_WORD = re.compile(r"[^\W_]+")
NEAR = 0.5


@lru_cache(maxsize=20_000)
def normalised(name: str) -> str:
    """Lower case without quotes, signs and legal forms; Kazakh letters as Russian ones."""
    words = _WORD.findall(name)
    kept = [word for word in words if not _is_form(word)] or words
    return " ".join(kept).casefold().translate(_LOOKS_LIKE)


def _is_form(word: str) -> bool:
    """Two letters are a form in capitals only: АҚ is a company, ақ is white."""
    return word.casefold() in _FORMS and (len(word) > 2 or word.isupper())


@lru_cache(maxsize=20_000)
def _threes(name: str) -> frozenset[str]:
    padded = f"  {normalised(name)} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))


def similarity(first: str, second: str) -> float:
    """Shared groups of three letters over all of both, 0 to 1; 1 for names that are the same."""
    one, two = _threes(first), _threes(second)
    return len(one & two) / len(one | two)


def near(name: str, known: Iterable[Organisation], most: int = 5) -> list[Organisation]:
    """Those whose name is like this one, the likest first, then by name."""
    found = [(similarity(name, one.name), one) for one in known]
    alike = sorted(
        ((share, one) for share, one in found if share >= NEAR),
        key=lambda pair: (-pair[0], pair[1].name, pair[1].pk),
    )
    return [one for _share, one in alike[:most]]
