"""The words of each check: when it holds, and when it does not."""

from django.utils.translation import gettext_lazy as _

from commons.rounds import checks

TEXTS: dict[str, tuple[checks.Words, checks.Words]] = {
    **checks.TEXTS,
    "phases_complete": (
        _("Every phase has its dates."),
        _("These phases have no dates yet: %(phases)s."),
    ),
    "phases_in_order": (
        _("The phases follow one another without overlap."),
        _("The phases must follow one another in order and may not overlap."),
    ),
    "intake_ahead": (
        _("Proposals open after the announcement."),
        _("Proposals must open after the announcement: rules come first."),
    ),
    "envelopes": (
        _("Envelopes: %(count)s, together %(money)s ₸."),
        _("There is no money yet: add an envelope for the whole territory or for districts."),
    ),
    "envelopes_hold_money": (
        _("Every envelope holds money."),
        _("These envelopes hold no money: %(envelopes)s."),
    ),
    "envelopes_inside": (
        _("Every envelope lies inside the territory."),
        _("These envelopes lie outside the territory of the round: %(envelopes)s."),
    ),
    "limit_fits": (
        _("The largest cost of a proposal fits an envelope."),
        _("The largest cost of a proposal is more than any envelope holds."),
    ),
    "categories": (
        _("Categories: %(count)s."),
        _("Proposals need at least one category."),
    ),
    "categories_named": (
        _("The categories are named in Kazakh and Russian."),
        _("These categories are not named in both languages: %(categories)s."),
    ),
    "council_seated": (
        _("The expert council has members."),
        _("The expert council has no members, so appeals could not be decided."),
    ),
    "specialists_named": (
        _("The akimat has specialists."),
        _("The akimat has no specialists yet; somebody must review the proposals."),
    ),
    "lot_seed": (
        _("The seed of the lots is announced."),
        _("Announce the seed of the lots, or ties could not be broken by a rule known beforehand."),
    ),
    "ballot_consistent": (
        _("The ballot is consistent."),
        _("The points on one project cannot be more than the points to share."),
    ),
    "marks_differ": (
        _("The marks can tell projects apart."),
        _("With a highest mark of 1 a mark says no more than a tick."),
    ),
    "places_to_rank": (
        _("There are places to rank."),
        _("With one place there is nothing to rank: it is “choose one”."),
    ),
    "choices_allowed": (
        _("A voter may choose something."),
        _("Say how many projects may be chosen on a ballot."),
    ),
    "comparison_fits": (
        _("The settings fit the rule."),
        _("The comparison with the winners by votes belongs to Equal Shares alone."),
    ),
    "leftovers_have_a_place": (
        _("Money that is left over has a place to go."),
        _(
            "Money that is left over goes to the envelope of the whole territory, "
            "and the round has no such envelope."
        ),
    ),
    "threshold_sensible": (
        _("The threshold can be met."),
        _("The threshold in proportion to the cost must be a number from 1 on."),
    ),
    "announced": (
        _("The round is announced and its ballot not yet fixed."),
        _("The round must be announced, and its ballot not yet fixed."),
    ),
    "intake_over": (
        _("The time for proposals is over."),
        _("Residents can still propose: wait until the phase ends."),
    ),
    "proposals_moderated": (
        _("Every proposal has been moderated."),
        _("Proposals still with the moderators: %(count)s. They can be sent to review later."),
    ),
    "proposals_ready": (
        _("Proposals ready for review: %(count)s."),
        _("No published proposal waits to be sent to review."),
    ),
    "voting_ahead": (
        _("The time for voting is not over."),
        _("The time for voting is already over: amend the dates first."),
    ),
    "all_sent_to_review": (
        _("Every published proposal went to review."),
        _("Published proposals that never went to review: %(count)s. Send them first."),
    ),
    "projects_decided": (
        _("Every project is decided."),
        _("Projects still undecided: %(count)s."),
    ),
    "reasons_given": (
        _("Every project that is not feasible has its reason in Kazakh and Russian."),
        _("The reason is missing in Kazakh or Russian for: %(projects)s."),
    ),
    "appeals_over": (
        _("The time for appeals is over."),
        _("Authors can still appeal until %(date)s (projects: %(count)s)."),
    ),
    "options_exist": (
        _("Feasible projects for the ballot: %(count)s."),
        _("There is no feasible project to vote on."),
    ),
    "options_everywhere": (
        _("Every envelope has something to vote on."),
        _("Nothing to vote on, so no ballot, in: %(envelopes)s. That money stays unspent."),
    ),
    "envelopes_chosen": (
        _("Every feasible project belongs to an envelope."),
        _("These projects belong to no envelope: %(projects)s."),
    ),
    "costs_fit": (
        _("Every cost is set and fits its envelope."),
        _("The cost is missing or larger than the envelope for: %(projects)s."),
    ),
    "groups_on_one_ballot": (
        _("Projects that exclude one another are on one ballot."),
        _("Some projects that exclude one another are on different ballots."),
    ),
    "ballot_fixed": (_("The ballot is fixed."), _("Fix the ballot first.")),
    "voting_time": (
        _("It is the time for voting."),
        _("Voting can be opened only between its announced dates."),
    ),
    "roll": (
        _("Voters on the roll: %(count)s."),
        _("No verified resident may vote yet, so there is nobody to open the voting for."),
    ),
    "roll_everywhere": (
        _("Every ballot has voters."),
        _("Nobody may vote yet in: %(envelopes)s."),
    ),
    "voting_open": (_("Voting is open."), _("Voting is not open.")),
    "voting_over": (
        _("The announced end of voting has passed."),
        _("Voting lasts until its announced end; it cannot be closed earlier."),
    ),
    "voting_closed": (
        _("Voting is closed."),
        _("The votes are counted once, after voting has been closed."),
    ),
    "counted": (
        _("The votes are counted under both rules."),
        _("The votes are not counted yet."),
    ),
    "box_closed": (
        _("Voting is over and the box is closed."),
        _("The ballots can be checked against the roll once voting is closed."),
    ),
    "keys_kept": (
        _("The keys of the ballots are still kept."),
        _("The keys were destroyed after the time for complaints; nothing can be checked."),
    ),
    "two_moderators": (
        _("The akimat has moderators who can approve it together: %(names)s."),
        _(
            "Two moderators must approve this, and the akimat has only: %(names)s. "
            "A moderator gives the role to somebody else under “Staff and specialists”."
        ),
    ),
    "approved_by_two": (
        _("Approved by two moderators: %(names)s."),
        _("Two moderators must approve exactly this. So far it was approved by: %(names)s."),
    ),
}
