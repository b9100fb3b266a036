"""What staff report on a winner: steps, contracts, payments, photos. Followers are told."""

from datetime import date, datetime
from typing import IO, Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone, translation

from commons.audit.operations import record
from commons.interface.errors import refusing
from commons.interface.images import process_image
from commons.interface.numbers import tenge
from commons.notifications import operations as notifications
from commons.people.models import Person
from commons.proposals import notices as proposals

from .. import texts
from ..enums import MilestoneKind, PhotoKind, ProjectStatus
from ..models import Contract, Milestone, Payment, Photo, Project
from ..operations.states import locked_project
from ..texts import Texts
from .errors import DeliveryError


@transaction.atomic
def set_milestone(
    *,
    project: Project,
    kind: str,
    actor: Person | None,
    at: datetime,
    planned_date: date | None = None,
    expected_date: date | None = None,
    done_date: date | None = None,
    delay_reason: Texts | None = None,
) -> Milestone:
    """Plan a step, say when it is expected now, or that it is done.

    The plan, once public, stays. What is expected later than planned needs its reason in Kazakh and
    in Russian, as does every further move. Raises DeliveryError: ``not_won``, ``planned_needed``,
    ``planned_fixed``, ``milestone_done``, ``reason_needed``, ``in_the_future``.
    """
    project = _winner(project)
    held = Milestone.objects.select_for_update().filter(project=project, kind=kind).first()
    _check_milestone(held, planned_date, done_date, at)
    planned = held.planned_date if held else planned_date
    if planned is None:
        raise DeliveryError("planned_needed")
    milestone = held or Milestone(project=project, kind=MilestoneKind(kind), planned_date=planned)
    before = held.expected_date if held else None
    moved = expected_date is not None and expected_date > planned and expected_date != before
    if moved and texts.missing(delay_reason or {}):
        absent = ", ".join(texts.missing(delay_reason or {}))
        raise DeliveryError("reason_needed", languages=absent)
    if expected_date is not None:
        milestone.expected_date = expected_date
        late = expected_date > planned
        if moved or not late:
            texts.write(milestone, "delay_reason", (delay_reason or {}) if late else {})
    milestone.done_date = done_date
    milestone.save()
    _record(project, "milestone_set", actor, at, kind=kind, **_dates(milestone))
    _tell_of_step(project, milestone, held is None, moved, at)
    return milestone


def _check_milestone(
    held: Milestone | None, planned: date | None, done: date | None, at: datetime
) -> None:
    if held and held.done_date:
        raise DeliveryError("milestone_done", done=held.done_date)
    if held and planned and planned != held.planned_date:
        raise DeliveryError("planned_fixed", planned=held.planned_date)
    if done:
        _require_past(done, at)


def _dates(milestone: Milestone) -> dict[str, str | None]:
    dates = {
        "planned_date": milestone.planned_date,
        "expected_date": milestone.expected_date,
        "done_date": milestone.done_date,
    }
    return {name: day.isoformat() if day else None for name, day in dates.items()}


def _tell_of_step(
    project: Project, milestone: Milestone, is_new: bool, moved: bool, at: datetime
) -> None:
    params: dict[str, Any] = {"step": _in_languages(MilestoneKind(milestone.kind))}
    params |= {name: value for name, value in _dates(milestone).items() if value}
    if milestone.done_date:
        _tell(project, "step_done", at, **params)
    elif moved:
        reason = texts.read(milestone, "delay_reason")
        _tell(project, "step_moved", at, reason=reason, **params)
    elif is_new:
        _tell(project, "step_planned", at, **params)
    elif milestone.expected_date:
        _tell(project, "step_expected", at, **params)


@transaction.atomic
def add_contract(
    *,
    project: Project,
    contractor: str,
    subject: str,
    number: str,
    amount_tenge: int,
    signed_date: date,
    actor: Person | None,
    at: datetime,
) -> Contract:
    """Raises DeliveryError: ``not_won``, ``text_needed``, ``amount_needed``, ``in_the_future``,
    ``contract_known``."""
    project = _winner(project)
    _require_text(contractor, subject, number)
    _require_amount(amount_tenge)
    _require_past(signed_date, at)
    known = DeliveryError("contract_known", number=number.strip())
    with refusing({"contract_entered_once": known}):
        contract = Contract.objects.create(
            project=project,
            contractor=contractor.strip(),
            subject=subject.strip(),
            number=number.strip(),
            amount_tenge=amount_tenge,
            signed_date=signed_date,
        )
    _record(project, "contract_added", actor, at, number=contract.number, amount_tenge=amount_tenge)
    _tell(project, "contract", at, contractor=contract.contractor, amount_tenge=amount_tenge)
    return contract


@transaction.atomic
def add_payment(
    *,
    project: Project,
    contract: Contract | None,
    what: str,
    amount_tenge: int,
    paid_date: date,
    actor: Person | None,
    at: datetime,
    over_contract: bool = False,
) -> Payment:
    """More than the contract is worth only with `over_contract`, said after the warning.

    Raises DeliveryError: ``not_won``, ``text_needed``, ``amount_needed``, ``in_the_future``,
    ``wrong_contract``, ``before_contract``, ``over_contract``.
    """
    project = _winner(project)
    _require_text(what)
    _require_amount(amount_tenge)
    _require_past(paid_date, at)
    over = 0
    if contract is not None:
        # Locked, so that two payments entered at once are both counted.
        contract = Contract.objects.select_for_update().get(pk=contract.pk)
        if contract.project_id != project.pk:
            raise DeliveryError("wrong_contract")
        if paid_date < contract.signed_date:
            raise DeliveryError("before_contract", signed=contract.signed_date)
        over = _paid(contract) + amount_tenge - contract.amount_tenge
        if over > 0 and not over_contract:
            raise DeliveryError("over_contract", over=tenge(over), number=contract.number)
    payment = Payment.objects.create(
        project=project,
        contract=contract,
        what=what.strip(),
        amount_tenge=amount_tenge,
        paid_date=paid_date,
    )
    detail = {"over_contract_tenge": over} if over > 0 else {}
    _record(project, "payment_added", actor, at, amount_tenge=amount_tenge, **detail)
    _tell(project, "payment", at, what=payment.what, amount_tenge=amount_tenge)
    return payment


def _paid(contract: Contract) -> int:
    total = Payment.objects.filter(contract=contract).aggregate(total=Sum("amount_tenge"))
    return total["total"] or 0


def add_photo(
    *,
    project: Project,
    kind: str,
    upload: IO[bytes],
    alt: str,
    taken_date: date,
    actor: Person | None,
    at: datetime,
    name: str = "",
) -> Photo:
    """Re-encoded and stripped of where and by whom it was taken.

    Raises ImageError and DeliveryError: ``not_won``, ``alt_needed``, ``in_the_future``.
    """
    if not alt.strip():
        raise DeliveryError("alt_needed")
    _require_past(taken_date, at)
    # Decoding takes a while, so it happens before any row is locked.
    picture = process_image(upload, name)
    with transaction.atomic():
        project = _winner(project)
        photo = Photo(
            project=project,
            kind=PhotoKind(kind),
            alt=alt.strip()[:200],
            taken_date=taken_date,
            width=picture.width,
            height=picture.height,
        )
        photo.image.save("", ContentFile(picture.webp), save=False)
        photo.save()
        _record(project, "photo_added", actor, at, kind=kind, photo=photo.pk)
        _tell(project, "photo", at, alt=photo.alt)
    return photo


def _winner(project: Project) -> Project:
    project = locked_project(project)
    if project.status != ProjectStatus.WON:
        raise DeliveryError("not_won")
    return project


def _require_text(*values: str) -> None:
    if not all(value.strip() for value in values):
        raise DeliveryError("text_needed")


def _require_amount(amount_tenge: int) -> None:
    if amount_tenge <= 0:
        raise DeliveryError("amount_needed")


def _require_past(day: date, at: datetime) -> None:
    if day > timezone.localdate(at):
        raise DeliveryError("in_the_future", date=day)


def _record(project: Project, verb: str, actor: Person | None, at: datetime, **detail: Any) -> None:
    record(
        verb=f"delivery.{verb}",
        subject=project,
        at=at,
        actor=actor,
        akimat=project.round.akimat,
        **detail,
    )


def _tell(project: Project, kind: str, at: datetime, **params: Any) -> None:
    """To everyone who follows the proposal that the project came from."""
    round = project.round
    notifications.notify_followers(
        topic=proposals.topic(project.proposal),
        kind=f"delivery_{kind}",
        params={"project": project.proposal.title, **params},
        path=reverse("budgeting:delivery", args=[round.akimat.slug, round.slug, project.pk]),
        key=f"delivery/{project.pk}/{kind}/{at.isoformat()}",
        at=at,
    )


def _in_languages(kind: MilestoneKind) -> dict[str, str]:
    words = {}
    for code in texts.LANGUAGES:
        with translation.override(code):
            words[code] = str(kind.label)
    return words
