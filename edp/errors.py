"""What can go wrong with a discovery round, and the words for it."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from commons.interface.errors import DomainError


class DiscoveryError(DomainError):
    """Something asked of a round that its state or its rules do not allow."""

    texts: ClassVar = {
        "wrong_state": _(
            "This cannot be done now: the round is “%(state)s”. "
            "Reload the page to see where it stands."
        ),
        "stage_not_open": _("This can be done during the stage “%(stage)s” only."),
        "rules_frozen": _(
            "The rules are frozen since the round was announced. "
            "Change them by a public amendment with its reason."
        ),
        "text_needed": _("Write the text in Kazakh and in Russian: %(languages)s is missing."),
        "checks_failed": _("The round cannot be announced yet. %(checks)s"),
        "address_reserved": _(
            "The address “%(slug)s” is used by a page of the site. Take another."
        ),
        "address_taken": _("Another round already has the address “%(slug)s”. Take another."),
        "territory_outside": _("%(territory)s lies outside the territory of this akimat."),
        "unknown_rule": _("There is no rule “%(rule)s”."),
        "stage_without_length": _("The stage “%(stage)s” must end after it begins."),
        "stages_overlap": _(
            "The stage “%(stage)s” begins before “%(before)s” has ended. Stages follow one another."
        ),
        "stage_missing": _("The round has no such stage."),
        "stage_ahead": _("The stage has not begun, so nothing can have come of it yet."),
        "stage_over": _("The stage “%(stage)s” is over; its dates cannot change any more."),
        "stage_begun": _("The stage “%(stage)s” has begun; only its end can move."),
        "stage_in_past": _("The new dates of the stage “%(stage)s” must lie ahead."),
        "discovery_needed": _("A round cannot go without its discovery stage."),
        "never_amended": _(
            "“%(rule)s” cannot change once a round is announced: people joined relying on it."
        ),
        "too_late_to_amend": _("It is too late to change “%(rule)s”: it has been applied already."),
    }
