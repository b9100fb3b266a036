"""Official texts of surveys, in the three languages."""

from modeltranslation.translator import TranslationOptions, register

from .models import Option, Question, Survey, SurveyPage


@register(Survey)
class SurveyTranslation(TranslationOptions):
    fields = ("title", "intro")


@register(SurveyPage)
class SurveyPageTranslation(TranslationOptions):
    fields = ("title",)


@register(Question)
class QuestionTranslation(TranslationOptions):
    fields = ("text", "hint", "low_label", "high_label")


@register(Option)
class OptionTranslation(TranslationOptions):
    fields = ("text",)
