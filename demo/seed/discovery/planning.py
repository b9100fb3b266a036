"""The plan, built from the decision, published, and read twice."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from commons.people.enums import Sector
from commons.people.models import Organisation
from edp.models import Action, Indicator, Opportunity, Plan, Priority, Round
from edp.monitoring import operations as monitoring
from edp.plan import operations
from edp.plan.enums import ActionStatus
from edp.plan.models import Instrument, Programme, ProgrammeItem

from ..people import Cast
from .content import MILLION, Days, load, texts

ORDER = (ActionStatus.APPROVED, ActionStatus.RUNNING, ActionStatus.DONE)
STOPPED = [
    "Қосалқы жылуды көрші станциядан алу арзан болып шықты.",
    "Оказалось, что резервное тепло дешевле брать с соседней станции.",
    "Reserve heat from the neighbouring station proved cheaper.",
]
EX_ANTE = {
    "need": [
        "Сұраныс сауалнамамен және екі келісіммен расталған.",
        "Спрос подтверждён опросом и двумя соглашениями.",
        "The need is shown by the survey and by two agreements.",
    ],
    "users": [
        "облыс кәсіпорындары мен тұрғындары",
        "предприятия и жители области",
        "firms and residents",
    ],
    "upkeep_payer": ["жетекші ұйым", "ведущая организация", "the lead organisation"],
    "alternatives": [
        "Ештеңе істемеу және дайын қызметті сатып алу қаралды.",
        "Рассмотрены отказ от затеи и покупка готовой услуги.",
        "Doing nothing and buying the service ready-made were considered.",
    ],
    "conclusion": ["Жасауға тұрады.", "Стоит делать.", "It is worth doing."],
}
RISKS = (
    (
        ["Металл бағасының құлауы", "Падение цен на металл", "A fall of metal prices"],
        [
            "Кемінде екі сатып алушымен ұзақ келісім.",
            "Долгие договоры не менее чем с двумя покупателями.",
            "Long contracts with at least two buyers.",
        ],
        2,
        3,
    ),
    (
        ["Маман жетіспеуі", "Нехватка мастеров", "Too few skilled people"],
        [
            "Колледждегі орын іс-шарадан бұрын ашылады.",
            "Места в колледже открываются раньше мероприятия.",
            "College places open before the action begins.",
        ],
        3,
        2,
    ),
    (
        ["Ертіс деңгейінің төмендеуі", "Падение уровня Ертиса", "A falling Ertis"],
        [
            "Су алу нормасы тоқсан сайын қайта қаралады.",
            "Норма забора воды пересматривается каждый квартал.",
            "Water use is reviewed every quarter.",
        ],
        2,
        2,
    ),
)


def create(
    *,
    round: Round,
    cards: dict[str, Opportunity],
    cast: Cast,
    days: Days,
    begun_at: datetime,
    published_at: datetime,
) -> Plan:
    plan = operations.start_plan(round=round, actor=cast.moderator, at=begun_at)
    _Writer(plan, cards, cast, days, begun_at).write()
    operations.publish_plan(plan=plan, actor=cast.moderator, at=published_at)
    _read_twice(plan, cast, days)
    return plan


class _Writer:
    """Holds what every row of the plan is written with."""

    def __init__(
        self, plan: Plan, cards: dict[str, Opportunity], cast: Cast, days: Days, at: datetime
    ) -> None:
        self.plan, self.cards, self.cast, self.days, self.at = plan, cards, cast, days, at
        firms = Organisation.objects.filter(akimat=plan.round.akimat)
        self.leads = [
            *firms.filter(sector=Sector.BUSINESS).order_by("pk")[:16],
            *firms.filter(sector=Sector.ACADEMIA).order_by("pk")[:5],
        ]

    def write(self) -> None:
        content = load("round")
        plan = self.plan
        operations.save_plan(
            plan=plan,
            version=plan.version,
            texts={
                "vision": texts(content["plan"]["vision"]),
                "steering": texts(content["plan"]["steering"]),
            },
            review_date=self.days.moment(185).date(),
            actor=self.cast.moderator,
            at=self.at,
        )
        self.items = self._registers()
        challenges = {
            row["key"]: self._add("challenge", row, ("title", "text"), {})
            for row in content["challenge"]
        }
        homes = {
            row["key"]: self._priority(row, challenges, place)
            for place, row in enumerate(content["priority"])
        }
        for place, row in enumerate(content["action"]):
            self._action(row, homes, place)
        for place, row in enumerate(content["indicator"]):
            self._indicator(row, homes, place)
        for text, mitigation, likelihood, impact in RISKS:
            operations.add_row(
                plan=plan,
                kind="risk",
                texts={"text": texts(text), "mitigation": texts(mitigation)},
                values={"likelihood": likelihood, "impact": impact, "owner": self.leads[0]},
                actor=self.cast.moderator,
                at=self.at,
            )

    def _registers(self) -> list[ProgrammeItem]:
        """Instruments that exist already, and what the region's programme names."""
        register: dict[str, Any] = {
            "akimat": self.plan.round.akimat,
            "actor": self.cast.moderator,
            "at": self.at,
        }
        self.instrument = operations.add_entry(
            model=Instrument,
            texts={
                "title": texts(["Инновациялық грант", "Инновационный грант", "Innovation grant"]),
                "text": texts(
                    ["Үлгі жасауға грант.", "Грант на образец.", "A grant for a prototype."]
                ),
            },
            values={"is_financial": True, "owner": "Технопарк"},
            **register,
        )
        programme = operations.add_entry(
            model=Programme,
            texts={
                "title": texts(
                    [
                        "Облысты дамыту бағдарламасы (демонстрация үшін)",
                        "Программа развития области (для демонстрации)",
                        "Development programme of the region (for the demonstration)",
                    ]
                )
            },
            values={
                "level": "regional",
                "first_year": self.at.year,
                "last_year": self.at.year + 5,
                "source": "",
            },
            **register,
        )
        names = (
            ["Металлургия кластері", "Металлургический кластер", "Metallurgy cluster"],
            ["Азық-түлік белдеуі", "Продовольственный пояс", "Food belt"],
            ["Туризм дәлізі", "Туристический коридор", "Tourism corridor"],
            ["Химия кластері", "Химический кластер", "Chemistry cluster"],
        )
        return [
            operations.add_entry(
                model=ProgrammeItem,
                texts={"title": texts(name)},
                values={"kind": "cluster"},
                programme=programme,
                **register,
            )
            for name in names
        ]

    def _add(
        self,
        kind: str,
        row: dict[str, Any],
        names: tuple[str, ...],
        values: dict[str, Any],
        **more: Any,
    ) -> Any:
        return operations.add_row(
            plan=self.plan,
            kind=kind,
            texts={name: texts(row[name]) for name in names},
            values=values,
            actor=self.cast.moderator,
            at=self.at,
            **more,
        )

    def _priority(self, row: dict[str, Any], challenges: dict[str, Any], place: int) -> Any:
        """The priorities that the decision made of these cards become one, under its own name."""
        keys = [self.cards[key].pk for key in row["cards"]]
        found = Priority.objects.filter(round=self.plan.round, opportunities__in=keys)
        into, *others = found.order_by("position", "pk").distinct()
        if others:
            into = operations.join_priorities(
                plan=self.plan, into=into, others=others, actor=self.cast.moderator, at=self.at
            )
        priority = operations.change_row(
            plan=self.plan,
            kind="priority",
            row=into,
            version=into.version,
            texts={"title": texts(row["title"]), "text": texts(row["text"])},
            values={
                "challenge": challenges[row["challenge"]],
                "programme_items": self.items[place % 3 : place % 3 + 1],
            },
            actor=self.cast.moderator,
            at=self.at,
        )
        return priority, operations.add_row(
            plan=self.plan,
            kind="objective",
            texts={"title": texts(row["objective"])},
            values={},
            parent=priority,
            actor=self.cast.moderator,
            at=self.at,
        )

    def _action(self, row: dict[str, Any], homes: dict[str, Any], place: int) -> None:
        public, private = (amount * MILLION or None for amount in row["money"])
        action = self._add(
            "action",
            row,
            ("title",),
            {
                "lead": self.leads[place % len(self.leads)],
                "partners": self.leads[place % 7 : place % 7 + 2],
                "starts_date": self.days.moment(row["days"][0]).date(),
                "ends_date": self.days.moment(row["days"][1]).date(),
                "staff_months": row["staff"],
                "public_tenge": public,
                "private_tenge": private,
                "instruments": [self.instrument] if place % 4 == 0 else [],
            },
            parent=homes[row["priority"]][1],
        )
        self._check(action, place)
        self._advance(action, row["status"])

    def _check(self, action: Action, place: int) -> None:
        operations.save_ex_ante(
            action=action,
            version=0,
            texts={name: texts(trio) for name, trio in EX_ANTE.items()},
            values={
                "users_now": 40 + place * 15,
                "users_later": 300 + place * 60,
                "upkeep_tenge": (2 + place % 5) * MILLION,
                "result": "go",
            },
            actor=self.cast.specialist,
            at=self.at,
        )

    def _advance(self, action: Action, status: str) -> None:
        operations.approve_action(action=action, actor=self.cast.moderator, at=self.at)
        path = {"running": ORDER[1:2], "done": ORDER[1:], "stopped": (ActionStatus.STOPPED,)}
        for step in path.get(status, ()):
            operations.set_action_status(
                action=action,
                status=step,
                actor=self.cast.moderator,
                at=self.at,
                reason=texts(STOPPED) if step == ActionStatus.STOPPED else None,
            )

    def _indicator(self, row: dict[str, Any], homes: dict[str, Any], place: int) -> None:
        baseline, target, *_readings = row["values"]
        monitoring.add_indicator(
            plan=self.plan,
            home=homes[row["priority"]][0],
            texts={
                "title": texts(row["title"]),
                "unit": texts(row["unit"]),
                "source": texts(
                    [
                        "жетекші ұйымның есебі (демонстрация үшін ойдан шығарылған)",
                        "отчёт ведущей организации (вымышлен для демонстрации)",
                        "report of the lead organisation (invented for the demonstration)",
                    ]
                ),
            },
            values={
                "kind": row["kind"],
                "is_controllable": row["controllable"],
                "direction": "down" if target < baseline else "up",
                "baseline_value": Decimal(str(baseline)),
                "baseline_date": self.days.moment(-240).date(),
                "target_value": Decimal(str(target)),
                "target_date": self.days.moment(900).date(),
                "first_due_date": self.days.moment(-92).date(),
                "responsible": self.cast.specialist,
            },
            actor=self.cast.moderator,
            at=self.at,
        )


def _read_twice(plan: Plan, cast: Cast, days: Days) -> None:
    values = {texts(row["title"])["kk"]: row["values"] for row in load("round")["indicator"]}
    for indicator in Indicator.objects.filter(plan=plan).order_by("pk"):
        first, second = values[indicator.title_kk][2:]  # type: ignore[attr-defined]
        for value, day in ((first, -92), (second, -4)):
            moment = days.moment(day, 11) + timedelta(days=1)
            _read(indicator, value, days.moment(day).date(), cast, moment)


def _read(indicator: Indicator, value: float, day: date, cast: Cast, at: datetime) -> None:
    monitoring.enter_reading(
        indicator=indicator,
        value=Decimal(str(value)),
        date=day,
        source=str(indicator.source)[:250],
        actor=cast.specialist,
        at=at,
    )
