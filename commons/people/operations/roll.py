"""The roll of residents: imported by staff, and claims settled against it."""

import hmac
from datetime import datetime
from typing import IO

from django.db import transaction
from django.utils import timezone

from commons.audit.operations import record
from commons.territories.models import Akimat
from commons.territories.permissions import is_staff_of
from commons.territories.queries import inside

from ..enums import Method, VerificationStatus
from ..errors import VerificationError
from ..iin import keyed_hash, parse, surname_hash
from ..models import Person, RegisteredResident, ResidencyVerification
from ..rolls import GoodLine, RollReport, read
from .locks import lock_person
from .settling import check_tries, close, settle
from .verification import supersede_open

BATCH = 2000


def import_roll(
    *, akimat: Akimat, file: IO[bytes], actor: Person | None, at: datetime
) -> RollReport:
    """Put the good lines on the akimat's roll, in one transaction; report every bad one.

    A line whose IIN is on the roll already replaces the older one; nobody is taken off.
    Raises territories.errors.TableError when the file has no readable table, and
    VerificationError("not_staff").
    `actor` is None when the command line imports.
    """
    if actor is not None and not (actor.is_superuser or is_staff_of(actor, akimat)):
        raise VerificationError("not_staff")
    places = dict(inside(akimat.territory).values_list("kato", "pk"))
    good, bad = read(file, katos=frozenset(places), akimat=akimat.name, on=timezone.localdate(at))
    with transaction.atomic():
        # Two imports for one akimat take turns, so that the counts are true.
        Akimat.objects.select_for_update().get(pk=akimat.pk)
        updated = _write(akimat, good, places, at)
        report = RollReport(imported=len(good), updated=updated, bad_lines=bad)
        record(
            verb="import_roll",
            subject=akimat,
            at=at,
            actor=actor,
            akimat=akimat,
            imported=report.imported,
            updated=report.updated,
            bad_lines=len({line.line for line in bad}),
        )
    return report


def _write(akimat: Akimat, good: list[GoodLine], places: dict[str, int], at: datetime) -> int:
    updated = 0
    for start in range(0, len(good), BATCH):
        lines = good[start : start + BATCH]
        roll = RegisteredResident.objects.filter(akimat=akimat)
        updated += roll.filter(iin_hash__in=[line.iin_hash for line in lines]).count()
        RegisteredResident.objects.bulk_create(
            [
                RegisteredResident(
                    akimat=akimat,
                    territory_id=places[line.kato],
                    iin_hash=line.iin_hash,
                    surname_hash=line.surname_hash,
                    imported_at=at,
                )
                for line in lines
            ],
            update_conflicts=True,
            unique_fields=["akimat", "iin_hash"],
            update_fields=["territory", "surname_hash", "imported_at"],
        )
    return updated


def verify_by_roll(
    *, person: Person, akimat: Akimat, iin: str, surname: str, at: datetime
) -> ResidencyVerification:
    """Settle at once when the roll has this IIN with this surname; an open request is withdrawn.

    Raises IinError, or VerificationError: method_not_offered, too_many_tries (five claims in a
    day), not_on_roll, iin_taken, iin_differs.
    """
    if not akimat.verify_by_roll:
        raise VerificationError("method_not_offered")
    told = parse(iin, on=timezone.localdate(at))
    with transaction.atomic():
        locked = lock_person(person)
        check_tries(locked, at)
        line = _line(akimat, iin, surname)
        claim = ResidencyVerification(
            person=locked,
            akimat=akimat,
            territory=line.territory if line else akimat.territory,
            method=Method.ROLL,
            iin_hash=keyed_hash(iin),
            birth_date=told.birth_date,
            requested_at=at,
        )
        if line:
            supersede_open(locked, at=at)
            claim.save()
            return settle(claim, actor=None, at=at)
        # A wrong try is kept as a refusal, so that five of them can be counted.
        close(claim, VerificationStatus.REFUSED, actor=None, at=at, verb="miss_roll")
    raise VerificationError("not_on_roll")


def _line(akimat: Akimat, iin: str, surname: str) -> RegisteredResident | None:
    """One answer for a wrong IIN and for a wrong surname: the roll is not there to be searched."""
    found = (
        RegisteredResident.objects.select_related("territory")
        .filter(akimat=akimat, iin_hash=keyed_hash(iin))
        .first()
    )
    expected = found.surname_hash if found else ""
    same = hmac.compare_digest(expected, surname_hash(iin, surname))
    return found if same else None
