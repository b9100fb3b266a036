"""Reads of drafts, their versions, and remarks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from commons.territories.models import Akimat
from commons.territories.workdays import end_of_day

from .enums import DraftStatus, RemarkStatus
from .models import Draft, DraftPassage, DraftVersion, Remark, RemarkAgreement

SHOWN = Q(remarks__status=RemarkStatus.PUBLISHED)


def drafts(akimat: Akimat) -> QuerySet[Draft]:
    """All of an akimat, the newest first; each with `said` and `answered`, hidden remarks left
    out."""
    return (
        Draft.objects.filter(akimat=akimat)
        .annotate(
            said=Count("remarks", filter=SHOWN),
            answered=Count("remarks", filter=SHOWN & Q(remarks__answered_at__isnull=False)),
        )
        .order_by(F("opened_at").desc(nulls_first=True), "-pk")
    )


def public_drafts(akimat: Akimat) -> QuerySet[Draft]:
    return drafts(akimat).exclude(status=DraftStatus.DRAFT)


def open_drafts(akimat: Akimat, today: date) -> QuerySet[Draft]:
    """Under discussion by the clock, the one that closes first first."""
    found = drafts(akimat).filter(status=DraftStatus.OPEN, closes_on__gte=today)
    return found.order_by("closes_on", "pk")


def waiting_drafts(akimat: Akimat, today: date) -> QuerySet[Draft]:
    """The discussion is over, and not every step after it is done."""
    over = Q(status=DraftStatus.ANSWERING) | Q(status=DraftStatus.OPEN, closes_on__lt=today)
    return drafts(akimat).filter(over).order_by("answers_on", "pk")


def published(draft: Draft) -> list[DraftVersion]:
    """Published versions, the newest of each language first."""
    found = draft.versions.filter(published_at__isnull=False).select_related("file")
    return list(found.order_by("language", "-number"))


def latest(draft: Draft) -> dict[str, DraftVersion]:
    """The newest published version of each language that has one."""
    return newest(published(draft))


def newest(versions: Iterable[DraftVersion]) -> dict[str, DraftVersion]:
    """The first of each language: versions come with the newest first."""
    found: dict[str, DraftVersion] = {}
    for version in versions:
        found.setdefault(version.language, version)
    return found


def passages(version: DraftVersion) -> QuerySet[DraftPassage]:
    return version.passages.select_related("paragraph").order_by("position")


def passages_of(versions: Iterable[DraftVersion]) -> dict[int, list[DraftPassage]]:
    """The passages of several versions in one query, by the key of the version."""
    known = {version.pk: version for version in versions}
    held: dict[int, list[DraftPassage]] = {key: [] for key in known}
    rows = DraftPassage.objects.filter(version__in=known).select_related("paragraph")
    for row in rows.order_by("version", "position"):
        row.version = known[row.version_id]
        held[row.version_id].append(row)
    return held


def remarks(draft: Draft) -> QuerySet[Remark]:
    """All, the oldest first, each with `agreed`: how many others want the same."""
    return (
        Remark.objects.filter(draft=draft)
        .annotate(agreed=Count("agreements"))
        .select_related("author", "paragraph", "passage__version", "answered_by", "taken_in")
        .order_by("created_at", "pk")
    )


def shown_remarks(draft: Draft) -> QuerySet[Remark]:
    """Those that are not hidden."""
    return remarks(draft).filter(status=RemarkStatus.PUBLISHED)


def waiting_remarks(draft: Draft) -> QuerySet[Remark]:
    return shown_remarks(draft).filter(answered_at__isnull=True)


def agreed_by(remark_rows: QuerySet[Remark], person: Any) -> QuerySet[Remark]:
    """Each with `is_mine_too`: whether the person agrees with it."""
    mine = RemarkAgreement.objects.filter(remark=OuterRef("pk"), person=person.pk or 0)
    return remark_rows.annotate(is_mine_too=Exists(mine))


def counts_by_paragraph(draft: Draft) -> dict[int | None, int]:
    """How many remarks are shown at each paragraph; None counts those on the whole."""
    rows = Remark.objects.filter(draft=draft, status=RemarkStatus.PUBLISHED).order_by()
    return dict(rows.values_list("paragraph").annotate(n=Count("pk")))


@dataclass(frozen=True)
class Standing:
    """How remarks were dealt with. Shares are of 1, or None where there is nothing to share."""

    said: int
    answered: int
    in_time: int
    accepted: int
    partly: int
    rejected: int
    hidden: int
    people: int
    late: int

    @property
    def waiting(self) -> int:
        return self.said - self.answered

    @property
    def taken(self) -> int:
        """Accepted, also in part."""
        return self.accepted + self.partly

    @property
    def answered_share(self) -> float | None:
        return self.answered / self.said if self.said else None

    @property
    def in_time_share(self) -> float | None:
        """Of those that are answered or whose day has passed."""
        due = self.answered + self.late
        return self.in_time / due if due else None


def standing_of(draft: Draft, at: datetime) -> Standing:
    """One query. An answer is in time until the end of the day on which answers are due."""
    end = end_of_day(draft.answers_on) if draft.answers_on else at + timedelta(days=1)
    shown = Q(status=RemarkStatus.PUBLISHED)
    answered = shown & Q(answered_at__isnull=False)
    decided = {name: Count("pk", filter=shown & Q(decision=name)) for name in _DECISIONS}
    found = Remark.objects.filter(draft=draft).aggregate(
        said=Count("pk", filter=shown),
        answered=Count("pk", filter=answered),
        in_time=Count("pk", filter=answered & Q(answered_at__lt=end)),
        hidden=Count("pk", filter=~shown),
        people=Count("author", filter=shown, distinct=True),
        **decided,
    )
    late = found["said"] - found["answered"] if at >= end else 0
    return Standing(late=late, **found)


_DECISIONS = ("accepted", "partly", "rejected")
