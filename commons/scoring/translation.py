"""Official texts of a scorecard, in the three languages."""

from modeltranslation.translator import TranslationOptions, register

from .models import Anchor, Area, Criterion, Scorecard


@register(Scorecard)
class ScorecardTranslation(TranslationOptions):
    fields = ("title", "intro", "close_note")


@register(Area)
class AreaTranslation(TranslationOptions):
    fields = ("title",)


@register(Criterion)
class CriterionTranslation(TranslationOptions):
    fields = ("title", "question", "unit", "source")


@register(Anchor)
class AnchorTranslation(TranslationOptions):
    fields = ("text",)
