"""What became of last year's winners: half of them stand, one is late and says why."""

import io
import random
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from budgeting.delivery import operations
from budgeting.enums import MilestoneKind, PhaseKind, PhotoKind, ProjectStatus
from budgeting.models import Contract, Project, Round

from .content import load
from .people import Cast
from .pictures import When, draw_scene

# Days after delivery begins for which each step is planned.
PLAN = {
    MilestoneKind.DESIGN: 35,
    MilestoneKind.TENDER: 70,
    MilestoneKind.CONTRACT: 95,
    MilestoneKind.WORKS: 150,
    MilestoneKind.ACCEPTANCE: 270,
    MilestoneKind.OPENED: 285,
}
CONTRACTORS = [
    "ТОО «Ертіс Құрылыс»",
    "«Жаңа Аула» ЖШС",
    "ТОО «СтройСервис Дала»",
    "«Қала Жарығы» ЖШС",
    "ТОО «АгроЗелёнСтрой»",
]
STAGES = {
    "kk": ("Аванс, 30 %", "Бірінші кезең", "Соңғы есеп айырысу"),
    "ru": ("Аванс, 30 %", "Первый этап", "Окончательный расчёт"),
}
LATE = {
    "kk": "Жеткізуші жабдықты екі ай кешіктірді, содан кейін жаңбыр басталды. Жұмыс жалғасып "
    "жатыр, мердігерге айыппұл салынды.",
    "ru": "Поставщик задержал оборудование на два месяца, потом начались дожди. Работы "
    "продолжаются, подрядчику начислен штраф.",
    "en": "The supplier delivered the equipment two months late, then the rains came. Works go "
    "on, and the contractor was fined.",
}
SHOWN = {
    ("kk", PhotoKind.BEFORE): "Жұмысқа дейінгі орын",
    ("kk", PhotoKind.AFTER): "Дайын нысан, тұрғындар пайдаланып жүр",
    ("ru", PhotoKind.BEFORE): "Место до начала работ",
    ("ru", PhotoKind.AFTER): "Готовый объект, жители им уже пользуются",
}


# Days by which the plan of a project that is not late lies further ahead.
IN_WORKS, IN_TENDER = 110, 270


def create(*, round: Round, cast: Cast, at: datetime) -> None:
    """Plan every winner, then carry each as far as it has come on the day `at`."""
    begins = timezone.localdate(round.phases.get(kind=PhaseKind.DELIVERY).opens_at)
    won = Project.objects.filter(round=round, status=ProjectStatus.WON)
    winners = list(won.select_related("proposal", "round__akimat").order_by("pk"))
    rows = {row["title"]: row for row in load(round.akimat.slug)["proposal"]}
    half = len(winners) // 2
    for number, project in enumerate(winners):
        row = rows[project.proposal.title]
        if number < half:
            _finished(_Story(project, row, cast, begins, number))
        elif number == len(winners) - 1:
            _late(_Story(project, row, cast, begins, number), at)
        elif number == half:
            _in_works(_Story(project, row, cast, begins + timedelta(days=IN_WORKS), number))
        else:
            _in_tender(_Story(project, row, cast, begins + timedelta(days=IN_TENDER), number))


def _finished(story: "_Story") -> None:
    story.plan()
    story.photograph(PhotoKind.BEFORE, 20)
    contract = story.contract()
    story.done(*MilestoneKind)
    story.pay(contract, (30, 40, 30))
    story.photograph(PhotoKind.AFTER, PLAN[MilestoneKind.OPENED] + 2)


def _late(story: "_Story", at: datetime) -> None:
    story.plan()
    story.photograph(PhotoKind.BEFORE, 20)
    contract = story.contract()
    story.done(*list(MilestoneKind)[:4])
    story.pay(contract, (30, 35))
    today = timezone.localdate(at)
    for kind, days in ((MilestoneKind.ACCEPTANCE, 45), (MilestoneKind.OPENED, 60)):
        story.move(kind, today + timedelta(days=days), today - timedelta(days=95))


def _in_works(story: "_Story") -> None:
    story.plan()
    story.photograph(PhotoKind.BEFORE, 20)
    contract = story.contract()
    story.done(*list(MilestoneKind)[:4])
    story.pay(contract, (30,))


def _in_tender(story: "_Story") -> None:
    story.plan()
    story.done(MilestoneKind.DESIGN, MilestoneKind.TENDER)


class _Story:
    """One project. Every report is dated as if it had been made when it happened."""

    def __init__(
        self, project: Project, row: dict[str, Any], cast: Cast, begins: date, number: int
    ) -> None:
        self.project, self.row, self.cast, self.begins = project, row, cast, begins
        self.number = number
        self.language = project.proposal.language
        self.rng = random.Random(project.proposal.title)

    def day(self, kind: MilestoneKind) -> date:
        return self.begins + timedelta(days=PLAN[kind])

    def plan(self) -> None:
        for kind in MilestoneKind:
            self._milestone(kind, self.begins, planned_date=self.day(kind))

    def done(self, *kinds: MilestoneKind) -> None:
        for kind in kinds:
            day = self.day(kind) - timedelta(days=self.rng.randint(0, 9))
            self._milestone(kind, day, done_date=day)

    def move(self, kind: MilestoneKind, to: date, told: date) -> None:
        self._milestone(kind, told, expected_date=to, delay_reason=LATE)

    def contract(self) -> Contract:
        day = self.day(MilestoneKind.CONTRACT) - timedelta(days=10)
        return operations.add_contract(
            project=self.project,
            contractor=CONTRACTORS[(self.project.pk + self.number) % len(CONTRACTORS)],
            subject=self.project.proposal.title,
            number=f"{day:%Y}-{self.project.pk:03d}",
            amount_tenge=self._cost() * self.rng.randint(955, 995) // 1_000_000 * 1000,
            signed_date=day,
            actor=self.cast.specialist,
            at=_noon(day),
        )

    def pay(self, contract: Contract, shares: tuple[int, ...]) -> None:
        """Shares in per cent of the contract, one at each further step."""
        steps = (MilestoneKind.CONTRACT, MilestoneKind.WORKS, MilestoneKind.ACCEPTANCE)
        for share, step, what in zip(shares, steps, STAGES[self.language], strict=False):
            day = self.day(step) + timedelta(days=5)
            operations.add_payment(
                project=self.project,
                contract=contract,
                what=what,
                amount_tenge=contract.amount_tenge * share // 100,
                paid_date=day,
                actor=self.cast.specialist,
                at=_noon(day),
            )

    def photograph(self, kind: PhotoKind, days: int) -> None:
        day = self.begins + timedelta(days=days)
        when: When = "after" if kind == PhotoKind.AFTER else "before"
        operations.add_photo(
            project=self.project,
            kind=kind,
            upload=io.BytesIO(draw_scene(self.row["picture"], self.row["title"], when)),
            alt=f"{SHOWN[self.language, kind]}: {self.project.proposal.address}"[:200],
            taken_date=day,
            actor=self.cast.specialist,
            at=_noon(day),
            name="photo.jpg",
        )

    def _cost(self) -> int:
        return self.project.cost_tenge or 0

    def _milestone(self, kind: MilestoneKind, told: date, **fields: Any) -> None:
        operations.set_milestone(
            project=self.project, kind=kind, actor=self.cast.specialist, at=_noon(told), **fields
        )


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), timezone.get_default_timezone())
