"""Every change of a proposal, its files, its comments and its supports."""

from .attaching import (
    MAX_DOCUMENTS,
    MAX_IMAGES,
    add_document,
    add_image,
    describe_image,
    remove_attachment,
)
from .backing import support, unsupport
from .discussing import comment, dismiss_reports, hide_comment, report_comment, restore_comment
from .drafting import allow_edits, close_discussion, discard_draft, save_step, start_draft
from .moderating import merge, publish, reject, return_for_correction, split_off
from .submitting import submit, withdraw

__all__ = [
    "MAX_DOCUMENTS",
    "MAX_IMAGES",
    "add_document",
    "add_image",
    "allow_edits",
    "close_discussion",
    "comment",
    "describe_image",
    "discard_draft",
    "dismiss_reports",
    "hide_comment",
    "merge",
    "publish",
    "reject",
    "remove_attachment",
    "report_comment",
    "restore_comment",
    "return_for_correction",
    "save_step",
    "split_off",
    "start_draft",
    "submit",
    "support",
    "unsupport",
    "withdraw",
]
