"""Pages of moderators: what to mirror, quotas, the seed, computing, drawing, seating."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commons.interface.errors import DomainError
from commons.people.views.access import posted, staff_page
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...councils import formation_queries
from ...permissions import can_run
from .. import operations, pool
from ..enums import DrawStatus, SeedKind
from ..forms import (
    EnterForm,
    FeaturesForm,
    QuotasForm,
    ReasonForm,
    ReplaceForm,
    RevealForm,
    SeatForm,
    SeedForm,
)
from ..models import Draw
from ..operations.preparing import check
from ..words import feature_label, value_labels
from .finding import draw_to_run


@staff_page
def new(request: HttpRequest, akimat: Akimat, formation: int) -> HttpResponse:
    """What a draw is, and the button that begins to prepare it."""
    require(can_run(request.user, akimat))
    found = get_object_or_404(formation_queries.of_akimat(akimat), pk=formation)
    if request.method != "POST":
        return render(request, "consultations/draws/new.html", {"formation": found})
    try:
        made = operations.create(formation=found, actor=request.user, at=timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("consultations:formation", akimat.slug, found.pk)
    return redirect("consultations:draw_quotas", akimat.slug, made.pk)


def _page(
    request: HttpRequest, draw: Draw, form: Any, title: str, act: Callable[[], Any], done: str,
    press: str, template: str = "consultations/draws/form.html", **more: Any,
) -> HttpResponse:  # fmt: skip
    """A form on a page; where it is sent and nothing is wrong, `act` and back to the draw."""
    leads = more.pop("leads", "draw")
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, done)
            args = [draw.formation.council.akimat.slug, draw.pk]
            return redirect(f"consultations:{leads}", *args)
    status = 422 if request.method == "POST" else 200
    context = {"draw": draw, "form": form, "title": title, "press": press, **more}
    return render(request, template, context, status=status)


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"actor": request.user, "at": timezone.now()}


@staff_page
def features(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    draw = draw_to_run(request, akimat, pk)
    form = FeaturesForm(posted(request), draw=draw)

    def act() -> None:
        operations.set_features(
            draw=draw,
            features=form.cleaned_data["features"],
            age_bounds=form.cleaned_data["ages"],
            fairness=form.cleaned_data["fairness"],
            **_who(request),
        )

    return _page(
        request, draw, form, _("What the panel must mirror"), act,
        _("Saved. The quotas begin anew."), _("Save"), leads="draw_quotas",
    )  # fmt: skip


@staff_page
def quotas(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """The table of quotas, whether a panel keeps them, and the smallest change that would do."""
    draw = draw_to_run(request, akimat, pk)
    require(draw.status == DrawStatus.PREPARING)
    form = QuotasForm(posted(request), draw=draw)

    def act() -> None:
        operations.set_quotas(
            draw=draw,
            rows=form.rows(),
            census_source=form.cleaned_data["census_source"],
            **_who(request),
        )
        if request.POST.get("act") == "census":
            operations.quotas_from_census(draw=draw, **_who(request))

    return _page(
        request, draw, form, _("Quotas"), act, _("Saved."), _("Save the quotas"),
        template="consultations/draws/quotas.html", leads="draw_quotas",
        applied=_applied(draw), **_checked(draw),
    )  # fmt: skip


def _applied(draw: Draw) -> list[tuple[str, list[tuple[str, int]]]]:
    try:
        found = pool.present(draw)
    except DomainError:
        return []
    labels = value_labels({feature: list(values) for feature, values in found.items()})
    return [
        (feature_label(feature), [(labels[feature, value], n) for value, n in values.items()])
        for feature, values in found.items()
    ]


def _checked(draw: Draw) -> dict[str, Any]:
    """What stands in the way of the draw, in words."""
    try:
        found = check(draw)
    except DomainError as error:
        return {"problem": error.message}
    if found.feasible:
        return {"is_feasible": True}
    rows = [*found.conflicts, *(new for pair in found.changes for new in pair)]
    labels = value_labels({one.feature: [] for one in rows} | _values(rows))

    def told(quota: Any) -> str:
        label = labels.get((quota.feature, quota.value), quota.value)
        return f"{feature_label(quota.feature)}, {label}: {quota.min}–{quota.max}"

    return {
        "conflicts": [told(one) for one in found.conflicts],
        "changes": [(told(old), told(new)) for old, new in found.changes],
    }


def _values(rows: list[Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in rows:
        found.setdefault(one.feature, []).append(one.value)
    return found


@staff_page
@require_POST
def change(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """Take over the smallest change that would do."""
    draw = draw_to_run(request, akimat, pk)
    return _act(request, draw, operations.apply_change, _("The quotas are changed."), "draw_quotas")


def _act(
    request: HttpRequest, draw: Draw, operation: Callable[..., Any], done: str, leads: str
) -> HttpResponse:
    try:
        operation(draw=draw, **_who(request))
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, done)
    return redirect(f"consultations:{leads}", draw.formation.council.akimat.slug, draw.pk)


@staff_page
def seed(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    draw = draw_to_run(request, akimat, pk)
    form = SeedForm(posted(request), draw=draw)

    def act() -> None:
        operations.set_seed(
            draw=draw,
            kind=form.cleaned_data["kind"],
            source=form.texts(),
            seed_at=form.cleaned_data["seed_at"],
            parties=form.parties(),
            **_who(request),
        )

    return _page(
        request, draw, form, _("Where the seed comes from"), act,
        _("Saved. It is announced on the page of the draw."), _("Announce"),
        note=_(
            "A party commits with the SHA-256 of the text birge-draw-1|secret| followed by its "
            "secret of at least 16 signs, and keeps the secret until the draw."
        ),
    )  # fmt: skip


@staff_page
@require_POST
def start(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    draw = draw_to_run(request, akimat, pk)
    done = _("The chances are being computed. This page shows how far it is.")
    return _act(request, draw, operations.start, done, "draw")


@staff_page
def take_back(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    draw = draw_to_run(request, akimat, pk)
    form = ReasonForm(posted(request))

    def act() -> None:
        operations.take_back(draw=draw, reason=form.cleaned_data["reason"], **_who(request))

    return _page(
        request, draw, form, _("Change the quotas after all"), act,
        _("The chances are given up. The reason is public."), _("Give them up"),
    )  # fmt: skip


@staff_page
def enter(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """The seed, or the three secrets: pressing draws, and nothing can be taken back."""
    draw = draw_to_run(request, akimat, pk)
    require(draw.status == DrawStatus.PUBLISHED)
    if draw.seed_kind == SeedKind.PARTIES:
        reveal = RevealForm(posted(request), draw=draw)
        form: EnterForm | RevealForm = reveal

        def act() -> None:
            operations.reveal(draw=draw, secrets=reveal.secrets(), **_who(request))
    else:
        entry = EnterForm(posted(request))
        form = entry

        def act() -> None:
            operations.draw_panel(draw=draw, seed=entry.cleaned_data["seed"], **_who(request))

    return _page(
        request, draw, form, _("Enter the seed and draw"), act, _("The draw is made."), _("Draw"),
        note=_("This cannot be undone: the number drawn follows from the seed alone."),
    )  # fmt: skip


@staff_page
def seat(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    draw = draw_to_run(request, akimat, pk)
    require(draw.status == DrawStatus.DRAWN)
    rows = {pool.identity(one.number): one for one in formation_queries.admitted(draw.formation)}
    numbers = [(rows[key].number, f"№ {rows[key].number}, {rows[key].name}") for key in draw.panel]
    form = SeatForm(posted(request), numbers=numbers)

    def act() -> None:
        operations.seat(
            draw=draw,
            declined=form.cleaned_data["declined"],
            begins_on=form.cleaned_data["begins_on"],
            **_who(request),
        )

    return _page(
        request, draw, form, _("Give the seats to those drawn"), act,
        _("The council is formed. Everybody who applied is told."), _("Form the council"),
    )  # fmt: skip


@staff_page
def replace(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    draw = draw_to_run(request, akimat, pk)
    require(draw.status == DrawStatus.SEATED)
    form = ReplaceForm(posted(request), initial={"begins_on": timezone.localdate()})

    def act() -> None:
        operations.replace(draw=draw, begins_on=form.cleaned_data["begins_on"], **_who(request))

    return _page(
        request, draw, form, _("Replace members who left"), act,
        _("The seats are filled by the seed of the draw."), _("Replace"),
    )  # fmt: skip
