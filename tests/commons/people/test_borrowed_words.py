"""A text that Django or allauth changes must be changed here too, or it loses its translation."""

import gettext
from pathlib import Path

import allauth
import django
import pytest

from commons.people import borrowed_words


def catalogue(*folders: Path) -> set[str]:
    """All originals of the Russian catalogues, which are complete."""
    found: set[str] = set()
    for folder in folders:
        texts = gettext.translation("django", folder / "locale", ["ru"])._catalog
        found |= {key[0] if isinstance(key, tuple) else key for key in texts}
    return found


DJANGO = Path(django.__file__).parent
ALLAUTH = Path(allauth.__file__).parent


WORDS_OF_DJANGO = [words for words in borrowed_words.DJANGO if isinstance(words, str)]
WORDS_OF_ALLAUTH = [words for words in borrowed_words.ALLAUTH if isinstance(words, str)]


@pytest.mark.parametrize("words", WORDS_OF_DJANGO)
def test_words_of_django_are_django_s(words) -> None:
    assert words in catalogue(DJANGO / "conf", DJANGO / "contrib/auth", DJANGO / "contrib/admin")


@pytest.mark.parametrize("words", WORDS_OF_ALLAUTH)
def test_words_of_allauth_are_allauth_s(words) -> None:
    assert words in catalogue(ALLAUTH)
