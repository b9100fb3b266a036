"""What can go wrong while scoring is prepared and while a commission decides."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from commons.interface.errors import DomainError


class EvaluationError(DomainError):
    """Something asked of an evaluation that its state does not allow."""

    texts: ClassVar = {
        "not_draft": _(
            "The scoring has opened, and what is scored by which criteria is fixed since then. "
            "Set up a new evaluation if something has to change."
        ),
        "not_eligible": _(
            "“%(title)s” cannot be scored now: its state is “%(state)s”. Reload the page."
        ),
        "foreign": _("“%(title)s” belongs to another round."),
        "nobody_there": _(
            "There is no account with the address %(email)s. "
            "Ask the person to sign up first, then enter the address again."
        ),
        "foreign_organisation": _("This organisation is not known to the akimat."),
    }


class ResolutionError(DomainError):
    """A decision of the commission that cannot stand as it is."""

    texts: ClassVar = {
        "published": _("This decision is published. What the commission decided stays as it is."),
        "exists": _("This sitting has been prepared already."),
        "scoring_not_closed": _(
            "The scoring is not closed. The commission decides when its result is known."
        ),
        "still_scoring": _(
            "A scoring of this round is still open. The last decision comes after all of them."
        ),
        "nothing_to_decide": _("There is no opportunity to decide on at this sitting."),
        "foreign_evaluation": _("This evaluation belongs to another round."),
        "changed_meanwhile": _(
            "“%(title)s” has changed since this sitting was prepared: its state is now “%(state)s”."
        ),
        "undecided": _("“%(title)s”: decide whether it is taken."),
        "rank_needed": _("“%(title)s”: enter its place."),
        "rank_not_asked": _("“%(title)s”: an opportunity that is not taken has no place."),
        "ranks_not_in_row": _(
            "The places of those %(outcome)s must run from 1 to %(count)s without a gap, each once."
        ),
        "reason_needed": _("“%(title)s”: give a reason in Kazakh and in Russian (%(difference)s)."),
        "votes_incomplete": _(
            "“%(title)s”: enter all three numbers of votes (for, against, abstained), or none."
        ),
        "too_many_votes": _(
            "“%(title)s”: %(votes)s votes are entered, but %(present)s members were present."
        ),
        "voted_down": _("“%(title)s”: it is taken, but more voted against it than for it."),
        "no_date": _("Enter the day of the sitting."),
        "in_the_future": _("The day of the sitting has not come yet."),
        "nobody_present": _("Mark which members of the commission were present."),
        "nothing_taken": _("Nothing is taken. Say in the note on the whole why the round ends so."),
        "seat_of_another": _("This seat belongs to another commission."),
        "name_needed": _("Enter the name of the member."),
        "chair_taken": _("The commission has a chair already. Change that seat first."),
        "seat_on_record": _(
            "%(name)s sat at a published sitting, so the name stays as it is on record."
        ),
    }
