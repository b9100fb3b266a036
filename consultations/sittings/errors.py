"""What can go wrong during a meeting and with its minutes."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from commons.interface.errors import DomainError


class SittingError(DomainError):
    """Something that the course of the meeting, its quorum or its minutes do not allow."""

    texts: ClassVar = {
        "not_announced": _("This can be done once the meeting is announced."),
        "too_early": _("A meeting can be opened two hours before its time at the earliest."),
        "started_already": _("The meeting was opened already."),
        "not_started": _("Open the meeting first."),
        "over": _("The meeting has ended already."),
        "not_over": _("The end must be after the beginning, and not in the future."),
        "frozen": _(
            "The minutes are published, so the record of the meeting is closed. "
            "Add a correction to the minutes instead."
        ),
        "vote_open": _("A vote is open. Close it first."),
        "speaker_here": _("Somebody speaks now. Mark the speech as finished first."),
        "other_meeting": _("This does not belong to the meeting. Reload the page."),
        "not_a_member": _("Only members who have a seat on the day of the meeting are counted."),
        "questions_closed": _("Questions are asked until the meeting ends."),
        "question_hidden": _("A question that was hidden cannot be voted on or answered."),
        "own_question": _("Your own question does not need your vote."),
        "too_many_questions": ngettext_lazy(
            "You have asked %(most)s question at this meeting, which is the most one can ask. "
            "Vote for the questions of others.",
            "You have asked %(most)s questions at this meeting, which is the most one can ask. "
            "Vote for the questions of others.",
            "most",
        ),
        "wrong_turn": _("The state of this speaker has changed. Reload the page."),
        "no_quorum": _(
            "There is no quorum: %(present)s of %(seats)s members are here, %(needed)s are needed. "
            "Without a quorum nothing can be put to the vote."
        ),
        "no_council": _("Votes are taken in meetings of a council, where members have seats."),
        "not_open": _("This vote is not open."),
        "not_prepared": _("This vote was opened already."),
        "not_present": _(
            "You are not marked as present. Ask the secretary to mark you, then vote again."
        ),
        "candidate_needed": _("Choose the member who is to be elected."),
        "voted_decision": _("What a council decides comes from its vote. Put it to the vote."),
        "unanswered": ngettext_lazy(
            "%(count)s question has no answer yet. Every question is answered in the minutes.",
            "%(count)s questions have no answer yet. Every question is answered in the minutes.",
            "count",
        ),
        "recording_needed": _(
            "The minutes of an environmental hearing need a recording and what was said in it "
            "as text. Add them first."
        ),
        "signatures_needed": _("Write who chaired the meeting and who wrote the minutes."),
        "not_held": _("Minutes are published after the meeting has ended."),
        "minutes_published": _("The minutes were published already."),
        "minutes_unpublished": _("This can be done once the minutes are published."),
        "quorum_lost": _("There is no quorum any more."),
        "appeal_closed": _("The period for an appeal ended on %(day)s."),
        "appealed": _("You have appealed against these minutes already."),
        "not_a_participant": _(
            "Those can appeal who took part: registered, asked a question, spoke or sat as a "
            "member."
        ),
        "appeal_answered": _("This appeal was answered already."),
    }
