"""Official texts of this part, in the three languages."""

from modeltranslation.translator import TranslationOptions, register

from .models import Indicator, PlanReview, Reading, TargetChange


@register(Indicator)
class IndicatorTranslation(TranslationOptions):
    fields = ("title", "unit", "source", "drop_reason")


@register(Reading)
class ReadingTranslation(TranslationOptions):
    fields = ("note",)


@register(TargetChange)
class TargetChangeTranslation(TranslationOptions):
    fields = ("reason",)


@register(PlanReview)
class PlanReviewTranslation(TranslationOptions):
    fields = ("works", "fails", "changes")
