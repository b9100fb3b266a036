"""A Pabulib election becomes a finished round: proposals, ballots, both counts, result."""

import gzip
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from algorithms.pabulib import PbFile
from commons.audit.operations import record
from commons.people.models import Person
from commons.proposals.enums import ProposalStatus
from commons.proposals.models import Call, Category, Proposal
from commons.rounds.rules import fingerprint
from commons.territories.models import Akimat
from commons.voting import operations as voting
from commons.voting import queries as votes
from commons.voting.enums import TallyStatus

from .. import rules as round_rules
from .. import texts
from ..enums import PhaseKind, ProjectStatus, RoundStatus, Rule
from ..models import Envelope, PabulibSource, Phase, Project, Round
from ..operations.counting import publish_result, settle_count
from ..operations.setup import RESERVED_SLUGS
from .errors import PabulibImportError
from .mapping import Mapped, ballots, mapped, params

# (what is being done, how much of it, of how much)
Progress = Callable[[str, int, int], None]
SYSTEM_NAME = "Pabulib"
TITLE, CATEGORY = 120, 80


@transaction.atomic
def import_election(
    *,
    akimat: Akimat,
    pb: PbFile,
    file_name: str,
    slug: str,
    actor: Person | None,
    at: datetime,
    progress: Progress = lambda what, done, total: None,
) -> Round:
    """All or nothing. Raises UnfitFileError, PabulibImportError and VotingError."""
    if slug in RESERVED_SLUGS:
        raise PabulibImportError("address_reserved", slug=slug)
    taken = Round.objects.filter(akimat=akimat, slug=slug).exists()
    if taken or Call.objects.filter(akimat=akimat, slug=slug).exists():
        raise PabulibImportError("address_taken", slug=slug)
    found = mapped(pb)
    round = _round(akimat, found, file_name, slug)
    _source(round, found, file_name)
    envelope = _envelope(round, found)
    _projects(round, envelope, found, progress)
    _ballots(round, envelope, found, actor, progress)
    _counts(round, envelope, found, progress)
    progress(_("Working out the result page"), 0, 0)
    settle_count(round=round, at=at)
    round.refresh_from_db()
    publish_result(round=round, actor=actor, at=at)
    round.refresh_from_db()
    record(verb="round.imported", subject=round, at=at, actor=actor, akimat=akimat, file=file_name)
    return round


def system_account(akimat: Akimat) -> Person:
    """The author of imported proposals: cannot sign in, gets no mail."""
    email = f"pabulib.{akimat.slug}@birge.invalid"
    person = Person.objects.filter(email=email).first()
    return person or Person.objects.create_user(email, name=SYSTEM_NAME, is_active=False)


def _round(akimat: Akimat, found: Mapped, file_name: str, slug: str) -> Round:
    round = Round(
        akimat=akimat,
        territory=akimat.territory,
        slug=slug,
        call=_call(akimat, found, slug),
        status=RoundStatus.VOTING_CLOSED,
        ballot_format=found.ballot_format,
        max_choices=found.max_choices,
        points_total=found.points_total,
        points_each=found.points_each,
        may_change=False,
        rule=found.rule,
        add1_step=min(found.converted.scale, 2**31 - 1),
        lot_seed="",
        imported_from=file_name[:200],
        announced_at=found.opens_at,
        frozen_at=found.opens_at,
    )
    for name, text in _texts(found).items():
        texts.write(round, name, text)
    round.save()
    Phase.objects.create(
        round=round,
        kind=PhaseKind.VOTING,
        opens_at=found.opens_at,
        closes_at=found.closes_at,
    )
    return round


def _texts(found: Mapped) -> dict[str, dict[str, str]]:
    """Title, summary and rules in every language; what the file says stays as it says it."""
    meta = found.pb.meta
    written: dict[str, dict[str, str]] = {"title": {}, "summary": {}, "rules": {}}
    for code in texts.LANGUAGES:
        with translation.override(code):
            written["title"][code] = _title(meta)
            written["summary"][code] = _("%(unit)s, %(country)s. %(money)s") % {
                "unit": meta["unit"][:120],
                "country": meta["country"][:60],
                "money": _money(found),
            }
            written["rules"][code] = _(
                "The rules of this election were not made here. Its file names the rule “%(rule)s” "
                "and ballots of the kind “%(vote_type)s”."
            ) % {"rule": meta["rule"], "vote_type": meta["vote_type"]}
    return written


def _title(meta: Any) -> str:
    name, instance = meta["description"].strip(), meta["instance"].strip()
    return (name if instance in name else f"{name}, {instance}")[:150]


def _money(found: Mapped) -> str:
    """Amounts elsewhere on the site are shown in tenge; here is what one of them stands for."""
    currency = found.pb.meta.get("currency", "").strip() or "¤"
    if found.converted.scale == 1:
        return _("Amounts are in %(currency)s, shown as tenge.") % {"currency": currency}
    return _("Amounts are in 1/%(scale)s %(currency)s, shown as tenge.") % {
        "scale": found.converted.scale,
        "currency": currency,
    }


def _call(akimat: Akimat, found: Mapped, slug: str) -> Call:
    title = _title(found.pb.meta)
    return Call.objects.create(
        akimat=akimat,
        territory=akimat.territory,
        slug=slug,
        opens_at=found.opens_at,
        closes_at=found.closes_at,
        **texts.columns("title", dict.fromkeys(texts.LANGUAGES, title)),
    )


def _source(round: Round, found: Mapped, file_name: str) -> None:
    pb = found.pb
    PabulibSource.objects.create(
        round=round,
        file_name=file_name[:200],
        meta=[list(pair) for pair in pb.meta.items()],
        project_columns=list(pb.projects.columns),
        project_rows=[list(row) for row in pb.projects.rows],
        vote_columns=list(pb.votes.columns),
        vote_rows=gzip.compress(json.dumps(pb.votes.rows, ensure_ascii=False).encode(), 5),
        scale=found.converted.scale,
        codes=found.codes,
    )


def _envelope(round: Round, found: Mapped) -> Envelope:
    poll = voting.create_poll(
        akimat=round.akimat,
        ballot_format=found.ballot_format,
        budget_tenge=found.election.budget,
        opens_at=found.opens_at,
        closes_at=found.closes_at,
        max_choices=found.max_choices,
        points_total=found.points_total,
        points_each=found.points_each,
        may_change=False,
        rule=found.rule,
        params=params(found, found.rule),
    )
    envelope = Envelope.objects.create(
        round=round,
        territory=round.territory,
        budget_tenge=found.election.budget,
        poll=poll,
    )
    round.rules_hash = fingerprint(round_rules.snapshot(round))
    round.save(update_fields=["rules_hash"])
    return envelope


def _projects(round: Round, envelope: Envelope, found: Mapped, progress: Progress) -> None:
    """In the order of the file, which is also the order of their lots."""
    call, author = round.call, system_account(round.akimat)
    assert call is not None
    assert envelope.poll is not None
    columns, total = found.pb.projects.columns, len(found.election.projects)
    categories: dict[str, Category] = {}
    rows = zip(found.election.projects, found.pb.projects.rows, strict=True)
    for place, (project, row) in enumerate(rows, start=1):
        values = dict(zip(columns, row, strict=True))
        proposal = Proposal.objects.create(
            call=call,
            akimat=round.akimat,
            author=author,
            status=ProposalStatus.PUBLISHED,
            language=_language(found),
            title=_shortened(values.get("name", "").strip() or project.id, TITLE),
            description=values.get("description", "")[:6000],
            category=_category(call, values, categories),
            territory=None,
            address=values.get("neighborhood", "")[:250],
            latitude=_degree(values.get("latitude", ""), 90),
            longitude=_degree(values.get("longitude", ""), 180),
            cost_tenge=project.cost,
            created_at=found.opens_at,
            submitted_at=found.opens_at,
            published_at=found.opens_at,
            updated_at=found.opens_at,
        )
        option = voting.add_option(
            poll=envelope.poll,
            code=found.codes[project.id],
            cost_tenge=project.cost,
            lot=place,
        )
        Project.objects.create(
            round=round,
            proposal=proposal,
            envelope=envelope,
            option=option,
            status=ProjectStatus.ON_BALLOT,
            cost_tenge=project.cost,
        )
        progress(_("Writing projects"), place, total)


def _language(found: Mapped) -> str:
    """Ours where it is one of ours; otherwise English stands for a text that nobody translated."""
    language = found.pb.meta.get("language", "").lower()
    return language if language in texts.LANGUAGES else "en"


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _category(call: Call, values: dict[str, str], known: dict[str, Category]) -> Category | None:
    """The first of the categories that the file gives a project."""
    name = values.get("category", "").split(",")[0].strip()
    if not name:
        return None
    if name not in known:
        names = dict.fromkeys(texts.LANGUAGES, _shortened(name, CATEGORY))
        columns = texts.columns("name", names)
        known[name] = Category.objects.create(call=call, position=len(known), **columns)
    return known[name]


def _degree(text: str, most: int) -> float | None:
    """A coordinate of a map; several, or none, are left in the source."""
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return value if abs(value) <= most else None


def _ballots(
    round: Round, envelope: Envelope, found: Mapped, actor: Person | None, progress: Progress
) -> None:
    assert envelope.poll is not None
    total, area = found.election.voters, round.territory.kato
    if not total:
        progress(_("Putting ballots into the box"), 0, 0)
    voting.import_ballots(
        poll=envelope.poll,
        ballots=((choices, area) for choices in ballots(found)),
        actor=actor,
        at=found.closes_at,
        setup={"file": round.imported_from},
        check_limits=False,
        progress=lambda done: progress(_("Putting ballots into the box"), done, total),
    )
    progress(_("Putting ballots into the box"), total, total)
    envelope.refresh_from_db()


def _counts(round: Round, envelope: Envelope, found: Mapped, progress: Progress) -> None:
    """Every rule, here and now: the round is shown with its result or not at all."""
    assert envelope.poll is not None
    for rule in Rule.values:
        label = _("Counting: %(rule)s") % {"rule": Rule(rule).label}
        tally = voting.request_tally(
            poll=envelope.poll,
            rule=rule,
            params=params(found, rule),
            official=rule == round.rule,
            at=found.closes_at,
        )
        progress(label, 0, 100)
        voting.run_tally(tally.pk, told=_percent(progress, label))
        progress(label, 100, 100)
    for tally in votes.tallies(envelope.poll):
        # A count for comparison may fail on an election of any kind; the page does without it.
        if tally.official and tally.status != TallyStatus.DONE:
            raise PabulibImportError("count_failed", error=tally.error)


def _percent(progress: Progress, label: str) -> Callable[[float], None]:
    def told(done: float) -> None:
        progress(label, int(100 * done), 100)

    return told
