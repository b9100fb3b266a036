"""Official texts of this part, in the three languages."""

from modeltranslation.translator import TranslationOptions, register

from .models import Expense, Fund, OfficeHours, Spending, YearReport


@register(OfficeHours)
class OfficeHoursTranslation(TranslationOptions):
    fields = ("who", "place")


@register(Expense)
class ExpenseTranslation(TranslationOptions):
    fields = ("what",)


@register(Fund)
class FundTranslation(TranslationOptions):
    fields = ("name", "purpose", "how_to_give")


@register(Spending)
class SpendingTranslation(TranslationOptions):
    fields = ("what",)


@register(YearReport)
class YearReportTranslation(TranslationOptions):
    fields = ("words",)
