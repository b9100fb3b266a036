"""Official texts of this part, in the three languages."""

from modeltranslation.translator import TranslationOptions, register

from .models import FinalDocument, Recommendation


@register(FinalDocument)
class FinalDocumentTranslation(TranslationOptions):
    fields = ("title",)


@register(Recommendation)
class RecommendationTranslation(TranslationOptions):
    fields = ("text", "grounds", "reply")
