"""Official texts of the plan, in the three languages."""

from modeltranslation.translator import TranslationOptions, register

from .models import (
    Action,
    Challenge,
    ExAnte,
    Instrument,
    Objective,
    Plan,
    PlanVersion,
    Priority,
    Programme,
    ProgrammeItem,
    Risk,
)


@register(Instrument)
class InstrumentTranslation(TranslationOptions):
    fields = ("title", "text", "owner")


@register(Programme)
class ProgrammeTranslation(TranslationOptions):
    fields = ("title", "source")


@register(ProgrammeItem)
class ProgrammeItemTranslation(TranslationOptions):
    fields = ("title",)


@register(Plan)
class PlanTranslation(TranslationOptions):
    fields = ("vision", "steering")


@register(Challenge)
class ChallengeTranslation(TranslationOptions):
    fields = ("title", "text")


@register(Priority)
class PriorityTranslation(TranslationOptions):
    fields = ("title", "text")


@register(Objective)
class ObjectiveTranslation(TranslationOptions):
    fields = ("title",)


@register(Action)
class ActionTranslation(TranslationOptions):
    fields = ("title", "text", "target", "funding_source", "stop_reason")


@register(ExAnte)
class ExAnteTranslation(TranslationOptions):
    fields = ("need", "users", "upkeep_payer", "alternatives", "conclusion")


@register(Risk)
class RiskTranslation(TranslationOptions):
    fields = ("text", "mitigation")


@register(PlanVersion)
class PlanVersionTranslation(TranslationOptions):
    fields = ("note",)
