"""Why a project won or what it lacked, in a sentence that a citizen can follow."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from algorithms.allocation import Explanation, Step
from commons.interface.numbers import grouped

from .money import Unit


@dataclass(frozen=True)
class Words:
    """What the sentences of one outcome need: titles by code, the unit of money, the measure."""

    titles: Mapping[str, str]
    unit: Unit
    by_points: bool
    budget: int
    # An imported threshold may count points; then a project's own points and the limit.
    points_needed: int = 0
    # The rules ask for support in proportion to the cost.
    by_cost: bool = False

    def title(self, code: str) -> str:
        return self.titles.get(code, code)


def won(explained: Explanation, words: Words) -> str:
    """Why a winner won; "" for a project that lost."""
    if not explained.won:
        return ""
    data = explained.steps[-1].data
    if "effective_votes_rounded" in data:
        return _shares_won(data, words)
    if "load_rounded" in data:
        return _("With it each of its supporters carries %(load)s: less than with any other.") % {
            "load": words.unit.exact(data["load_rounded"])
        }
    if "welfare" in data:
        return _("It belongs to the set of projects that all voters together gain most from.")
    if explained.stage == "completion":
        return _(
            "Bought in the last step, with money that was left: "
            "of the projects that still fitted, it came first."
        )
    return _("When its turn came, %(left)s was left, and it fitted.") % {
        "left": words.unit.show(data["left"])
    }


def _shares_won(data: Mapping[str, Any], words: Words) -> str:
    paying = data["paid_full"] + data["paid_all_they_had"]
    text = ngettext(
        "%(count)s supporter paid for it, with at most %(payment)s.",
        "%(count)s supporters paid for it together, each with at most %(payment)s.",
        paying,
    ) % {"count": grouped(paying), "payment": words.unit.exact(data["largest_payment_rounded"])}
    if not data["had_nothing"]:
        return text
    spent = ngettext(
        "%(count)s more had already spent their share on other projects.",
        "%(count)s more had already spent their shares on other projects.",
        data["had_nothing"],
    )
    return text + " " + spent % {"count": grouped(data["had_nothing"])}


def lost(explained: Explanation, words: Words) -> str:
    """What a project lacked, with all its numbers; "" for a winner.

    Under Equal Shares the end of its supporters' money tells the reason; that it did not fit the
    last rest either is said after it.
    """
    if explained.won:
        return ""
    told = [of_step(step, explained, words) for step in explained.steps]
    return " ".join(sentence for sentence in told if sentence)


def of_step(step: Step, explained: Explanation, words: Words) -> str:
    """What one step of the count held against a project; "" where it was bought."""
    return _TELL[step.code](step, explained, words)


def lacks(explained: Explanation) -> str:
    """In two words, for a tag."""
    if explained.code == "excluded":
        return _("excluded")
    if explained.code == "outweighed":
        return _("too few votes")
    return {
        (): "",
        ("votes",): _("too few votes"),
        ("money",): _("too little money"),
        ("votes", "money"): _("votes and money"),
    }[explained.lacks]


def _no_votes(step: Step, explained: Explanation, words: Words) -> str:
    return _("Nobody voted for it.")


def _below(step: Step, explained: Explanation, words: Words) -> str:
    if words.points_needed:
        return _(
            "It got %(points)s points; the rules of this election asked for at least %(needed)s."
        ) % {"points": grouped(explained.points), "needed": grouped(words.points_needed)}
    short = step.data["votes_short"]
    if words.by_cost:
        return ngettext(
            "The rules ask for support in proportion to the cost, here for at least %(needed)s "
            "votes; %(count)s more was needed.",
            "The rules ask for support in proportion to the cost, here for at least %(needed)s "
            "votes; %(count)s more were needed.",
            short,
        ) % {"needed": grouped(step.data["needed"]), "count": grouped(short)}
    return ngettext(
        "The rules ask for at least %(needed)s votes; %(count)s more was needed.",
        "The rules ask for at least %(needed)s votes; %(count)s more were needed.",
        short,
    ) % {"needed": grouped(step.data["needed"]), "count": grouped(short)}


def _over_budget(step: Step, explained: Explanation, words: Words) -> str:
    return _("It costs %(short)s more than the whole envelope.") % {
        "short": words.unit.show(explained.cost - words.budget)
    }


def _excluded(step: Step, explained: Explanation, words: Words) -> str:
    return _("“%(rival)s” was chosen, and the rules allow only one of the two.") % {
        "rival": words.title(step.data["by"])
    }


def _unaffordable(step: Step, explained: Explanation, words: Words) -> str:
    data = step.data
    if data["votes_short"]:
        had = ngettext(
            "Its %(votes)s supporter had %(held)s in all, but it costs %(cost)s.",
            "Its %(votes)s supporters had %(held)s between them, but it costs %(cost)s.",
            data["votes"],
        ) % {
            "votes": grouped(data["votes"]),
            "held": words.unit.show(_floor(data["held_at_start_rounded"])),
            "cost": words.unit.show(explained.cost),
        }
        missing = ngettext(
            "%(count)s more supporter would have been needed.",
            "%(count)s more supporters would have been needed.",
            data["votes_short"],
        ) % {"count": grouped(data["votes_short"])}
        return f"{had} {missing}"
    return _(
        "Its %(votes)s supporters could have paid for it at first, but many of them spent their "
        "shares on projects chosen earlier, the last of them “%(rival)s”. They had %(held)s left, "
        "%(short)s too little: what %(count)s further supporters would have brought."
    ) % {
        "votes": grouped(data["votes"]),
        "rival": words.title(data["after"]),
        "held": words.unit.show(_floor(data["held_rounded"])),
        "short": words.unit.show(explained.cost - _floor(data["held_rounded"])),
        "count": grouped(data["voters_to_close"]),
    }


def _misfit(step: Step, explained: Explanation, words: Words) -> str:
    data = step.data
    if step.stage == "completion":
        return _("At the end %(left)s of the envelope was left, %(short)s too little for it.") % {
            "left": words.unit.show(data["left"]),
            "short": words.unit.show(data["short"]),
        }
    if "to_pass" not in data:
        return _over_budget(step, explained, words)
    text = _("When its turn came, %(left)s was left, and it costs %(cost)s: %(short)s more.") % {
        "left": words.unit.show(data["left"]),
        "cost": words.unit.show(explained.cost),
        "short": words.unit.show(data["short"]),
    }
    return text + " " + _ahead(data, words)


def _ahead(data: Mapping[str, Any], words: Words) -> str:
    rival = words.title(data["to_pass"])
    if short := data.get("votes_short"):
        return ngettext(
            "With %(count)s more vote it would have come before “%(rival)s” "
            "and there would have been money for it.",
            "With %(count)s more votes it would have come before “%(rival)s” "
            "and there would have been money for it.",
            short,
        ) % {"count": grouped(short), "rival": rival}
    return _("There was still money for it before “%(rival)s” was chosen.") % {"rival": rival}


def _not_counted(step: Step, explained: Explanation, words: Words) -> str:
    text = _("The count stopped before its turn: a project ahead of it did not fit.")
    return f"{text} {_ahead(step.data, words)}" if "to_pass" in step.data else text


def _outrun(step: Step, explained: Explanation, words: Words) -> str:
    data = step.data
    if data["short"]:
        ended = _("The count ended with %(left)s left, %(short)s too little for it.") % {
            "left": words.unit.show(data["left"]),
            "short": words.unit.show(data["short"]),
        }
    else:
        ended = _(
            "The count ended before its turn: “%(project)s” came first and did not fit the money."
        ) % {"project": words.title(data["ended_by"][0])}
    return f"{ended} {_ahead(data, words)}" if "to_pass" in data else ended


def _outweighed(step: Step, explained: Explanation, words: Words) -> str:
    data = step.data
    names = ", ".join(_("“%(title)s”") % {"title": words.title(c)} for c in data["instead_of"])
    text = _(
        "%(short)s was missing for it, and to make room by giving up %(others)s "
        "would have cost all voters together more than it brings them."
    ) % {"short": words.unit.show(data["short"]), "others": names}
    if more := data.get("votes_short"):
        enough = ngettext(
            "%(count)s more vote would have been enough.",
            "%(count)s more votes would have been enough.",
            more,
        )
    elif more := data.get("points_short"):
        enough = ngettext(
            "%(count)s more point would have been enough.",
            "%(count)s more points would have been enough.",
            more,
        )
    else:
        return text
    return text + " " + enough % {"count": grouped(more)}


def _nothing(step: Step, explained: Explanation, words: Words) -> str:
    return ""


_TELL: dict[str, Callable[[Step, Explanation, Words], str]] = {
    "no_votes": _no_votes,
    "below_threshold": _below,
    "over_budget": _over_budget,
    "excluded": _excluded,
    "unaffordable": _unaffordable,
    "does_not_fit": _misfit,
    "not_counted": _not_counted,
    "outrun": _outrun,
    "outweighed": _outweighed,
    "chosen": _nothing,
}


def _floor(rounded: str) -> int:
    """Whole units of a decimal: what supporters have is never told as more than it is."""
    return int(rounded.split(".", 1)[0])


# --- ties ---


def tie(step: Step, lots: Mapping[str, int], criteria: list[str], facts: Any, words: Words) -> str:
    """Which of the published criteria put the winner first. `facts`: (votes, cost) by code."""
    winner, rivals = step.project, list(step.data["tied_with"])
    names = ", ".join(_("“%(title)s”") % {"title": words.title(code)} for code in rivals)
    reason = _decided_by(winner, rivals, lots, criteria, facts)
    return _("“%(winner)s” stood level with %(others)s. %(reason)s") % {
        "winner": words.title(winner),
        "others": names,
        "reason": reason,
    }


def _decided_by(
    winner: str, rivals: list[str], lots: Mapping[str, int], criteria: list[str], facts: Any
) -> str:
    """The criterion that set the last of the rivals apart."""
    level = rivals
    for criterion in criteria:
        if criterion == "lot":
            return _("Its lot is the lowest: %(lot)s.") % {"lot": lots.get(winner, "")}
        if criterion not in ("votes", "cost"):
            break
        place = ("votes", "cost").index(criterion)
        level = [code for code in level if facts[code][place] == facts[winner][place]]
        if not level:
            return _("It has more votes.") if criterion == "votes" else _("It costs less.")
    return _("It stands first in the list.")
