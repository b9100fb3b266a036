"""Final documents, the recommendations in them, the replies, and what was promised."""

from .commitments import Commitment, Dispute, Step, StepFile
from .documents import FinalDocument, Recommendation
from .replies import Handover, HeardRequest, ReplyDraft, ReplyFile, ReplyVersion

__all__ = [
    "Commitment",
    "Dispute",
    "FinalDocument",
    "Handover",
    "HeardRequest",
    "Recommendation",
    "ReplyDraft",
    "ReplyFile",
    "ReplyVersion",
    "Step",
    "StepFile",
]
