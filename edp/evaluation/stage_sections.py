"""What the pages of the stages say about scoring and deciding."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commons.scoring.enums import ScorecardStatus

from ..models import Round
from ..permissions import can_run
from ..sections import Section
from . import queries
from .enums import Sitting
from .words import words_of


def _url(name: str, round: Round, *args: object) -> str:
    return reverse(f"edp:{name}", args=[round.akimat.slug, round.slug, *args])


def of_evaluation(request: HttpRequest, round: Round, at: datetime) -> Section:
    """What is scored, by what, how far it is."""
    held = list(queries.public(round))
    actions = []
    if can_run(request.user, round):
        actions = [(_("Set up an evaluation"), _url("evaluation_new", round))]
    scored = sum(one.candidate_count for one in held)  # type: ignore[attr-defined]
    if not held:
        text = _("Which opportunities are scored, by which criteria, and who scores them.")
    elif held[-1].scorecard.status == ScorecardStatus.CLOSED:
        text = _("The scoring has closed: the ranking is here, with the reasons behind it.")
    else:
        due, done = held[-1].sheet_count, held[-1].sheets_in  # type: ignore[attr-defined]
        text = ngettext(
            "%(done)s of %(due)s score sheet is in.",
            "%(done)s of %(due)s score sheets are in.",
            due,
        ) % {"done": done, "due": due}
    return Section(
        title=_("Scoring of the opportunities"),
        text=text,
        url=_url("evaluation", round),
        count=scored or None,
        actions=actions,
    )


def of_sheets(request: HttpRequest, round: Round, at: datetime) -> Section | None:
    """For evaluators only: what waits for them."""
    if not request.user.is_authenticated:
        return None
    sheets = [
        sheet
        for sheet in queries.sheets_of(request.user, round.akimat)
        if sheet.evaluator.scorecard.evaluation.round_id == round.pk
    ]
    if not sheets:
        return None
    due = sum(sheet.submitted_at is None for sheet in sheets)
    text = (
        ngettext("%(due)s sheet waits for you.", "%(due)s sheets wait for you.", due) % {"due": due}
        if due
        else _("You have handed in all of them.")
    )
    url = reverse("edp:evaluation_my_sheets", args=[round.akimat.slug])
    return Section(title=_("My score sheets"), text=text, url=url, count=len(sheets))


def of_shortlist(request: HttpRequest, round: Round, at: datetime) -> Section | None:
    """Once the commission has published it."""
    found = queries.published(round).filter(sitting=Sitting.SHORTLIST).first()
    if found is None:
        return None
    return Section(
        title=str(words_of(round)["shortlist"]),
        text=_("What was taken, what was not, and why, beside what the scores recommended."),
        url=_url("decision_detail", round, found.pk),
        count=found.verdicts.filter(outcome="chosen").count(),
    )


def of_decision(request: HttpRequest, round: Round, at: datetime) -> Section:
    words = words_of(round)
    found = queries.published(round).filter(sitting=Sitting.FINAL).first()
    if found is None:
        return Section(
            title=str(words["of_commission"]),
            text=str(words["explained"]),
            url=_url("decision", round),
        )
    return Section(
        title=str(words["final"]),
        text=_("What was decided, with votes and reasons, and what was not chosen."),
        url=_url("decision", round),
        count=found.verdicts.filter(outcome="chosen").count(),
    )


def of_commission(request: HttpRequest, round: Round, at: datetime) -> Section | None:
    """For who runs the round."""
    if not can_run(request.user, round):
        return None
    return Section(
        title=str(words_of(round)["in_commission"]),
        text=_("Members, sittings, and the decision on each opportunity."),
        url=_url("commission", round),
        count=queries.commission(round).count(),
    )
