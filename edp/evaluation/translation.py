"""Official texts of the commission, in the three languages."""

from modeltranslation.translator import TranslationOptions, register

from .models import Resolution, Verdict


@register(Resolution)
class ResolutionTranslation(TranslationOptions):
    fields = ("note",)


@register(Verdict)
class VerdictTranslation(TranslationOptions):
    fields = ("reason",)
