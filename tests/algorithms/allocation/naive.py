"""Equal Shares straight from its definition: every voter, every project, fractions only."""

from fractions import Fraction


def price(cost, holders):
    """Least ρ with Σ min(b, ρ·u) = cost over (b, u) pairs, or None when they hold too little."""
    if sum(b for b, _ in holders) < cost:
        return None
    missing, units = Fraction(cost), sum(u for _, u in holders)
    for b, u in sorted(holders, key=lambda pair: pair[0] / pair[1]):
        if missing <= b / u * units:
            return missing / units
        missing -= b
        units -= u
    raise AssertionError("unreachable: the holders have the cost")


def buy(election, utility, endowment, key):
    """Project ids in the order bought; ``key`` orders exact ties. No groups."""
    voters = [dict(ballot) for ballot, many in election.ballots for _ in range(many)]
    balances = [endowment] * len(voters)

    def gain(voter, c):
        factor = election.projects[c].cost if utility == "cost" else 1
        return factor * (voter[c] if utility == "score" else 1)

    left = {
        c
        for c, p in enumerate(election.projects)
        if election.votes[p.id] and p.cost <= election.budget
    }
    bought = []
    while True:
        rho = {}
        for c in left:
            holders = [
                (balances[i], gain(voter, c)) for i, voter in enumerate(voters) if c in voter
            ]
            rho[c] = price(election.projects[c].cost, holders)
        left = {c for c in left if rho[c] is not None}
        if not left:
            return bought
        best = min(left, key=lambda c: (rho[c], key(election.projects[c])))
        for i, voter in enumerate(voters):
            if best in voter:
                balances[i] -= min(balances[i], rho[best] * gain(voter, best))
        bought.append(election.projects[best].id)
        left.discard(best)


def add1(election, utility, start, step, stop, key):
    """(ids bought, raises): every endowment in turn, none skipped."""
    cost = {p.id: p.cost for p in election.projects}
    able = {p.id for p in election.projects if election.votes[p.id] and p.cost <= election.budget}
    raises, bought = 0, buy(election, utility, start, key)
    while True:
        rest = able - set(bought)
        left = election.budget - sum(cost[p] for p in bought)
        if not rest or (stop == "exhaustive" and all(cost[p] > left for p in rest)):
            return bought, raises
        higher = buy(election, utility, start + (raises + 1) * step, key)
        if sum(cost[p] for p in higher) > election.budget:
            return bought, raises
        raises, bought = raises + 1, higher
