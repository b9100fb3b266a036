"""All datasets, in the order in which they are listed."""

from ..declaring import registry
from . import budget, delivery, demands, discovery, hearings, places, plans, proposals, votes

DATASETS = registry(
    (
        places.AKIMATS,
        places.TERRITORIES,
        budget.ROUNDS,
        budget.PHASES,
        budget.ENVELOPES,
        proposals.PROPOSALS,
        budget.PROJECTS,
        budget.RESULTS,
        votes.HEADS,
        delivery.MILESTONES,
        delivery.CONTRACTS,
        delivery.PAYMENTS,
        hearings.COUNCILS,
        hearings.MEMBERS,
        hearings.MEETINGS,
        hearings.DRAFTS,
        demands.RECOMMENDATIONS,
        demands.COMMITMENTS,
        demands.PETITIONS,
        discovery.ROUNDS,
        discovery.STAGES,
        discovery.OPPORTUNITIES,
        discovery.SCORES,
        discovery.DECISIONS,
        plans.PRIORITIES,
        plans.INDICATORS,
        plans.READINGS,
    )
)
