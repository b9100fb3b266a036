"""Pages of those who run an akimat's councils: set one up, enter its members, end it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commons.interface.official import read
from commons.people.views.access import posted, staff_page
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ... import links
from ...permissions import can_run
from .. import formation_queries, operations, queries
from ..forms.councils import CouncilForm, DayForm, EndForm, MemberForm
from ..models import Council, Mandate
from ..operations.seating import next_for
from .finding import attempt, council_to_run, go, page, seat_to_run, status_of

FORM = require_http_methods(["GET", "HEAD", "POST"])


@FORM
@staff_page
@login_required
def new(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    """`?succeeds=` names the council of the term before."""
    require(can_run(request.user, akimat))
    before = _before(request, akimat)
    form = CouncilForm(posted(request), akimat=akimat)
    if before is not None:
        names = {f"name_{code}": text for code, text in read(before, "name").items()}
        abouts = {f"about_{code}": text for code, text in read(before, "about").items()}
        form.initial = {**names, **abouts, "size": before.size}
    made: list[Council] = []

    def act(actor: Any, at: Any) -> None:
        made.append(
            operations.create_council(
                akimat=akimat, succeeds=before, actor=actor, at=at, **form.values()
            )
        )

    if attempt(request, form, act, _("Saved. Only staff see it until it is published.")):
        return go("council", akimat, made[0].pk)
    return page(request, "council_form", akimat, status_of(form), form=form, before=before)


@FORM
@staff_page
@login_required
def edit(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    council = council_to_run(request, akimat, pk)
    form = CouncilForm(posted(request), akimat=akimat, council=council)

    def act(actor: Any, at: Any) -> object:
        return operations.change_council(council=council, actor=actor, at=at, **form.values())

    if attempt(request, form, act, _("Saved.")):
        return go("council", akimat, council.pk)
    return page(request, "council_form", akimat, status_of(form), form=form, council=council)


@FORM
@staff_page
@login_required
def publish(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """A council whose members were entered by hand goes public as it is."""
    council = council_to_run(request, akimat, pk)
    require(council.term_begins_on is None)
    seats = queries.members(council)
    form = DayForm(
        posted(request),
        label=_("The term began on"),
        hint=_("The end of the term is counted from this day."),
    )

    def act(actor: Any, at: Any) -> object:
        day = form.cleaned_data["day"]
        return operations.publish_council(council=council, begins_on=day, actor=actor, at=at)

    if attempt(request, form, act, _("Published. Its members are told.")):
        return go("council", akimat, council.pk)
    context = {"form": form, "council": council, "told": queries.composition(council, seats)}
    return page(request, "council_publish", akimat, status_of(form), **context)


@FORM
@staff_page
@login_required
def end(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """Before its time: by the akimat's or the court's decision. A term that is over ends itself."""
    council = council_to_run(request, akimat, pk)
    require(council.ended_on is None and council.term_begins_on is not None)
    form = DayForm(
        posted(request), label=_("Last day"), initial={"day": timezone.localdate().isoformat()}
    )

    def act(actor: Any, at: Any) -> object:
        day = form.cleaned_data["day"]
        return operations.end_council(council=council, ended_on=day, actor=actor, at=at)

    if attempt(request, form, act, _("The council has ended and is part of the record.")):
        return go("council", akimat, council.pk)
    return page(request, "council_end", akimat, status_of(form), form=form, council=council)


@FORM
@staff_page
@login_required
def member_new(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    council = council_to_run(request, akimat, pk)
    require(council.ended_on is None)
    day = (council.term_begins_on or timezone.localdate()).isoformat()
    form = MemberForm(posted(request), akimat=akimat, initial={"begins_on": day})

    def act(actor: Any, at: Any) -> object:
        return operations.add_member(council=council, actor=actor, at=at, **form.values())

    if attempt(request, form, act, _("The seat is given.")):
        again = "more" in request.POST
        return go("member_new" if again else "council", akimat, council.pk)
    told = queries.composition(council)
    return page(
        request, "member_form", akimat, status_of(form), form=form, council=council, told=told
    )


@FORM
@staff_page
@login_required
def member(request: HttpRequest, akimat: Akimat, pk: int, mandate_pk: int) -> HttpResponse:
    """Correct a seat."""
    council, mandate = seat_to_run(request, akimat, pk, mandate_pk)
    require(mandate.ended_on is None)
    form = MemberForm(posted(request), akimat=akimat, mandate=mandate)

    def act(actor: Any, at: Any) -> object:
        return operations.change_member(mandate=mandate, changes=form.values(), actor=actor, at=at)

    if attempt(request, form, act, _("Saved.")):
        return go("council", akimat, council.pk, fragment=f"#seat-{mandate.pk}")
    context = {"form": form, "council": council, "mandate": mandate}
    return page(request, "member_form", akimat, status_of(form), **context)


@FORM
@staff_page
@login_required
def member_end(request: HttpRequest, akimat: Akimat, pk: int, mandate_pk: int) -> HttpResponse:
    """A member leaves; the page says what that does to the composition, and who would follow."""
    council, mandate = seat_to_run(request, akimat, pk, mandate_pk)
    require(mandate.ended_on is None)
    form = EndForm(posted(request), initial={"ended_on": timezone.localdate().isoformat()})

    def act(actor: Any, at: Any) -> object:
        data = form.cleaned_data
        return operations.end_mandate(mandate=mandate, actor=actor, at=at, **data)

    if attempt(request, form, act, _("The seat has ended. The reason is public.")):
        return go("council", akimat, council.pk, fragment="#former")
    rest = [one for one in queries.members(council) if one.pk != mandate.pk]
    context = {
        "form": form,
        "council": council,
        "mandate": mandate,
        "after": queries.composition(council, rest),
    }
    return page(request, "member_end", akimat, status_of(form), **context)


@FORM
@staff_page
@login_required
def member_replace(request: HttpRequest, akimat: Akimat, pk: int, mandate_pk: int) -> HttpResponse:
    """The seat of who left goes to the reserve."""
    council, mandate = seat_to_run(request, akimat, pk, mandate_pk)
    require(mandate.ended_on is not None and council.ended_on is None)
    require(not Mandate.objects.filter(succeeds=mandate).exists())
    today = timezone.localdate().isoformat()
    form = DayForm(posted(request), label=_("Seat begins"), initial={"day": today})

    def act(actor: Any, at: Any) -> object:
        day = form.cleaned_data["day"]
        return operations.fill_from_reserve(mandate=mandate, begins_on=day, actor=actor, at=at)

    if attempt(request, form, act, _("The seat is filled from the reserve.")):
        return go("council", akimat, council.pk)
    formed = formation_queries.filled_by(council)
    draw = getattr(formed, "draw", None)
    context = {
        "form": form,
        "council": council,
        "mandate": mandate,
        "next": None if draw else next_for(mandate),
        "draw_replace": links.link("draw_replace", akimat, draw.pk) if draw else "",
    }
    return page(request, "member_replace", akimat, status_of(form), **context)


def _before(request: HttpRequest, akimat: Akimat) -> Council | None:
    wanted = request.GET.get("succeeds", "")
    if not wanted.isdecimal():
        return None
    return get_object_or_404(queries.public(akimat), pk=int(wanted), successor=None)
