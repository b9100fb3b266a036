"""The pages of hearings, part by part: each part sets up one of each of its things first."""

from collections.abc import Callable

from tests.browser.everypage import without_language
from tests.browser.hearings import (
    appeals,
    core,
    councils,
    drafts,
    draws,
    meetings,
    openness,
    opinions,
    petitions,
    recommendations,
    sittings,
)
from tests.browser.pages import Visit
from tests.fixtures.hearings import Hearings

_PARTS: dict[str, Callable[[Hearings], list[Visit]]] = {
    "core": core.visits,
    "councils": councils.visits,
    "meetings": meetings.visits,
    "draws": draws.visits,
    "sittings": sittings.visits,
    "drafts": drafts.visits,
    "opinions": opinions.visits,
    "recommendations": recommendations.visits,
    "petitions": petitions.visits,
    "appeals": appeals.visits,
    "openness": openness.visits,
}
TOPICS = tuple(_PARTS)


def visits_of(topic: str, hearings: Hearings) -> list[Visit]:
    """The visits of a part, their paths without the language."""
    return without_language(_PARTS[topic](hearings))
