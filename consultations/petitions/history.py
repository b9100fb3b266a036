"""What happened to a petition, for everybody: oldest first, and what is still to come."""

from django.utils.translation import gettext as _

from commons.proposals.histories import public_history
from commons.proposals.panels import Step

from .enums import PetitionStatus
from .models import Petition

S = PetitionStatus


def steps_of(petition: Petition) -> list[Step]:
    """The history of the text, then what follows from signatures."""
    found = public_history(petition.proposal)
    appeal = getattr(petition, "appeal", None)
    if appeal is not None:
        found.append(Step(_("The author appealed"), appeal.made_at))
        if appeal.decided_at:
            words = _("Appeal upheld") if appeal.is_upheld else _("The rejection stands")
            found.append(Step(words, appeal.decided_at))
        else:
            found.append(Step(_("Decision on the appeal"), appeal.due_on, state=""))
    moments = (
        (petition.listed_at, _("Found in the list")),
        (petition.reached_at, _("Threshold reached")),
        (petition.lapsed_at, _("Ended without enough signatures")),
        (petition.answered_at, _("Answered")),
    )
    found += [Step(words, at) for at, words in moments if at]
    done = sorted((one for one in found if one.state == "done"), key=_moment)
    ahead = [one for one in found if one.state != "done"]
    if petition.status == S.MODERATION:
        ahead.append(Step(_("Decision of a moderator"), petition.moderation_due_on, state="now"))
    elif petition.status == S.GATHERING:
        ahead.append(Step(_("Last day for signatures"), petition.gather_until, state="now"))
    elif petition.status == S.CONSIDERED:
        ahead.append(Step(_("Answer"), petition.consider_due_on, state="now"))
    return [*done, *ahead]


def _moment(step: Step) -> str:
    return step.at.isoformat() if step.at else ""
