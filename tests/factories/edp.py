"""Discovery rounds in any stage, and who sits in them."""

import itertools
from datetime import datetime, timedelta
from typing import Any

from commons.people.enums import OrganisationSize, Sector
from commons.people.models import Organisation, Person
from commons.proposals.models import Call
from commons.territories.models import Akimat
from edp.enums import RoundStatus, StageKind
from edp.models import Phase, Round, Stakeholder
from edp.stakeholders.enums import Origin, StakeholderStatus
from tests.factories.people import PersonFactory

# Days of each stage: the first day and the day after the last, counted from the announcement.
DAYS = {
    StageKind.MANDATE: (1, 11),
    StageKind.EVIDENCE: (11, 41),
    StageKind.DISCOVERY: (41, 101),
    StageKind.EVALUATION: (101, 121),
    StageKind.CONSULTATION: (121, 141),
    StageKind.DECISION: (141, 151),
    StageKind.PLAN: (151, 181),
    StageKind.MONITORING: (181, 1081),
}
_numbers = itertools.count(1)


def texts(words: str) -> dict[str, str]:
    return {"kk": f"{words} (қаз)", "ru": f"{words} (рус)", "en": words}


def columns(field: str, words: str) -> dict[str, str]:
    return {f"{field}_{code}": text for code, text in texts(words).items()}


def discovery_round(
    akimat: Akimat, at: datetime, stage: str = StageKind.DISCOVERY, **more: Any
) -> Round:
    """An announced round that is on the second day of `stage` at the moment `at`."""
    start = at - timedelta(days=DAYS[StageKind(stage)][0] + 1)
    values: dict[str, Any] = {
        "akimat": akimat,
        "territory": akimat.territory,
        "slug": "economy-2026",
        "status": RoundStatus.ANNOUNCED,
        "announced_at": start,
        "frozen_at": start,
        "rules_hash": "0" * 64,
        **columns("title", "What the region could be good at"),
        **columns("summary", "Business, science, government and residents look together."),
        **columns("mandate", "The akim asked for it."),
    }
    round = Round.objects.create(**{**values, **more})
    Phase.objects.bulk_create(
        Phase(
            round=round,
            kind=kind,
            opens_at=start + timedelta(days=opens),
            closes_at=start + timedelta(days=closes),
        )
        for kind, (opens, closes) in DAYS.items()
    )
    discovery = round.phases.get(kind=StageKind.DISCOVERY)
    if round.call is None:
        round.call = Call.objects.create(
            akimat=akimat,
            territory=round.territory,
            slug=round.slug,
            opens_at=discovery.opens_at,
            closes_at=discovery.closes_at,
            needs_residency=False,
            has_own_pages=True,
            max_per_person=20,
            min_age=0,
            **columns("title", "Open call"),
        )
        round.save(update_fields=["call"])
    return round


def organisation(akimat: Akimat, sector: str = Sector.BUSINESS, **more: Any) -> Organisation:
    values: dict[str, Any] = {
        "name": f"Organisation {next(_numbers)}",
        "size": OrganisationSize.SMALL,
    }
    return Organisation.objects.create(akimat=akimat, sector=sector, **{**values, **more})


def stakeholder(
    round: Round, sector: str = Sector.BUSINESS, person: Person | None = None, **more: Any
) -> Stakeholder:
    """An accepted stakeholder with an organisation of their own and an account."""
    person = person or PersonFactory()
    held = more.pop("organisation", None) or organisation(round.akimat, sector)
    values: dict[str, Any] = {
        "name": person.name,
        "email": person.email,
        "status": StakeholderStatus.ACCEPTED,
        "origin": Origin.INVITATION,
        "joined_at": round.announced_at,
        "holds_seat": round.one_seat,
    }
    return Stakeholder.objects.create(
        round=round, person=person, organisation=held, sector=sector, **{**values, **more}
    )
