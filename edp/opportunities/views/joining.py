"""Where moderators merge a card into another, or split it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commons.interface.errors import DomainError
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...views.finding import frame, person_of, round_to_run, staff_page
from .. import operations, queries
from ..enums import JOINABLE
from ..forms import MergeForm, SplitForm
from ..models import Opportunity
from ..permissions import may_join
from .finding import card_of
from .reading import to_card


def _card(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> Opportunity:
    card = card_of(request, round_to_run(request, akimat, round_slug), pk)
    require(may_join(request.user, card))
    return card


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def merge(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """Join this card to another, which goes on."""
    card = _card(request, akimat, round_slug, pk)
    standing = queries.standing(card.round).filter(
        status__in=JOINABLE, proposal__closed_at__isnull=True
    )
    heirs = standing.exclude(pk=card.pk)
    near = [proposal.pk for proposal in queries.similar(card)]
    found = {one.proposal_id: one for one in heirs}
    form = MergeForm(
        request.POST or None,
        likely=[found[key] for key in near if key in found],
        others=[one for key, one in found.items() if key not in near],
    )
    if request.method == "POST" and form.is_valid():
        heir = get_object_or_404(heirs, pk=form.cleaned_data["heir"])
        try:
            operations.merge_cards(
                sources=[card],
                target=heir,
                reason=form.reason(),
                actor=person_of(request),
                at=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("The cards are merged. Their authors are told."))
            return to_card(heir)
    context = frame(request, card.round, card=card, form=form)
    status = 422 if form.errors else 200
    return render(request, "edp/opportunities/merge.html", context, status=status)


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def split(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """Make several cards of one that says several things."""
    card = _card(request, akimat, round_slug, pk)
    form = SplitForm(request.POST or None, card=card)
    if request.method == "POST" and form.is_valid():
        try:
            operations.split_card(
                source=card,
                parts=form.parts(),
                reason=form.reason(),
                actor=person_of(request),
                at=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("The card is split. Its author and followers are told."))
            return to_card(card)
    context = frame(request, card.round, card=card, form=form)
    status = 422 if form.errors else 200
    return render(request, "edp/opportunities/split.html", context, status=status)
