"""What followers of discovery rounds see on their page of follows."""

from collections.abc import Mapping

from commons.interface.numbers import row_key
from commons.people.models import Person

from .models import Round
from .notices import round_path


def rounds(identifiers: list[str], reader: Person) -> Mapping[str, tuple[str, str]]:
    """Title and address of each announced round, by its id as text."""
    keys = [key for text in identifiers if (key := row_key(text))]
    found = Round.objects.filter(pk__in=keys, announced_at__isnull=False).select_related("akimat")
    return {str(round.pk): (round.title, round_path(round)) for round in found}
