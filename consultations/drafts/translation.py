"""Official texts of this part, in the three languages."""

from modeltranslation.translator import TranslationOptions, register

from .models import Draft, Remark


@register(Draft)
class DraftTranslation(TranslationOptions):
    fields = ("title", "summary", "office", "short_reason", "outcome")


@register(Remark)
class RemarkTranslation(TranslationOptions):
    fields = ("hidden_reason",)
