"""Repeat a public draw from its archive. One file, standard library only, any Python from 3.11.

    python repeat_draw.py ARCHIVE.json --seed TEXT [--replace ID,ID] [--unavailable ID,ID]

Checks the hashes, every panel of the lottery against the quotas and households, and everybody's
chance; then draws. Ends with 0, or with 1 and a sentence when something does not hold. The format
and the procedure are described in docs/sortition.md; Birge itself draws with this same file.
"""

import argparse
import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import comb
from typing import Any

FORMAT = "birge-draw-1"
TABLE_ENTRIES = 200_000
SEARCH_NODES = 20_000
Features = tuple[str, ...]
People = Mapping[str, Sequence[str]]
Part = tuple[int, ...]
State = tuple[Part, ...]
Layer = dict[tuple[State, int], int]


class DoesNotHold(Exception):  # noqa: N818 - a finding about the archive, not a failure of ours
    """``code`` names what is wrong, ``str()`` says it in English."""

    def __init__(self, code: str, sentence: str) -> None:
        self.code = code
        super().__init__(sentence)


def canonical(content: object) -> bytes:
    """JSON with sorted keys, no spaces, all but ASCII escaped."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def digest(content: object) -> str:
    return hashlib.sha256(canonical(content)).hexdigest()


def hashes(pool: object, quotas: object, panels: object) -> dict[str, str]:
    """The lottery's hash covers the other two, so that it alone stands for the whole archive."""
    found = {"pool": digest(pool), "quotas": digest(quotas)}
    return {**found, "lottery": digest({**found, "panels": panels})}


def number_below(limit: int, purpose: str, basis: str, seed: str | bytes) -> int:
    """A number from 0 to limit - 1, each equally likely; ``basis`` is a hash in hexadecimal.

    SHA-256 of the text ``birge-draw-1|purpose|basis|attempt|`` and the seed in UTF-8, as a number,
    modulo ``limit``. From the largest multiple of ``limit`` within 256 bits on, numbers would
    favour small remainders: then the next attempt (0, 1, 2, ...) counts.
    """
    fair = (1 << 256) // limit * limit
    ending = seed.encode() if isinstance(seed, str) else seed
    attempt, number = 0, fair
    while number >= fair:
        start = f"{FORMAT}|{purpose}|{basis}|{attempt}|".encode()
        number = int.from_bytes(hashlib.sha256(start + ending).digest(), "big")
        attempt += 1
    return number % limit


def drawn_number(archive: Mapping[str, Any], seed: str | bytes) -> int:
    """Which of the archive's panels a seed draws, counted from 0."""
    basis = archive["hashes"]["lottery"]
    return number_below(len(archive["panels"]), "draw", basis, seed)


def draw(archive: Mapping[str, Any], seed: str | bytes) -> list[str]:
    """The panel that a seed draws: each of the archive's panels is equally likely."""
    return list(archive["panels"][drawn_number(archive, seed)])


def check(archive: Mapping[str, Any]) -> None:
    """Raises DoesNotHold where the archive contradicts itself."""
    if archive.get("format") != FORMAT:
        raise DoesNotHold("format", f"The format is not {FORMAT}.")
    pool, panels = archive["pool"], archive["panels"]
    for name, value in hashes(pool, archive["quotas"], panels).items():
        if archive["hashes"].get(name) != value:
            raise DoesNotHold("hash", f"The hash of the {name} is {value}, not the published one.")
    people = {row[0]: row[1:] for row in pool["people"]}
    if len(people) != len(pool["people"]):
        raise DoesNotHold("id_twice", "An id stands twice in the pool.")
    for number, panel in enumerate(panels):
        if sentence := panel_fault(panel, people, archive):
            raise DoesNotHold("panel", f"Panel {number}: {sentence}")
    counts = Counter(person for panel in panels for person in panel)
    if archive["chances"] != {person: counts[person] for person in people}:
        raise DoesNotHold("chances", "The chances are not the numbers of panels.")


def panel_fault(panel: Sequence[str], people: People, archive: Mapping[str, Any]) -> str:
    """What is wrong with a panel, as a sentence; empty where all holds."""
    pool, quotas = archive["pool"], archive["quotas"]
    if not len(set(panel)) == len(panel) == quotas["size"]:
        return f"it does not have {quotas['size']} different people."
    if not set(panel) <= set(people):
        return "it has somebody who is not in the pool."
    homes = Counter(pool["households"].get(p) for p in panel if p in pool["households"])
    if homes and max(homes.values()) > 1:
        return "it has two people of one household."
    counts = Counter(pair for p in panel for pair in enumerate(people[p]))
    for feature, value, least, most in quotas["rows"]:
        have = counts[pool["features"].index(feature), value]
        if not least <= have <= most:
            return f"{have} with {feature} = {value}, not {least} to {most}."
    return ""


class Block:
    """The quotas of one feature, ``rows``. A state of it: how many are on the panel, by value."""

    def __init__(self, rows: Sequence[Sequence[Any]]) -> None:
        self.rows = rows
        self.value = {row[1]: i for i, row in enumerate(rows)}
        self._moved: dict[tuple[Part, str, int], Part] = {}
        self._distance: dict[tuple[Part, int], int] = {}

    def moved(self, state: Part, value: str, times: int) -> Part:
        key = (state, value, times)
        if key not in self._moved:
            i = self.value[value]
            self._moved[key] = (*state[:i], state[i] + times, *state[i + 1 :])
        return self._moved[key]

    def distance(self, state: Part, left: int) -> int:
        """People too few or too many when ``left`` more have come and filled it best."""
        if (state, left) not in self._distance:
            pairs = list(zip(state, self.rows, strict=True))
            over = sum(max(0, have - row[3]) for have, row in pairs)
            under = sum(max(0, row[2] - have) for have, row in pairs)
            room = sum(max(0, row[3] - have) for have, row in pairs)
            self._distance[state, left] = over + max(0, under - left) + max(0, left - room)
        return self._distance[state, left]

    def short(self, state: Part, value: str) -> bool:
        return bool(state[self.value[value]] < self.rows[self.value[value]][2])


class Seats:
    """Seats to fill, who may fill them, and how far a choice is from the quotas."""

    def __init__(
        self, archive: Mapping[str, Any], staying: Sequence[str], barred: set[str], seats: int
    ) -> None:
        pool, rows = archive["pool"], archive["quotas"]["rows"]
        self.people = {row[0]: tuple(row[1:]) for row in pool["people"]}
        self.home = {p: pool["households"].get(p, f"alone {p}") for p in self.people}
        self.blocks = [Block([row for row in rows if row[0] == f]) for f in pool["features"]]
        taken = {self.home[p] for p in staying}
        self.candidates = [
            p for p in sorted(self.people) if p not in barred and self.home[p] not in taken
        ]
        self.seats = min(seats, len({self.home[p] for p in self.candidates}))
        self.start: State = tuple((0,) * len(block.rows) for block in self.blocks)
        for p in staying:
            self.start = self.after(self.start, self.people[p])

    def after(self, state: State, features: Features, times: int = 1) -> State:
        steps = zip(self.blocks, state, features, strict=True)
        return tuple(block.moved(part, value, times) for block, part, value in steps)

    def distance(self, state: State, left: int = 0) -> int:
        """The least sum over all quotas of people too few or too many, seats left counted in."""
        return sum(b.distance(part, left) for b, part in zip(self.blocks, state, strict=True))


def replacements(
    archive: Mapping[str, Any],
    panel: Sequence[str],
    gone: Iterable[str],
    seed: str | bytes,
    unavailable: Iterable[str] = (),
) -> dict[str, Any]:
    """Who takes the seats of ``gone``: a set at random among those nearest to the quotas.

    ``unavailable`` may not be chosen either. Keys of the answer: ``chosen`` and ``panel`` (sorted
    ids), ``distance`` (people too few or too many, over all quotas), ``unmet`` (feature, value,
    min, max, have), ``empty_seats``, ``method`` and ``sets`` (see docs/sortition.md).
    """
    gone, unavailable = sorted(set(gone)), sorted(set(unavailable))
    if strangers := sorted(set(gone) - set(panel)):
        raise DoesNotHold("not_on_panel", f"{', '.join(strangers)}: not on the panel.")
    request = {"gone": gone, "panel": sorted(panel), "unavailable": unavailable}
    basis = digest({**request, "lottery": archive["hashes"]["lottery"]})
    staying = sorted(set(panel) - set(gone))
    seats = Seats(archive, staying, {*gone, *unavailable}, len(gone))
    numbers = Numbers(basis, seed)
    chosen, sets = _nearest(seats, numbers)
    state = seats.start
    for p in chosen:
        state = seats.after(state, seats.people[p])
    unmet = [
        [*row, have]
        for block, counts in zip(seats.blocks, state, strict=True)
        for row, have in zip(block.rows, counts, strict=True)
        if not row[2] <= have <= row[3]
    ]
    return {
        "chosen": sorted(chosen),
        "panel": sorted([*staying, *chosen]),
        "distance": seats.distance(state),
        "unmet": unmet,
        "empty_seats": len(gone) - len(chosen),
        "method": "searched" if sets is None else "counted",
        "sets": sets,
    }


class Numbers:
    """Numbers drawn one after the other from a seed."""

    def __init__(self, basis: str, seed: str | bytes) -> None:
        self.basis, self.seed, self.drawn = basis, seed, 0

    def below(self, limit: int) -> int:
        self.drawn += 1
        return number_below(limit, f"replace-{self.drawn}", self.basis, self.seed)

    def rank(self, person: str) -> int:
        return number_below(1 << 256, f"rank-{person}", self.basis, self.seed)


def _nearest(seats: Seats, numbers: Numbers) -> tuple[list[str], int | None]:
    """The set drawn, and among how many: None where there are too many to count."""
    allowance, countable = seats.distance(seats.start, seats.seats), True
    while True:
        table = _Table(seats, allowance) if countable else None
        countable = table is not None and table.complete
        if table and countable and table.sets:
            return table.draw(numbers), table.sets
        if not countable and (chosen := _searched(seats, allowance, numbers)) is not None:
            return chosen, None
        allowance += 1


class _Table:
    """Ways to fill the seats within ``allowance``, by state, kind of household after kind."""

    def __init__(self, seats: Seats, allowance: int) -> None:
        self.seats = seats
        homes: dict[object, list[str]] = defaultdict(list)
        for person in seats.candidates:
            alone = seats.after(seats.start, seats.people[person])
            if seats.distance(alone, seats.seats - 1) <= allowance:
                homes[seats.home[person]].append(person)
        kinds: dict[tuple[Features, ...], list[list[str]]] = defaultdict(list)
        for members in homes.values():
            kinds[tuple(sorted(seats.people[p] for p in members))].append(members)
        self.kinds = [(Counter(kind), sorted(kinds[kind])) for kind in sorted(kinds)]
        more = len(homes)
        self.layers: list[Layer] = [{(seats.start, seats.seats): 1}]
        self.complete, self.sets, entries = False, 0, 0
        for features, alike in self.kinds:
            more -= len(alike)
            layer: Layer = defaultdict(int)
            for (state, left), ways in self.layers[-1].items():
                for taken, times in _options(features, len(alike), left):
                    after = self._plus(state, taken)
                    rest = left - sum(taken.values())
                    if rest <= more and seats.distance(after, rest) <= allowance:
                        layer[after, rest] += ways * times
            self.layers.append(dict(layer))
            entries += len(layer)
            if entries > TABLE_ENTRIES:
                return
        self.ends = sorted(end for end in self.layers[-1] if end[1] == 0)
        self.sets = sum(self.layers[-1][end] for end in self.ends)
        self.complete = self.sets < 1 << 256

    def _plus(self, state: State, taken: Mapping[Features, int], sign: int = 1) -> State:
        for features, times in taken.items():
            state = self.seats.after(state, features, sign * times)
        return state

    def draw(self, numbers: Numbers) -> list[str]:
        """Each set equally likely: back through the table, weighing each step by its ways."""
        number = numbers.below(self.sets)
        for end in self.ends:
            number -= self.layers[-1][end]
            if number < 0:
                break
        state, left = end
        chosen: list[str] = []
        for i in range(len(self.kinds) - 1, -1, -1):
            features, alike = self.kinds[i]
            number = numbers.below(self.layers[i + 1][state, left])
            for taken, times in _options(features, len(alike), self.seats.seats - left):
                before = self._plus(state, taken, -1), left + sum(taken.values())
                number -= self.layers[i].get(before, 0) * times
                if number < 0:
                    break
            state, left = before
            chosen += self._names(taken, alike, numbers)
        return chosen

    def _names(
        self, taken: Mapping[Features, int], alike: list[list[str]], numbers: Numbers
    ) -> Iterator[str]:
        homes = list(alike)
        for features, times in taken.items():
            for _ in range(times):
                members = homes.pop(numbers.below(len(homes)))
                fitting = [p for p in members if self.seats.people[p] == features]
                yield fitting[numbers.below(len(fitting))]


def _options(
    features: Mapping[Features, int], homes: int, left: int
) -> list[tuple[dict[Features, int], int]]:
    """Numbers to take of each kind of member from so many like households, with their ways."""
    options: list[tuple[dict[Features, int], int, int]] = [({}, homes, 1)]
    for values, members in sorted(features.items()):
        options = [
            ({**taken, values: times}, free - times, ways * comb(free, times) * members**times)
            for taken, free, ways in options
            for times in range(min(free, left - sum(taken.values())) + 1)
        ]
    return [(taken, ways) for taken, _, ways in options]


def _searched(seats: Seats, allowance: int, numbers: Numbers) -> list[str] | None:
    """The first set found within ``allowance``, candidates being tried in an order drawn by lot.

    At each step the quota row that is short and has the fewest candidates is served. None after
    ``SEARCH_NODES`` steps or where there is no such set.
    """
    ranked = sorted(seats.candidates, key=numbers.rank)
    budget = SEARCH_NODES

    def fill(state: State, left: int, candidates: list[str]) -> list[str] | None:
        nonlocal budget
        if left == 0:
            return []
        budget -= 1
        kinds = {seats.people[p] for p in candidates}
        near = {k for k in kinds if seats.distance(seats.after(state, k), left - 1) <= allowance}
        candidates = [p for p in candidates if seats.people[p] in near]
        serving: dict[tuple[int, str], list[str]] = defaultdict(list)
        for p in candidates:
            for i, value in enumerate(seats.people[p]):
                if seats.blocks[i].short(state[i], value):
                    serving[i, value].append(p)
        scarce = min(serving.values(), key=len) if serving else candidates
        for p in scarce:
            rest = [q for q in candidates if seats.home[q] != seats.home[p]]
            others = fill(seats.after(state, seats.people[p]), left - 1, rest)
            if others is not None or budget <= 0:
                return None if others is None else [p, *others]
        return None

    return fill(seats.start, seats.seats, ranked)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("archive", help="the JSON file published before the draw")
    parser.add_argument("--seed", required=True, help="the public seed, exactly as published")
    for name, meaning in (
        ("--replace", "ids of those who gave up their seat, with commas"),
        ("--unavailable", "ids of those who cannot be chosen"),
        ("--panel", "ids of the panel before, if not the one that the seed draws"),
    ):
        parser.add_argument(name, default=[], type=lambda ids: ids.split(","), help=meaning)
    options = parser.parse_args(arguments)
    out = sys.stdout.write
    try:
        with open(options.archive, encoding="utf-8") as file:
            archive = json.load(file)
        check(archive)
        for name, value in sorted(archive["hashes"].items()):
            out(f"{name} hash holds: {value}\n")
        out(f"{len(archive['panels'])} panels and everybody's chances hold.\n")
        number = drawn_number(archive, options.seed)
        panel = options.panel or archive["panels"][number]
        out(f"Number drawn, from 0: {number}\nPanel: {','.join(sorted(panel))}\n")
        if options.replace:
            barred = options.unavailable
            answer = replacements(archive, panel, options.replace, options.seed, barred)
            out(f"Replacements: {','.join(answer['chosen'])}\n")
            out(f"Panel now: {','.join(answer['panel'])}\n")
            for feature, value, least, most, have in answer["unmet"]:
                out(f"Not kept: {feature} = {value} has {have}, not {least} to {most}.\n")
        return 0
    except DoesNotHold as finding:
        out(f"{finding}\n")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        out(f"The archive cannot be read: {error!r}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
