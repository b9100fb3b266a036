"""Steps that two moderators take together: what they agree to, who has agreed, one button."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.interface.errors import DomainError
from commons.rounds.admin.forms import Words
from commons.rounds.admin.pages import StepWords
from commons.rounds.approvals import NEEDED
from commons.rounds.checks import stopping
from commons.voting import queries as votes

from .. import operations
from ..checks import checks
from ..enums import Step
from ..models import Approval, Project, Round
from ..operations.approving import LATER
from ..queries import approvals


@dataclass(frozen=True)
class PairWords:
    """What the buttons of a pair say."""

    approve: Words
    both: Words


WORDS = {
    Step.OPEN_VOTING: PairWords(
        gettext_lazy("Approve the opening"), gettext_lazy("Approve and open the voting")
    ),
    Step.PUBLISH_RESULT: PairWords(
        gettext_lazy("Approve the publication"), gettext_lazy("Approve and publish the result")
    ),
    Step.AUDIT: PairWords(
        gettext_lazy("Approve the check of the roll"), gettext_lazy("Approve and check the roll")
    ),
}


def pair_page(
    model_admin: Any, request: HttpRequest, round: Round, step: Step, words: StepWords, *,
    at: datetime | None,
) -> HttpResponse:  # fmt: skip
    """Reading asks nothing; pressing a button asks for the password or second factor anew, unless
    the person showed one minutes ago."""

    @reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]
    def page(request: HttpRequest) -> HttpResponse:
        refused = ""
        if request.method == "POST":
            try:
                done = _act(request, round, step, words)
            except DomainError as error:
                refused = error.message
            else:
                messages.success(request, str(done))
                return HttpResponseRedirect(model_admin.url("change", round))
        context = {
            **model_admin.frame(request, Round.objects.get(pk=round.pk)),
            **shown(request.user, round, step, words),
            "refused": refused,
            "at": at,
        }
        status = 422 if refused else 200
        return TemplateResponse(request, "admin/budgeting/round/pair.html", context, status=status)

    answer: HttpResponse = page(request)
    return answer


def shown(person: Any, round: Round, step: Step, words: StepWords) -> dict[str, Any]:
    """What stands on the page, and which button this person has."""
    found = checks(round, step, timezone.now())
    failed = {check.code for check in stopping(found)}
    held = approvals.standing(round, step)
    return {
        "title": words.button,
        "words": words,
        "pair": WORDS[step],
        "checks": found,
        "button": button(person, held, failed),
        "approvals": held,
        "own": next((one for one in held if one.person_id == person.pk), None),
        "fingerprint": approvals.fingerprint(round, step),
        "covered": _covered(round, step),
        "step": step,
    }


def button(person: Any, held: list[Approval], failed: set[str]) -> str:
    """take: two have approved. both: as the second, approve and take it. approve: as the first,
    or before its hour. wait: approved by this person, the other one is missing. Empty: neither."""
    mine = any(one.person_id == person.pk for one in held)
    if not failed:
        return "take"
    if failed - LATER:
        return ""
    if mine or len(held) >= NEEDED:
        return "wait"
    hour_has_come = "voting_time" not in failed
    return "both" if len(held) == NEEDED - 1 and hour_has_come else "approve"


def _act(request: HttpRequest, round: Round, step: Step, words: StepWords) -> Words:
    """Exactly what the button said, whatever has become possible since the page was shown."""
    act, by = request.POST.get("act"), {"actor": request.user, "at": timezone.now()}
    agreed = {"step": step, "fingerprint": request.POST.get("fingerprint", "")}
    if act == "withdraw":
        operations.withdraw_approval(round=round, step=step, **by)  # type: ignore[arg-type]
        return _("Your approval is withdrawn.")
    if act == "approve":
        operations.approve_step(round=round, **agreed, **by)  # type: ignore[arg-type]
        return _("You have approved it. Another moderator must approve it too.")
    if act == "both":
        operations.approve_and_take(round=round, **agreed, **by)  # type: ignore[arg-type]
        return words.done
    operations.take_step(round=round, step=step, **by)  # type: ignore[arg-type]
    return words.done


def _covered(round: Round, step: Step) -> list[dict[str, Any]]:
    """What is agreed to, envelope by envelope, so that nobody approves a hash unread."""
    if step == Step.AUDIT:
        return []
    found = []
    for envelope in round.envelopes.exclude(poll=None).select_related("territory", "poll"):
        projects = Project.objects.filter(envelope=envelope).exclude(option=None)
        outcome = None
        if step == Step.PUBLISH_RESULT and envelope.poll:
            outcome = votes.official_outcome(envelope.poll)
            projects = projects.filter(option__code__in=outcome.selected if outcome else [])
        rows = projects.select_related("option", "proposal").order_by("option__pk")
        found.append(
            {
                "place": envelope.territory,
                "budget": envelope.budget_tenge,
                "projects": list(rows),
                "cost": outcome.cost if outcome else None,
            }
        )
    return found
