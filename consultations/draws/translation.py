"""Official texts of this part, in the three languages."""

from modeltranslation.translator import TranslationOptions, register

from .models import Draw


@register(Draw)
class DrawTranslation(TranslationOptions):
    fields = ("seed_source",)
