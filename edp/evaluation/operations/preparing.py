"""An evaluation before it opens: its scorecard, what is scored, who scores."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from commons.audit.operations import record
from commons.interface.official import Texts
from commons.people.models import Organisation, Person
from commons.scoring import operations as scoring
from commons.scoring.enums import ScorecardStatus
from commons.scoring.models import Alternative, Evaluator, Scorecard

from ... import texts
from ...models import Candidate, Evaluation, Opportunity, Round, Stakeholder
from .. import queries
from ..errors import EvaluationError


@transaction.atomic
def create_evaluation(
    *, round: Round, template: str, title: Texts, actor: Person, at: datetime
) -> Evaluation:
    """The next pass of scoring of the round, with the reviews that the round's rules ask for.

    Raises DiscoveryError ``text_needed`` and what `create_scorecard` raises.
    """
    texts.require(title)
    Round.objects.select_for_update(no_key=True).get(pk=round.pk)
    scorecard = scoring.create_scorecard(
        akimat=round.akimat,
        template=template,
        title=title,
        min_reviews=round.min_reviews,
        actor=actor,
        at=at,
    )
    last = round.evaluations.aggregate(last=Max("position"))["last"] or 0
    evaluation = Evaluation.objects.create(round=round, scorecard=scorecard, position=last + 1)
    _record(evaluation, "create_evaluation", actor, at, template=template)
    return evaluation


@transaction.atomic
def discard_evaluation(*, evaluation: Evaluation, actor: Person, at: datetime) -> None:
    """One that never opened. Raises EvaluationError ``not_draft``."""
    evaluation = _draft(evaluation)
    _record(evaluation, "discard_evaluation", actor, at)
    scorecard = evaluation.scorecard
    evaluation.delete()
    scoring.discard_scorecard(scorecard=scorecard, actor=actor, at=at)


@transaction.atomic
def put_forward(
    *, evaluation: Evaluation, opportunities: Iterable[Opportunity], actor: Person, at: datetime
) -> list[Candidate]:
    """Add opportunities to those that will be scored; one that is there already stays.

    Whoever stands behind one does not score it: its author, the author's organisation and the
    organisations among its partners.

    Raises EvaluationError: ``not_draft``, ``foreign``, ``not_eligible``.
    """
    evaluation = _draft(evaluation)
    wanted = list(opportunities)
    eligible = {one.pk: one for one in queries.eligible(evaluation)}
    held = set(evaluation.candidates.values_list("opportunity", flat=True))
    made = []
    for one in wanted:
        if one.round_id != evaluation.round_id:
            raise EvaluationError("foreign", title=one.proposal.title)
        if one.pk in held:
            continue
        if one.pk not in eligible:
            state = one.get_status_display()
            raise EvaluationError("not_eligible", title=one.proposal.title, state=state)
        made.append(_candidate(evaluation, eligible[one.pk]))
    if made:
        numbers = [candidate.opportunity_id for candidate in made]
        _record(evaluation, "put_forward", actor, at, opportunities=numbers)
    return made


@transaction.atomic
def withdraw(
    *, evaluation: Evaluation, opportunities: Iterable[Opportunity], actor: Person, at: datetime
) -> int:
    """Take opportunities out again before the scoring opens. Raises EvaluationError
    ``not_draft``."""
    evaluation = _draft(evaluation)
    numbers = [one.pk for one in opportunities]
    gone = list(evaluation.candidates.filter(opportunity__in=numbers).select_related("alternative"))
    for candidate in gone:
        candidate.delete()
        scoring.remove_alternative(alternative=candidate.alternative)
    if gone:
        numbers = [candidate.opportunity_id for candidate in gone]
        _record(evaluation, "withdraw_candidates", actor, at, opportunities=numbers)
    return len(gone)


@transaction.atomic
def invite_evaluator(
    *,
    evaluation: Evaluation,
    email: str,
    actor: Person,
    at: datetime,
    organisation: Organisation | None = None,
    capacity: int | None = None,
) -> Evaluator:
    """Seat somebody who has an account by the address of it; an expert from outside has no
    organisation here.

    Raises EvaluationError: ``nobody_there``, ``foreign_organisation``; and what `seat_evaluator`
    raises.
    """
    found = Person.objects.filter(email__iexact=email.strip(), is_active=True, erased_at=None)
    person = found.first()
    if person is None:
        raise EvaluationError("nobody_there", email=email.strip())
    if organisation and organisation.akimat_id != evaluation.round.akimat_id:
        raise EvaluationError("foreign_organisation")
    if organisation is None:
        seat = Stakeholder.objects.filter(round=evaluation.round_id, person=person).first()
        organisation = seat.organisation if seat else None
    return scoring.seat_evaluator(
        scorecard=evaluation.scorecard,
        person=person,
        organisation=organisation,
        capacity=capacity,
        actor=actor,
        at=at,
    )


@transaction.atomic
def seat_stakeholders(
    *, evaluation: Evaluation, stakeholders: Iterable[Stakeholder], actor: Person, at: datetime
) -> list[Evaluator]:
    """Seat people of the round, each for their organisation. Raises what `seat_evaluator`
    raises."""
    return [
        scoring.seat_evaluator(
            scorecard=evaluation.scorecard,
            person=one.person,
            organisation=one.organisation,
            actor=actor,
            at=at,
        )
        for one in stakeholders
        if one.person is not None
    ]


def _candidate(evaluation: Evaluation, one: Opportunity) -> Candidate:
    author = one.proposal.author
    behind = {p.organisation for p in one.partners.all() if p.organisation}
    seats = Stakeholder.objects.filter(round=one.round_id, person=author)
    seated = seats.select_related("organisation")
    behind |= {seat.organisation for seat in seated if seat.organisation}
    alternative: Alternative = scoring.add_alternative(
        scorecard=evaluation.scorecard,
        code=str(one.pk),
        title=one.proposal.title,
        organisations=behind,
        authors=[author],
    )
    return Candidate.objects.create(evaluation=evaluation, opportunity=one, alternative=alternative)


def _draft(evaluation: Evaluation) -> Evaluation:
    """The evaluation with its scorecard, locked for this change."""
    held = Scorecard.objects.select_for_update(no_key=True).get(pk=evaluation.scorecard_id)
    if held.status != ScorecardStatus.DRAFT:
        raise EvaluationError("not_draft")
    found = Evaluation.objects.select_related("round__akimat").get(pk=evaluation.pk)
    found.scorecard = held
    return found


def _record(
    evaluation: Evaluation, verb: str, actor: Person, at: datetime, **detail: object
) -> None:
    akimat = evaluation.round.akimat
    record(verb=verb, subject=evaluation, at=at, actor=actor, akimat=akimat, **detail)
