"""What the site itself says about each stage, for readers who never heard the term.

A round may say it in its own words (`Phase.what`, `Phase.who`); these stand where it does not.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .enums import StageKind

Words = str | Promise


@dataclass(frozen=True)
class StageWords:
    """`question` is what the stage answers, `ends_with` what exists once it is over."""

    question: Words
    what: Words
    who: Words
    ends_with: Words
    you: Words


WORDS: dict[str, StageWords] = {
    StageKind.MANDATE: StageWords(
        _("Who asked for this, and what may it decide?"),
        _(
            "The akimat says in an official act why it opens the round, which territory it covers "
            "and what will be done with the result. Rules and dates are published before anyone "
            "is asked for an opinion."
        ),
        _("The akim and the team that will run the round."),
        _("An act with a number and a date, rules that cannot be changed unnoticed, and dates."),
        _("Read who asked for the round, and follow it to hear when the next stage opens."),
    ),
    StageKind.EVIDENCE: StageWords(
        _("What is this place really good at?"),
        _(
            "Before anyone proposes anything, the facts are put on the table: what the territory "
            "has that others do not, what its firms do well, what people are missing. Every claim "
            "names its source, and anyone in the room can dispute it."
        ),
        _("Statisticians, researchers, firms and organisations; residents answer surveys."),
        _("A register of strengths, statistics with their sources, a SWOT and survey results."),
        _("Look at the facts, answer the surveys, and say what is wrong or missing."),
    ),
    StageKind.DISCOVERY: StageWords(
        _("What new activity could grow from these strengths?"),
        _(
            "People from business, science, government and civil society meet in small groups and "
            "look for openings: an activity, not a whole sector. Not “tourism”, but “online "
            "booking that shortens queues at the lake”. Each idea becomes a card that says who "
            "would buy, what is new and what it needs. Anyone may also send an idea without "
            "coming to a meeting."
        ),
        _("Participants of the focus groups, and anyone with an idea in the open call."),
        _("A list of opportunity cards, each with its supporters in the four sectors."),
        _("Write an idea, support or question the ideas of others, come to a meeting."),
    ),
    StageKind.EVALUATION: StageWords(
        _("Which ideas are worth betting on?"),
        _(
            "Several reviewers score each idea on the same criteria, without seeing one another’s "
            "scores and never for their own organisation. The criteria and their weights are "
            "fixed beforehand. The result says not only the order, but how sure it is."
        ),
        _("Reviewers named for the round; a commission that answers for the shortlist."),
        _("A ranking with its reasons, and a shortlist."),
        _("Read the criteria, and later the scores and the reasons behind them."),
    ),
    StageKind.CONSULTATION: StageWords(
        _("Do the people who live here agree?"),
        _(
            "The shortlist goes to everybody. Residents and the four sectors rate it apart, so "
            "that no group drowns out another. Every comment gets a reply."
        ),
        _("All residents, and everybody who took part so far."),
        _("Ratings of each group, and a page “you said, we did”."),
        _("Rate the ideas on the shortlist and say what should be changed."),
    ),
    StageKind.DECISION: StageWords(
        _("What was chosen, and why?"),
        _(
            "The commission decides with the scores and the consultation before it. Where it "
            "departs from them, it gives a reason in writing. What was not chosen is published "
            "too."
        ),
        _("The commission of the round."),
        _("A few priorities, each with reasons and votes."),
        _("Read what was chosen, what was not, and why."),
    ),
    StageKind.PLAN: StageWords(
        _("Who does what, by when, and with what money?"),
        _(
            "Each priority gets objectives, actions and indicators; each action gets someone who "
            "leads it, dates, people and money, public and private. Before an action is approved "
            "it is asked who needs it and who will keep it running."
        ),
        _("The akimat with the firms and organisations that will carry the actions."),
        _("A published action plan."),
        _("Read the plan, and see what became of the ideas you know."),
    ),
    StageKind.MONITORING: StageWords(
        _("Is it working?"),
        _(
            "Indicators are read on announced days and shown to everybody. When the plan is "
            "reviewed, what was learnt opens the next round: discovery goes on."
        ),
        _("Those who lead the actions report; everybody can look."),
        _("A public board of indicators, and a review."),
        _("See on the board how far each action is."),
    ),
}
