"""Official texts of events, in the three languages."""

from modeltranslation.translator import TranslationOptions, register

from .models import AgendaItem, Event


@register(Event)
class EventTranslation(TranslationOptions):
    fields = ("title", "about", "place", "summary", "cancel_reason")


@register(AgendaItem)
class AgendaItemTranslation(TranslationOptions):
    fields = ("title",)
