"""Pages of draws."""

from datetime import timedelta

from consultations.draws import operations
from tests.browser.pages import SUBMIT, Visit
from tests.factories.hearings_draws import drawn, pool, prepared, published
from tests.fixtures.hearings import Hearings


def visits(hearings: Hearings) -> list[Visit]:
    at, moderator = hearings.at - timedelta(days=40), hearings.people["moderator"]
    waiting = pool(hearings.akimat, hearings.district, moderator, at)
    draft = prepared(hearings.akimat, hearings.district, moderator, at)
    ready = published(hearings.akimat, hearings.district, moderator, at)
    done = drawn(hearings.akimat, hearings.district, moderator, at)
    seated = drawn(hearings.akimat, hearings.district, moderator, at)
    begins, later = (at + timedelta(days=30)).date(), at + timedelta(days=25)
    operations.seat(draw=seated, declined=[], begins_on=begins, actor=moderator, at=later)
    base = f"/en/{hearings.akimat.slug}/hearings/draws"
    steps = ("features", "quotas", "seed")
    return [
        Visit(f"{base}/of/{waiting.pk}/", who="moderator"),
        Visit(f"{base}/{draft.pk}/"),
        Visit(f"{base}/{draft.pk}/", who="moderator"),
        *[Visit(f"{base}/{draft.pk}/{step}/", who="moderator") for step in steps],
        Visit(f"{base}/{draft.pk}/seed/", who="moderator", press=[SUBMIT], status=422),
        Visit(f"{base}/{ready.pk}/"),
        Visit(f"{base}/{ready.pk}/enter/", who="moderator"),
        Visit(f"{base}/{ready.pk}/take-back/", who="moderator"),
        Visit(f"{base}/{done.pk}/"),
        Visit(f"{base}/{done.pk}/seat/", who="moderator"),
        Visit(f"{base}/{seated.pk}/"),
        Visit(f"{base}/{seated.pk}/replace/", who="moderator"),
    ]
