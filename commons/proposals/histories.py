"""The public history of a proposal: what was done, when, and why; staff without their names."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from commons.audit.queries import history

from .models import Proposal
from .panels import Step

# Acts that everyone may know of. Files and edits are told while the text is public.
WORDS: dict[str, Promise] = {
    "submit_proposal": _("Submitted"),
    "publish_proposal": _("Published"),
    "return_proposal": _("Returned for correction"),
    "reject_proposal": _("Rejected"),
    "merge_proposal": _("Merged with another proposal"),
    "split_off_proposal": _("Split off from another proposal"),
    "withdraw_proposal": _("Withdrawn by the author"),
    "correct_proposal": _("Corrected by the author"),
    "allow_edits": _("Opened for correction"),
}


def public_history(proposal: Proposal) -> list[Step]:
    """Oldest first. Corrections of one day are one step."""
    steps: list[Step] = []
    for entry in reversed(list(history(proposal).filter(verb__in=WORDS))):
        step = Step(str(WORDS[entry.verb]), entry.at, _reason(entry.detail))
        again = steps and steps[-1].title == step.title and entry.verb == "correct_proposal"
        if again:
            steps.pop()
        steps.append(step)
    return steps


def _reason(detail: dict[str, Any]) -> str:
    given = detail.get("reason") or {}
    return str(given.get(get_language() or "kk") or given.get("kk") or "")
