"""Background work of plans. Ids in, one operation each; every task may run twice."""

from celery import shared_task

from .enums import PdfStatus
from .models import PlanPdf, PlanVersion
from .printing import MOST_ATTEMPTS, render_pdfs


@shared_task(name="edp.plan.tasks.print_version")  # type: ignore[untyped-decorator]
def print_version(version_id: int) -> None:
    version = PlanVersion.objects.select_related("plan__round__akimat").get(pk=version_id)
    render_pdfs(version=version)


@shared_task(name="edp.plan.tasks.sweep_prints")  # type: ignore[untyped-decorator]
def sweep_prints() -> None:
    """Prints what no message announced, and what failed the last time."""
    waiting = PlanPdf.objects.exclude(status=PdfStatus.DONE).filter(attempts__lt=MOST_ATTEMPTS)
    for pk in waiting.order_by().values_list("version", flat=True).distinct():
        print_version(pk)
