"""What can go wrong with a seat in the room."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from commons.interface.errors import DomainError


class StakeholderError(DomainError):
    texts: ClassVar = {
        "round_not_running": _(
            "Nobody can be invited or admitted now: the round is “%(state)s”. "
            "Invitations go out while a round is announced and not closed."
        ),
        "wrong_state": _(
            "This cannot be done now: %(name)s has the state “%(state)s”. "
            "Reload the page to see where it stands."
        ),
        "address_used": _(
            "%(email)s is in this round already, as %(name)s, with the state “%(state)s”. "
            "Nobody was invited twice."
        ),
        "seat_taken": _(
            "%(organisation)s has its seat already: %(holder)s holds it. In this round each "
            "organisation has one seat. The akimat can pass the seat to another person of "
            "the organisation."
        ),
        "other_organisation": _("A seat passes only to another person of the same organisation."),
        "person_seated": _(
            "Your account has a place in this round already. One person has one seat."
        ),
        "signup_closed": _(
            "Open sign-up for this round is closed. Write to the akimat if you want to take part."
        ),
        "invited_already": _(
            "You are invited to this round already. Answer the invitation instead; "
            "no sign-up is needed."
        ),
        "reason_needed": _("Say why: the person reads the reason."),
        "organisation_needed": _("Name the organisation this person speaks for."),
        "nothing_waits": _("This suggestion has been dealt with already."),
    }
