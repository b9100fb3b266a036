"""What of a round is a rule, as one plain document and as the settings of a count."""

from typing import Any

from commons.rounds.rules import dates

from . import texts
from .enums import Rule
from .models import RULE_FIELDS, RULE_TEXTS, Round

FIELDS, TEXT_FIELDS = RULE_FIELDS, RULE_TEXTS
# More votes, then lower cost, then the lot drawn from the announced seed.
TIES = ("votes", "cost", "lot")


def snapshot(round: Round) -> dict[str, Any]:
    """Every rule of the round as plain JSON: what is hashed, shown and put into the voting log."""
    call = round.call
    return {
        "format": "birge/rules/1",
        "akimat": round.akimat.slug,
        "territory": round.territory.kato,
        "round": round.slug,
        **{name: texts.read(round, name) for name in TEXT_FIELDS},
        **{name: getattr(round, name) for name in FIELDS},
        "phases": dates(round.phases.order_by("opens_at")),
        "envelopes": [
            {"territory": e.territory.kato, "budget_tenge": e.budget_tenge}
            for e in round.envelopes.select_related("territory").order_by("territory__kato")
        ],
        "call": call
        and {
            "max_per_person": call.max_per_person,
            "min_age": call.min_age,
            "max_cost_tenge": call.max_cost_tenge,
            "needs_residency": call.needs_residency,
            "categories": [
                {"name": texts.read(c, "name"), "hint": texts.read(c, "hint")}
                for c in call.categories.order_by("position", "pk")
            ],
        },
    }


def tally_params(round: Round, rule: str) -> dict[str, Any]:
    """The settings of a rule in this round, as the rules page states them."""
    params: dict[str, Any] = {
        "min_votes": round.min_votes,
        "threshold_share": round.threshold_share,
        "ties": list(TIES),
    }
    if rule == Rule.EQUAL_SHARES:
        params |= {
            "completion": round.completion,
            "start": round.add1_start,
            "step": round.add1_step,
            "stop": round.add1_stop,
            "comparison": round.comparison,
        }
    return params
