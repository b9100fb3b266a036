"""The steps of writing a card, and what each must have before the card is handed in."""

from .models import Opportunity

STEPS = ("idea", "similar", "text", "people", "means", "files", "check")
_OPTIONAL = ("similar", "means", "files", "check")


def step_is_complete(card: Opportunity, step: str) -> bool:
    """Cost, readiness and risks may be left to the groups: an author need not know them."""
    if step in _OPTIONAL:
        return True
    proposal = card.proposal
    return {
        "idea": bool(proposal.title and card.activity),
        "text": bool(proposal.problem and proposal.description),
        "people": bool(card.market),
    }[step]


def missing_steps(card: Opportunity) -> list[str]:
    return [step for step in STEPS if not step_is_complete(card, step)]


def next_step(step: str) -> str:
    return STEPS[STEPS.index(step) + 1]


def previous_step(step: str) -> str:
    """Empty for the first. Similar cards are shown once only."""
    before = [name for name in STEPS[: STEPS.index(step)] if name != "similar"]
    return before[-1] if before else ""
