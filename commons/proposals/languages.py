"""Which language a short text is written in, for its `lang` attribute."""

import re

_KAZAKH = re.compile("[әғқңөұүһі]", re.IGNORECASE)
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_LATIN = re.compile("[a-z]", re.IGNORECASE)


def guess(text: str, fallback: str) -> str:
    """kk, ru or en by the letters; a text without letters has the fallback's."""
    if _KAZAKH.search(text):
        return "kk"
    cyrillic, latin = len(_CYRILLIC.findall(text)), len(_LATIN.findall(text))
    if cyrillic > latin:
        # Short Kazakh words may lack all nine letters of their own.
        return "kk" if fallback == "kk" and cyrillic < 12 else "ru"
    return "en" if latin > cyrillic else fallback
