"""Official texts of this part, in the three languages."""

from modeltranslation.translator import TranslationOptions, register

from .models import Conversation, Statement


@register(Conversation)
class ConversationTranslation(TranslationOptions):
    fields = ("title", "about", "outcome")


@register(Statement)
class StatementTranslation(TranslationOptions):
    fields = ("text",)
