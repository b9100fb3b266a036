"""A competition has a jury and winners where a region has a commission and priorities."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..enums import RoundKind
from ..models import Round
from .enums import Outcome, Sitting

Words = dict[str, str | Promise]

REGION: Words = {
    "commission": _("The commission"),
    "in_commission": _("Who sits in the commission"),
    "of_commission": _("Decision of the commission"),
    "explained": _(
        "The scores recommend an order. A commission decides, and where it decides otherwise, it "
        "gives its reason in writing."
    ),
    "evaluators": _("Evaluators"),
    "final": _("The priorities"),
    "shortlist": _("The shortlist"),
    "chosen_final": _("Chosen as priorities"),
    "chosen_shortlist": _("On the shortlist"),
    "pending": _("The commission has not published a decision yet."),
}
COMPETITION: Words = {
    **REGION,
    "commission": _("The jury"),
    "in_commission": _("Who sits in the jury"),
    "of_commission": _("Decision of the jury"),
    "explained": _(
        "The scores recommend an order. A jury decides who wins the label, and where it decides "
        "otherwise, it gives its reason in writing."
    ),
    "evaluators": _("Reviewers"),
    "final": _("The winners"),
    "shortlist": _("The finalists"),
    "chosen_final": _("Winners"),
    "chosen_shortlist": _("In the final"),
    "pending": _("The jury has not published a decision yet."),
}


def words_of(round: Round) -> Words:
    return COMPETITION if round.kind == RoundKind.COMPETITION else REGION


def title_of(round: Round, sitting: str) -> str:
    return str(words_of(round)[sitting])


def heading_of(round: Round, sitting: str, outcome: str) -> str:
    """Heading of a group of opportunities with the same outcome."""
    words = words_of(round)
    if outcome == Outcome.CHOSEN:
        final = sitting == Sitting.FINAL
        return str(words["chosen_final" if final else "chosen_shortlist"])
    if outcome == Outcome.RESERVE:
        return str(_("In reserve"))
    return str(_("Not taken"))
