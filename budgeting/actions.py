"""The one thing a visitor of a round is asked to do now, by where the round stands."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from . import links
from .models import Round
from .standing import Standing


@dataclass(frozen=True)
class Action:
    """`label` on the button, `url` where it leads."""

    label: str
    url: str


def primary(round: Round, standing: Standing) -> Action:
    """Never empty: what cannot be acted on can still be read."""
    for label, url in _wished(round, standing):
        if url:
            return Action(label, url)
    return Action(_("See the round"), links.of_round(round))


def _wished(round: Round, standing: Standing) -> list[tuple[str, str]]:
    projects = (_("See the projects"), links.of_round(round, "projects"))
    proposals = (_("See the proposals"), _of_call(round, "call"))
    by_state: dict[str, list[tuple[str, str]]] = {
        "ahead": [(_("Read the rules"), links.of_round(round, "rules"))],
        "intake": [(_("Propose a project"), _of_call(round, "start")), proposals],
        "voting": [(_("Vote"), links.of_round(round, "ballot_home")), projects],
        "result": [(_("See the result"), links.of_round(round, "result")), projects],
        "delivery": [
            (_("See what is being built"), links.link("budgeting:board", round.akimat.slug)),
            projects,
        ],
        "finished": [(_("See what was built"), links.link("budgeting:board", round.akimat.slug))],
    }
    return by_state.get(standing.code, [projects])


def _of_call(round: Round, page: str) -> str:
    if round.call is None:
        return ""
    return links.link(f"proposals:{page}", round.akimat.slug, round.call.slug)
