"""Why cards were merged or split, in the three languages."""

from modeltranslation.translator import TranslationOptions, register

from .models import Lineage


@register(Lineage)
class LineageTranslation(TranslationOptions):
    fields = ("reason",)
