"""What can go wrong before a meeting, and the words for it."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from commons.interface.errors import DomainError


class MeetingError(DomainError):
    """Something asked of a meeting that its state or the law does not allow."""

    texts: ClassVar = {
        "not_announced": _("This meeting is not announced yet."),
        "already_announced": _("This meeting was announced already."),
        "was_cancelled": _("This meeting was cancelled."),
        "has_begun": _("The meeting has begun. Registration is closed."),
        "has_ended": _("The meeting is over. This can no longer be done."),
        "ends_before_start": _("The meeting must end after it begins."),
        "starts_in_past": _("The meeting must begin in the future."),
        "council_needed": _("Choose the council that meets."),
        "council_elsewhere": _("This council belongs to another akimat."),
        "source_elsewhere": _("A meeting can only be about a document of the same akimat."),
        "kind_fixed": _("The kind of an announced meeting stays: its periods follow from it."),
        "reason_needed": _(
            "Say in Kazakh and in Russian why the time or the place changes: it is public."
        ),
        "checks_failed": _("The notice must say more. %(checks)s"),
        "notice_late": _(
            "The notice comes %(days)s days before the meeting; the law asks for %(law)s. Choose a "
            "later date, or say in Kazakh and in Russian why it cannot be later: the reason and "
            "the delay are shown on the page."
        ),
        "places_taken": _(
            "%(count)s people are registered to come. The number of places cannot be lower."
        ),
        "not_remote": _("One cannot take part in this meeting remotely."),
        "only_remote": _("This meeting is held remotely only."),
        "room_full": _(
            "All places in the room are taken. Your remote place stays; try again later."
        ),
        "topic_needed": _("Write what you wish to speak about."),
        "name_needed": _("Write the name."),
        "entered_already": _("Somebody with this e-mail address is registered already."),
        "has_account": _(
            "This address belongs to an account that is registered already: %(name)s."
        ),
        "agenda_closed": _("Proposals for the agenda were taken until %(date)s."),
        "proposals_most": _("One person may propose %(most)s items for a meeting."),
        "proposal_decided": _("This proposal is decided already."),
        "own_proposal": _("This is your own proposal. Others can support it."),
        "proposal_reason_needed": _("Say why the item is declined: the reason is public."),
        "item_proposed": _(
            "“%(title)s” was proposed by a resident and accepted. It stays on the agenda."
        ),
        "paper_nothing": _("Choose a file or a draft document."),
        "papers_most": _("A meeting may have %(most)s papers."),
        "paper_public": _("This paper was published with the notice. Withdraw it with a reason."),
        "paper_reason_needed": _("Say why the paper is withdrawn: the reason is public."),
        "paper_last": _(
            "By law an environmental hearing has its papers from the notice on. Add the corrected "
            "paper first, then withdraw this one."
        ),
        "draft_not_open": _("Choose a draft of this akimat that is public."),
        "request_who": _(
            "Requests come from residents of the akimat and from organisations. Verify where you "
            "live, or name the organisation that you speak for."
        ),
        "request_most": _("You have %(most)s requests that wait for an answer."),
        "request_answered": _("This request was answered already."),
        "answer_needed": _("Write the answer: it is public and must give a reason."),
        "request_not_agreed": _("A hearing follows from a request that was agreed to."),
    }
