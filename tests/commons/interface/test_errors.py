"""Constraints of the database become errors by their names, and only those that are named."""

import pytest
from django.db import IntegrityError

from commons.interface.errors import DomainError, refusing
from commons.territories.models import Akimat

pytestmark = pytest.mark.django_db


def _again(akimat: Akimat) -> Akimat:
    return Akimat.objects.create(territory=akimat.territory, slug=akimat.slug)


def test_a_broken_constraint_raises_its_error_and_the_transaction_goes_on(akimat: Akimat) -> None:
    named = {"territories_akimat_slug_key": DomainError("taken")}
    with pytest.raises(DomainError, match="taken"), refusing(named):
        _again(akimat)
    assert Akimat.objects.filter(pk=akimat.pk).exists()


def test_a_constraint_that_is_not_named_stays_a_defect(akimat: Akimat) -> None:
    with pytest.raises(IntegrityError), refusing({"another": DomainError("taken")}):
        _again(akimat)
