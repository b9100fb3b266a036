"""How a stakeholder came to a round and stands in it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StakeholderStatus(models.TextChoices):
    INVITED = "invited", _("invited")
    APPLIED = "applied", _("signed up, not yet confirmed")
    ACCEPTED = "accepted", _("takes part")
    DECLINED = "declined", _("declined the invitation")
    REFUSED = "refused", _("not admitted")
    WITHDRAWN = "withdrawn", _("withdrawn")
    LEFT = "left", _("left")


S = StakeholderStatus
TRANSITIONS: dict[str, frozenset[str]] = {
    S.INVITED: frozenset({S.ACCEPTED, S.DECLINED, S.WITHDRAWN}),
    S.APPLIED: frozenset({S.ACCEPTED, S.REFUSED, S.WITHDRAWN}),
    S.ACCEPTED: frozenset({S.LEFT}),
    S.DECLINED: frozenset({S.INVITED, S.ACCEPTED, S.APPLIED}),
    S.REFUSED: frozenset({S.ACCEPTED}),
    S.WITHDRAWN: frozenset({S.INVITED, S.APPLIED}),
    S.LEFT: frozenset({S.INVITED, S.APPLIED}),
}
# Whoever stands so is in the round or on the way into it: one address, one such row.
LIVE = (S.INVITED, S.APPLIED, S.ACCEPTED)


class Origin(models.TextChoices):
    INVITATION = "invited", _("by invitation")
    SIGNUP = "signup", _("signed up openly")
    LIST = "list", _("entered from a list")


class NominationStatus(models.TextChoices):
    WAITING = "waiting", _("waits for the moderator")
    INVITED = "invited", _("invited")
    SET_ASIDE = "aside", _("set aside")
