"""Pages of conversations."""

from consultations.opinions import operations
from tests.browser.pages import SUBMIT, Visit
from tests.factories.hearings_opinions import answered, opened, prepared, two_camps
from tests.fixtures.hearings import Hearings


def visits(hearings: Hearings) -> list[Visit]:
    akimat, at, moderator = hearings.akimat, hearings.at, hearings.people["moderator"]
    draft = prepared(akimat, moderator, at)
    running = opened(akimat, moderator, at)
    answered(running, two_camps(8), at)
    operations.compute(conversation=running, at=at)
    said = operations.suggest(
        conversation=running, text="Нужна линия", language="ru", actor=hearings.people["resident"],
        at=at,
    )  # fmt: skip
    base = f"/en/{akimat.slug}/hearings/opinions"
    one = f"{base}/{running.pk}"
    return [
        Visit(f"{base}/"),
        Visit(f"{one}/"),
        Visit(f"{one}/", who="resident"),
        Visit(f"{one}/groups/"),
        Visit(f"{one}/mine/", who="resident"),
        Visit(f"{one}/suggest/", who="resident", press=[SUBMIT], status=422),
        Visit(f"{base}/new/", who="moderator"),
        Visit(f"{base}/new/", who="moderator", press=[SUBMIT], status=422),
        Visit(f"{base}/{draft.pk}/run/", who="moderator"),
        Visit(f"{one}/run/", who="moderator"),
        Visit(f"{one}/edit/", who="moderator"),
        Visit(f"{one}/statements/{said.pk}/", who="moderator"),
    ]
