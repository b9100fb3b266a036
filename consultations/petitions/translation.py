"""Official texts of this part, in the three languages."""

from modeltranslation.translator import TranslationOptions, register

from .models import Petition, PetitionAppeal


@register(Petition)
class PetitionTranslation(TranslationOptions):
    fields = ("answer",)


@register(PetitionAppeal)
class PetitionAppealTranslation(TranslationOptions):
    fields = ("reason",)
