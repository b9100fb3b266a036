"""Official texts of a round, in the three languages."""

from modeltranslation.translator import TranslationOptions, register

from .models import Amendment, Appeal, ExclusiveGroup, Milestone, Review, Round


@register(Round)
class RoundTranslation(TranslationOptions):
    fields = ("title", "summary", "rules")


@register(Amendment)
class AmendmentTranslation(TranslationOptions):
    fields = ("text", "reason")


@register(Review)
class ReviewTranslation(TranslationOptions):
    fields = ("reason",)


@register(Appeal)
class AppealTranslation(TranslationOptions):
    fields = ("reason",)


@register(ExclusiveGroup)
class ExclusiveGroupTranslation(TranslationOptions):
    fields = ("name",)


@register(Milestone)
class MilestoneTranslation(TranslationOptions):
    fields = ("delay_reason",)
