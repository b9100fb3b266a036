"""What a plan still lacks before it can be published, and what it had better think about."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.interface.official import LANGUAGES, OWN_NAMES, REQUIRED, read

from .enums import ActionStatus
from .freshness import gaps
from .models import Editable
from .queries import Whole

# Kostanay's plan had 34 objectives and 108 indicators (OECD): nobody steers by that many.
MANY_INDICATORS = 12

# The texts of each kind of row; those in NEEDED must exist in Kazakh and Russian.
TEXTS: dict[str, tuple[str, ...]] = {
    "plan": ("vision", "steering"),
    "challenge": ("title", "text"),
    "priority": ("title", "text"),
    "objective": ("title",),
    "action": ("title", "text", "target", "funding_source"),
    "risk": ("text", "mitigation"),
    "indicator": ("title", "unit", "source"),
}
NEEDED: dict[str, tuple[str, ...]] = {
    "plan": ("vision", "steering"),
    "challenge": ("title",),
    "priority": ("title", "text"),
    "objective": ("title",),
    "action": ("title",),
    "risk": ("text", "mitigation"),
    "indicator": ("title", "unit", "source"),
}


@dataclass(frozen=True)
class Finding:
    """`kind` and `pk` name the row whose form mends it; `stops` whether publishing waits for it."""

    kind: str
    pk: int
    title: str
    text: str | Promise
    stops: bool = True


def findings(whole: Whole) -> list[Finding]:
    """First what stops the publication, then what does not, each in the order of the plan."""
    found = [*_texts(whole), *_priorities(whole), *_actions(whole), *_indicators(whole)]
    return sorted(found, key=lambda finding: not finding.stops)


def rows(whole: Whole) -> Iterator[tuple[str, Editable]]:
    """Everything that has texts, as (kind, row), in the order of the document."""
    yield "plan", whole.plan
    yield from (("challenge", one) for one in whole.challenges)
    for priority in whole.priorities:
        yield "priority", priority
        for objective in priority.objectives.all():
            yield "objective", objective
            yield from (("action", one) for one in objective.actions.all())
    yield from (("indicator", one) for one in whole.indicators)
    yield from (("risk", one) for one in whole.risks)


def _texts(whole: Whole) -> Iterator[Finding]:
    original = whole.plan.round.original_language
    for kind, row in rows(whole):
        title = str(row) if kind != "plan" else str(_("Vision and steering"))
        for name in NEEDED[kind]:
            held = read(row, name)
            absent = [OWN_NAMES[code] for code in REQUIRED if not held[code]]
            if absent:
                label = row._meta.get_field(name).verbose_name  # type: ignore[union-attr]
                text = _("“%(text)s” is missing: %(languages)s.") % {
                    "text": label,
                    "languages": ", ".join(absent),
                }
                yield Finding(kind, row.pk, title, text)
        old = {code for _name, code, what in gaps(row, TEXTS[kind], original) if what == "old"}
        if old:
            names = ", ".join(OWN_NAMES[code] for code in LANGUAGES if code in old)
            text = _("The translation is older than the original: %(languages)s.") % {
                "languages": names
            }
            yield Finding(kind, row.pk, title, text, stops=False)


def _priorities(whole: Whole) -> Iterator[Finding]:
    if not whole.priorities:
        yield Finding("plan", whole.plan.pk, "", _("The plan has no priority."))
    measured = set(whole.home_of().values())
    for one in whole.priorities:
        actions = [a for o in one.objectives.all() for a in o.actions.all()]
        if not actions:
            yield Finding("priority", one.pk, str(one), _("It has no objective with an action."))
        if one.pk not in measured:
            yield Finding("priority", one.pk, str(one), _("It has no indicator."))
        if one.challenge_id is None and whole.challenges:
            yield Finding("priority", one.pk, str(one), _("It answers no challenge."), stops=False)
        if not one.programme_items.all() and not any(a.programme_items.all() for a in actions):
            yield Finding(
                "priority",
                one.pk,
                str(one),
                _("It is tied to nothing that a programme names."),
                stops=False,
            )


def _actions(whole: Whole) -> Iterator[Finding]:
    for _priority, _objective, one in whole.actions():
        if one.status == ActionStatus.STOPPED:
            continue
        if one.lead_id is None:
            yield Finding("action", one.pk, str(one), _("Nobody leads it."))
        if one.starts_date is None or one.ends_date is None:
            yield Finding("action", one.pk, str(one), _("It has no dates."))
        if not one.needs_no_money and not (one.public_tenge or one.private_tenge):
            yield Finding(
                "action",
                one.pk,
                str(one),
                _("It names no money, and does not say that it needs none."),
            )
        if one.status == ActionStatus.PROPOSED:
            later = _("It is only proposed: the ex ante check and the approval are to come.")
            yield Finding("action", one.pk, str(one), later, stops=False)


def _indicators(whole: Whole) -> Iterator[Finding]:
    count = len(whole.indicators)
    if count > MANY_INDICATORS:
        text = _("%(count)s indicators are more than anybody steers by. Keep at most %(most)s.") % {
            "count": count,
            "most": MANY_INDICATORS,
        }
        yield Finding("plan", whole.plan.pk, str(_("Indicators")), text, stops=False)
    for one in whole.indicators:
        if one.responsible_id is None:
            silent = _("Nobody is responsible for its readings, so nobody is reminded.")
            yield Finding("indicator", one.pk, str(one), silent, stops=False)
