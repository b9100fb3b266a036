"""Why a candidate stands where it stands, and how sure that is."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..results import CriterionResult, Pair, Result, Standing
from .phrases import hundredths, listed, quoted

MOST = 2  # criteria named in one sentence
NOTICED = 0.01  # a hundredth of the whole score


def of_hundred(share: float) -> str:
    """``83 of 100 possible weightings``: the share of weights people might hold."""
    return _("%(count)s of 100 possible weightings") % {"count": hundredths(share)}


def place(result: Result, standing: Standing) -> str:
    """``First of 24``, ``Place 3 of 24, shared with “Dry port”``."""
    told: dict[str, object] = {"rank": standing.rank, "total": len(result.alternatives)}
    level = [one for one in result.alternatives if one.rank == standing.rank]
    others = [quoted(one.title) for one in level if one.code != standing.code]
    if others:
        told["others"] = listed(others[:3])
        return _("Place %(rank)s of %(total)s, shared with %(others)s") % told
    if standing.rank == 1:
        return _("First of %(total)s") % told
    return _("Place %(rank)s of %(total)s") % told


def summary(result: Result) -> list[str]:
    """What came out, in a few sentences for the top of a page."""
    leaders = [one for one in result.alternatives if one.rank == 1]
    names = listed([quoted(one.title) for one in leaders])
    if len(leaders) > 1:
        told = [_("%(names)s share the first place.") % {"names": names}]
    else:
        told = [
            _("%(name)s comes first; by other weights it would still be first in %(weightings)s.")
            % {"name": names, "weightings": of_hundred(leaders[0].first_share)}
        ]
    rivals = [one for one in result.alternatives if one.rank > 1 and one.first_share >= 0.05]
    if rivals:
        told.append(
            _("Depending on the weights, %(names)s could be first as well.")
            % {"names": listed([quoted(one.title) for one in rivals[:3]])}
        )
    if result.undecided:
        count = len(result.undecided)
        told.append(
            ngettext(
                "For %(count)s pair of candidates the order depends on the weights alone.",
                "For %(count)s pairs of candidates the order depends on the weights alone.",
                count,
            )
            % {"count": count}
        )
    if result.unranked:
        names = listed([quoted(one.title) for one in result.unranked])
        told.append(_("Not ranked, because no review of it came in: %(names)s.") % {"names": names})
    return told


def why(result: Result, code: str) -> list[str]:
    """Place, how often it would be first, what sets it apart from its neighbours, how stable."""
    standing = result.by_code[code]
    told = [_("%(place)s.") % {"place": place(result, standing)}]
    if standing.first_share:
        told.append(
            _("It would be first in %(weightings)s.")
            % {"weightings": of_hundred(standing.first_share)}
        )
    after = next((o for o in result.alternatives if o.rank > standing.rank), None)
    before = next((o for o in reversed(result.alternatives) if o.rank < standing.rank), None)
    told += [compared(result, code, other.code) for other in (before, after) if other]
    told.append(keeps(result, standing))
    return told


def compared(result: Result, code: str, other: str) -> str:
    """``Ahead of “X” mainly through “Market potential”; behind on “Feasibility”.``"""
    one, two = result.by_code[code], result.by_code[other]
    better, worse = _apart(result, one, two)
    told = {"other": quoted(two.title), "better": _names(better), "worse": _names(worse)}
    if one.rank < two.rank:
        if better and worse:
            return _("Ahead of %(other)s mainly through %(better)s; behind it on %(worse)s.") % told
        if better:
            return _("Ahead of %(other)s mainly through %(better)s.") % told
        return _("Ahead of %(other)s by very little.") % told
    if one.rank > two.rank:
        if better and worse:
            return (
                _("Behind %(other)s mainly because of %(worse)s; ahead of it on %(better)s.") % told
            )
        if worse:
            return _("Behind %(other)s mainly because of %(worse)s.") % told
        return _("Behind %(other)s by very little.") % told
    return _("Level with %(other)s.") % told


def keeps(result: Result, standing: Standing) -> str:
    """Whether small changes of the weights would move it."""
    told = {"count": hundredths(standing.keeps_place)}
    if standing.keeps_place >= 0.95:
        words = _(
            "Its place is firm: with each weight up to a quarter off it keeps it in %(count)s "
            "of 100 cases."
        )
    elif standing.keeps_place >= 0.6:
        words = _(
            "With each weight up to a quarter off it keeps its place in %(count)s of 100 cases."
        )
    else:
        words = _(
            "Its place is not firm: with each weight up to a quarter off it keeps it in only "
            "%(count)s of 100 cases."
        )
    return words % told


def undecided_pair(result: Result, pair: Pair) -> str:
    """``“A” is ahead of “B” in 52 of 100 possible weightings, “B” in 48.``"""
    ahead, behind = (pair.first_ahead, pair.first), (pair.second_ahead, pair.second)
    if behind[0] > ahead[0]:
        ahead, behind = behind, ahead
    told = {
        "first": quoted(result.by_code[ahead[1]].title),
        "second": quoted(result.by_code[behind[1]].title),
        "weightings": of_hundred(ahead[0]),
        "count": hundredths(behind[0]),
    }
    if not pair.first_ahead and not pair.second_ahead:
        return _("%(first)s and %(second)s are level by any weights.") % told
    return _("%(first)s is ahead of %(second)s in %(weightings)s, %(second)s in %(count)s.") % told


def undecided(result: Result, most: int = 10) -> list[str]:
    """The closest pairs first; empty where every pair is decided."""
    return [undecided_pair(result, pair) for pair in result.undecided[:most]]


def _apart(
    result: Result, one: Standing, two: Standing
) -> tuple[list[CriterionResult], list[CriterionResult]]:
    """Criteria on which the first is clearly better and clearly worse, the weightiest first."""
    gaps = [
        (criterion.weight * (mine.share - theirs.share), criterion)
        for criterion, mine, theirs in zip(result.criteria, one.cells, two.cells, strict=True)
    ]
    gaps.sort(key=lambda gap: -abs(gap[0]))
    better = [criterion for gap, criterion in gaps if gap >= NOTICED]
    worse = [criterion for gap, criterion in gaps if gap <= -NOTICED]
    return better[:MOST], worse[:MOST]


def _names(criteria: Iterable[CriterionResult]) -> str:
    return listed([quoted(one.title) for one in criteria])
