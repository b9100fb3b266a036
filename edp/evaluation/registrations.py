"""What this part tells the apps below: words of its acts, its messages, sections of its stages."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons.audit import verbs
from commons.people import erasers, exports
from commons.scoring import places
from commons.scoring.models import Scorecard

from .. import sections
from ..enums import StageKind
from ..models import Evaluation
from . import messages, personal_data
from . import stage_sections as own

VERBS = {
    "create_evaluation": _("set up an evaluation"),
    "discard_evaluation": _("discarded an evaluation that had not opened"),
    "put_forward": _("put opportunities forward for scoring"),
    "withdraw_candidates": _("took opportunities out of the scoring"),
    "seat_commission_member": _("gave a seat in the commission"),
    "change_commission_member": _("changed a seat in the commission"),
    "remove_commission_member": _("removed a seat from the commission"),
    "prepare_resolution": _("prepared a sitting of the commission"),
    "discard_resolution": _("discarded the draft of a sitting"),
    "set_sitting": _("entered the day and the members of a sitting"),
    "fill_in_resolution": _("filled in the decision as recommended"),
    "decide_opportunity": _("entered the decision on an opportunity"),
    "reason_verdict": _("entered the reason of a decision"),
    "publish_resolution": _("published the decision of the commission"),
}


def register() -> None:
    verbs.register(VERBS)
    messages.register_all()
    exports.register("discovery_evaluation", personal_data.export)
    erasers.register("discovery_evaluation", personal_data.erase)
    places.register("edp", sheets_path)
    sections.register(StageKind.EVALUATION, key="evaluation", order=10, read=own.of_evaluation)
    sections.register(StageKind.EVALUATION, key="sheets", order=20, read=own.of_sheets)
    sections.register(StageKind.EVALUATION, key="shortlist", order=30, read=own.of_shortlist)
    sections.register(StageKind.DECISION, key="decision", order=10, read=own.of_decision)
    sections.register(StageKind.DECISION, key="commission", order=20, read=own.of_commission)


def sheets_path(scorecard: Scorecard) -> str | None:
    """Where evaluators find their sheets, for a scorecard of a round."""
    found = Evaluation.objects.filter(scorecard=scorecard).select_related("round__akimat").first()
    if found is None:
        return None
    round = found.round
    return reverse("edp:evaluation_sheets", args=[round.akimat.slug, round.slug, found.pk])
