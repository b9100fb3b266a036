"""The plan as one document in one language: what the page shows, the PDF prints and a version
keeps. It holds codes, numbers and dates; words for them are found when it is shown, so that a
better translation of the site changes no fingerprint.

A text is {"text": ..., "lang": the language it is in, "old": whether the original is newer}.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from commons.interface.official import LANGUAGES, read

from ..models import Indicator
from .freshness import is_old
from .models import Action, Editable, ExAnte, Objective, Priority, Risk
from .queries import Whole

Document = dict[str, Any]


def content(whole: Whole) -> dict[str, Document]:
    """The document in each language, by language code."""
    return {code: Writer(whole, code).document() for code in LANGUAGES}


def plain(value: Decimal) -> str:
    """A figure without the zeros that the column adds: 12.5000 is 12.5."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


class Writer:
    """Writes one plan in one language; where that is missing the original speaks."""

    def __init__(self, whole: Whole, language: str) -> None:
        self.whole, self.language = whole, language
        self.original = whole.plan.round.original_language

    def text(self, row: Editable, name: str) -> dict[str, Any]:
        held = read(row, name)
        order = (self.language, self.original, "kk", "ru", "en")
        code = next((code for code in order if held[code]), self.language)
        return {"text": held[code], "lang": code, "old": is_old(row, name, code, self.original)}

    def document(self) -> Document:
        whole, plan = self.whole, self.whole.plan
        return {
            "language": self.language,
            "original": self.original,
            "round": {"slug": plan.round.slug, "title": read(plan.round, "title")[self.language]},
            "vision": self.text(plan, "vision"),
            "steering": self.text(plan, "steering"),
            "review_date": iso(plan.review_date),
            "challenges": [
                {
                    "id": one.pk,
                    "title": self.text(one, "title"),
                    "text": self.text(one, "text"),
                }
                for one in whole.challenges
            ],
            "priorities": [self.priority(one) for one in whole.priorities],
            "indicators": self.indicators(whole.indicators),
            "risks": [self.risk(one) for one in whole.risks],
            "instruments": self.instruments(),
            "programmes": self.programmes(),
        }

    def priority(self, one: Priority) -> dict[str, Any]:
        return {
            "id": one.pk,
            "challenge": one.challenge_id,
            "title": self.text(one, "title"),
            "text": self.text(one, "text"),
            "opportunities": [
                {
                    "id": card.pk,
                    "title": {
                        "text": card.proposal.title,
                        "lang": card.proposal.language,
                        "old": False,
                    },
                }
                for card in one.opportunities.all()
            ],
            "programme_items": sorted(item.pk for item in one.programme_items.all()),
            "objectives": [self.objective(each) for each in one.objectives.all()],
        }

    def objective(self, one: Objective) -> dict[str, Any]:
        return {
            "id": one.pk,
            "title": self.text(one, "title"),
            "actions": [self.action(each) for each in one.actions.all()],
        }

    def action(self, one: Action) -> dict[str, Any]:
        check: ExAnte | None = getattr(one, "ex_ante", None)
        return {
            "id": one.pk,
            "title": self.text(one, "title"),
            "text": self.text(one, "text"),
            "target": self.text(one, "target"),
            "lead": one.lead.name if one.lead else "",
            "partners": sorted(each.name for each in one.partners.all()),
            "starts_date": iso(one.starts_date),
            "ends_date": iso(one.ends_date),
            "staff_months": one.staff_months,
            "needs_no_money": one.needs_no_money,
            "public_tenge": one.public_tenge,
            "private_tenge": one.private_tenge,
            "funding_source": self.text(one, "funding_source"),
            "status": one.status,
            "stop_reason": self.text(one, "stop_reason"),
            "instruments": sorted(each.pk for each in one.instruments.all()),
            "programme_items": sorted(item.pk for item in one.programme_items.all()),
            "ex_ante": self.ex_ante(check) if check else None,
        }

    def ex_ante(self, check: ExAnte) -> dict[str, Any]:
        texts = ("need", "users", "upkeep_payer", "alternatives", "conclusion")
        return {
            **{name: self.text(check, name) for name in texts},
            "users_now": check.users_now,
            "users_later": check.users_later,
            "upkeep_tenge": check.upkeep_tenge,
            "result": check.result,
        }

    def indicators(self, rows: Iterable[Indicator]) -> list[dict[str, Any]]:
        homes = self.whole.home_of()
        return [
            {
                "id": one.pk,
                "priority": homes.get(one.pk),
                "objective": one.objective_id,
                "action": one.action_id,
                "title": self.text(one, "title"),
                "unit": self.text(one, "unit"),
                "source": self.text(one, "source"),
                "kind": one.kind,
                "is_controllable": one.is_controllable,
                "direction": one.direction,
                "baseline_value": plain(one.baseline_value),
                "baseline_date": iso(one.baseline_date),
                "target_value": plain(one.target_value),
                "target_date": iso(one.target_date),
                "frequency": one.frequency,
            }
            for one in rows
        ]

    def risk(self, one: Risk) -> dict[str, Any]:
        return {
            "id": one.pk,
            "action": one.action_id,
            "text": self.text(one, "text"),
            "mitigation": self.text(one, "mitigation"),
            "likelihood": one.likelihood,
            "impact": one.impact,
            "owner": one.owner.name if one.owner else "",
        }

    def instruments(self) -> list[dict[str, Any]]:
        """Those the actions use, each once."""
        actions = [action for _priority, _objective, action in self.whole.actions()]
        used = {one.pk: one for action in actions for one in action.instruments.all()}
        return [
            {
                "id": one.pk,
                "title": self.text(one, "title"),
                "text": self.text(one, "text"),
                "owner": self.text(one, "owner"),
                "is_financial": one.is_financial,
                "url": one.url,
            }
            for _pk, one in sorted(used.items())
        ]

    def programmes(self) -> list[dict[str, Any]]:
        """All the akimat knows, so that what the plan leaves out is kept with the version."""
        return [
            {
                "id": one.pk,
                "title": self.text(one, "title"),
                "level": one.level,
                "first_year": one.first_year,
                "last_year": one.last_year,
                "source": self.text(one, "source"),
                "url": one.url,
                "items": [
                    {"id": item.pk, "kind": item.kind, "title": self.text(item, "title")}
                    for item in one.items.all()
                ],
            }
            for one in self.whole.programmes
        ]
