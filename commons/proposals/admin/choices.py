"""What moderators may decide about a proposal, and the forms it takes."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.territories.admin.decisions import Decision, ForObjects

from .. import operations, queries
from ..enums import TRANSITIONS, ProposalStatus
from ..models import Proposal
from .reasons import MergeReasons, RejectForm, ReturnForm


class MergeForm(ForObjects, MergeReasons):
    """The heir: one of the similar ones, or any published one of the call by its number."""

    heir = forms.ChoiceField(
        label=gettext_lazy("Merge into"), required=False, widget=forms.RadioSelect
    )
    number = forms.IntegerField(
        label=gettext_lazy("or into the proposal number"), required=False, min_value=1
    )
    field_order = ("heir", "number", "ready")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(self.field_order)
        proposal: Proposal = self.objects[0]
        near = queries.similar(proposal.call, proposal.title, leave_out=proposal)
        field: Any = self.fields["heir"]
        field.choices = [(other.pk, f"№ {other.pk}. {other.title}") for other in near]
        if not near:
            del self.fields["heir"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        wanted = data.get("number") or data.get("heir")
        proposal: Proposal = self.objects[0]
        found = Proposal.objects.filter(
            pk=wanted or 0, call=proposal.call, status=ProposalStatus.PUBLISHED
        ).first()
        if found is None:
            self.add_error(
                "number",
                _("Name a published proposal of the same call: choose it or enter its number."),
            )
        data["into"] = found
        return data


def _publish(obj: Proposal, *, actor: Any, at: datetime, data: Any) -> None:
    operations.publish(proposal=obj, actor=actor, at=at)


def _return(obj: Proposal, *, actor: Any, at: datetime, data: Any) -> None:
    operations.return_for_correction(proposal=obj, reason=data["reason"], actor=actor, at=at)


def _reject(obj: Proposal, *, actor: Any, at: datetime, data: Any) -> None:
    operations.reject(proposal=obj, reason=data["reason"], actor=actor, at=at)


def _merge(obj: Proposal, *, actor: Any, at: datetime, data: Any) -> None:
    operations.merge(proposal=obj, into=data["into"], reason=data["reason"], actor=actor, at=at)


def may_become(status: str) -> Any:
    return lambda obj: status in TRANSITIONS[obj.status]


def may_merge(obj: Proposal) -> bool:
    """A process with pages of its own merges there, and keeps the history of it."""
    return ProposalStatus.MERGED in TRANSITIONS[obj.status] and not obj.call.has_own_pages


def may_publish(obj: Proposal) -> bool:
    merged_elsewhere = obj.call.has_own_pages and obj.status == ProposalStatus.MERGED
    return ProposalStatus.PUBLISHED in TRANSITIONS[obj.status] and not merged_elsewhere


DECISIONS = (
    Decision(
        slug="publish",
        label=gettext_lazy("Publish"),
        consequence=gettext_lazy("Everyone can read, support and discuss it; its author is told."),
        done=gettext_lazy("“%(name)s” is published."),
        run=_publish,
        applies=may_publish,
        bulk=True,
        quiet=False,
    ),
    Decision(
        slug="return",
        label=gettext_lazy("Return for correction"),
        consequence=gettext_lazy(
            "Its author is told the reason, has the akimat’s correction period, "
            "and can submit again."
        ),
        done=gettext_lazy("“%(name)s” went back to its author."),
        run=_return,
        form=ReturnForm,
        applies=may_become(ProposalStatus.RETURNED),
        bulk=True,
    ),
    Decision(
        slug="merge",
        label=gettext_lazy("Merge"),
        consequence=gettext_lazy(
            "It stays readable and points to the other proposal, "
            "which its author follows from now on."
        ),
        done=gettext_lazy("“%(name)s” is merged."),
        run=_merge,
        form=MergeForm,
        applies=may_merge,
    ),
    Decision(
        slug="reject",
        label=gettext_lazy("Reject"),
        consequence=gettext_lazy(
            "It stays readable with the reason, which everyone sees. "
            "Its author and followers are told."
        ),
        done=gettext_lazy("“%(name)s” is rejected."),
        run=_reject,
        form=RejectForm,
        applies=may_become(ProposalStatus.REJECTED),
        bulk=True,
        grave=True,
    ),
)
