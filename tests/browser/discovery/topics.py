"""The pages of discovery, part by part: each part sets up one of each of its things first."""

import re
from collections.abc import Callable
from dataclasses import replace

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
_LANGUAGE = re.compile(r"^/(kk|ru|en)(?=/)")


def visits_of(topic: str, discovery: Discovery) -> list[Visit]:
    """The visits of a part, their paths without the language."""
    return [
        replace(visit, path=_LANGUAGE.sub("", visit.path), lands=_LANGUAGE.sub("", visit.lands))
        for visit in _PARTS[topic](discovery)
    ]
