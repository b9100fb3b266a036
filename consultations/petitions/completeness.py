"""The steps of writing a petition, and what each must have before it is handed in."""

from commons.proposals.models import Proposal

STEPS = ("demand", "similar", "why", "to", "files", "check")
_OPTIONAL = ("similar", "to", "files", "check")
# The page of similar ones belongs to the step before it.
NUMBERED = tuple(step for step in STEPS if step != "similar")


def step_is_complete(proposal: Proposal, step: str) -> bool:
    """The addressee has a default, and without a district it concerns the whole territory."""
    if step in _OPTIONAL:
        return True
    return {
        "demand": bool(proposal.title and proposal.description),
        "why": bool(proposal.problem),
    }[step]


def missing_steps(proposal: Proposal) -> list[str]:
    return [step for step in STEPS if not step_is_complete(proposal, step)]


def next_step(step: str) -> str:
    return STEPS[STEPS.index(step) + 1]


def previous_step(step: str) -> str:
    """Empty for the first. Similar petitions are shown once only."""
    before = [name for name in STEPS[: STEPS.index(step)] if name != "similar"]
    return before[-1] if before else ""
