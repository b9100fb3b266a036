"""Official texts of this part, in the three languages."""

from modeltranslation.translator import TranslationOptions, register

from .models import Activity, Dataset, Statistic


@register(Dataset)
class DatasetTranslation(TranslationOptions):
    fields = ("title", "source")


@register(Statistic)
class StatisticTranslation(TranslationOptions):
    fields = ("name", "unit", "source")


@register(Activity)
class ActivityTranslation(TranslationOptions):
    fields = ("name",)
