"""What can go wrong with a draw, and the words for it."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from commons.interface.errors import DomainError


class DrawError(DomainError):
    texts: ClassVar = {
        "wrong_state": _(
            "This cannot be done now: the state is “%(state)s”. "
            "Reload the page to see where it stands."
        ),
        "pool_open": _("The pool does not stand yet: check the applications first."),
        "not_by_lot": _("These seats are filled by competition: nothing is drawn."),
        "exists": _("This formation has its draw already."),
        "feature_missing": _(
            "Application No. %(number)s says nothing about: %(feature)s. Leave the feature out, or "
            "do not admit the application."
        ),
        "bounds": _("Write ages in rising order, from 14 to 100, for example: 18, 30, 45, 60."),
        "min_above_max": _("%(label)s: at least %(min)s is more than at most %(max)s."),
        "shares_empty": _("%(feature)s: write how many people of each kind live here."),
        "sector_needed": _(
            "The panel must mirror sectors: the law limits the share of officials in a council."
        ),
        "state_share": _(
            "At most %(most)s of the %(seats)s may be officials. Lower “at most” of that sector."
        ),
        "infeasible": _("No panel keeps these quotas. The page says which and what would do."),
        "pool_too_small": _(
            "%(people)s people of different homes and organisations applied for %(size)s seats."
        ),
        "seed_missing": _("Say where the seed will come from, in Kazakh and in Russian."),
        "seed_time": _("The seed must come into being after the chances are published."),
        "seed_early": _("The seed is there from %(at)s on. Enter it then."),
        "seed_empty": _("Enter the seed exactly as its source publishes it."),
        "parties": _("It takes three parties, each with a name and a commitment of its own."),
        "commitment": _(
            "A commitment is a SHA-256: 64 characters from 0 to 9 and a to f. Check %(party)s."
        ),
        "reveal_differs": _("The secret of %(party)s does not match what was committed to."),
        "reveal_missing": _("The secret of %(party)s is missing."),
        "reason_needed": _("Say in public why the quotas change."),
        "nothing_to_replace": _("No drawn member has left without a successor."),
        "nobody_left": _("Nobody is left in the pool who could follow."),
    }
