"""Pages of a council's open books."""

from datetime import timedelta

from tests.browser.pages import SUBMIT, Visit
from tests.factories.hearings_openness import (
    expense,
    fund,
    gift,
    office_hours,
    plain_council,
    spend,
)
from tests.fixtures.hearings import Hearings


def visits(hearings: Hearings) -> list[Visit]:
    at, moderator = hearings.at, hearings.people["moderator"]
    council = plain_council(hearings.akimat, at)
    hours = office_hours(council, moderator, at)
    past = office_hours(council, moderator, at - timedelta(days=9))
    line = expense(council, moderator, at)
    held = fund(council, hearings.district, moderator, at)
    gift(held, 5_000, moderator, at)
    spend(held, 1_000, moderator, at)
    base = f"/en/{hearings.akimat.slug}/hearings"
    year = at.year
    forms = [
        f"{base}/office-hours/new/{council.pk}/",
        f"{base}/office-hours/{hours.pk}/cancel/",
        f"{base}/expenses/{council.pk}/new/",
        f"{base}/expenses/{council.pk}/budget/",
        f"{base}/fund/new/",
        f"{base}/fund/{held.pk}/gift/",
        f"{base}/fund/{held.pk}/spending/",
        f"{base}/lines/expense/{line.pk}/take-back/",
    ]
    return [
        Visit(f"{base}/office-hours/"),
        Visit(f"{base}/office-hours/{hours.pk}/"),
        Visit(f"{base}/office-hours/{hours.pk}/", who="resident"),
        Visit(f"{base}/office-hours/{hours.pk}/", who="resident", press=[SUBMIT], status=422),
        Visit(f"{base}/office-hours/{past.pk}/"),
        Visit(f"{base}/office-hours/{hours.pk}/visitors/", who="moderator"),
        Visit(f"{base}/expenses/{council.pk}/"),
        Visit(f"{base}/fund/"),
        Visit(f"{base}/fund/{held.pk}/"),
        Visit(f"{base}/reports/{council.pk}/{year}/"),
        Visit(f"{base}/reports/{council.pk}/{year}/publish/", who="moderator"),
        *[Visit(form, who="moderator") for form in forms],
        Visit(forms[2], who="moderator", press=[SUBMIT], status=422),
    ]
