"""Forms of final documents, replies and commitments."""

from .documents import DocumentForm, RecommendationForm
from .keeping import AnswerDisputeForm, DisputeForm, MoveForm, StepForm
from .replies import (
    ArrangeForm,
    AskForm,
    CorrectionForm,
    HandoverForm,
    OutcomeForm,
    PromiseFormSet,
    ReplyForm,
)

__all__ = [
    "AnswerDisputeForm",
    "ArrangeForm",
    "AskForm",
    "CorrectionForm",
    "DisputeForm",
    "DocumentForm",
    "HandoverForm",
    "MoveForm",
    "OutcomeForm",
    "PromiseFormSet",
    "RecommendationForm",
    "ReplyForm",
    "StepForm",
]
