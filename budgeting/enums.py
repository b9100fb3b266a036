"""The phases of a round, the states of a project, and what may follow what."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PhaseKind(models.TextChoices):
    INTAKE = "intake", _("proposals")
    REVIEW = "review", _("review")
    CORRECTION = "correction", _("correction")
    VOTING = "voting", _("voting")
    RESULT = "result", _("result")
    DELIVERY = "delivery", _("delivery")


# The order in which phases must come.
PHASE_ORDER = tuple(PhaseKind.values)


class Rule(models.TextChoices):
    GREEDY = "greedy", _("most votes first")
    EQUAL_SHARES = "equal_shares", _("Method of Equal Shares")
    PHRAGMEN = "phragmen", _("sequential Phragmén")
    MAX_WELFARE = "max_welfare", _("maximum welfare")


# Those that a round may be decided by; the others are counted beside them, for comparison.
DECIDING_RULES = (Rule.GREEDY, Rule.EQUAL_SHARES)


class Completion(models.TextChoices):
    """What Equal Shares does with the money that is left."""

    NONE = "none", _("stays unspent")
    ADD1 = "add1", _("equal shares are raised step by step")
    UTILITARIAN = "utilitarian", _("goes to the projects with most votes that still fit")
    BOTH = "add1+utilitarian", _("shares are raised, then the projects with most votes that fit")


class Start(models.TextChoices):
    EXACT = "exact", _("the exact share")
    FLOOR = "floor", _("rounded down to whole tenge")


class Stop(models.TextChoices):
    EXHAUSTIVE = "exhaustive", _("once no further project fits")
    OVERSPEND = "overspend", _("only before the budget would be exceeded")


class Leftovers(models.TextChoices):
    RETURNED = "returned", _("return to the budget")
    CITYWIDE = "citywide", _("go to the envelope of the whole territory, counted last")


class RoundStatus(models.TextChoices):
    """Where a round stands apart from the clock: what its moderators have done."""

    DRAFT = "draft", _("being prepared")
    ANNOUNCED = "announced", _("announced")
    BALLOT_FIXED = "ballot_fixed", _("ballot fixed")
    VOTING_OPEN = "voting_open", _("voting open")
    VOTING_CLOSED = "voting_closed", _("voting closed")
    COUNTED = "counted", _("counted")
    RESULT_PUBLISHED = "result_published", _("result published")


RS = RoundStatus
ROUND_TRANSITIONS: dict[str, frozenset[str]] = {
    RS.DRAFT: frozenset({RS.ANNOUNCED}),
    RS.ANNOUNCED: frozenset({RS.BALLOT_FIXED}),
    RS.BALLOT_FIXED: frozenset({RS.VOTING_OPEN, RS.ANNOUNCED}),
    RS.VOTING_OPEN: frozenset({RS.VOTING_CLOSED}),
    RS.VOTING_CLOSED: frozenset({RS.COUNTED}),
    RS.COUNTED: frozenset({RS.RESULT_PUBLISHED}),
    RS.RESULT_PUBLISHED: frozenset(),
}


class ProjectStatus(models.TextChoices):
    REVIEW = "review", _("under review")
    FEASIBLE = "feasible", _("feasible")
    CORRECTION = "correction", _("to be corrected")
    INFEASIBLE = "infeasible", _("not feasible")
    APPEALED = "appealed", _("appealed")
    ON_BALLOT = "on_ballot", _("on the ballot")
    WON = "won", _("won")
    LOST = "lost", _("not chosen")
    # Its proposal was withdrawn, merged or rejected while under review.
    LEFT = "left", _("left the round")


PS = ProjectStatus
PROJECT_TRANSITIONS: dict[str, frozenset[str]] = {
    PS.REVIEW: frozenset({PS.FEASIBLE, PS.CORRECTION, PS.INFEASIBLE, PS.LEFT}),
    PS.CORRECTION: frozenset({PS.REVIEW, PS.LEFT}),
    PS.INFEASIBLE: frozenset({PS.APPEALED, PS.REVIEW, PS.LEFT}),
    PS.APPEALED: frozenset({PS.FEASIBLE, PS.INFEASIBLE, PS.LEFT}),
    PS.FEASIBLE: frozenset({PS.ON_BALLOT, PS.REVIEW, PS.LEFT}),
    PS.ON_BALLOT: frozenset({PS.WON, PS.LOST, PS.FEASIBLE}),
    PS.WON: frozenset(),
    PS.LOST: frozenset(),
    PS.LEFT: frozenset({PS.REVIEW}),
}


class Step(models.TextChoices):
    """What a moderator does to carry a round on; each has checks that must pass first."""

    ANNOUNCE = "announce", _("announce the round")
    SEND_TO_REVIEW = "send_to_review", _("send proposals to review")
    FIX_BALLOT = "fix_ballot", _("fix the ballot")
    OPEN_VOTING = "open_voting", _("open the voting")
    CLOSE_VOTING = "close_voting", _("close the voting")
    COUNT = "count", _("count the votes")
    PUBLISH_RESULT = "publish_result", _("publish the result")
    AUDIT = "audit", _("check the ballots against the roll")


# Steps that decide or cannot be undone: two moderators must agree.
IN_PAIRS = frozenset({Step.OPEN_VOTING, Step.PUBLISH_RESULT, Step.AUDIT})


class ReviewStage(models.TextChoices):
    FIRST = "first", _("first review")
    RECHECK = "recheck", _("recheck after correction")


class Decision(models.TextChoices):
    FEASIBLE = "feasible", _("feasible")
    CORRECT = "correct", _("feasible once corrected")
    INFEASIBLE = "infeasible", _("not feasible")


class Answer(models.TextChoices):
    YES = "yes", _("yes")
    NO = "no", _("no")
    NOT_APPLICABLE = "n/a", _("does not apply")


class MilestoneKind(models.TextChoices):
    DESIGN = "design", _("design and estimate")
    TENDER = "tender", _("tender")
    CONTRACT = "contract", _("contract signed")
    WORKS = "works", _("works begun")
    ACCEPTANCE = "acceptance", _("acceptance")
    OPENED = "opened", _("opened to residents")


class PhotoKind(models.TextChoices):
    BEFORE = "before", _("before")
    DURING = "during", _("during the works")
    AFTER = "after", _("after")
