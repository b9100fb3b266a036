"""Official texts of the plan, in the three languages."""

from modeltranslation.translator import TranslationOptions, register

from .models import Action, Challenge, Objective, Plan, Priority


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
    fields = ("title", "text", "funding_source")
