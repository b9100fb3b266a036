"""Sentences about the balance, in the language of the page."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from commons.interface.numbers import percent
from commons.people.enums import Sector

from .balance import Balance, Measure, Strand

Text = str | Promise
# Whole sentences for each sector: its name is declined in Kazakh and in Russian.
_NOBODY: Mapping[str, Text] = {
    Sector.GOVERNMENT: _("Government is missing"),
    Sector.BUSINESS: _("Business is missing"),
    Sector.ACADEMIA: _("Academia is missing"),
    Sector.CIVIL_SOCIETY: _("Civil society is missing"),
}
_TOO_FEW: Mapping[str, Text] = {
    Sector.GOVERNMENT: _("Too few from government"),
    Sector.BUSINESS: _("Too few from business"),
    Sector.ACADEMIA: _("Too few from academia"),
    Sector.CIVIL_SOCIETY: _("Too few from civil society"),
}
_MORE: Mapping[str, Text] = {
    Sector.GOVERNMENT: ngettext_lazy(
        "%(n)d more official would bring the round into balance.",
        "%(n)d more officials would bring the round into balance.",
        "n",
    ),
    Sector.BUSINESS: ngettext_lazy(
        "%(n)d more entrepreneur would bring the round into balance.",
        "%(n)d more entrepreneurs would bring the round into balance.",
        "n",
    ),
    Sector.ACADEMIA: ngettext_lazy(
        "%(n)d more researcher would bring the round into balance.",
        "%(n)d more researchers would bring the round into balance.",
        "n",
    ),
    Sector.CIVIL_SOCIETY: ngettext_lazy(
        "%(n)d more person from civil society would bring the round into balance.",
        "%(n)d more people from civil society would bring the round into balance.",
        "n",
    ),
}
_ALSO_MORE: Mapping[str, Text] = {
    Sector.GOVERNMENT: ngettext_lazy(
        "%(n)d more official is needed.", "%(n)d more officials are needed.", "n"
    ),
    Sector.BUSINESS: ngettext_lazy(
        "%(n)d more entrepreneur is needed.", "%(n)d more entrepreneurs are needed.", "n"
    ),
    Sector.ACADEMIA: ngettext_lazy(
        "%(n)d more researcher is needed.", "%(n)d more researchers are needed.", "n"
    ),
    Sector.CIVIL_SOCIETY: ngettext_lazy(
        "%(n)d more person from civil society is needed.",
        "%(n)d more people from civil society are needed.",
        "n",
    ),
}
NOMINATE: Mapping[str, Text] = {
    Sector.GOVERNMENT: _("Suggest an official"),
    Sector.BUSINESS: _("Suggest an entrepreneur"),
    Sector.ACADEMIA: _("Suggest a researcher"),
    Sector.CIVIL_SOCIETY: _("Suggest somebody from civil society"),
}
_SHARE = _("%(count)d of %(of)d is %(share)s.")

TITLES: Mapping[str, Text] = {
    "newcomers": _("Newcomers"),
    "small_firms": _("Small firms"),
    "outside": _("Firms outside associations"),
    "women": _("Women"),
    "districts": _("Districts"),
}
_SAID: Mapping[str, Text] = {
    "newcomers": _("%(count)d of %(of)d people are in a round for the first time: %(share)s."),
    "small_firms": _("%(count)d of %(of)d firms have up to 100 people: %(share)s."),
    "outside": _("%(count)d of %(of)d firms belong to no association: %(share)s."),
    "women": _("%(count)d of %(of)d people are women: %(share)s."),
    "districts": _("%(count)d of %(of)d districts have a voice: %(share)s."),
}
_UNKNOWN: Mapping[str, Text] = {
    "small_firms": ngettext_lazy(
        "The size of %(n)d firm is not known.", "The size of %(n)d firms is not known.", "n"
    ),
    "outside": ngettext_lazy("%(n)d firm did not say.", "%(n)d firms did not say.", "n"),
    "women": ngettext_lazy("%(n)d person did not say.", "%(n)d people did not say.", "n"),
}
_LEAST = _("The round asks for at least %(least)s.")
_NOT_YET = _("Nothing is known yet.")


@dataclass(frozen=True)
class Note:
    """What a sector lacks; `sector` is the code for the link to suggest somebody."""

    sector: str
    title: str
    text: str
    nominate: str


def notes(balance: Balance) -> list[Note]:
    """One for each sector below the threshold, the emptiest first."""
    several = len(balance.missing) > 1
    return [
        Note(
            strand.sector,
            str((_TOO_FEW if strand.count else _NOBODY)[strand.sector]),
            _lack(strand, several),
            str(NOMINATE[strand.sector]),
        )
        for strand in balance.missing
    ]


def _lack(strand: Strand, several: bool) -> str:
    said = str(_SHARE) % {
        "count": strand.count,
        "of": strand.of,
        "share": percent(strand.share),
    }
    if not strand.needed:
        return said
    more = (_ALSO_MORE if several else _MORE)[strand.sector]
    return f"{said} {more % {'n': strand.needed}}"


def sentence(measure: Measure) -> str:
    """What a measure says, what the round asks for, and of how many nothing is known."""
    said = [
        str(_SAID[measure.key])
        % {"count": measure.count, "of": measure.of, "share": percent(measure.share)}
        if measure.is_known
        else str(_NOT_YET)
    ]
    if measure.least is not None:
        said.append(str(_LEAST) % {"least": percent(measure.least / 100)})
    if measure.unknown:
        said.append(_UNKNOWN[measure.key] % {"n": measure.unknown})
    return " ".join(said)


def sector_name(sector: str) -> str:
    return str(capfirst(Sector(sector).label))
