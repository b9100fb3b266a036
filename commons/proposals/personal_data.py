"""A person's share of this app: the copy they may download, and what goes when they go."""

from typing import Any

from django.conf import settings
from django.utils import translation

from commons.notifications import operations as notifications
from commons.people.models import Person

from .enums import ProposalStatus
from .models import Comment, Proposal, Report, Support
from .operations import discard_draft


def export(person: Person) -> dict[str, Any]:
    """All that the person wrote and backed, as JSON can hold it."""
    proposals = Proposal.objects.filter(author=person).select_related("call", "territory")
    comments = Comment.objects.filter(author=person)
    supports = Support.objects.filter(person=person)
    reports = Report.objects.filter(person=person)
    return {
        "proposals": [
            _proposal(proposal)
            for proposal in proposals.prefetch_related("attachments").order_by("pk")
        ],
        "comments": [
            {
                "proposal": comment.proposal_id,
                "text": comment.text,
                "state": comment.status,
                "written_at": comment.created_at.isoformat(),
            }
            for comment in comments.order_by("pk")
        ],
        "supports": [
            {"proposal": backing.proposal_id, "supported_at": backing.supported_at.isoformat()}
            for backing in supports.order_by("pk")
        ],
        "reports": [
            {
                "comment": report.comment_id,
                "reason": report.reason,
                "reported_at": report.reported_at.isoformat(),
            }
            for report in reports.order_by("pk")
        ],
    }


_FIELDS = (
    "language",
    "title",
    "problem",
    "description",
    "beneficiaries",
    "address",
    "latitude",
    "longitude",
    "cost_tenge",
    "estimate",
)


def _proposal(proposal: Proposal) -> dict[str, Any]:
    return {
        "number": proposal.pk,
        "call": proposal.call.title,
        "state": proposal.status,
        "district": proposal.territory.name if proposal.territory else None,
        **{name: getattr(proposal, name) for name in _FIELDS},
        "submitted_at": proposal.submitted_at.isoformat() if proposal.submitted_at else None,
        "published_at": proposal.published_at.isoformat() if proposal.published_at else None,
        "files": [attachment.name for attachment in proposal.attachments.all()],
    }


def erase(person: Person) -> None:
    """Drafts, supports and reports go. What was handed in or said in public stays without a name:
    it shows `Erased account` from the moment the account is erased."""
    for draft in Proposal.objects.filter(author=person, status=ProposalStatus.DRAFT):
        discard_draft(proposal=draft, actor=person)
    Support.objects.filter(person=person).delete()
    Report.objects.filter(person=person).delete()
    written = Comment.objects.filter(author=person).values_list("pk", flat=True)
    keys = [f"comment/{pk}" for pk in written]
    notifications.reword(keys=keys, param="name", value=_in_languages(Person.NO_NAME))


def _in_languages(words: Any) -> dict[str, str]:
    told = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            told[code] = str(words)
    return told
