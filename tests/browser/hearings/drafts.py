"""Pages of draft documents."""

from datetime import timedelta

from consultations.drafts import operations
from consultations.drafts.models import Draft
from tests.browser.pages import SUBMIT, Visit
from tests.factories import hearings_drafts as make
from tests.fixtures.hearings import Hearings


def visits(hearings: Hearings) -> list[Visit]:
    akimat, at, people = hearings.akimat, hearings.at, hearings.people
    moderator, resident = people["moderator"], people["resident"]
    early = at - timedelta(days=1)
    draft = make.opened(akimat, moderator, early, author=people["specialist"])
    own = make.said(draft, resident, at, suggestion="Автобус ходит три раза в день.")
    theirs = make.said(draft, people["neighbour"], early, "Надо чаще.")
    hidden = make.said(draft, people["neighbour"], early, "Грубость", passage=None)
    operations.hide_remark(remark=hidden, reason=make.texts("Abuse"), actor=moderator, at=at)
    second = make.published(draft, "ru", make.RUSSIAN.replace("два", "три"), moderator, at)
    make.answered(draft, theirs, people["specialist"], at, taken_in=second)
    in_work = make.version_in_work(draft, "kk", make.KAZAKH.replace("екі", "үш"), moderator, at)
    operations.propose_matches(version=in_work)
    row = in_work.passages.order_by("position").last()
    assert row is not None
    ready = make.ready(akimat, moderator, at)
    over = make.opened(akimat, moderator, early)
    today = at.date()
    Draft.objects.filter(pk=over.pk).update(
        closes_on=today - timedelta(days=2), answers_on=today + timedelta(days=5)
    )
    base = f"/en/{akimat.slug}/hearings/drafts"
    one, version = f"{base}/{draft.pk}", f"{base}/{draft.pk}/versions/{in_work.pk}"
    frozen = f"{one}/versions/{second.pk}"
    talk = f"{one}/p/{own.paragraph_id}/"
    queue = (f"{one}/answers/", f"{one}/answers/write/?r={own.pk}", f"{one}/desk/")
    forms = [
        f"{base}/new/",
        f"{one}/edit/",
        f"{one}/versions/new/",
        f"{version}/passages/{row.pk}/",
        f"{base}/{ready.pk}/open/",
        f"{one}/extend/",
        f"{base}/{over.pk}/close/",
        f"{one}/remarks/{own.pk}/hide/",
    ]
    reading = ["", "?text=both", "whole/", "versions/", "compare/", "remarks/", "remarks.csv"]
    return [
        Visit(f"{base}/"),
        *[Visit(f"{one}/{rest}") for rest in reading],
        Visit(f"{one}/remarks.docx"),
        Visit(f"{frozen}/text/"),
        Visit(f"{frozen}/text.json"),
        Visit(f"{frozen}/file/", status=404),
        Visit(f"{one}/remarks/{theirs.pk}/"),
        Visit(f"{base}/{over.pk}/"),
        Visit(talk),
        Visit(talk, who="resident"),
        Visit(
            f"{one}/remarks/{own.pk}/edit/",
            who="resident",
            fill={"text": ""},
            press=[SUBMIT],
            status=422,
        ),
        Visit(f"{one}/remarks/{own.pk}/edit/", who="resident"),
        Visit(f"{one}/", who="moderator"),
        *[Visit(path, who="specialist") for path in queue],
        Visit(queue[1], who="specialist", press=["form.form button.btn"], status=422),
        Visit(f"{version}/", who="moderator"),
        Visit(f"{version}/matches/", who="moderator"),
        Visit(f"{version}/matches/{row.pk}/", who="moderator"),
        *[Visit(path, who="moderator") for path in forms],
        Visit(forms[2], who="moderator", press=["form.form button.btn"], status=422),
    ]
