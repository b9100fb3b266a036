"""The steps of the wizard and what each of them must have before a proposal is handed in."""

from .models import Proposal

# One page each, in this order; the last shows all answers.
STEPS = ("title", "similar", "text", "kind", "place", "cost", "files", "gain", "check")

# Pages that ask for nothing that has to be there.
_OPTIONAL = ("similar", "files", "check")


def step_is_complete(proposal: Proposal, step: str) -> bool:
    """Whether a step holds all that submission needs of it."""
    if step in _OPTIONAL:
        return True
    return {
        "title": bool(proposal.title),
        "text": bool(proposal.problem and proposal.description),
        "kind": _has_kind(proposal),
        "place": bool(proposal.address or proposal.latitude is not None),
        "cost": _is_affordable(proposal),
        "gain": bool(proposal.beneficiaries),
    }[step]


def _has_kind(proposal: Proposal) -> bool:
    if not proposal.territory_id:
        return False
    return bool(proposal.category_id) or not proposal.call.categories.exists()


def _is_affordable(proposal: Proposal) -> bool:
    """An author who cannot tell the cost leaves it to the review."""
    most = proposal.call.max_cost_tenge
    return proposal.cost_tenge is None or most is None or proposal.cost_tenge <= most


def missing_steps(proposal: Proposal) -> list[str]:
    """Steps that still need an answer, in order. A process with pages of its own asks for the rest
    itself."""
    asked = ("title",) if proposal.call.has_own_pages else STEPS
    return [step for step in asked if not step_is_complete(proposal, step)]


def next_step(step: str) -> str:
    return STEPS[STEPS.index(step) + 1]


def previous_step(step: str) -> str:
    """The page before this one; empty for the first. Similar proposals are shown once only."""
    before = [name for name in STEPS[: STEPS.index(step)] if name != "similar"]
    return before[-1] if before else ""
