"""A council's year in sentences: the report that writes itself."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commons.interface.numbers import decimal, percent, tenge


def sentences(figures: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    """(heading, sentences) in the language that is active. What is not known is left out."""
    return [
        (_("Members"), _members(figures)),
        (_("Meetings"), _meetings(figures)),
        (_("Recommendations and answers"), _recommendations(figures)),
        (_("Money"), _money(figures)),
    ]


def _members(f: Mapping[str, Any]) -> list[str]:
    told = [
        ngettext(
            "The council had %(n)s member, %(state)s of them from state bodies.",
            "The council had %(n)s members, %(state)s of them from state bodies.",
            f["members"],
        )
        % {"n": f["members"], "state": f["members_of_state"]}
    ]
    if left := f["members_left"]:
        told.append(
            ngettext(
                "%(n)s member left during the year.", "%(n)s members left during the year.", left
            )
            % {"n": left}
        )
    return told


def _meetings(f: Mapping[str, Any]) -> list[str]:
    n = f["meetings"]
    told = [ngettext("It met %(n)s time.", "It met %(n)s times.", n) % {"n": n}]
    if f["meetings_outside"] is not None and n:
        outside = f["meetings_outside"]
        told.append(
            ngettext(
                "%(n)s meeting took place outside the centre.",
                "%(n)s meetings took place outside the centre.",
                outside,
            )
            % {"n": outside}
        )
    hours, visitors = f["office_hours"], f["visitors"]
    told.append(
        ngettext(
            "Members held office hours %(n)s time;", "Members held office hours %(n)s times;", hours
        )
        % {"n": hours}
        + " "
        + ngettext("%(n)s visitor came.", "%(n)s visitors came.", visitors) % {"n": visitors}
    )
    return told


def _recommendations(f: Mapping[str, Any]) -> list[str]:
    n = f["recommendations"]
    told = [
        ngettext(
            "It sent the akimat %(n)s recommendation.",
            "It sent the akimat %(n)s recommendations.",
            n,
        )
        % {"n": n}
    ]
    if not n:
        return told
    told.append(
        _(
            "%(replied)s were answered, %(late)s of them late; %(overdue)s wait beyond their "
            "last day."
        )
        % {"replied": f["replied"], "late": f["replied_late"], "overdue": f["overdue"]}
    )
    if f["replied"]:
        told.append(
            _(
                "%(accepted)s were accepted, %(partly)s in part, %(rejected)s rejected with "
                "reasons. Half of the answers came within %(days)s working days."
            )
            % {
                "accepted": f["accepted"],
                "partly": f["partly"],
                "rejected": f["rejected"],
                "days": decimal(f["median_days"]),
            }
        )
    return told


def _money(f: Mapping[str, Any]) -> list[str]:
    spent, budget = f["expenses_tenge"], f["budget_tenge"]
    if budget is None:
        return [_("Its work cost %(spent)s. No budget was set.") % {"spent": tenge(spent)}]
    return [
        _("Its work cost %(spent)s of a budget of %(budget)s (%(share)s).")
        % {
            "spent": tenge(spent),
            "budget": tenge(budget),
            "share": percent(spent / budget) if budget else "—",
        }
    ]
