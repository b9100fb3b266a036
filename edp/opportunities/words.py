"""What cards are called. A competition for a label is the same machinery with other words."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..enums import RoundKind
from ..models import Round

Text = str | Promise


@dataclass(frozen=True)
class Words:
    """`lede` explains the thing to someone who never heard of it."""

    title: Text
    one: Text
    lede: Text
    add: Text
    begin: Text
    submit: Text
    decides: Text


USUAL = Words(
    title=_("Opportunities"),
    one=_("Opportunity"),
    lede=_(
        "An opportunity is one thing the region could do better than others: not a whole sector, "
        "but an activity in it. Each has a card, which anyone can read, discuss and support."
    ),
    add=_("Write a card"),
    begin=_("Write an opportunity card"),
    submit=_("Submit the card"),
    decides=_(
        "Evaluators score the cards, the public is asked about the best, "
        "and a commission decides and gives its reasons."
    ),
)

COMPETITION = Words(
    title=_("Entries"),
    one=_("Entry"),
    lede=_(
        "The competition has no set theme. Each entry says what partners of a place want to do "
        "together, which nobody does there yet. Anyone can read, discuss and support the entries."
    ),
    add=_("Enter the competition"),
    begin=_("Write your entry"),
    submit=_("Submit the entry"),
    decides=_(
        "A jury scores the entries, and its decision is published with reasons. "
        "Winners may carry the label and get the support named in the rules."
    ),
)


def of_round(round: Round) -> Words:
    return COMPETITION if round.kind == RoundKind.COMPETITION else USUAL
