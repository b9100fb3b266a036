"""Official texts of calls, and moderators' public reasons, in the three languages."""

from modeltranslation.translator import TranslationOptions, register

from .models import Call, Category, Comment, Proposal


@register(Call)
class CallTranslation(TranslationOptions):
    fields = ("title",)


@register(Category)
class CategoryTranslation(TranslationOptions):
    fields = ("name", "hint")


@register(Proposal)
class ProposalTranslation(TranslationOptions):
    fields = ("reason",)


@register(Comment)
class CommentTranslation(TranslationOptions):
    fields = ("reason",)
