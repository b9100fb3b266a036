"""Official texts of meetings, in the three languages."""

from modeltranslation.translator import TranslationOptions, register

from .models import AgendaItem, Meeting, MeetingChange


@register(Meeting)
class MeetingTranslation(TranslationOptions):
    fields = ("title", "about", "place", "led_by", "cancel_reason", "breach_reason")


@register(MeetingChange)
class MeetingChangeTranslation(TranslationOptions):
    fields = ("reason",)


@register(AgendaItem)
class AgendaItemTranslation(TranslationOptions):
    fields = ("title",)
