"""Finds the akimat of an address whose view answers programs."""

from django.http import Http404

from commons.territories.models import Akimat


def akimat_of(slug: str) -> Akimat:
    """Raises Http404."""
    found = Akimat.objects.select_related("territory").filter(slug=slug, is_active=True).first()
    if found is None:
        raise Http404
    return found
