"""The working group scores the applications, each blind to the others until the close."""

from datetime import datetime

from django.db import transaction

from commons.interface.official import Texts
from commons.people.models import Person
from commons.scoring import operations as scoring

from ...periods import periods_of
from .. import formation_queries, rules
from ..enums import FormationStatus, TieRule
from ..errors import FormationError
from ..models import Formation
from .checking import checked, require_closed
from .locks import advance, lock_formation, noted

F = FormationStatus


@transaction.atomic
def enter_tie_word(*, formation: Formation, word: str, actor: Person, at: datetime) -> Formation:
    """The word from the announced source, after the last day for applications and before any score.

    Raises FormationError: ``wrong_state``, ``applications_open``, ``word_fixed``, ``word_needed``.
    """
    held = lock_formation(formation, F.ANNOUNCED)
    require_closed(held, at)
    if held.tie_word:
        raise FormationError("word_fixed")
    if not word.strip():
        raise FormationError("word_needed", fields=["word"])
    held.tie_word = word.strip()
    held.save(update_fields=["tie_word"])
    noted("tie_word_entered", held, actor, at, word=held.tie_word)
    return held


@transaction.atomic
def open_scoring(
    *, formation: Formation, closes_at: datetime | None, actor: Person, at: datetime
) -> Formation:
    """Deal the admitted applications out to the working group and freeze the scorecard.

    Nobody scores who applied for the same organisation. Each is reviewed as often as the formation
    says, or by everybody where the group is smaller. Raises FormationError: ``wrong_state``,
    ``by_lot``, ``applications_open``, ``unchecked``, ``too_few``, ``word_needed``, what is wrong
    with the group; and ScoringError.
    """
    held = lock_formation(formation, F.ANNOUNCED)
    if held.scorecard is None:
        raise FormationError("by_lot")
    count = checked(held, at)
    if count < 2:
        raise FormationError("too_few", count=count)
    if held.tie_rule == TieRule.LOT and not held.tie_word:
        raise FormationError("word_needed")
    group = formation_queries.group(held)
    problems = rules.group_problems(group, periods_of(held.council.akimat))
    if problems:
        raise problems[0]
    card = held.scorecard
    evaluators = [one for one in group if one.person is not None]
    scoring.change_scorecard(
        scorecard=card,
        min_reviews=max(1, min(held.min_reviews, len(evaluators))),
        closes_at=closes_at,
        actor=actor,
        at=at,
    )
    for one in formation_queries.admitted(held).select_related("person"):
        one.alternative = scoring.add_alternative(
            scorecard=card,
            code=str(one.number),
            title=f"№ {one.number} {one.name}"[:200],
            organisations=[one.organisation] if one.organisation else [],
            authors=[one.person] if one.person else [],
        )
        one.save(update_fields=["alternative"])
    for member in evaluators:
        assert member.person is not None
        scoring.seat_evaluator(
            scorecard=card,
            person=member.person,
            organisation=member.organisation,
            actor=actor,
            at=at,
        )
    scoring.assign(scorecard=card, actor=actor, at=at)
    advance(held, F.SCORING)
    held.checked_at = at
    held.save(update_fields=["status", "checked_at"])
    scoring.open_scoring(scorecard=card, actor=actor, at=at)
    noted("formation_scoring", held, actor, at, applications=count, group=len(evaluators))
    return held


@transaction.atomic
def close_scoring(
    *, formation: Formation, actor: Person, at: datetime, reason: Texts | None = None
) -> Formation:
    """Compute the ranking. Raises FormationError ``wrong_state`` and what
    `scoring.close_scoring` raises."""
    held = lock_formation(formation, F.SCORING)
    assert held.scorecard is not None
    scoring.close_scoring(scorecard=held.scorecard, actor=actor, at=at, reason=reason)
    advance(held, F.SCORED)
    held.save(update_fields=["status"])
    return held
