"""Recommendations with their replies, what was promised, and petitions."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.interface.official import LANGUAGES, read
from commons.territories.models import Akimat
from consultations.petitions.enums import ACCEPTED, Addressee, PetitionDecision, PetitionStatus
from consultations.petitions.models import Petition
from consultations.recommendations.enums import (
    CommitmentStatus,
    Decision,
    DocumentStatus,
    Source,
    Standing,
)
from consultations.recommendations.models import Commitment, Recommendation

from ..addresses import page
from ..declaring import Dataset, Field, Kind, date, flag, integer, moment, string, texts
from .budget import akimat_at
from .scope import of

KEY = integer("id", _("Key."))


def recommendations(akimat: Akimat | None) -> QuerySet[Recommendation]:
    """In final documents that were sent."""
    found = Recommendation.objects.filter(of(akimat), document__status=DocumentStatus.SENT)
    return found.select_related("akimat", "document")


def commitments(akimat: Akimat | None) -> QuerySet[Commitment]:
    found = Commitment.objects.filter(
        of(akimat), recommendation__document__status=DocumentStatus.SENT
    )
    return found.select_related("akimat")


def petitions(akimat: Akimat | None) -> QuerySet[Petition]:
    """As the lists on the site: accepted with enough signatures to be listed, and rejected."""
    listed = Q(listed_at__isnull=False, status__in=[*ACCEPTED, PetitionStatus.WITHDRAWN])
    found = Petition.objects.filter(listed | Q(status=PetitionStatus.REJECTED), of(akimat))
    return found.select_related("akimat", "proposal__territory")


def _or_none(name: str) -> Any:
    return lambda row: getattr(row, name) or None


def _rejection(row: Petition) -> dict[str, str]:
    """The words of a return for correction are for its author."""
    is_rejected = row.status == PetitionStatus.REJECTED
    return read(row.proposal, "reason") if is_rejected else dict.fromkeys(LANGUAGES, "")


def _page(name: str) -> Any:
    return lambda row: page(f"consultations:{name}", row.akimat.slug, row.pk)


RECOMMENDATIONS = Dataset(
    name="recommendations",
    title=_("Recommendations and replies"),
    about=_("What the akimat was asked to do, until when it must reply, and its reasoned reply."),
    group="hearings",
    rows=recommendations,
    since="document__sent_at",
    fields=(
        KEY,
        akimat_at(""),
        integer("document_id", _("Key of the final document.")),
        texts("document", _("Title of the final document."), "document.title"),
        Field(
            "source",
            Kind.STRING,
            _("Where it comes from."),
            lambda row: row.document.source,
            codes=Source,
        ),
        integer("meeting_id", _("Key of the meeting."), "document.meeting_id", nullable=True),
        integer("council_id", _("Key of the council."), "document.council_id", nullable=True),
        integer("draft_id", _("Key of the draft."), "document.draft_id", nullable=True),
        integer("petition_id", _("Key of the petition."), "document.petition_id", nullable=True),
        integer("number", _("Number in the document.")),
        texts("text", _("Recommendation.")),
        texts("grounds", _("Why.")),
        moment("sent_at", _("Sent to the akimat."), "document.sent_at"),
        date("due_on", _("Reply due."), nullable=True),
        Field(
            "standing",
            Kind.STRING,
            _("How the reply stands today."),
            lambda row: row.standing(timezone.localdate()),
            codes=Standing,
        ),
        Field(
            "decision",
            Kind.STRING,
            _("Decision."),
            _or_none("decision"),
            codes=Decision,
            nullable=True,
        ),
        texts("reply", _("Reasoned reply.")),
        moment("replied_at", _("Replied."), nullable=True),
        integer("replied_in", _("Time to the reply."), unit=_("working days"), nullable=True),
        flag("replied_late", _("The reply came late.")),
        Field("page", Kind.ADDRESS, _("Its page."), _page("recommendation")),
    ),
)
COMMITMENTS = Dataset(
    name="commitments",
    title=_("Commitments"),
    about=_("What the akimat promised in a reply, with the first day that it named."),
    group="hearings",
    rows=commitments,
    since="made_at",
    fields=(
        KEY,
        akimat_at(""),
        integer("recommendation_id", _("Key of the recommendation.")),
        integer("number", _("Number below the recommendation.")),
        texts("title", _("What will be done.")),
        texts("office", _("Responsible office.")),
        string("status", _("State."), codes=CommitmentStatus),
        date("first_due_on", _("First promised for.")),
        date("due_on", _("Promised for now.")),
        date("closed_on", _("Done, or given up, on."), nullable=True),
        moment("made_at", _("Promised.")),
        Field("page", Kind.ADDRESS, _("Its page."), _page("commitment")),
    ),
)
PETITIONS = Dataset(
    name="petitions",
    title=_("Petitions"),
    about=_(
        "Petitions that are listed on the site, and rejected ones with the reason. Signatures are "
        "numbers; nobody is named."
    ),
    group="hearings",
    rows=petitions,
    since="proposal__updated_at",
    fields=(
        KEY,
        akimat_at(""),
        string("addressee", _("Addressed to."), codes=Addressee),
        string("status", _("State."), codes=PetitionStatus),
        string("language", _("Language of the texts."), "proposal.language"),
        string("title", _("Title."), "proposal.title"),
        string("demand", _("Demand."), "proposal.description"),
        string("reason", _("Why it is needed."), "proposal.problem"),
        string("kato", _("KATO code of the district."), "proposal.territory.kato", nullable=True),
        integer("signatures", _("Signatures."), "signed"),
        integer("threshold", _("Signatures needed."), nullable=True),
        date("gather_until", _("Last day for signatures."), nullable=True),
        moment("opened_at", _("Accepted."), nullable=True),
        moment("reached_at", _("Threshold reached."), nullable=True),
        date("consider_due_on", _("Answer due."), nullable=True),
        Field(
            "decision",
            Kind.STRING,
            _("Decision."),
            _or_none("decision"),
            codes=PetitionDecision,
            nullable=True,
        ),
        texts("answer", _("Answer.")),
        moment("answered_at", _("Answered."), nullable=True),
        moment("rejected_at", _("Rejected."), nullable=True),
        Field("rejection", Kind.TEXTS, _("Why it was rejected."), _rejection),
        Field("page", Kind.ADDRESS, _("Its page."), _page("petition")),
    ),
)
