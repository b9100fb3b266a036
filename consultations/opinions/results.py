"""From the votes in the database to what a page shows: groups, and nobody in them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from django.db.models import Count, Max

from algorithms.opinions import Opinions, from_records, groups, picture

from ..periods import periods_of
from .enums import ConversationStatus, StatementStatus
from .models import Conversation, Opinion, Participant, Statement

VERSION = 1


@dataclass(frozen=True)
class Found:
    """`stored` is JSON and public; `opinions` knows who is where and is not kept."""

    stored: dict[str, Any]
    opinions: Opinions


def last_vote(conversation: Conversation) -> datetime | None:
    rows = Opinion.objects.filter(statement__conversation=conversation)
    found: datetime | None = rows.aggregate(last=Max("given_at"))["last"]
    return found


def is_due(conversation: Conversation, through: datetime | None) -> bool:
    """Whether enough people have answered since; at the close any answer will do."""
    if through == conversation.result_through:
        return False
    if conversation.status == ConversationStatus.CLOSED or conversation.result_through is None:
        return True
    since = Opinion.objects.filter(
        statement__conversation=conversation, given_at__gt=conversation.result_through
    )
    people: int = since.aggregate(n=Count("participant", distinct=True))["n"]
    return people >= periods_of(conversation.akimat).least_group


def compute(conversation: Conversation) -> Found:
    """Hidden statements count as passed by everybody and are named nowhere."""
    rows = Opinion.objects.filter(statement__conversation=conversation).order_by("pk")
    votes = np.array(
        list(rows.values_list("participant", "statement", "answer")), dtype=np.int64
    ).reshape(-1, 3)
    who, what, answers = votes[:, 0], votes[:, 1], votes[:, 2]
    held = Statement.objects.filter(conversation=conversation)
    shown = list(held.filter(status=StatementStatus.PUBLISHED).values_list("pk", flat=True))
    hidden = set(what.tolist()) - set(shown)
    least = periods_of(conversation.akimat).least_group
    opinions = groups(
        from_records(who, what, answers, statements=shown),
        moderated_out=sorted(hidden),
        least_group=least,
    )
    return Found(_stored(opinions, len(votes), least), opinions)


def mark_groups(conversation: Conversation, found: Found) -> None:
    """Each participant's own group, for their eyes alone."""
    by_group: dict[int, list[int]] = {}
    pairs = zip(found.opinions.participants.tolist(), found.opinions.labels.tolist(), strict=True)
    for participant, label in pairs:
        by_group.setdefault(label, []).append(participant)
    Participant.objects.filter(conversation=conversation).update(group=None)
    for label, keys in by_group.items():
        if label >= 0:
            Participant.objects.filter(pk__in=keys).update(group=label)


def _stored(opinions: Opinions, votes: int, least: int) -> dict[str, Any]:
    drawn = picture(opinions)
    missing = opinions.missing
    return {
        "version": VERSION,
        "people": len(opinions.participants),
        "grouped": int((opinions.labels >= 0).sum()),
        "votes": votes,
        "least": least,
        "least_votes": opinions.least_votes,
        "missing": None if missing is None else [missing.code, missing.have, missing.need],
        "explained": [round(float(share), 4) for share in opinions.projection.explained],
        "sizes": list(opinions.sizes),
        "groups": [
            [[one.statement, one.direction, one.count, one.seen] for one in named]
            for named in opinions.representative
        ],
        "consensus": [
            [one.statement, one.direction, one.count, one.seen] for one in opinions.consensus
        ],
        "bridging": [[one.statement, one.direction] for one in opinions.bridging],
        "dividing": [[one.statement, one.for_it, one.against] for one in opinions.dividing],
        "counts": _counts(opinions, least),
        "picture": {
            "radius": drawn.radius,
            "cells": [[one.x, one.y, one.group, one.people] for one in drawn.cells],
            "outlines": [
                [one.group, one.people, one.x, one.y, [list(at) for at in one.hull]]
                for one in drawn.outlines
            ],
        },
    }


def _counts(opinions: Opinions, least: int) -> dict[str, list[list[int] | None]]:
    """[agree, disagree, pass] of each group by statement; None where too few of a group voted.

    If one group is hidden, the next smallest is too: nobody subtracts it from the total.
    """
    table = np.stack([opinions.agree.count, opinions.disagree.count, opinions.passed], axis=-1)
    found = {}
    for column, statement in enumerate(opinions.statements.tolist()):
        if not opinions.kept[column]:
            continue
        seen = opinions.seen[:, column]
        hidden = (seen > 0) & (seen < least)
        if hidden.sum() == 1 and (~hidden & (seen > 0)).any():
            others = np.where(hidden | (seen == 0), np.iinfo(np.int64).max, seen)
            hidden[int(others.argmin())] = True
        found[str(statement)] = [
            None if hidden[group] else [int(n) for n in table[group, column]]
            for group in range(opinions.k)
        ]
    return found
