"""How the votes of a round are counted, in sentences: one for each setting that says something."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commons.interface.numbers import grouped
from commons.voting.enums import BallotFormat

from .enums import Completion, Leftovers, Rule, Start, Stop
from .models import Round


def sentences(round: Round) -> list[str]:
    """In the order in which the count meets them."""
    found = [*_points(round)]
    if round.rule == Rule.EQUAL_SHARES:
        found += _shares(round)
    return [*found, *_thresholds(round), *_leftovers(round)]


def _points(round: Round) -> Iterator[str]:
    """What a ballot that says more than yes gives a project."""
    if round.ballot_format == BallotFormat.ORDINAL:
        yield _(
            "A first place counts %(most)s points, each next place one point less; the points of a "
            "project are added up."
        ) % {"most": round.max_choices}
    elif round.ballot_format in (BallotFormat.POINTS, BallotFormat.SCORE):
        yield _("The points that voters give a project are added up.")
    elif round.ballot_format == BallotFormat.YES_NO:
        yield _("A yes is a vote for a project; a no, or no answer, is none against it.")


def _shares(round: Round) -> Iterator[str]:
    if round.add1_start == Start.FLOOR:
        yield _("The share of a voter at the start is rounded down to whole tenge.")
    if round.completion == Completion.NONE:
        yield _("Money that the equal shares leave over is not given to further projects.")
    if round.completion in (Completion.ADD1, Completion.BOTH):
        yield _raised(round)
    if round.completion in (Completion.UTILITARIAN, Completion.BOTH):
        yield _("What is left then goes to the projects with most votes that still fit.")
    if round.comparison:
        yield _(
            "The outcome is compared with the winners by votes alone. If strictly more voters have "
            "more of their choices among those, they are taken instead."
        )


def _raised(round: Round) -> str:
    step = (
        _("%(money)s ₸") % {"money": grouped(round.add1_step)}
        if round.add1_step
        else _("a thousandth of the share, at least one tenge")
    )
    if round.add1_stop == Stop.OVERSPEND:
        return _(
            "Then all shares are raised by %(step)s at a time and the count begins anew, as long "
            "as the budget is not exceeded."
        ) % {"step": step}
    return _(
        "Then all shares are raised by %(step)s at a time and the count begins anew, until no "
        "further project fits or the budget would be exceeded."
    ) % {"step": step}


def _thresholds(round: Round) -> Iterator[str]:
    if round.min_votes:
        yield ngettext(
            "A project needs at least %(count)s vote to be chosen.",
            "A project needs at least %(count)s votes to be chosen.",
            round.min_votes,
        ) % {"count": grouped(round.min_votes)}
    if round.threshold_share:
        yield _(
            "A project needs support in proportion to its cost: its share of the voters must be at "
            "least its share of the budget divided by %(number)s."
        ) % {"number": round.threshold_share}


def _leftovers(round: Round) -> Iterator[str]:
    """Said where there is more than one envelope, or where the money goes on."""
    if round.leftovers == Leftovers.CITYWIDE:
        yield _(
            "Money that the envelope of a district leaves over goes to the envelope of the whole "
            "territory, which is counted last."
        )
    elif len(round.envelopes.all()) > 1:
        yield _("Money that an envelope leaves over returns to the budget of the akimat.")
