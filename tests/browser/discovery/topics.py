"""The pages of discovery, part by part: each part sets up one of each of its things first."""

from collections.abc import Callable

from tests.browser.discovery import (
    consultation,
    core,
    evaluation,
    events,
    evidence,
    opportunities,
    plan,
    stakeholders,
    statistics,
    surveys,
)
from tests.browser.everypage import without_language
from tests.browser.pages import Visit
from tests.fixtures.discovery import Discovery

_PARTS: dict[str, Callable[[Discovery], list[Visit]]] = {
    "core": core.visits,
    "stakeholders": stakeholders.visits,
    "evidence": evidence.visits,
    "statistics": statistics.visits,
    "surveys": surveys.visits,
    "events": events.visits,
    "opportunities": opportunities.visits,
    "evaluation": evaluation.visits,
    "consultation": consultation.visits,
    "plan": plan.visits,
}
TOPICS = tuple(_PARTS)


def visits_of(topic: str, discovery: Discovery) -> list[Visit]:
    """The visits of a part, their paths without the language."""
    return without_language(_PARTS[topic](discovery))
