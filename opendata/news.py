"""What happened in an akimat of late, in the reader's language: for its feed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from budgeting import links
from commons.audit.models import Entry
from commons.notifications.paths import absolute
from commons.territories.models import Akimat

from .datasets import budget, demands, discovery, hearings

OF_EACH = 30
LENGTH = 50
# What XML 1.0 cannot hold.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Item:
    """`key` is unique on this site and for ever; `path` has a language."""

    key: str
    title: str
    text: str
    path: str
    at: datetime

    def address(self, language: str) -> str:
        return absolute(self.path, language)


def news(akimat: Akimat) -> list[Item]:
    """The latest first. A constant number of queries."""
    parts = (_rounds, _results, _discoveries, _meetings, _drafts, _replies, _petitions)
    found = [item for part in parts for item in islice(part(akimat), OF_EACH)]
    return sorted(found, key=lambda item: (item.at, item.key), reverse=True)[:LENGTH]


def _item(key: str, what: str, title: Any, text: Any, at: datetime, name: str, *args: Any) -> Item:
    said = _CONTROL.sub("", f"{what}: {title}"), _CONTROL.sub("", str(text or ""))
    return Item(key, *said, links.link(name, *args), at)


def _latest(rows: QuerySet[Any], field: str) -> QuerySet[Any]:
    return rows.filter(**{f"{field}__isnull": False}).order_by(f"-{field}", "-pk")[:OF_EACH]


def _rounds(akimat: Akimat) -> Iterator[Item]:
    what = _("Budget round announced")
    for one in _latest(budget.rounds(akimat), "announced_at"):
        where = ("budgeting:round", akimat.slug, one.slug)
        yield _item(f"budget/{one.pk}", what, one.title, one.summary, one.announced_at, *where)


def _results(akimat: Akimat) -> Iterator[Item]:
    what = _("Result published")
    published = {str(one.pk): one for one in budget.rounds(akimat).filter(status=budget.PUBLISHED)}
    rows = Entry.objects.filter(
        akimat=akimat, verb="round.result_published", subject_id__in=published
    )
    for entry in rows.order_by("-at", "-pk")[:OF_EACH]:
        one = published[entry.subject_id]
        where = ("budgeting:result", akimat.slug, one.slug)
        yield _item(f"result/{one.pk}", what, one.title, "", entry.at, *where)


def _discoveries(akimat: Akimat) -> Iterator[Item]:
    what = _("Discovery round announced")
    for one in _latest(discovery.rounds(akimat), "announced_at"):
        where = ("edp:round", akimat.slug, one.slug)
        yield _item(f"discovery/{one.pk}", what, one.title, one.summary, one.announced_at, *where)


def _meetings(akimat: Akimat) -> Iterator[Item]:
    what = _("Meeting announced")
    for one in _latest(hearings.meetings(akimat), "announced_at"):
        where = ("consultations:meeting", akimat.slug, one.pk)
        yield _item(f"meeting/{one.pk}", what, one.title, one.about, one.announced_at, *where)


def _drafts(akimat: Akimat) -> Iterator[Item]:
    what = _("Draft open for remarks")
    for one in _latest(hearings.drafts(akimat), "opened_at"):
        where = ("consultations:draft", akimat.slug, one.pk)
        yield _item(f"draft/{one.pk}", what, one.title, one.summary, one.opened_at, *where)


def _replies(akimat: Akimat) -> Iterator[Item]:
    what = _("Recommendation answered")
    for one in _latest(demands.recommendations(akimat), "replied_at"):
        where = ("consultations:recommendation", akimat.slug, one.pk)
        yield _item(f"reply/{one.pk}", what, one.text[:120], one.reply, one.replied_at, *where)


def _petitions(akimat: Akimat) -> Iterator[Item]:
    what = _("Petition answered")
    for one in _latest(demands.petitions(akimat), "answered_at"):
        where = ("consultations:petition", akimat.slug, one.pk)
        title = one.proposal.title
        yield _item(f"petition/{one.pk}", what, title, one.answer, one.answered_at, *where)
