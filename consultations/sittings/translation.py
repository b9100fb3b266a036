"""Official texts of this part, in the three languages."""

from modeltranslation.translator import TranslationOptions, register

from .models import ItemNote, MeetingDecision, Minutes, MinutesAddendum, MinutesAppeal, RollCall


@register(ItemNote)
@register(RollCall)
@register(MeetingDecision)
class TextTranslation(TranslationOptions):
    fields = ("text",)


@register(Minutes)
class MinutesTranslation(TranslationOptions):
    fields = ("opening", "closing")


@register(MinutesAddendum)
class AddendumTranslation(TranslationOptions):
    fields = ("text", "reason")


@register(MinutesAppeal)
class AppealTranslation(TranslationOptions):
    fields = ("answer",)
