"""The yearly report, published once."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from commons.audit.operations import record
from commons.interface.official import Texts, columns

from ...councils.models import Council
from ..errors import OpennessError
from ..figures import figures, fingerprint
from ..models import YearReport


@transaction.atomic
def publish_report(
    *, council: Council, year: int, words: Texts, actor: Any, at: datetime
) -> YearReport:
    """Keep the figures of the year as they are now. Raises OpennessError: year_runs, published."""
    if timezone.localdate(at).year <= year:
        raise OpennessError("year_runs")
    held = figures(council, year)
    try:
        with transaction.atomic():
            report = YearReport.objects.create(
                council=council,
                year=year,
                figures=held,
                fingerprint=fingerprint(held),
                published_at=at,
                published_by=actor,
                **columns("words", words),
            )
    except IntegrityError as error:
        raise OpennessError("published") from error
    record(
        verb="hearings.report_published",
        subject=report,
        at=at,
        actor=actor,
        akimat=council.akimat,
        year=year,
        fingerprint=report.fingerprint,
    )
    return report
