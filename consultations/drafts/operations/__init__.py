"""Every change to drafts, their texts, and what is said about them."""

from .answering import answer_remarks
from .discussion import (
    close_discussion,
    end_discussions,
    extend_discussion,
    open_discussion,
)
from .matching import choose_paragraph, propose_matches, realign
from .moderating import hide_remark, restore_remark
from .preparing import change_draft, create_draft
from .publishing import publish_version
from .remarking import agree, change_remark, take_back_agreement, write_remark
from .reminding import remind
from .tidying import change_passage, drop_passage, join_passages
from .uploading import discard_version, take_text

__all__ = [
    "agree",
    "answer_remarks",
    "change_draft",
    "change_passage",
    "change_remark",
    "choose_paragraph",
    "close_discussion",
    "create_draft",
    "discard_version",
    "drop_passage",
    "end_discussions",
    "extend_discussion",
    "hide_remark",
    "join_passages",
    "open_discussion",
    "propose_matches",
    "publish_version",
    "realign",
    "remind",
    "restore_remark",
    "take_back_agreement",
    "take_text",
    "write_remark",
]
