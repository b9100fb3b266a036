"""Pages of petitions, each in the states that look different."""

from commons.people.models import Person
from consultations.petitions import operations
from consultations.petitions.enums import PetitionDecision
from tests.browser.pages import SUBMIT, Visit
from tests.factories.hearings_petitions import (
    ANSWER,
    handed_in,
    opened,
    paper,
    rejected,
    set_population,
    signer,
)
from tests.fixtures.hearings import Hearings


def visits(hearings: Hearings) -> list[Visit]:
    akimat, at, people = hearings.akimat, hearings.at, hearings.people
    moderator, specialist, resident = (
        people["moderator"],
        people["specialist"],
        people["resident"],
    )
    officers = (specialist, moderator)
    set_population(akimat, moderator, at)

    def author() -> Person:
        return signer(akimat, hearings.district)

    gathering = opened(akimat, resident, moderator, at)
    paper(gathering, hearings.district, 120, officers, at)
    operations.sign(petition=gathering, person=resident, is_named=True, at=at)
    operations.enter_batch(
        petition=gathering, protocol="2", received_on=at.date(),
        shares={hearings.district: 9}, actor=specialist, at=at,
    )  # fmt: skip
    considered = opened(akimat, author(), moderator, at)
    paper(considered, hearings.district, 1000, officers, at)
    answered = opened(akimat, author(), moderator, at)
    paper(answered, hearings.district, 1000, officers, at)
    operations.answer(
        petition=answered, decision=PetitionDecision.PARTLY, text=ANSWER, actor=moderator, at=at
    )
    refused = rejected(akimat, resident, moderator, at)
    # Who rejected does not decide on the appeal.
    appealed = rejected(akimat, resident, author(), at)
    operations.appeal(
        petition=appealed, text="It is ours to ask.", language="en", actor=resident, at=at
    )
    waiting = handed_in(akimat, resident, at)
    draft = operations.start_petition(akimat=akimat, author=resident, language="en", at=at)
    base = f"/en/{akimat.slug}/hearings/petitions"
    steps = ("demand", "similar", "why", "to", "files", "check")
    return [
        Visit(f"{base}/"),
        Visit(f"{base}/?q=nothing+like+it"),
        Visit(f"{base}/rejected/"),
        Visit(f"{base}/new/"),
        *[Visit(f"{base}/{draft.pk}/edit/{step}/", who="resident") for step in steps],
        Visit(f"{base}/{draft.pk}/edit/demand/", who="resident", press=[SUBMIT], status=422),
        *[Visit(f"{base}/{one.pk}/") for one in (gathering, considered, answered, refused)],
        Visit(f"{base}/{gathering.pk}/", who="resident"),
        Visit(f"{base}/{gathering.pk}/", who="neighbour"),
        Visit(f"{base}/{gathering.pk}/signatures/"),
        Visit(f"{base}/{gathering.pk}/poster/"),
        Visit(f"{base}/{gathering.pk}/paper/", who="moderator"),
        Visit(f"{base}/{considered.pk}/", who="moderator"),
        Visit(f"{base}/{considered.pk}/handler/", who="moderator"),
        Visit(f"{base}/{considered.pk}/answer/", who="moderator", press=[SUBMIT], status=422),
        Visit(f"{base}/{refused.pk}/appeal/", who="resident", press=[SUBMIT], status=422),
        Visit(f"{base}/{appealed.pk}/"),
        Visit(f"{base}/{appealed.pk}/appeal/decide/", who="moderator"),
        Visit(f"{base}/{appealed.pk}/appeal/decide/", who="moderator", press=[SUBMIT], status=422),
        Visit(f"{base}/{waiting.pk}/", who="resident"),
        Visit(f"{base}/{waiting.pk}/", status=404),
    ]
