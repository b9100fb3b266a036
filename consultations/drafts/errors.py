"""What can go wrong with drafts and remarks, and the words for it."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from ..errors import HearingError


class DraftError(HearingError):
    texts: ClassVar = {
        **HearingError.texts,
        # reading a document
        "not_docx": _("“%(name)s” is not a DOCX file. Save it in Word as DOCX, without macros."),
        "too_large": _(
            "“%(name)s” is larger than %(limit)s MB once it is unpacked. Take out the pictures, "
            "or paste the text."
        ),
        "damaged": _("“%(name)s” cannot be read: the file is damaged. Save it anew and try again."),
        "no_text": _("No text was found. Check the file, or paste the text."),
        "too_many": _("There are more than %(most)s paragraphs. Divide the document into parts."),
        "too_long": _(
            "A paragraph is longer than %(most)s characters: “%(begin)s”. Divide it first."
        ),
        # versions
        "in_work": _("Another version in this language is being prepared. Finish or discard it."),
        "published": _("This version is published and cannot be changed. Upload a new one."),
        "not_latest": _("Only the latest version in a language can be discarded."),
        "no_neighbour": _("There is no paragraph above to join it with."),
        "last_passage": _("A version needs at least one paragraph."),
        "same_text": _("The text is the same as in version %(number)s, word for word."),
        "other_draft": _("This paragraph belongs to another document."),
        "taken": _(
            "§ %(number)s has a counterpart in this language already. Give that one another "
            "paragraph first."
        ),
        # the discussion
        "not_ready": _("The discussion cannot open yet: %(missing)s"),
        "period_short": _(
            "The discussion lasts at least %(days)s working days, until %(until)s. For a shorter "
            "one write the reason in Kazakh and in Russian: it is public."
        ),
        "period_past": _("The last day for remarks must be after today."),
        "period_long": _("The discussion can last a year at most."),
        "not_later": _("The new last day must be after %(until)s."),
        "unanswered": _("%(count)s remarks have no answer yet. Answer them before you close."),
        # remarks
        "not_open": _("The discussion is not open, so remarks are not taken."),
        "staff": _("Staff of this akimat answer remarks and do not write or back them."),
        "empty": _("Write what should be changed, and why."),
        "long": _("A remark has %(limit)s characters at most."),
        "suggestion_long": _("A suggested wording has %(limit)s characters at most."),
        "too_often": _("You have written many remarks in a short time. Try again in a while."),
        "no_paragraph": _("This paragraph is not in the text any more."),
        "not_yours": _("You can change your own remarks only."),
        "fixed": _(
            "A remark can be changed for 24 hours, until it is answered or somebody agrees with it."
        ),
        "own": _("This is your own remark. Others can agree with it."),
        "hidden": _("This remark is hidden."),
        # answers
        "answered": _(
            "Somebody has answered remark № %(number)s meanwhile. Reload the page to read it."
        ),
        "reason_needed": _("Write the reason: every answer has one."),
        "no_remarks": _("Choose at least one remark."),
    }
