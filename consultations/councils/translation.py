"""Official texts of this part, in the three languages."""

from modeltranslation.translator import TranslationOptions, register

from .models import Council


@register(Council)
class CouncilTranslation(TranslationOptions):
    fields = ("name", "about")
