"""Which paragraph of a new text is which of an old one. The same texts always give the same answer.

Within a language (`matched`):
1. Texts that are the same, letter by letter but for spaces, are matched in order (difflib).
2. Between two such matches the pairs are found, in order, whose similarities have the greatest sum;
   a pair counts from a similarity of 0.55, or of 0.25 where both bear the same number in the
   document. Of equal sums the one that matches earlier is taken.
3. What is left on both sides was perhaps moved: the same text first, then the most similar from
   0.75 on. Of equal ones the earlier is taken, in the old text and then in the new.
Similarity is the share of words in common, in order: difflib's ratio over words. The document's own
numbering is no part of it, since it shifts with every paragraph that is added.

Between the languages (`counterparts`) words say nothing: blocks of the same kind and numbering are
matched in order, and between two matches those of the same kind follow each other by position.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set
from difflib import SequenceMatcher

from commons.interface.differences import WORD

from .splitting.blocks import Block

LEAST, LEAST_NUMBERED, LEAST_MOVED = 0.55, 0.25, 0.75
Pair = tuple[int, int]


def matched(old: Sequence[Block], new: Sequence[Block]) -> list[int | None]:
    """For each new block the index of its old one, or None. No old block is given twice."""
    before = [" ".join(block.text.split()) for block in old]
    after = [" ".join(block.text.split()) for block in new]
    found: list[int | None] = [None] * len(after)
    for i, k in _same_in_order(before, after):
        found[k] = i
    words_before, words_after = [_words(text) for text in before], [_words(text) for text in after]
    similar = _Similarities(words_before, words_after)
    for olds, news in _gaps(found, len(before)):
        numbered = {
            (i, k) for i in olds for k in news if new[k].label and old[i].label == new[k].label
        }
        for i, k in _best_in_order(olds, news, similar, numbered):
            found[k] = i
    _place_moved(before, after, found, similar)
    return found


def moved(found: Sequence[int | None]) -> set[int]:
    """Indexes of new texts that stand out of order: all but the longest run that is in order."""
    kept = [(k, i) for k, i in enumerate(found) if i is not None]
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for n, (_k, i) in enumerate(kept):
        place = bisect_left(tails, i)
        if place == len(tails):
            tails.append(i)
            ends.append(n)
        else:
            tails[place], ends[place] = i, n
        before.append(ends[place - 1] if place else -1)
    in_order = set()
    n = ends[-1] if ends else -1
    while n >= 0:
        in_order.add(kept[n][0])
        n = before[n]
    return {k for k, _i in kept} - in_order


def counterparts(
    old: Sequence[Block], new: Sequence[Block], known: Sequence[int | None], free: Set[int]
) -> list[int | None]:
    """For each block of one language the index of its counterpart in the other, or None.

    `known` holds those that are certain; only the `free` blocks of the other language are given.
    """
    found = list(known)
    out_of_order = moved(known)
    fixed = [None if k in out_of_order else i for k, i in enumerate(known)]
    for olds, news in _gaps(fixed, len(old)):
        left = [i for i in olds if i in free]
        open_ = [k for k in news if found[k] is None]
        for i, k in _counterparts_of_gap(left, open_, old, new):
            found[k] = i
    return found


def _counterparts_of_gap(
    left: list[int], open_: list[int], old: Sequence[Block], new: Sequence[Block]
) -> Iterator[Pair]:
    places = [_place(old[i]) for i in left], [_place(new[k]) for k in open_]
    inner: list[int | None] = [None] * len(open_)
    for m, n in _same_in_order(*places):
        inner[n] = m
    for olds, news in _gaps(inner, len(left)):
        at = olds.start
        for n in news:
            same = (m for m in range(at, olds.stop) if old[left[m]].kind == new[open_[n]].kind)
            m_found = next(same, None)
            if m_found is not None:
                inner[n], at = m_found, m_found + 1
    for n, m_match in enumerate(inner):
        if m_match is not None:
            yield left[m_match], open_[n]


def similarity(one: str, other: str) -> float:
    """From 0 to 1."""
    return _ratio(_words(one), _words(other))


def _place(block: Block) -> str:
    return f"{block.kind}/{block.level}/{block.label.rstrip('.)')}"


def _words(text: str) -> list[str]:
    return [word for word in WORD.findall(text.lower()) if not word.isspace()]


def _ratio(one: list[str], other: list[str]) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _same_in_order(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        for n in range(block.size):
            yield block.a + n, block.b + n


def _gaps(found: Sequence[int | None], old_size: int) -> Iterator[tuple[range, range]]:
    """The unmatched stretches between matches that are in order: of the old text and the new."""
    i = k = 0
    for at, match in [*enumerate(found), (len(found), old_size)]:
        if match is None:
            continue
        if i < match and k < at:
            yield range(i, match), range(k, at)
        i, k = match + 1, at + 1


class _Similarities:
    """Pairs worth a look, found by the words they share: the rest cannot reach the threshold."""

    def __init__(self, old: list[list[str]], new: list[list[str]]) -> None:
        self.old, self.new = old, new
        self._holders: dict[str, list[Pair]] = defaultdict(list)
        for i, words in enumerate(old):
            for word, times in Counter(words).items():
                self._holders[word].append((i, times))

    def of(self, k: int, olds: Sequence[int], least: float) -> dict[int, float]:
        """The similarity of a new text to each of the old ones that reaches `least`."""
        allowed = set(olds)
        shared: Counter[int] = Counter()
        for word, times in Counter(self.new[k]).items():
            for i, there in self._holders.get(word, ()):
                if i in allowed:
                    shared[i] += min(times, there)
        found = {}
        for i, common in shared.items():
            if 2 * common >= least * (len(self.old[i]) + len(self.new[k])):
                ratio = _ratio(self.old[i], self.new[k])
                if ratio >= least:
                    found[i] = ratio
        return found


def _best_in_order(
    olds: range, news: range, similar: _Similarities, numbered: set[Pair]
) -> list[Pair]:
    """The pairs with the greatest sum, by dynamic programming over the two stretches."""
    scores = []
    for k in news:
        found = similar.of(k, olds, LEAST)
        alike = [i for i in olds if (i, k) in numbered]
        scores.append(similar.of(k, alike, LEAST_NUMBERED) | found if alike else found)
    width = len(olds) + 1
    best = [[0.0] * width for _row in range(len(news) + 1)]
    for n in range(len(news) - 1, -1, -1):
        for m in range(width - 2, -1, -1):
            score = scores[n].get(olds[m])
            pair = -1.0 if score is None else score + best[n + 1][m + 1]
            best[n][m] = max(pair, best[n + 1][m], best[n][m + 1])
    pairs, n, m = [], 0, 0
    while n < len(news) and m < width - 1:
        score = scores[n].get(olds[m])
        if score is not None and score + best[n + 1][m + 1] == best[n][m]:
            pairs.append((olds[m], news[n]))
            n, m = n + 1, m + 1
        elif best[n][m + 1] == best[n][m]:
            m += 1
        else:
            n += 1
    return pairs


def _place_moved(
    before: list[str], after: list[str], found: list[int | None], similar: _Similarities
) -> None:
    used = {i for i in found if i is not None}
    left = {i: text for i, text in enumerate(before) if i not in used}
    by_text: dict[str, list[int]] = defaultdict(list)
    for i, text in left.items():
        by_text[text].append(i)
    for k, text in enumerate(after):
        if found[k] is None and by_text[text]:
            found[k] = by_text[text].pop(0)
            del left[found[k]]  # type: ignore[arg-type]
    pairs = [
        (-ratio, i, k)
        for k in range(len(after))
        if found[k] is None
        for i, ratio in similar.of(k, list(left), LEAST_MOVED).items()
    ]
    for _score, i, k in sorted(pairs):
        if i in left and found[k] is None:
            found[k] = i
            del left[i]
