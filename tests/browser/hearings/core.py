"""Pages of hearings as a whole: the front page, the work of staff, the periods."""

from consultations.operations import set_periods
from tests.browser.pages import SUBMIT, Visit
from tests.fixtures.hearings import Hearings


def visits(hearings: Hearings) -> list[Visit]:
    set_periods(
        akimat=hearings.akimat,
        values={"question_days": 10, "population": 756_000, "population_source": "Bureau"},
        actor=hearings.people["moderator"],
        at=hearings.at,
    )
    base = f"/en/{hearings.akimat.slug}/hearings"
    edit = f"{base}/periods/edit/"
    return [
        Visit(f"{base}/"),
        Visit(f"{base}/", who="resident"),
        Visit(f"{base}/", who="moderator"),
        Visit(f"{base}/work/", who="moderator"),
        Visit(f"{base}/work/", who="specialist"),
        Visit(f"{base}/periods/"),
        Visit(f"{base}/periods/", who="moderator"),
        Visit(edit, who="moderator"),
        Visit(edit, who="moderator", fill={"question_days": "0"}, press=[SUBMIT], status=422),
    ]
