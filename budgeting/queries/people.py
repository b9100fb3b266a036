"""Who may vote in an envelope, who reviews, and which proposals wait."""

from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from commons.people.enums import VerificationStatus
from commons.people.models import Person, ResidencyVerification
from commons.proposals.enums import ProposalStatus
from commons.proposals.models import Proposal
from commons.territories.enums import Level, Role
from commons.territories.models import Akimat, Territory

from ..enums import PhaseKind
from ..models import Envelope, Round
from . import phases


def specialists(akimat: Akimat) -> QuerySet[Person]:
    return Person.objects.filter(
        memberships__akimat=akimat, memberships__role=Role.SPECIALIST, is_active=True
    ).order_by("name", "pk")


def proposals_waiting(round: Round) -> QuerySet[Proposal]:
    """Proposals of the round that a moderator has not decided yet."""
    return Proposal.objects.filter(
        call__budget_round=round, status__in=(ProposalStatus.SUBMITTED, ProposalStatus.RETURNED)
    ).order_by("submitted_at", "pk")


def proposals_ready(round: Round) -> QuerySet[Proposal]:
    """Published proposals of the round that are no projects yet, in the order of submission."""
    return Proposal.objects.filter(
        call__budget_round=round, status=ProposalStatus.PUBLISHED, project=None
    ).order_by("submitted_at", "pk")


def born_by(round: Round, at: datetime) -> date:
    """The last birthday with which one is old enough on the day voting opens."""
    voting = phases.phase(round, PhaseKind.VOTING)
    day = timezone.localdate(voting.opens_at if voting else at)
    try:
        return day.replace(year=day.year - round.min_age)
    except ValueError:  # 29 February in a year that has none
        return day.replace(year=day.year - round.min_age, day=28)


def eligible(envelope: Envelope, round: Round, at: datetime) -> QuerySet[ResidencyVerification]:
    """Standing verifications of residents of the envelope's territory who are old enough."""
    return (
        ResidencyVerification.objects.filter(
            Q(valid_until=None) | Q(valid_until__gte=timezone.localdate(at)),
            status=VerificationStatus.VERIFIED,
            territory__kato__startswith=envelope.territory.prefix,
            person__is_active=True,
            person__elector__birth_date__lte=born_by(round, at),
        )
        .select_related("person__elector", "territory")
        .order_by("person__elector_id")
    )


def voting_area(territory: Territory) -> str:
    """The KATO code of the voter's district: the finest area in which votes are published."""
    if territory.level <= Level.REGION:
        return territory.kato
    return territory.kato[:4].ljust(9, "0")
