"""The registers: expenses of a council, gifts and spending of a fund."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commons.interface.numbers import row_key, tenge
from commons.interface.official import read_texts
from commons.interface.spreadsheets import csv_response
from commons.people.views.access import posted, shared_page
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...files import download
from .. import operations, queries
from ..enums import ExpenseKind, GiftKind
from ..forms import BudgetForm, ExpenseForm, FundForm, GiftForm, ReasonForm, SpendingForm
from ..models import Expense, Fund, Gift, Receipt, Spending
from ..permissions import may_keep
from .finding import council_of, council_to_keep, form_page, kept_councils, saved

PAGE = 25


@require_safe
def expenses(request: HttpRequest, akimat: Akimat, council: int) -> HttpResponse:
    """A year of the register: the sum, where it went, every line with its receipt."""
    found = council_of(request, akimat, council)
    years = queries.years_of(found)
    asked = row_key(request.GET.get("year", ""))
    year = asked if asked in years else (years[0] if years else timezone.localdate().year)
    rows = queries.expenses(found, year)
    spent = queries.total_tenge(rows)
    by_kind = queries.totals_by(rows, "kind")
    budget = found.budgets.filter(year=year).first()
    context = {
        "council": found,
        "year": year,
        "years": years,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "spent": spent,
        "budget": budget.amount_tenge if budget else None,
        "to_members": queries.total_tenge(rows.filter(to_member=True)),
        "bars": [
            (kind.label, by_kind[kind.value], tenge(by_kind[kind.value]))
            for kind in ExpenseKind
            if by_kind.get(kind.value)
        ],
        "may_keep": may_keep(request.user, found),
    }
    return render(request, "consultations/openness/expenses.html", context)


@require_safe
def expenses_file(request: HttpRequest, akimat: Akimat, council: int) -> HttpResponse:
    found = council_of(request, akimat, council)
    header = [
        "date",
        "kind",
        "what",
        "paid_to",
        "to_member",
        "amount_tenge",
        "takes_back",
        "reason",
    ]
    rows = (
        [
            line.on.isoformat(),
            line.kind,
            line.what,
            line.paid_to,
            int(line.to_member),
            line.signed_tenge,
            line.reverses_id or "",
            line.reason,
        ]
        for line in queries.expenses(found)
    )
    return csv_response(f"expenses-{found.pk}.csv", header, rows)


@shared_page
def new_expense(request: HttpRequest, akimat: Akimat, council: int) -> HttpResponse:
    kept = council_to_keep(request, akimat, council)
    form = ExpenseForm(
        posted(request),
        request.FILES or None,
        council=kept,
        initial={"on": timezone.localdate()},
    )

    def save(data: dict[str, Any]) -> Expense:
        return operations.record_expense(
            council=kept,
            what=read_texts(data, "what"),
            actor=request.user,
            at=timezone.now(),
            **_chosen(data, "on", "kind", "amount_tenge", "paid_to", "to_member", "meeting"),
            receipt=data["receipt"],
        )

    address = reverse("consultations:expenses", args=[akimat.slug, council])
    if saved(request, form, save):
        messages.success(request, _("The expense is in the register."))
        return redirect(address)
    return form_page(
        request, title=_("Record an expense"), form=form, press=_("Record"),
        back=(address, _("Expenses")),
    )  # fmt: skip


def _chosen(data: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: data[name] for name in names}


@shared_page
def budget(request: HttpRequest, akimat: Akimat, council: int) -> HttpResponse:
    kept = council_to_keep(request, akimat, council)
    form = BudgetForm(posted(request), initial={"year": timezone.localdate().year})

    def save(data: dict[str, Any]) -> Any:
        return operations.set_budget(council=kept, actor=request.user, at=timezone.now(), **data)

    address = reverse("consultations:expenses", args=[akimat.slug, council])
    if saved(request, form, save):
        messages.success(request, _("Saved."))
        return redirect(address)
    return form_page(
        request, title=_("Budget of the council"), form=form, press=_("Save"),
        back=(address, _("Expenses")),
    )  # fmt: skip


@require_safe
def funds(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    rows = [(fund, queries.balance_tenge(fund)) for fund in queries.funds(akimat)]
    context = {"rows": rows, "kept": kept_councils(request, akimat)}
    return render(request, "consultations/openness/funds.html", context)


def _fund(akimat: Akimat, pk: int) -> Fund:
    fund = get_object_or_404(queries.funds(akimat), pk=pk)
    fund.council.akimat = akimat
    return fund


def _fund_to_keep(request: HttpRequest, akimat: Akimat, pk: int) -> Fund:
    fund = _fund(akimat, pk)
    require(may_keep(request.user, fund.council))
    return fund


@shared_page
def new_fund(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    require(bool(kept_councils(request, akimat)))
    form = FundForm(posted(request), akimat=akimat)

    def save(data: dict[str, Any]) -> Fund:
        data["council"].akimat = akimat
        require(may_keep(request.user, data["council"]))
        return operations.open_fund(
            **_chosen(data, "council", "territory"),
            name=read_texts(data, "name"),
            purpose=read_texts(data, "purpose"),
            how_to_give=read_texts(data, "how_to_give"),
            actor=request.user,
            at=timezone.now(),
        )

    if made := saved(request, form, save):
        messages.success(request, _("The fund is open."))
        return redirect("consultations:fund", akimat.slug, made.pk)
    return form_page(
        request, title=_("Open a community fund"), form=form, press=_("Open it"),
        back=(reverse("consultations:funds", args=[akimat.slug]), _("Community funds")),
    )  # fmt: skip


@require_safe
def fund(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """What came in, what went out, what is left; every line of both."""
    found = _fund(akimat, pk)
    given, spent = queries.gifts(found), queries.spendings(found)
    of_kind = queries.totals_by(given, "kind")
    context = {
        "fund": found,
        "balance": queries.balance_tenge(found),
        "given": of_kind.get(GiftKind.MONEY, 0),
        "in_kind": of_kind.get(GiftKind.IN_KIND, 0),
        "spent": queries.total_tenge(spent),
        "moved": queries.totals_by(given, "giver_kind").get("moved", 0),
        "gifts": Paginator(given, PAGE).get_page(request.GET.get("gifts")),
        "spendings": Paginator(spent, PAGE).get_page(request.GET.get("spendings")),
        "may_keep": may_keep(request.user, found.council),
    }
    return render(request, "consultations/openness/fund.html", context)


@require_safe
def fund_file(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """Both registers in one table; spending is less than nothing."""
    found = _fund(akimat, pk)
    header = ["date", "line", "who", "what", "amount_tenge", "takes_back", "reason"]
    came = [
        [one.on.isoformat(), f"gift {one.kind}", one.giver or one.giver_kind, one.note,
         one.signed_tenge, one.reverses_id or "", one.reason]
        for one in queries.gifts(found)
    ]  # fmt: skip
    went = [
        [one.on.isoformat(), "spending", one.paid_to, one.what,
         -one.signed_tenge, one.reverses_id or "", one.reason]
        for one in queries.spendings(found)
    ]  # fmt: skip
    return csv_response(f"fund-{found.pk}.csv", header, sorted(came + went, key=lambda row: row[0]))


@shared_page
def new_gift(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    found = _fund_to_keep(request, akimat, pk)
    form = GiftForm(posted(request), request.FILES or None, initial={"on": timezone.localdate()})

    def save(data: dict[str, Any]) -> Gift:
        return operations.record_gift(fund=found, actor=request.user, at=timezone.now(), **data)

    return _to_fund(request, found, form, save, _("Record a gift"))


@shared_page
def new_spending(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    found = _fund_to_keep(request, akimat, pk)
    form = SpendingForm(
        posted(request), request.FILES or None, initial={"on": timezone.localdate()}
    )

    def save(data: dict[str, Any]) -> Spending:
        return operations.record_spending(
            fund=found,
            what=read_texts(data, "what"),
            actor=request.user,
            at=timezone.now(),
            **_chosen(data, "on", "amount_tenge", "paid_to", "decided", "receipt"),
        )

    return _to_fund(request, found, form, save, _("Record spending"))


def _to_fund(request: HttpRequest, fund: Fund, form: Any, save: Any, title: str) -> HttpResponse:
    address = reverse("consultations:fund", args=[fund.akimat.slug, fund.pk])
    if saved(request, form, save):
        messages.success(request, _("It is in the register."))
        return redirect(address)
    return form_page(request, title=title, form=form, press=_("Record"), back=(address, fund.name))


KINDS: dict[str, type[Expense] | type[Gift] | type[Spending]] = {
    "expense": Expense,
    "gift": Gift,
    "spending": Spending,
}


@shared_page
def take_back(request: HttpRequest, akimat: Akimat, kind: str, pk: int) -> HttpResponse:
    """A line that was a mistake stays and gets a second one that takes it back."""
    model = KINDS.get(kind)
    if model is None:
        raise Http404
    path = "council" if model is Expense else "fund__council"
    line: Any = get_object_or_404(model.objects.filter(**{f"{path}__akimat": akimat}), pk=pk)
    council = line.council if model is Expense else line.fund.council
    council.akimat = akimat
    require(may_keep(request.user, council))
    form = ReasonForm(posted(request))

    def save(data: dict[str, Any]) -> Any:
        return operations.reverse(line=line, actor=request.user, at=timezone.now(), **data)

    address = (
        reverse("consultations:expenses", args=[akimat.slug, council.pk])
        if model is Expense
        else reverse("consultations:fund", args=[akimat.slug, line.fund_id])
    )
    if saved(request, form, save):
        messages.success(request, _("The line is taken back. Both lines stay in the register."))
        return redirect(address)
    title = _("Take back: %(line)s, %(amount)s") % {
        "line": line,
        "amount": tenge(line.amount_tenge),
    }
    return form_page(
        request, title=title, form=form, press=_("Take it back"), back=(address, _("Register"))
    )


@require_safe
def receipt(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponseBase:
    """The paper behind a line, as a download."""
    paper = get_object_or_404(Receipt, pk=pk)
    ours = (
        Expense.objects.filter(receipt=paper, council__akimat=akimat).exists()
        or Gift.objects.filter(receipt=paper, fund__akimat=akimat).exists()
        or Spending.objects.filter(receipt=paper, fund__akimat=akimat).exists()
    )
    require(ours)
    return download(paper)
