"""Official words of a consultation, in the three languages."""

from modeltranslation.translator import TranslationOptions, register

from .models import ReplyTemplate, Response


@register(ReplyTemplate)
class ReplyTemplateTranslation(TranslationOptions):
    fields = ("title", "text")


@register(Response)
class ResponseTranslation(TranslationOptions):
    fields = ("theme", "said", "done")
