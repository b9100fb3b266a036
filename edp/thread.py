"""The way of one idea through a round: idea, group, scores, consultation, priority, action,
indicator, result. Each link of the chain leads to the page it comes from and says when and what;
what has not come yet stands there as a coming step.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from commons.interface.numbers import decimal, percent

from . import links
from .consultation import results
from .enums import StageKind
from .evaluation import queries as evaluations
from .evaluation.enums import Outcome, Sitting
from .events.models import Event
from .models import Reading, Round
from .opportunities.enums import OpportunityStatus
from .opportunities.models import Opportunity
from .plan import queries as plans
from .plan.document import plain
from .queries import stages

DONE, NOW, COMING, NOT_TAKEN = "done", "now", "", "off"


@dataclass(frozen=True)
class Fact:
    """Something a step says, with the page it comes from. `language` is that of a text people
    wrote; official texts have none."""

    text: str
    url: str = ""
    language: str = ""
    note: str = ""


@dataclass(frozen=True)
class Step:
    """`state` is "done" for what is there, "now" for what is under way, "" for what may come, and
    "off" where the way of this idea has ended."""

    key: str
    title: str
    state: str
    at: datetime | date | None = None
    facts: tuple[Fact, ...] = field(default_factory=tuple)
    text: str = ""


def thread_of(round: Round, opportunity: Opportunity, at: datetime) -> list[Step]:
    """Eight steps, each at most a few queries whatever the round's size."""
    plan = _Plan(round, opportunity)
    steps = [
        _idea(round, opportunity),
        _group(round, opportunity),
        _scores(round, opportunity, at),
        _consultation(round, opportunity, at),
        _decision(round, opportunity, at, plan),
        _actions(round, at, plan),
        _indicators(round, at, plan),
        _results(round, at, plan),
    ]
    return list(_ended(steps, opportunity))


def _ended(steps: list[Step], opportunity: Opportunity) -> Iterator[Step]:
    """What was passed over says so; behind the point where the idea was left nothing can come."""
    over = opportunity.status in (
        OpportunityStatus.NOT_CHOSEN,
        OpportunityStatus.MERGED,
        OpportunityStatus.SPLIT,
    )
    farthest = max(place for place, step in enumerate(steps) if step.facts)
    for place, step in enumerate(steps):
        if step.facts or step.state == DONE:
            yield step
        elif place < farthest:
            yield Step(step.key, step.title, NOT_TAKEN, text=_("Passed over for this idea."))
        elif over:
            yield Step(step.key, step.title, NOT_TAKEN, text=_("This idea did not come so far."))
        else:
            yield step


def _coming(round: Round, kind: str, key: str, title: str, at: datetime, text: str) -> Step:
    """A step that is not there yet; its stage says when it can come, or that it is over."""
    phase = stages.stage(round, kind)
    if phase is None:
        return Step(key, title, NOT_TAKEN, text=_("The round goes without this stage."))
    if phase.is_over(at):
        return Step(key, title, NOT_TAKEN, text=_("The stage is over and nothing stands here."))
    state = NOW if phase.is_open(at) else COMING
    when = phase.opens_at if phase.opens_at > at else None
    return Step(key, title, state, at=when, text=text)


# --- the idea and where it was said ---


def _idea(round: Round, one: Opportunity) -> Step:
    proposal = one.proposal
    facts = [
        Fact(
            proposal.title,
            links.of_round(round, "opportunity", one.pk),
            proposal.language,
            one.activity,
        )
    ]
    for line in one.ancestors.select_related("source__proposal"):
        words = (
            _("merged into it: %(title)s") if line.kind == "merge" else _("split off: %(title)s")
        )
        title = line.source.proposal.title
        url = links.of_round(round, "thread", line.source_id)
        facts.append(Fact(words % {"title": title}, url, note=line.reason))
    for line in one.descendants.select_related("target__proposal"):
        title = line.target.proposal.title
        url = links.of_round(round, "thread", line.target_id)
        facts.append(Fact(_("went on as: %(title)s") % {"title": title}, url, note=line.reason))
    when = proposal.published_at or proposal.submitted_at
    return Step("idea", _("Idea"), DONE, at=when, facts=tuple(facts))


def _group(round: Round, one: Opportunity) -> Step:
    title = _("Where it was said")
    event = one.event
    if event is None:
        phase = stages.stage(round, StageKind.DISCOVERY)
        url = links.of_round(round, "stage", phase.kind) if phase else ""
        fact = Fact(_("Sent to the open call, outside the meetings"), url)
        return Step("group", title, DONE, at=one.proposal.submitted_at, facts=(fact,))
    return Step("group", title, DONE, at=event.starts_at, facts=tuple(_event_facts(round, event)))


def _event_facts(round: Round, event: Event) -> Iterator[Fact]:
    seen = event.published_at is not None
    words = capfirst(f"{event.get_kind_display()}: {event.title}")
    url = links.of_round(round, "event", event.pk) if seen else ""
    came = event.registrations.filter(attended=True).count()
    note = (
        ngettext("%(count)s person came", "%(count)s people came", came) % {"count": came}
        if came
        else ""
    )
    yield Fact(words, url, note=note)
    if event.inside_id and event.inside and event.inside.published_at:
        url = links.of_round(round, "event", event.inside_id)
        yield Fact(_("inside: %(title)s") % {"title": event.inside.title}, url)


# --- how it was judged ---


def _scores(round: Round, one: Opportunity, at: datetime) -> Step:
    title = _("Scores")
    candidates = list(
        one.candidacies.select_related("alternative", "evaluation__scorecard").order_by("pk")
    )
    closed = [c for c in candidates if c.evaluation.scorecard.closed_at]
    if not closed:
        if candidates:
            fact = Fact(_("With the evaluators; their scores are shown when all are in"))
            return Step("scores", title, NOW, facts=(fact,))
        words = _("Several evaluators will score it, each without seeing the others.")
        return _coming(round, StageKind.EVALUATION, "scores", title, at, words)
    facts = []
    for candidate in closed:
        result = evaluations.result_of(candidate.evaluation)
        found = next((x for x in result.alternatives if x.code == candidate.alternative.code), None)
        if found is None:
            continue
        place = {"rank": found.rank, "of": len(result.alternatives)}
        words = _("Place %(rank)s of %(of)s") % place
        reviews = found.reviews
        note = (
            ngettext("%(count)s review", "%(count)s reviews", reviews) % {"count": reviews}
            if reviews
            else ""
        )
        args = (candidate.evaluation_id, candidate.pk)
        facts.append(Fact(words, links.of_round(round, "evaluation_candidate", *args), note=note))
    when = closed[-1].evaluation.scorecard.closed_at
    return Step("scores", title, DONE, at=when, facts=tuple(facts))


def _verdicts(one: Opportunity, sitting: str) -> list[Any]:
    rows = one.verdicts.filter(resolution__sitting=sitting, resolution__published_at__isnull=False)
    return list(rows.select_related("resolution").order_by("resolution__published_at", "pk"))


def _consultation(round: Round, one: Opportunity, at: datetime) -> Step:
    title = _("Consultation")
    facts = [_verdict_fact(round, verdict) for verdict in _verdicts(one, Sitting.SHORTLIST)]
    phase = stages.stage(round, StageKind.CONSULTATION)
    if phase is not None and phase.is_over(at):
        facts += _ratings(round, one)
    if facts and (phase is None or phase.is_over(at)):
        when = phase.opens_at if phase else None
        return Step("consultation", title, DONE, at=when, facts=tuple(facts))
    words = _("If it reaches the shortlist, everybody can rate it and comment.")
    step = _coming(round, StageKind.CONSULTATION, "consultation", title, at, words)
    return Step(step.key, step.title, step.state, step.at, tuple(facts), "" if facts else step.text)


def _ratings(round: Round, one: Opportunity) -> list[Fact]:
    """What each group made of it, apart; once the consultation is over."""
    url = links.of_round(round, "consultation_results")
    found = results.results([one])[0].groups
    return [
        Fact(
            _("%(group)s: %(mean)s of 5") % {"group": group.label, "mean": decimal(group.mean)},
            url,
            note=ngettext("%(count)s rating", "%(count)s ratings", group.n) % {"count": group.n},
        )
        for group in found
        if group.mean is not None
    ]


def _verdict_fact(round: Round, verdict: Any) -> Fact:
    resolution = verdict.resolution
    words = capfirst(f"{resolution.get_sitting_display()}: {verdict.get_outcome_display()}")
    url = links.of_round(round, "decision_detail", resolution.pk)
    return Fact(words, url, note=verdict.reason)


# --- what was made of it ---


class _Plan:
    """What the latest published plan holds about one opportunity, in the reader's language."""

    def __init__(self, round: Round, opportunity: Opportunity) -> None:
        self.round = round
        self.published_at: datetime | None = None
        self.priorities: list[dict[str, Any]] = []
        self.actions: list[dict[str, Any]] = []
        self.indicators: list[dict[str, Any]] = []
        plan = plans.plan_of(round)
        version = plans.latest(plan) if plan else None
        if version is None:
            return
        document = version.content.get(get_language() or "kk") or version.content["kk"]
        self.published_at = version.published_at
        self.priorities = [
            one
            for one in document["priorities"]
            if any(card["id"] == opportunity.pk for card in one["opportunities"])
        ]
        known = {one["id"] for one in self.priorities}
        self.actions = [
            action
            for one in self.priorities
            for objective in one["objectives"]
            for action in objective["actions"]
        ]
        self.indicators = [one for one in document["indicators"] if one["priority"] in known]

    def url(self, anchor: str = "") -> str:
        return links.of_round(self.round, "plan") + anchor

    def fact(self, text: dict[str, Any], anchor: str, note: str = "") -> Fact:
        return Fact(text["text"], self.url(anchor), text["lang"], note)


def _decision(round: Round, one: Opportunity, at: datetime, plan: _Plan) -> Step:
    title = _("Priority")
    verdicts = _verdicts(one, Sitting.FINAL)
    facts = [_verdict_fact(round, verdict) for verdict in verdicts]
    facts += [plan.fact(priority["title"], f"#p{priority['id']}") for priority in plan.priorities]
    if not facts:
        words = _("The commission decides which ideas become priorities, and says why.")
        return _coming(round, StageKind.DECISION, "priority", title, at, words)
    when = verdicts[-1].resolution.published_at if verdicts else plan.published_at
    left = bool(verdicts) and verdicts[-1].outcome == Outcome.NOT_CHOSEN
    return Step("priority", title, NOT_TAKEN if left else DONE, at=when, facts=tuple(facts))


def _actions(round: Round, at: datetime, plan: _Plan) -> Step:
    title = _("Action")
    if not plan.actions:
        words = _("The plan says who does what, by when and with what money.")
        return _coming(round, StageKind.PLAN, "action", title, at, words)
    facts = tuple(
        plan.fact(action["title"], f"#a{action['id']}", action["lead"]) for action in plan.actions
    )
    return Step("action", title, DONE, at=plan.published_at, facts=facts)


def _indicators(round: Round, at: datetime, plan: _Plan) -> Step:
    title = _("Indicator")
    if not plan.indicators:
        words = _("A figure with a baseline, a target and a day on which it is due.")
        return _coming(round, StageKind.PLAN, "indicator", title, at, words)
    facts = []
    for one in plan.indicators:
        way = {
            "from": figure(one["baseline_value"]),
            "to": figure(one["target_value"]),
            "unit": one["unit"]["text"],
            "year": one["target_date"][:4],
        }
        note = _("from %(from)s to %(to)s %(unit)s by %(year)s") % way
        url = links.of_round(round, "monitoring_indicator", one["id"])
        facts.append(Fact(one["title"]["text"], url, one["title"]["lang"], note))
    return Step("indicator", title, DONE, at=plan.published_at, facts=tuple(facts))


def _results(round: Round, at: datetime, plan: _Plan) -> Step:
    title = _("Result")
    keys = [one["id"] for one in plan.indicators]
    latest = _latest_readings(keys)
    if not latest:
        words = _("Readings of the indicators show whether it works.")
        return _coming(round, StageKind.MONITORING, "result", title, at, words)
    facts = []
    for one in plan.indicators:
        reading = latest.get(one["id"])
        if reading is None:
            continue
        words = f"{one['title']['text']}: {figure(plain(reading.value))} {one['unit']['text']}"
        url = links.of_round(round, "monitoring_indicator", one["id"])
        share = progress(one, reading.value)
        note = (
            _("%(share)s of the way to the target") % {"share": percent(share)}
            if share is not None
            else ""
        )
        facts.append(Fact(words, url, note=note))
    return Step("result", title, DONE, at=max(r.date for r in latest.values()), facts=tuple(facts))


def _latest_readings(indicators: list[int]) -> dict[int, Reading]:
    """The latest current reading of each indicator, in one query."""
    rows = Reading.objects.filter(indicator__in=indicators, is_current=True).order_by("date", "pk")
    return {row.indicator_id: row for row in rows}


def figure(value: str) -> str:
    """Digits in groups and the mark of the reader's language."""
    return decimal(float(value), 4)


def progress(indicator: dict[str, Any], value: Decimal) -> float | None:
    """How much of the way from the baseline to the target is done; None where there is none."""
    low, high = Decimal(indicator["baseline_value"]), Decimal(indicator["target_value"])
    return float((value - low) / (high - low)) if high != low else None
