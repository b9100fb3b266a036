"""Official texts of this part, in the three languages."""

from modeltranslation.translator import TranslationOptions, register

from .models import (
    Commitment,
    Dispute,
    FinalDocument,
    Handover,
    HeardRequest,
    Recommendation,
    ReplyVersion,
    Step,
)


@register(FinalDocument)
class FinalDocumentTranslation(TranslationOptions):
    fields = ("title", "place", "tasks", "subjects", "facts")


@register(Recommendation)
class RecommendationTranslation(TranslationOptions):
    fields = ("text", "grounds", "reply")


@register(ReplyVersion)
class ReplyVersionTranslation(TranslationOptions):
    fields = ("reply", "reason")


@register(Handover)
class HandoverTranslation(TranslationOptions):
    fields = ("reason",)


@register(HeardRequest)
class HeardRequestTranslation(TranslationOptions):
    fields = ("outcome",)


@register(Commitment)
class CommitmentTranslation(TranslationOptions):
    fields = ("title", "office")


@register(Step)
class StepTranslation(TranslationOptions):
    fields = ("text",)


@register(Dispute)
class DisputeTranslation(TranslationOptions):
    fields = ("answer",)
