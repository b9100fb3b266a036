"""Publishing keeps the plan word for word, with a fingerprint, and has it printed."""

from datetime import datetime

from django.db import transaction

from commons.interface.official import LANGUAGES, Texts, write
from commons.people.models import Person
from commons.rounds.rules import fingerprint

from ..checks import findings
from ..document import content
from ..errors import PlanError
from ..models import Plan, PlanPdf, PlanVersion
from ..notices import tell_followers
from ..queries import whole
from ..tasks import print_version
from .locking import locked_plan, note


@transaction.atomic
def publish_plan(
    *, plan: Plan, actor: Person, at: datetime, note_texts: Texts | None = None
) -> PlanVersion:
    """The next version: its document in each language, and the SHA-256 of them together.

    Raises PlanError: ``round_closed``, ``not_ready``, ``nothing_new``.
    """
    plan = locked_plan(plan.round)
    held = whole(plan)
    missing = [finding for finding in findings(held) if finding.stops]
    if missing:
        raise PlanError("not_ready", count=len(missing))
    documents = content(held)
    mark = fingerprint(documents)
    last = plan.versions.order_by("-number").first()
    if last and last.sha256 == mark:
        raise PlanError("nothing_new", number=last.number)
    version = PlanVersion(
        plan=plan,
        number=(last.number if last else 0) + 1,
        content=documents,
        sha256=mark,
        published_at=at,
        published_by=actor,
    )
    write(version, "note", note_texts or {})
    version.save()
    PlanPdf.objects.bulk_create(PlanPdf(version=version, language=code) for code in LANGUAGES)
    note(plan, "published", actor, at, number=version.number, sha256=mark)
    tell_followers(
        plan, "published", at, key=f"plan/{plan.pk}/{version.number}", number=version.number
    )
    transaction.on_commit(lambda: print_version.delay(version.pk), robust=True)
    return version
