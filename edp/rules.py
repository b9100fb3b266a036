"""What of a round is a rule, as one plain document."""

from typing import Any

from commons.interface.official import read
from commons.rounds.rules import dates, plain

from .models import Round

# Official texts that are rules, in three languages.
TEXT_FIELDS = ("title", "summary", "rules", "subject", "mandate", "mandate_act", "label")
# Plain rules: everything that decides who takes part and how it is decided.
FIELDS = (
    "kind",
    "original_language",
    "mandate_date",
    "open_signup",
    "one_seat",
    "min_sector_percent",
    "min_newcomers_percent",
    "min_small_firms_percent",
    "min_women_percent",
    "min_districts_percent",
    "min_reviews",
    "reply_days",
    "prize_tenge",
)


def snapshot(round: Round) -> dict[str, Any]:
    """Every rule of the round as plain JSON: what is hashed, shown and offered as a file."""
    call = round.call
    return {
        "format": "birge/discovery-rules/1",
        "akimat": round.akimat.slug,
        "territory": round.territory.kato,
        "round": round.slug,
        "previous": round.previous.slug if round.previous else None,
        **{name: read(round, name) for name in TEXT_FIELDS},
        **{name: plain(getattr(round, name)) for name in FIELDS},
        "stages": dates(round.phases.order_by("opens_at")),
        "call": call
        and {
            "max_per_person": call.max_per_person,
            "min_age": call.min_age,
            "needs_residency": call.needs_residency,
        },
    }
