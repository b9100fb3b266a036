"""Pages of questions to the akim."""

from commons.proposals import operations as proposals
from tests.browser.pages import SUBMIT, Visit
from tests.factories.hearings_appeals import asked, published, replied, texts
from tests.factories.people import PersonFactory
from tests.fixtures.hearings import Hearings


def visits(hearings: Hearings) -> list[Visit]:
    akimat, people, at = hearings.akimat, hearings.people, hearings.at
    moderator = people["moderator"]
    waiting = published(akimat, PersonFactory(), moderator, at)
    answered = published(akimat, PersonFactory(), moderator, at)
    replied(answered, moderator, at)
    bad = asked(akimat, PersonFactory(), at)
    bad.proposal.refresh_from_db()
    proposals.reject(proposal=bad.proposal, reason=texts("No."), actor=moderator, at=at)
    mine = asked(akimat, people["resident"], at)
    mine.proposal.refresh_from_db()
    proposals.return_for_correction(
        proposal=mine.proposal, reason=texts("Which road?"), actor=moderator, at=at
    )
    base = f"/en/{akimat.slug}/hearings/questions"
    steps = ("title", "similar", "details", "check")
    return [
        Visit(f"{base}/"),
        Visit(f"{base}/?q=road&status=waiting&sort=due"),
        Visit(f"{base}/rejected/"),
        Visit(f"{base}/{waiting.pk}/"),
        Visit(f"{base}/{answered.pk}/", who="resident"),
        Visit(f"{base}/new/", who="resident"),
        Visit(f"{base}/new/", who="resident", press=[SUBMIT], status=422),
        *[Visit(f"{base}/{mine.pk}/edit/{step}/", who="resident") for step in steps],
        Visit(f"{base}/{waiting.pk}/reply/", who="specialist"),
        Visit(f"{base}/{answered.pk}/reply/", who="specialist", press=[SUBMIT], status=422),
        Visit(f"{base}/{waiting.pk}/hand-over/", who="specialist"),
    ]
