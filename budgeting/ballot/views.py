"""Choose, check, cast, done. The session is read and never written while somebody votes."""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commons.people.models import Elector
from commons.territories.middleware import found_akimat
from commons.territories.models import Akimat
from commons.voting import operations as voting
from commons.voting import queries as votes
from commons.voting.errors import VotingError
from commons.voting.queries import Poll

from ..links import link
from ..models import Envelope, Round
from ..views.finding import round_of
from . import purse, receipt, rows, straight
from .forms import BallotForm, CastForm, fresh_key
from .voter import Barrier, Voter, barrier, round_barrier, voter_of

log = logging.getLogger(__name__)

# So many projects fit on a page without a search.
LONG = 10
# What a voter can still set right on the page of choices; anything else has a page of its own.
OF_THE_CHOICES = frozenset(
    {
        "unknown_option",
        "not_one_point",
        "too_many_choices",
        "over_budget",
        "one_choice_only",
        "too_many_points",
        "too_many_points_on_one",
        "points_invalid",
        "mark_too_high",
        "no_such_place",
        "place_given_twice",
        "place_left_out",
    }
)


@dataclass(frozen=True)
class Place:
    """One voter before one ballot."""

    round: Round
    envelope: Envelope
    poll: Poll
    voter: Voter
    elector: Elector

    @property
    def seed(self) -> str:
        return f"{self.poll.pk}/{self.elector.pk}"

    def url(self, name: str) -> str:
        kato = self.envelope.territory.kato
        return link(f"budgeting:{name}", self.round.akimat.slug, self.round.slug, kato)

    def context(self, **more: Any) -> dict[str, Any]:
        return {
            "round": self.round,
            "envelope": self.envelope,
            "poll": self.poll,
            "own": self.voter.ballot(self.envelope),
            "urls": {
                name: self.url(f"ballot_{name}" if name != "choose" else "ballot")
                for name in ("choose", "check", "cast", "done")
            },
            **more,
        }


@require_safe
def home(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    """All ballots of the round, the voter's own first."""
    at = votes.database_now()
    round = round_of(request, akimat, round_slug)
    envelopes = [envelope for envelope in round.envelopes.all() if envelope.poll_id]
    voter = voter_of(request.user, envelopes, at)
    polls = [envelope.poll_id for envelope in envelopes if envelope.poll_id]
    counts, turnouts = votes.option_counts(polls), votes.turnouts(polls)
    listed = [
        {
            "envelope": envelope,
            "mine": envelope.poll_id in voter.on_roll,
            "on_paper": envelope.poll_id in voter.on_paper,
            "own": voter.ballot(envelope),
            "projects": counts.get(poll_id, 0),
            "turnout": turnouts[poll_id],
        }
        for envelope, poll_id in zip(envelopes, polls, strict=True)
    ]
    context = {
        "round": round,
        "barrier": round_barrier(round, voter, request.path, at),
        "mine": [item for item in listed if item["mine"]],
        "others": [item for item in listed if not item["mine"]],
        "closes_at": max((e.poll.closes_at for e in envelopes if e.poll), default=None),
        "residence": voter.residence,
    }
    return _private(render(request, "budgeting/ballot/home.html", context))


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, akimat: Akimat, round_slug: str, kato: str) -> HttpResponse:
    """The ballot itself. A post only sums up or searches: nothing is saved by it."""
    place = _place(request, akimat, round_slug, kato)
    if isinstance(place, HttpResponse):
        return place
    if request.method == "POST":
        form = BallotForm(request.POST, votes.rules_of(place.poll))
        return _choices(request, place, form.choices, form=form)
    own = place.voter.ballot(place.envelope)
    return _choices(request, place, own.choices if own else {})


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, akimat: Akimat, round_slug: str, kato: str) -> HttpResponse:
    place = _place(request, akimat, round_slug, kato)
    if isinstance(place, HttpResponse):
        return place
    if request.method != "POST":
        return HttpResponseRedirect(place.url("ballot"))
    form = BallotForm(request.POST, votes.rules_of(place.poll))
    if not form.is_valid():
        return _choices(request, place, form.choices, form=form, status=422)
    return _checked(request, place, form, fresh_key())


@require_POST
def cast(request: HttpRequest, akimat: str, round_slug: str, kato: str) -> HttpResponse:
    """Into the box, or a page that says plainly that the vote was not saved."""
    if straight.cast(request, akimat, round_slug, kato):
        here = (akimat, round_slug, kato)
        return HttpResponseRedirect(link("budgeting:ballot_done", *here), status=303)
    return _cast_or_say_why(request, found_akimat(request, akimat), round_slug, kato)


cast.finds_akimat = True  # type: ignore[attr-defined]


def _cast_or_say_why(
    request: HttpRequest, akimat: Akimat, round_slug: str, kato: str
) -> HttpResponse:
    """The long way: whatever keeps the vote out of the box is found and said in words."""
    place = _place(request, akimat, round_slug, kato, casting=True)
    if isinstance(place, HttpResponse):
        return place
    form = BallotForm(request.POST, votes.rules_of(place.poll))
    post = CastForm(request.POST)
    if not form.is_valid():
        return _choices(request, place, form.choices, form=form, status=422)
    if not post.is_valid():
        return _checked(request, place, form, fresh_key(), status=422)
    try:
        voting.cast_ballot(
            poll=place.poll,
            elector=place.elector,
            choices=form.choices,
            idempotency_key=post.idempotency_key,
            nv=post.voter_bytes,
        )
    except VotingError as error:
        if error.code in OF_THE_CHOICES:
            form.add_error(None, error.message)
            return _choices(request, place, form.choices, form=form, status=422)
        return _not_saved(request, place, form, error=error)
    except (DatabaseError, InterfaceError):
        log.exception("A vote in poll %s was not saved", place.poll.pk)
        return _not_saved(request, place, form, post=post)
    return HttpResponseRedirect(place.url("ballot_done"), status=303)


@require_safe
def done(request: HttpRequest, akimat: Akimat, round_slug: str, kato: str) -> HttpResponse:
    """What is in the box now, read from the box: saved or not saved is never in doubt."""
    at = votes.database_now()
    round, envelope, poll = _found(request, akimat, round_slug, kato)
    voter = _voter(request, round, at)
    stop = barrier(round, envelope, voter, request.path, at)
    own = voter.ballot(envelope)
    if own is None and stop:
        return _stopped(request, round, envelope, stop)
    chosen = _chosen(round, envelope, own.choices if own else {})
    context = {
        "round": round,
        "envelope": envelope,
        "poll": poll,
        "own": own,
        **(receipt.shown(request, akimat, poll, own) if own else {}),
        "chosen": chosen,
        "cost_tenge": sum(row.cost_tenge for row in chosen),
        "may_change": stop is None,
        "left": _left_to_vote(round, voter),
        "at": at,
    }
    return _private(render(request, "budgeting/ballot/done.html", context), keep=False)


def _place(
    request: HttpRequest, akimat: Akimat, round_slug: str, kato: str, *, casting: bool = False
) -> Place | HttpResponse:
    """The voter before the ballot, or the page that says why they cannot vote.

    A repeated post of a vote that is final is let through to the box, which knows its key.
    """
    at = votes.database_now()
    round, envelope, poll = _found(request, akimat, round_slug, kato)
    voter = _voter(request, round, at)
    path = link("budgeting:ballot", akimat.slug, round.slug, kato)
    stop = barrier(round, envelope, voter, path, at)
    if stop and not (casting and stop.code == "final"):
        return _stopped(request, round, envelope, stop, casting=casting)
    assert voter.person is not None  # a barrier stops everybody else
    assert voter.person.elector is not None
    return Place(round, envelope, poll, voter, voter.person.elector)


def _found(
    request: HttpRequest, akimat: Akimat, round_slug: str, kato: str
) -> tuple[Round, Envelope, Poll]:
    round = round_of(request, akimat, round_slug)
    envelope = receipt.envelope_of(round, kato)
    assert envelope.poll is not None
    return round, envelope, envelope.poll


def _voter(request: HttpRequest, round: Round, at: datetime) -> Voter:
    return voter_of(request.user, list(round.envelopes.all()), at)


def _choices(
    request: HttpRequest,
    place: Place,
    choices: dict[str, int],
    *,
    form: BallotForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of choices: as the box has them, or as they were just posted."""
    rules = votes.rules_of(place.poll)
    find = request.POST.get("find", "")[:80]
    only_chosen = "only" in request.POST
    listed = rows.rows(
        place.round,
        place.envelope,
        seed=place.seed,
        choices=choices,
        typed=form.typed if form else None,
        find="" if status == 422 else find,
        only_chosen=only_chosen and status != 422,
    )
    known = {code: points for code, points in choices.items() if code in rules.costs}
    context = place.context(
        rows=listed,
        shown=sum(row.shown for row in listed),
        purse=purse.purse(rules, known, [row.code for row in listed]),
        rules=rules,
        places=[str(place) for place in range(1, min(rules.max_choices or 0, len(listed)) + 1)],
        is_long=len(listed) > LONG,
        find=find,
        only_chosen=only_chosen,
        problems=_problems(form, listed) if status == 422 else [],
        form=form if status == 422 else None,
        turnout=votes.turnout(place.poll),
    )
    page = render(request, "budgeting/ballot/choose.html", context, status=status)
    return _private(page)


def _problems(form: BallotForm | None, listed: list[rows.Row]) -> list[dict[str, str]]:
    """Each leads to the field in fault, or to the first chosen project, or to the first."""
    if form is None or not listed:
        return []
    fault = getattr(form, "fault", None)
    at_fault = fault.params.get("option") if fault else None
    target = next((row for row in listed if row.code == at_fault), None)
    target = target or next((row for row in listed if row.points), listed[0])
    return [{"href": f"#{target.field_id}", "text": str(text)} for text in form.non_field_errors()]


def _checked(
    request: HttpRequest, place: Place, form: BallotForm, key: str, status: int = 200
) -> HttpResponse:
    chosen = _chosen(place.round, place.envelope, form.choices)
    own = place.voter.ballot(place.envelope)
    context = place.context(
        chosen=chosen,
        rules=form.rules,
        purse=purse.purse(form.rules, form.choices, [row.code for row in chosen]),
        key=key,
        fields=form.fields_again,
        is_same=own is not None and own.choices == form.choices,
    )
    return _private(render(request, "budgeting/ballot/check.html", context, status=status))


def _not_saved(
    request: HttpRequest,
    place: Place,
    form: BallotForm,
    *,
    error: VotingError | None = None,
    post: CastForm | None = None,
) -> HttpResponse:
    """Says so; where trying again can help it keeps the key, so that nothing counts twice."""
    can_repeat = error is None or error.code == "box_locked"
    context = place.context(
        error=error,
        can_repeat=can_repeat,
        fields=form.fields_again,
        rules=form.rules,
        post=request.POST,
    )
    status = 503 if can_repeat else 409
    return _private(render(request, "budgeting/ballot/not_saved.html", context, status=status))


def _stopped(
    request: HttpRequest, round: Round, envelope: Envelope, stop: Barrier, *, casting: bool = False
) -> HttpResponse:
    context = {"round": round, "envelope": envelope, "barrier": stop, "casting": casting}
    status = 409 if casting else 200
    return _private(render(request, "budgeting/ballot/barrier.html", context, status=status))


def _chosen(round: Round, envelope: Envelope, choices: dict[str, int]) -> list[rows.Row]:
    """The chosen projects, the most points first, then by number."""
    listed = rows.rows(round, envelope, seed="", choices=choices)
    chosen = [row for row in listed if row.points]
    return sorted(chosen, key=lambda row: (-row.points, len(row.code), row.code))


def _left_to_vote(round: Round, voter: Voter) -> list[Envelope]:
    """The voter's other envelopes that have no ballot of theirs yet."""
    return [
        envelope
        for envelope in round.envelopes.all()
        if envelope.poll_id in voter.on_roll
        and envelope.poll_id not in voter.on_paper
        and voter.ballot(envelope) is None
    ]


def _private(response: HttpResponse, *, keep: bool = True) -> HttpResponse:
    """Never in a shared cache; kept by the browser for its Back button where that helps."""
    patch_cache_control(response, private=True, **({} if keep else {"no_store": True}))
    return response
