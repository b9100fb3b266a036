"""Where an opportunity comes from and where it stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OpportunityOrigin(models.TextChoices):
    GROUP = "group", _("written in a group")
    CALL = "call", _("from the open call")


class OpportunityStatus(models.TextChoices):
    """What the process made of it; whether its text is public is the proposal's state."""

    OPEN = "open", _("under discussion")
    EVALUATED = "evaluated", _("with the evaluators")
    SHORTLISTED = "shortlisted", _("on the shortlist")
    CHOSEN = "chosen", _("became a priority")
    RESERVE = "reserve", _("in reserve")
    NOT_CHOSEN = "not_chosen", _("not chosen")
    MERGED = "merged", _("merged into another")
    SPLIT = "split", _("split into several")


S = OpportunityStatus
# What `operations.set_status` may do; merging and splitting are operations of their own. A round
# that narrows down in steps sends its shortlist to the evaluators again.
TRANSITIONS: dict[str, frozenset[str]] = {
    S.OPEN: frozenset({S.EVALUATED, S.SHORTLISTED, S.NOT_CHOSEN}),
    S.EVALUATED: frozenset({S.OPEN, S.SHORTLISTED, S.CHOSEN, S.RESERVE, S.NOT_CHOSEN}),
    S.SHORTLISTED: frozenset({S.EVALUATED, S.CHOSEN, S.RESERVE, S.NOT_CHOSEN}),
    S.RESERVE: frozenset({S.EVALUATED, S.SHORTLISTED, S.CHOSEN, S.NOT_CHOSEN}),
    S.CHOSEN: frozenset(),
    S.NOT_CHOSEN: frozenset(),
    S.MERGED: frozenset(),
    S.SPLIT: frozenset(),
}
# Cards that became others: they stay readable and point to what they became.
GONE = frozenset({S.MERGED, S.SPLIT})
# Cards that moderators may still merge or split.
JOINABLE = frozenset({S.OPEN})

# How a state is coloured; its words are always beside the colour.
TONES: dict[str, str] = {
    S.OPEN: "",
    S.EVALUATED: "sun",
    S.SHORTLISTED: "sun",
    S.CHOSEN: "good",
    S.RESERVE: "plain",
    S.NOT_CHOSEN: "plain",
    S.MERGED: "plain",
    S.SPLIT: "plain",
}


class Descent(models.TextChoices):
    MERGE = "merge", _("merged")
    SPLIT = "split", _("split")
