"""Polls as the tests need them."""

from datetime import timedelta

import factory
from django.utils import timezone

from commons.voting.enums import BallotFormat
from commons.voting.models import Option, Poll


class PollFactory(factory.django.DjangoModelFactory):
    """A poll in preparation, whose time of voting is now. Pass the akimat."""

    class Meta:
        model = Poll

    ballot_format = BallotFormat.KNAPSACK
    budget_tenge = 60_000_000
    max_choices = 3
    points_total = 10
    points_each = 5
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=1))
    lot_seed = "the draw of the tests"


class OptionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Option

    code = factory.Sequence(lambda n: str(n + 1))
    cost_tenge = 10_000_000
