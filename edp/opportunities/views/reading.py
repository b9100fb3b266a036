"""The list of cards, one card, and the table of all."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commons.audit.queries import history
from commons.interface.spreadsheets import csv_response
from commons.people.enums import Sector
from commons.proposals import pages as proposal_pages
from commons.proposals import permissions as proposals
from commons.proposals.documents import SHORT_NAMES
from commons.proposals.enums import AttachmentKind
from commons.proposals.forms import CommentForm
from commons.proposals.histories import public_history
from commons.proposals.models import Comment
from commons.proposals.panels import Step
from commons.proposals.views.reading import conversation
from commons.territories.models import Akimat

from ...enums import StageKind
from ...models import Round
from ...queries import stages
from ...views.finding import frame, round_of
from .. import queries, readiness, table, words
from ..enums import TONES, OpportunityStatus
from ..filters import FilterForm
from ..models import Opportunity
from ..permissions import is_call_open, may_edit, may_join
from ..strands import support_of
from .finding import card_of

PER_PAGE = 20


@require_safe
def index(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    round = round_of(request, akimat, round_slug)
    at = timezone.now()
    form = FilterForm(request.GET, round=round)
    page = Paginator(form.applied(), PER_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    dressed(round, shown)
    own = queries.draft_of(round, request.user) if request.user.is_authenticated else None
    context = frame(
        request,
        round,
        page=page,
        shown=shown,
        total=page.paginator.count,
        filter_form=form,
        is_filtered=form.is_narrowed,
        words=words.of_round(round),
        is_open=is_call_open(round, at),
        is_yet_to_open=round.call is not None and at < round.call.opens_at,
        draft=own,
        stage=stages.stage(round, StageKind.DISCOVERY),
    )
    return render(request, "edp/opportunities/index.html", context)


def dressed(round: Round, cards: Sequence[Opportunity]) -> None:
    """Give each card its `support` and `tone`, in two queries for all of them."""
    seats = queries.seats_by_sector(round)
    counts = queries.support_by_sector(cards)
    for card in cards:
        card.support = support_of(counts[card.pk], seats)  # type: ignore[attr-defined]
        card.tone = TONES[card.status]  # type: ignore[attr-defined]


@require_safe
def detail(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    round = round_of(request, akimat, round_slug)
    return card_page(request, card_of(request, round, pk), CommentForm())


def card_page(
    request: HttpRequest,
    card: Opportunity,
    form: CommentForm,
    reply_to: Comment | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a card, also with a comment that could not be taken."""
    if status != 200:  # come from the app of proposals, which knows the proposal only
        round = round_of(request, card.round.akimat, card.round.slug)
        card = card_of(request, round, card.pk)
    round, proposal = card.round, card.proposal
    at = timezone.now()
    proposal.comment_count = card.comment_count  # type: ignore[attr-defined]
    dressed(round, [card])
    attached = list(proposal.attachments.all())
    alike = queries.similar(card) if proposals.is_public(proposal) else []
    proposal_pages.attach([proposal, *alike])
    context = frame(
        request,
        round,
        **conversation(request, proposal, form, reply_to),
        card=card,
        words=words.of_round(round),
        partners=partners_by_sector(card),
        assets=list(card.assets.filter(withdrawn_at__isnull=True).order_by("title", "pk")),
        trl_words=readiness.words(card.trl),
        levels=[(level, level <= (card.trl or 0)) for level in readiness.LEVELS],
        images=[one for one in attached if one.kind == AttachmentKind.IMAGE],
        documents=[
            (one, SHORT_NAMES.get(one.content_type, ""))
            for one in attached
            if one.kind == AttachmentKind.DOCUMENT
        ],
        ancestors=list(queries.ancestors(card)),
        descendants=list(queries.descendants(card)),
        similar=alike,
        steps=[*public_history(proposal), *_moves(card)],
        show_state=card.status != OpportunityStatus.OPEN or proposal.status == "published",
        may_edit=may_edit(request.user, card, at),
        may_withdraw=proposals.may_withdraw(request.user, proposal, at),
        may_join=may_join(request.user, card),
        is_author=proposals.is_author(request.user, proposal),
    )
    return render(request, "edp/opportunities/detail.html", context, status=status)


def partners_by_sector(card: Opportunity) -> list[tuple[str, str, list[Any]]]:
    """Every sector, also those without a partner: what is missing is part of the picture."""
    held = list(card.partners.all())
    return [
        (
            sector.value,
            str(sector.label).capitalize(),
            [one for one in held if one.sector == sector],
        )
        for sector in Sector
    ]


def _moves(card: Opportunity) -> list[Step]:
    """When the card moved on, the oldest first."""
    entries = history(card).filter(verb="set_opportunity_status")
    labels = {status.value: str(status.label).capitalize() for status in OpportunityStatus}
    return [
        Step(title=labels.get(entry.detail.get("status", ""), _("Moved on")), at=entry.at)
        for entry in reversed(list(entries))
    ]


@require_safe
def csv_file(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    round = round_of(request, akimat, round_slug)
    name = f"{akimat.slug}-{round.slug}-opportunities.csv"
    return csv_response(name, table.COLUMNS, table.rows(round))


def to_card(card: Opportunity) -> HttpResponse:
    return redirect(
        reverse("edp:opportunity", args=[card.round.akimat.slug, card.round.slug, card.pk])
    )
