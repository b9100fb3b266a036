"""The tasks of setting a round up: each form knows what of the round it changes."""

from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.interface.forms import DayInput, TengeField
from commons.interface.official import read, read_texts, text_fields
from commons.rounds.admin import forms as forms_of_rounds
from commons.rounds.admin.forms import TaskForm, of_this_century

from ..course import last_day
from ..enums import STAGE_ORDER, RoundKind, StageKind
from ..operations import Changes
from ..operations.setup import Span
from ..stage_words import WORDS


class TextsForm(forms_of_rounds.TextsForm):
    title_hint = gettext_lazy("A question works best: “What could our town live from?”")


class MandateForm(TaskForm):
    """Who asked for the round, and what the round is about."""

    def build(self) -> None:
        self.fields["mandate_date"] = forms.DateField(
            label=gettext_lazy("Date of the act"),
            widget=DayInput(),
            initial=self.round.mandate_date,
            validators=[of_this_century],
        )
        text_fields(
            self,
            "mandate_act",
            gettext_lazy("The act, with its number"),
            max_length=200,
            initial=read(self.round, "mandate_act"),
            hint=gettext_lazy("For example: Order of the akim No. 15"),
        )
        text_fields(
            self,
            "mandate",
            gettext_lazy("Who asked for the round, and why"),
            rows=4,
            max_length=3000,
            initial=read(self.round, "mandate"),
            hint=gettext_lazy("Say also what will be done with the result."),
        )
        needed = ("kk", "ru") if self.round.kind == RoundKind.PLAN else ()
        text_fields(
            self,
            "subject",
            gettext_lazy("What the round is about"),
            max_length=200,
            required=needed,
            initial=read(self.round, "subject"),
            hint=gettext_lazy("Where it is not the whole economy: a cluster, the trade of a town."),
        )
        self.groups = [("", "", ["mandate_date"])]
        self.by_language("mandate_act", "mandate", "subject")

    def changes(self) -> Changes:
        data = self.cleaned_data
        return {
            "mandate_date": data["mandate_date"],
            "mandate_act": read_texts(data, "mandate_act"),
            "mandate": read_texts(data, "mandate"),
            "subject": read_texts(data, "subject"),
        }


def day_begins(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


class StagesForm(TaskForm):
    """First and last day of each stage. A stage without days is left out of the round."""

    pairs = True

    def build(self) -> None:
        self.held = {phase.kind: phase for phase in self.round.phases.all()}
        for kind in STAGE_ORDER:
            phase = self.held.get(kind)
            opens = phase and timezone.localdate(phase.opens_at)
            closes = phase and timezone.localdate(last_day(phase.closes_at))
            for edge, label, day in (
                ("first", gettext_lazy("First day"), opens),
                ("last", gettext_lazy("Last day"), closes),
            ):
                self.fields[f"{kind}_{edge}"] = forms.DateField(
                    label=label,
                    required=False,
                    widget=DayInput(),
                    validators=[of_this_century],
                    initial=day or None,
                )
            if self.round.frozen_at and phase is not None:
                # What has happened stays.
                self.fields[f"{kind}_first"].disabled = phase.opens_at <= self.at
                self.fields[f"{kind}_last"].disabled = phase.is_over(self.at)
            legend = str(StageKind(kind).label).capitalize()
            names = [f"{kind}_first", f"{kind}_last"]
            self.groups.append((legend, str(WORDS[kind].question), names))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        before: datetime | None = None
        for kind in STAGE_ORDER:
            first, last = data.get(f"{kind}_first"), data.get(f"{kind}_last")
            if first and not last and f"{kind}_last" not in self.errors:
                self.add_error(f"{kind}_last", _("Enter the last day too."))
            if last and not first and f"{kind}_first" not in self.errors:
                self.add_error(f"{kind}_first", _("Enter the first day too."))
            if not (first and last):
                continue
            if last < first:
                self.add_error(f"{kind}_last", _("It must not end before it begins."))
                continue
            opens, closes = self._span(kind, first, last)
            if before and opens < before:
                self.add_error(f"{kind}_first", _("The stage before it is still open then."))
            before = closes
        return data

    def _span(self, kind: str, first: date, last: date) -> Span:
        """Whole days; an hour that was set otherwise stays while its day stays."""
        phase = self.held.get(kind)
        opens, closes = day_begins(first), day_begins(last + timedelta(days=1))
        if phase and timezone.localdate(phase.opens_at) == first:
            opens = phase.opens_at
        if phase and timezone.localdate(last_day(phase.closes_at)) == last:
            closes = phase.closes_at
        return opens, closes

    def changes(self) -> Changes:
        """Only what differs: a stage that is over need not be touched by an amendment."""
        data, found = self.cleaned_data, {}
        for kind in STAGE_ORDER:
            first, last = data.get(f"{kind}_first"), data.get(f"{kind}_last")
            span = self._span(kind, first, last) if first and last else None
            phase = self.held.get(kind)
            if span != (phase and (phase.opens_at, phase.closes_at)):
                found[kind] = span
        return {"stages": found} if found else {}

    def changed(self) -> Changes:
        return self.changes()


class RuleForm(TaskForm):
    """Plain rules, by their columns."""

    names: ClassVar[tuple[str, ...]] = ()

    def build(self) -> None:
        self.rule_fields(*self.names)

    def changes(self) -> Changes:
        return {name: self.cleaned_data[name] for name in self.names}  # type: ignore[return-value]


class RoomForm(RuleForm):
    names = (
        "open_signup",
        "one_seat",
        "min_sector_percent",
        "min_newcomers_percent",
        "min_small_firms_percent",
        "min_women_percent",
        "min_districts_percent",
    )

    def build(self) -> None:
        super().build()
        sector: Any = self.fields["min_sector_percent"]
        sector.max_value = 25
        sector.help_text = _("At most 25: there are four sectors.")
        sector.validators.append(of_four)
        self.groups = [
            (_("Who may come"), "", ["open_signup", "one_seat"]),
            (
                _("Balance"),
                _("The page of the round shows who is missing. Nobody is shut out."),
                [*self.names[2:]],
            ),
        ]


def of_four(value: int) -> None:
    if value > 25:
        raise forms.ValidationError(_("Four sectors cannot each have more than 25 percent."))


class DecidingForm(RuleForm):
    """The form of the consultation is not asked: only the rating can be held so far."""

    names = ("min_reviews", "reply_days")

    def build(self) -> None:
        super().build()
        held = self.round.call.max_per_person if self.round.call else 20
        self.fields["max_per_person"] = forms.IntegerField(
            label=gettext_lazy("Ideas one person may send to the open call"),
            min_value=1,
            max_value=100,
            initial=held,
        )
        self.groups = [("", "", ["max_per_person", *self.names])]

    def changes(self) -> Changes:
        data = self.cleaned_data
        return {**super().changes(), "max_per_person": data["max_per_person"]}


class PrizeForm(TaskForm):
    """What the winners of a competition may call themselves and what they get."""

    def build(self) -> None:
        text_fields(
            self,
            "label",
            gettext_lazy("Label"),
            max_length=120,
            initial=read(self.round, "label"),
            hint=gettext_lazy("What a winner may call itself, for example “Innovative region”."),
        )
        self.fields["prize_tenge"] = TengeField(
            label=gettext_lazy("Support for each winner"),
            required=False,
            min_value=1,
            initial=self.round.prize_tenge,
        )

    def changes(self) -> Changes:
        data = self.cleaned_data
        return {"label": read_texts(data, "label"), "prize_tenge": data["prize_tenge"]}


class CloseForm(forms.Form):
    """Why a round ends before its stages do."""

    def __init__(self, *args: Any, early: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if early:
            text_fields(self, "reason", gettext_lazy("Why it ends early"), rows=3, max_length=1000)
