"""Words for the acts that the record holds as codes.

Each app registers its own in AppConfig.ready: `register({"verify_residency": _("verified ...")})`.
"""

from collections.abc import Mapping

from django.utils.functional import Promise

_words: dict[str, str | Promise] = {}


def register(words: Mapping[str, str | Promise]) -> None:
    """Verbs in the past, in lower case: they stand after the name of who acted."""
    _words.update(words)


def words(verb: str) -> str:
    """An act nobody registered is shown by its code, readable: "round: opened"."""
    return str(_words.get(verb) or verb.replace(".", ": ").replace("_", " "))
