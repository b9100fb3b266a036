"""Lines of the registers: written once, taken back by another line, never changed."""

from datetime import date, datetime
from typing import Any, TypeVar

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from commons.audit.operations import record
from commons.interface.numbers import tenge
from commons.interface.official import Texts, columns
from commons.territories.models import Akimat, Territory

from ...councils.models import Council
from ...errors import HearingError
from ...files import file_fields
from ...meetings.models import Meeting
from ...texts import require
from .. import queries
from ..enums import GiftKind
from ..errors import OpennessError
from ..models import CouncilBudget, Expense, Fund, Gift, Line, Receipt, Spending

AnyLine = TypeVar("AnyLine", Expense, Gift, Spending)
Upload = Any


@transaction.atomic
def set_budget(
    *, council: Council, year: int, amount_tenge: int, actor: Any, at: datetime
) -> CouncilBudget:
    """What the council may spend in a year; the former figure stays on record."""
    held = CouncilBudget.objects.filter(council=council, year=year).first()
    before = held.amount_tenge if held else None
    made, _new = CouncilBudget.objects.update_or_create(
        council=council, year=year, defaults={"amount_tenge": amount_tenge}
    )
    record(
        verb="hearings.budget_set",
        subject=council,
        at=at,
        actor=actor,
        akimat=council.akimat,
        year=year,
        before=before,
        after=amount_tenge,
    )
    return made


@transaction.atomic
def record_expense(
    *,
    council: Council,
    on: date,
    kind: str,
    what: Texts,
    amount_tenge: int,
    paid_to: str,
    to_member: bool,
    meeting: Meeting | None,
    receipt: Upload,
    actor: Any,
    at: datetime,
) -> Expense:
    """Raises OpennessError: amount, future; ProposalError where the receipt is no document."""
    require(what)
    _check(on, amount_tenge, at)
    line = Expense.objects.create(
        council=council,
        on=on,
        kind=kind,
        amount_tenge=amount_tenge,
        paid_to=paid_to.strip(),
        to_member=to_member,
        meeting=meeting,
        receipt=_stored(receipt),
        recorded_at=at,
        recorded_by=actor,
        **columns("what", what),
    )
    _record("hearings.expense_recorded", line, council.akimat, actor, at)
    return line


@transaction.atomic
def open_fund(
    *,
    council: Council,
    territory: Territory,
    name: Texts,
    purpose: Texts,
    how_to_give: Texts,
    actor: Any,
    at: datetime,
) -> Fund:
    """Raises HearingError: text_needed, territory_outside."""
    require(name)
    require(purpose)
    if not council.akimat.territory.contains(territory):
        raise HearingError("territory_outside", territory=territory.name)
    fund = Fund.objects.create(
        akimat=council.akimat,
        council=council,
        territory=territory,
        opened_at=at,
        **columns("name", name),
        **columns("purpose", purpose),
        **columns("how_to_give", how_to_give),
    )
    record(verb="hearings.fund_opened", subject=fund, at=at, actor=actor, akimat=fund.akimat)
    return fund


@transaction.atomic
def record_gift(
    *,
    fund: Fund,
    on: date,
    kind: str,
    giver_kind: str,
    giver: str,
    giver_place: str,
    note: str,
    amount_tenge: int,
    receipt: Upload,
    actor: Any,
    at: datetime,
) -> Gift:
    """A gift of things counts in the register and not in the money that can be spent."""
    _check(on, amount_tenge, at)
    line = Gift.objects.create(
        fund=fund,
        on=on,
        kind=kind,
        giver_kind=giver_kind,
        giver=giver.strip(),
        giver_place=giver_place.strip(),
        note=note.strip(),
        amount_tenge=amount_tenge,
        receipt=_stored(receipt),
        recorded_at=at,
        recorded_by=actor,
    )
    _record("hearings.gift_recorded", line, fund.akimat, actor, at)
    return line


@transaction.atomic
def record_spending(
    *,
    fund: Fund,
    on: date,
    what: Texts,
    amount_tenge: int,
    paid_to: str,
    decided: str,
    receipt: Upload,
    actor: Any,
    at: datetime,
) -> Spending:
    """A fund never spends what it does not hold: the fund is locked while that is checked.

    Raises OpennessError: amount, future, not_enough.
    """
    require(what)
    _check(on, amount_tenge, at)
    fund = Fund.objects.select_for_update().select_related("akimat").get(pk=fund.pk)
    _check_balance(fund, amount_tenge)
    line = Spending.objects.create(
        fund=fund,
        on=on,
        amount_tenge=amount_tenge,
        paid_to=paid_to.strip(),
        decided=decided.strip(),
        receipt=_stored(receipt),
        recorded_at=at,
        recorded_by=actor,
        **columns("what", what),
    )
    _record("hearings.spending_recorded", line, fund.akimat, actor, at)
    return line


@transaction.atomic
def reverse(*, line: AnyLine, reason: str, actor: Any, at: datetime) -> AnyLine:
    """Take a line back by a new one that says why. A gift that has been spent cannot be.

    Raises OpennessError: reason_needed, reversed, is_reversal, not_enough.
    """
    if not reason.strip():
        raise OpennessError("reason_needed")
    if isinstance(line, Gift):
        fund = Fund.objects.select_for_update().get(pk=line.fund_id)
        if line.kind == GiftKind.MONEY:
            _check_balance(fund, line.amount_tenge)
    model = type(line)
    held = model.objects.select_for_update().get(pk=line.pk)
    if held.reverses_id:
        raise OpennessError("is_reversal")
    if model.objects.filter(reverses=held).exists():
        raise OpennessError("reversed")
    own = {
        field.attname: getattr(held, field.attname)
        for field in model._meta.concrete_fields
        if field.name not in ("id", "receipt", "reverses", "reason", "recorded_at", "recorded_by")
    }
    made = model.objects.create(
        **own,
        reverses=held,
        reason=reason.strip(),
        recorded_at=at,
        recorded_by=actor,
    )
    akimat = made.council.akimat if isinstance(made, Expense) else made.fund.akimat
    _record("hearings.line_reversed", made, akimat, actor, at, reverses=held.pk, reason=made.reason)
    return made


def _check(on: date, amount_tenge: int, at: datetime) -> None:
    if amount_tenge <= 0:
        raise OpennessError("amount")
    if on > timezone.localdate(at):
        raise OpennessError("future")


def _check_balance(fund: Fund, amount_tenge: int) -> None:
    balance = queries.balance_tenge(fund)
    if amount_tenge > balance:
        raise OpennessError("not_enough", balance_tenge=tenge(balance))


def _stored(upload: "UploadedFile[Any] | None") -> Receipt | None:
    return Receipt.objects.create(**file_fields(upload)) if upload else None


def _record(verb: str, line: Line, akimat: Akimat, actor: Any, at: datetime, **detail: Any) -> None:
    record(
        verb=verb,
        subject=line,
        at=at,
        actor=actor,
        akimat=akimat,
        amount_tenge=line.amount_tenge,
        **detail,
    )
