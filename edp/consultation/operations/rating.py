"""Rating the shortlist: one rating for each person and card, changeable until the close."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from commons.people.models import Person

from ...models import Round
from ...opportunities.models import Opportunity
from .. import queries
from ..enums import SCALE
from ..errors import ConsultationError
from ..groups import group_of
from ..models import Rating
from ..permissions import is_open


def rate(
    *, round: Round, opportunity: Opportunity, person: Person, value: int, at: datetime
) -> Rating:
    """Rate one card from 1 to 5. Raises ConsultationError."""
    [rating] = rate_several(round=round, ratings={opportunity.pk: value}, person=person, at=at)
    return rating


@transaction.atomic
def rate_several(
    *, round: Round, ratings: Mapping[int, int], person: Person, at: datetime
) -> list[Rating]:
    """All or none of the ratings, by the key of the card. The record says nothing of them: what
    one person rated is theirs alone."""
    if not is_open(round, at):
        raise ConsultationError("not_open")
    if not set(ratings.values()) <= SCALE.keys():
        raise ConsultationError("value")
    # One person's ratings are written by one transaction at a time.
    Person.objects.select_for_update(no_key=True).only("pk").get(pk=person.pk)
    asked = queries.candidates(round).filter(pk__in=ratings)
    if set(asked.values_list("pk", flat=True)) != ratings.keys():
        raise ConsultationError("not_on_shortlist")
    group = group_of(person, round, at)
    Rating.objects.filter(person=person, opportunity__round=round).exclude(group=group).update(
        group=group
    )
    rows = [
        Rating(opportunity_id=key, person=person, value=value, group=group, rated_at=at)
        for key, value in sorted(ratings.items())
    ]
    return Rating.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["opportunity", "person"],
        update_fields=["value", "group", "rated_at"],
    )
