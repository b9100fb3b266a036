"""Official texts of this part, in the three languages."""

from modeltranslation.translator import TranslationOptions, register

from .models import QuestionReply


@register(QuestionReply)
class QuestionReplyTranslation(TranslationOptions):
    fields = ("office", "text", "reason")
