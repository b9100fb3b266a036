"""Which fields are kept in the three languages."""

from modeltranslation.translator import TranslationOptions, register

from .models import Akimat, Territory


@register(Territory)
class TerritoryTranslation(TranslationOptions):
    fields = ("name",)


@register(Akimat)
class AkimatTranslation(TranslationOptions):
    fields = ("name", "address")
