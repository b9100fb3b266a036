"""A whole publication made by hand: a box, seals, a count and the archive, with a real key.

What a server does with a database is done here with lists, so that any part can be bent.
"""

import hashlib
import json
import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from algorithms.allocation import (
    Election,
    Project,
    TieBreak,
    equal_shares,
    greedy,
    phragmen,
    proportional_threshold,
)
from algorithms.log import (
    Tree,
    canonical_json,
    choices_hash,
    entry_hash,
    head_statement,
    leaf_hash,
    slot_hash,
)
from algorithms.log import verify as verifier
from algorithms.log.publication import (
    FinalBallot,
    Head,
    LogEntry,
    SupersededBallot,
    assemble,
    prepare_parts,
    result_content,
)

POLL = UUID("0f4c1f9e-5c44-4d0e-8f6e-2f3f6b1c9a11")
VERIFIER = Path(verifier.__file__).read_bytes()
OPENING = 1_780_000_000_000  # milliseconds
SHARES = {
    "utility": "cost",
    "completion": "add1+utilitarian",
    "min_votes": 0,
    "threshold_share": None,
    "start": "exact",
    "step": None,
    "stop": "exhaustive",
    "comparison": False,
    "ties": ["votes", "cost", "lot"],
}
GREEDY = {
    "measure": "votes",
    "min_votes": 0,
    "threshold_share": None,
    "stop_at_first_misfit": False,
    "ties": ["votes", "cost", "lot"],
}
PHRAGMEN = {"min_votes": 0, "threshold_share": None, "ties": ["votes", "cost", "lot"]}
RULES = {"greedy": greedy, "equal_shares": equal_shares, "phragmen": phragmen}


@dataclass
class Ballot:
    slot: int
    version: int
    choices: dict[str, int]
    pub: bytes = b""
    n1: bytes = b""
    n2: bytes = b""
    nv: bytes = b""

    @property
    def h1(self) -> bytes:
        return slot_hash(poll=POLL, pub=self.pub, version=self.version, n1=self.n1)

    @property
    def h2(self) -> bytes:
        return choices_hash(poll=POLL, choices=self.choices, n2=self.n2, nv=self.nv)

    @property
    def leaf(self) -> bytes:
        return leaf_hash(self.h1, self.h2)


@dataclass
class Box:
    """What a server holds when a poll is closed; every step below can be bent by a test."""

    costs: dict[str, int]
    votes: list[Ballot]
    ballot_format: str = "approval"
    budget: int = 1_000_000
    rule: str = "equal_shares"
    params: dict[str, Any] = field(default_factory=lambda: dict(SHARES))
    others: list[tuple[str, dict[str, Any]]] = field(
        default_factory=lambda: [("greedy", dict(GREEDY)), ("phragmen", dict(PHRAGMEN))]
    )
    groups: dict[str, str] = field(default_factory=dict)
    limits: dict[str, int | None] = field(default_factory=dict)
    round: dict[str, Any] = field(default_factory=dict)
    may_change: bool = True
    seals: int = 5
    added: int = 0
    audit: dict[str, Any] | None = None
    seed: int = 1
    key: Ed25519PrivateKey = field(
        default_factory=lambda: Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    )
    readme: str = "Check me: python verify.py ARCHIVE\n"
    setup: dict[str, Any] = field(default_factory=dict)  # instead of what follows from the rest
    log: list[LogEntry] = field(default_factory=list)
    heads: list[Head] = field(default_factory=list)

    def __post_init__(self) -> None:
        noise = random.Random(self.seed)
        pubs = {ballot.slot: noise.randbytes(16) for ballot in self.votes}
        for ballot in self.votes:
            ballot.pub = pubs[ballot.slot]
            ballot.n1, ballot.n2, ballot.nv = (noise.randbytes(32) for _ in range(3))

    # --- what the log says

    def lots(self) -> dict[str, int]:
        def ticket(code: str) -> tuple[str, str]:
            return hashlib.sha256(f"seed/{code}".encode()).hexdigest(), code

        return {code: lot for lot, code in enumerate(sorted(self.costs, key=ticket), start=1)}

    def rules(self) -> dict[str, Any]:
        lots = self.lots()
        content = {
            "poll": str(POLL),
            "format": self.ballot_format,
            "budget_tenge": self.budget,
            "max_choices": 4,
            "points_total": None,
            "points_each": None,
            "may_change": self.may_change,
            "opens_at": "2026-06-01T00:00:00+05:00",
            "closes_at": "2026-06-15T00:00:00+05:00",
            "lot_seed": "seed",
            "options": [
                {
                    "code": code,
                    "cost_tenge": cost,
                    "exclusive_group": self.groups.get(code, ""),
                    "precedence": 0,
                    "lot": lots[code],
                }
                for code, cost in self.costs.items()
            ],
            "log_key": self.key.public_key().public_bytes_raw().hex(),
            "roll": len(self.finals()) + 7,
            "roll_late": 0,
            "roll_root": "00" * 32,
            "round": self.round,
            "count": {"rule": self.rule, "params": self.params},
            "verifier": hashlib.sha256(VERIFIER).hexdigest(),
        }
        return content | self.limits | self.setup

    def finals(self) -> list[Ballot]:
        last = {ballot.slot: ballot.version for ballot in self.votes}
        return [ballot for ballot in self.votes if ballot.version == last[ballot.slot]]

    def closing(self) -> dict[str, Any]:
        return {
            "poll": str(POLL),
            "early": False,
            "paper_not_confirmed": 0,
            "roll": len(self.finals()) + 7,
            "roll_late": 0,
            "roll_root": "00" * 32,
            "voters": len(self.finals()),
            "ballots": len(self.votes),
            "ballots_logged": len(self.votes),
        }

    def sign(self) -> Head:
        tree = Tree(
            entry if isinstance(entry, bytes) else entry_hash(canonical_json(entry[1]))
            for entry in self.log
        )
        at = OPENING + 3_600_000 * len(self.heads)
        statement = head_statement(log=POLL, size=tree.size, root=tree.root, milliseconds=at)
        public = self.key.public_key().public_bytes_raw()
        known = hashlib.sha256(public).hexdigest()[:16]
        return Head(tree.size, tree.root, self.key.sign(statement), known, at)

    def run(self) -> None:
        """The log from the opening to the close, with its heads."""
        self.log, self.heads = [("setup", self.rules())], []
        self.heads.append(self.sign())
        step = -(-len(self.votes) // self.seals) or 1
        for start in range(0, len(self.votes), step):
            self.log += sorted(ballot.leaf for ballot in self.votes[start : start + step])
            self.heads.append(self.sign())
        self.log.append(("close", self.closing()))
        self.heads.append(self.sign())
        if self.audit is not None:
            self.log.append(("audit", {"poll": str(POLL), **self.audit}))
            self.heads.append(self.sign())

    # --- the result

    def election(self) -> Election:
        lots = self.lots()
        projects = [
            Project(code, self.costs[code], self.groups.get(code, ""))
            for code in sorted(self.costs, key=lots.__getitem__)
        ]
        ballots = [(ballot.choices, 1) for ballot in self.finals()]
        return Election(self.budget + self.added, projects, ballots)

    def counted(self, rule: str, params: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        election = self.election()
        full = dict(params)
        if "step" in full and full["step"] is None:
            full["step"] = max(1, election.budget // (1000 * max(1, election.voters)))
        settings = {k: v for k, v in full.items() if k not in ("ties", "threshold_share")}
        if full["threshold_share"] is not None:
            needed = proportional_threshold(election, full["threshold_share"])
            settings["min_votes"] = {c: max(n, full["min_votes"]) for c, n in needed.items()}
        ties = TieBreak(full["ties"], self.lots())
        return full, RULES[rule](election, ties=ties, **settings).to_json()

    def result(self) -> dict[str, Any]:
        params, outcome = self.counted(self.rule, self.params)
        others = []
        for rule, wanted in self.others:
            full, other = self.counted(rule, wanted)
            others.append({"rule": rule, "params": full, "outcome": other})
        return {
            "poll": str(POLL),
            "rule": self.rule,
            "params": params,
            "lots": self.lots(),
            "budget": self.budget + self.added,
            "added_budget": self.added,
            "voters": len(self.finals()),
            "input_hash": self.input_hash(),
            "outcome": outcome,
            "others": others,
        }

    def input_hash(self) -> str:
        lots = self.lots()
        cast = Counter(canonical_json(ballot.choices).decode() for ballot in self.finals())
        options = [[c, cost, self.groups.get(c, ""), 0, lots[c]] for c, cost in self.costs.items()]
        content = {
            "poll": str(POLL),
            "budget_tenge": self.budget + self.added,
            "options": sorted(options),
            "ballots": sorted([text, n] for text, n in cast.items()),
        }
        return hashlib.sha256(canonical_json(content)).hexdigest()

    def exchange_file(self) -> str:
        kinds = {"points": "cumulative", "score": "scoring", "ordinal": "ordinal"}
        kind = kinds.get(self.ballot_format, "approval")
        lines = ["META", "key;value", f"budget;{self.budget + self.added}"]
        lines += [f"num_projects;{len(self.costs)}", f"num_votes;{len(self.finals())}"]
        lines += [f"vote_type;{kind}", f"max_length;{self.limits.get('max_choices', 4)}"]
        lines += ["PROJECTS", "project_id;cost"]
        lines += [f'"{code}";{cost}' for code, cost in self.costs.items()]
        lines += [
            "VOTES",
            "voter_id;vote" + (";points" if kind in ("cumulative", "scoring") else ""),
        ]
        cast = [ballot.choices for ballot in self.finals()]
        random.Random(self.seed).shuffle(cast)
        for number, choices in enumerate(cast, start=1):
            ranked = sorted(choices, key=lambda code: -choices[code])
            row = f"{number};{','.join(ranked)}"
            if kind in ("cumulative", "scoring"):
                row += ";" + ",".join(str(choices[code]) for code in ranked)
            lines.append(row)
        return "\n".join(lines) + "\n"

    # --- the archive

    def write(self, path: Path, result: dict[str, Any] | None = None) -> Path:
        """Runs the poll unless it has run, writes the parts into a folder beside `path`, logs the
        result and packs everything."""
        if not self.log:
            self.run()
        folder = path.with_suffix("")
        log, heads = list(self.log), list(self.heads)
        finals = {id(ballot) for ballot in self.finals()}
        parts = prepare_parts(
            folder,
            ballots=sorted(
                FinalBallot(b.leaf, b.pub, b.version, b.n1, b.n2, b.nv, b.choices)
                for b in self.finals()
            ),
            superseded=sorted(
                SupersededBallot(b.leaf, b.pub, b.version, b.n1, b.h2)
                for b in self.votes
                if id(b) not in finals
            ),
            result=result or self.result(),
            pb=[self.exchange_file().encode()],
            verifier=VERIFIER,
            readme=self.readme,
        )
        self.log.append(("result", result_content(poll=POLL, parts=parts, heads=heads)))
        self.heads.append(self.sign())
        assemble(path, folder, log=self.log, heads=self.heads)
        self.log, self.heads = log, heads
        return path


COSTS = {"7": 210_000, "12": 330_000, "3": 120_000, "21": 450_000, "a\u0301": 90_000, "9": 260_000}


def approvals(voters: int = 40, changes: int = 20, seed: int = 7) -> list[Ballot]:
    """Voters who approve up to four options; some change their ballot, one several times."""
    chance = random.Random(seed)
    codes = list(COSTS)

    def choices() -> dict[str, int]:
        return dict.fromkeys(chance.sample(codes, chance.choice([0, 1, 2, 2, 3, 4])), 1)

    votes = [Ballot(slot, 1, choices()) for slot in range(voters)]
    versions = dict.fromkeys(range(voters), 1)
    for _ in range(changes):
        slot = chance.choice([0, 1, 2, *range(voters)])
        versions[slot] += 1
        votes.append(Ballot(slot, versions[slot], choices()))
    return votes


def small_box(**other: Any) -> Box:
    return Box(**{"costs": COSTS, "votes": approvals(), **other})


def edit_result(text: bytes) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(text)
    return content
