"""What can go wrong with proposals and comments, and the words for it."""

from collections.abc import Mapping
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.interface.errors import DomainError


class ProposalError(DomainError):
    """The words of every code; placeholders are the error's parameters."""

    texts: ClassVar[Mapping[str, str | Promise]] = {
        "wrong_state": _(
            "The proposal is now “%(status)s”, so this can no longer be done. Reload the page."
        ),
        "own_case": _("You take part in this case yourself, so another member must decide it."),
        "not_author": _("Only the author can do this."),
        "call_not_open": _("Proposals are not being accepted at this time."),
        "not_editable": _("This proposal can no longer be changed."),
        "incomplete": _("Some answers are still missing. Fill them in before you submit."),
        "limit_reached": _(
            "You have already submitted as many proposals as one person may: %(limit)s."
        ),
        "needs_residency": _(
            "Only people whose residency is verified may submit here. Your draft is saved."
        ),
        "lives_elsewhere": _(
            "Your verified place of residence is %(place)s. "
            "Here only residents of %(territory)s may submit."
        ),
        "too_young": _("Authors must be at least %(age)s years old."),
        "too_expensive": _("The cost is above the limit of this call: %(limit)s ₸."),
        "reason_missing": _("Give the reason in Kazakh, Russian and English. It will be public."),
        "merge_into_itself": _("A proposal cannot be merged into itself."),
        "merge_across_calls": _("Both proposals must belong to the same call."),
        "merge_into_hidden": _("The other proposal must be published."),
        "too_many_images": _("A proposal can have %(limit)s pictures. Remove one to add another."),
        "too_many_documents": _(
            "A proposal can have %(limit)s documents. Remove one to add another."
        ),
        "document_type": _(
            "“%(name)s” is not a document of an accepted type. Send PDF, DOCX, XLSX or ODT."
        ),
        "document_size": _(
            "The document “%(name)s” is larger than %(limit)s MB. Send a smaller one."
        ),
        "document_empty": _("The document “%(name)s” is empty."),
        "supports_closed": _("This proposal no longer takes supports."),
        "own_proposal": _("You cannot support your own proposal."),
        "comment_empty": _("Write your comment first."),
        "comment_too_long": _("A comment can have %(limit)s characters at most."),
        "comment_too_often": _(
            "You have written many comments in a short time. Wait a few minutes and send it again."
        ),
        "comments_closed": _("This proposal no longer takes comments."),
        "reply_to_hidden": _("The comment you reply to has been hidden."),
        "own_comment": _("You cannot report your own comment."),
    }
