"""One of each thing of the evaluation, and every address of it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils import timezone

from tests.factories import edp_evaluation as make
from tests.fixtures.discovery import Discovery

if TYPE_CHECKING:
    from tests.browser.pages import Visit

MODERATOR = "moderator"


def visits(discovery: Discovery) -> list["Visit"]:
    """A closed scoring with a published shortlist, one being scored, one in preparation."""
    from commons.scoring.models import ScoreSheet
    from edp.evaluation import operations
    from edp.evaluation.enums import Sitting
    from tests.browser.pages import Visit

    round, actor = discovery.round, discovery.people[MODERATOR]
    seats = list(discovery.seats.values())
    closed = make.closed(round, actor, marks=(5, 4, 2), evaluators=seats)
    shortlist = make.published(closed, actor, taken=2)
    final = make.sitting(closed, actor, kind=Sitting.FINAL)
    opened = make.opened(round, actor, opportunities=2, evaluators=seats)
    draft = make.draft(round, actor, opportunities=2, evaluators=seats, template="cluster")
    small = make.draft(round, actor, opportunities=2, evaluators=seats)
    mine = {
        sheet.evaluator.person_id: sheet
        for sheet in ScoreSheet.objects.filter(
            alternative__scorecard=opened.scorecard
        ).select_related("evaluator__person")
    }
    who, person = next(
        (code, seat.person)
        for code, seat in discovery.seats.items()
        if seat.person and seat.person.pk in mine
    )
    assert person is not None
    sheet = mine[person.pk]
    done = ScoreSheet.objects.filter(
        alternative__scorecard=closed.scorecard, evaluator__person=person
    ).first()
    candidate = closed.candidates.order_by("pk")[0]
    seat = operations.seat_member(
        round=round, name="Айгүл Серікова", actor=actor, at=timezone.now()
    )
    verdict = final.verdicts.order_by("pk")[0]
    root = f"/en/{round.akimat.slug}/discovery/"
    here = f"{root}{round.slug}/"
    one = f"{here}evaluation/{closed.pk}/"
    manage = f"{here}evaluation/{draft.pk}/manage/"
    judged = draft.scorecard.criteria.filter(kind="scale")[0]
    figure = draft.scorecard.criteria.filter(kind="number")[0]
    sitting = f"{here}commission/sittings/{final.pk}/"
    evaluator = draft.scorecard.evaluators.order_by("pk")[0]

    def staff(paths: Iterable[str]) -> list[Visit]:
        return [Visit(path, who=MODERATOR) for path in paths]

    read_sheet = [f"{here}evaluation/{closed.pk}/sheets/{done.pk}/"] if done else []
    return [
        *(
            Visit(path)
            for path in (
                f"{here}evaluation/",
                one,
                f"{here}evaluation/{opened.pk}/",
                f"{one}opportunities/{candidate.pk}/",
                f"{one}sure/",
                f"{one}what-if/",
                f"{one}what-if/?w_market-potential=100&method=topsis",
                f"{one}methods/",
                f"{one}recompute/",
                f"{here}decision/",
                f"{here}decision/{shortlist.pk}/",
            )
        ),
        Visit(f"{here}shortlist/", lands=f"{here}decision/{shortlist.pk}/"),
        Visit(f"{one}what-if/?w_market-potential=900", status=422),
        *(
            Visit(path, who=who)
            for path in (
                f"{root}my-sheets/",
                f"{here}evaluation/{opened.pk}/sheets/",
                f"{here}evaluation/{opened.pk}/sheets/{sheet.pk}/",
                f"{here}evaluation/{opened.pk}/sheets/{sheet.pk}/conflict/",
                *read_sheet,
            )
        ),
        *staff(
            [
                f"{here}evaluation/new/",
                manage,
                f"{here}evaluation/{draft.pk}/",
                f"{manage}opportunities/",
                f"{manage}evaluators/",
                f"{manage}evaluators/{evaluator.pk}/",
                f"{manage}assignment/",
                f"{manage}open/",
                f"{manage}discard/",
                f"{manage}rules/",
                f"{manage}areas/",
                f"{manage}criteria/",
                f"{manage}criteria/new/",
                f"{manage}criteria/{judged.pk}/",
                f"{manage}weights/",
                f"{manage}weights/swing/",
                f"{manage}weights/pairs/",
                f"{here}evaluation/{small.pk}/manage/weights/pairs/",
                f"{manage}figures/",
                f"{manage}figures/{figure.pk}/",
                f"{manage}figures/import/",
                f"{here}evaluation/{opened.pk}/manage/",
                f"{here}evaluation/{opened.pk}/manage/extend/",
                f"{here}evaluation/{opened.pk}/manage/remind/",
                f"{here}evaluation/{opened.pk}/manage/close/",
                f"{here}commission/",
                f"{here}commission/members/{seat.pk}/",
                f"{here}commission/sittings/new/",
                sitting,
                f"{sitting}sitting/",
                f"{sitting}decisions/",
                f"{sitting}reasons/{verdict.pk}/",
                f"{sitting}publish/",
                f"{sitting}discard/",
            ]
        ),
    ]
