"""A programme under discussion: 150 remarks, a second version, answers to about half of them."""

import random
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from commons.territories.models import Akimat
from consultations.drafts import operations, queries
from consultations.drafts.models import (
    Draft,
    DraftPassage,
    DraftVersion,
    Remark,
    RemarkAgreement,
)
from consultations.drafts.operations.discussion import earliest_close
from consultations.drafts.splitting import Block

from ..days import Days
from ..people import Cast

CONTENT = Path(__file__).parents[1] / "content" / "hearings" / "drafts.toml"
LANGUAGES = ("kk", "ru")
# Days before the day of seeding.
PREPARED, OPENED, SECOND = -24, -16, -3
# Of the remarks whose paragraph has an answer in the content.
ANSWERED = 0.85


@dataclass(frozen=True)
class Made:
    draft: Draft
    remarks: list[Remark]


# A remark and the key of its paragraph in the content.
Said = list[tuple[str, Remark]]


def create(*, akimat: Akimat, cast: Cast, at: datetime, **made: Any) -> Made:
    content = tomllib.loads(CONTENT.read_text())
    days, rng = Days(at), random.Random("drafts")
    first = days.moment(PREPARED)
    draft = operations.create_draft(
        akimat=akimat,
        kind=content["draft"]["kind"],
        title=content["draft"]["title"],
        summary=content["draft"]["summary"],
        office=content["draft"]["office"],
        author=cast.specialist,
        actor=cast.moderator,
        at=first,
    )
    for code in LANGUAGES:
        _publish(draft, content, code, 1, cast, first)
    opened = days.moment(OPENED)
    draft = operations.open_discussion(
        draft=draft, closes_on=earliest_close(draft, opened), actor=cast.moderator, at=opened
    )
    said = _talk(draft, content, cast, opened, rng)
    remarks = [remark for _key, remark in said]
    second = days.moment(SECOND)
    for code in LANGUAGES:
        _publish(draft, content, code, 2, cast, second)
    _agree(remarks, cast, rng)
    _answer(draft, content, said, cast, second + timedelta(hours=2), rng)
    return Made(draft, remarks)


def _publish(
    draft: Draft, content: dict[str, Any], code: str, number: int, cast: Cast, at: datetime
) -> DraftVersion:
    version = operations.take_text(
        draft=draft,
        language=code,
        blocks=_blocks(content, code, number),
        source="pasted",
        note=content["notes"][code] if number > 1 else "",
        actor=cast.specialist,
        at=at,
    )
    return operations.publish_version(version=version, actor=cast.moderator, at=at)


def _blocks(content: dict[str, Any], code: str, number: int) -> list[Block]:
    left_out = "added" if number == 1 else "dropped"
    return [
        Block(
            row.get("kind", "text"),
            row.get(f"{code}{number}", row[code]),
            row.get("label", ""),
        )
        for row in content["paragraph"]
        if not row.get(left_out)
    ]


def _talk(
    draft: Draft, content: dict[str, Any], cast: Cast, opened: datetime, rng: random.Random
) -> Said:
    """Each remark of the content as often as it says, from as many places by as many people."""
    passages = _passages(draft, content)
    said = [(row, n) for row in content["remark"] for n in range(row["times"])]
    rng.shuffle(said)
    people = cast.residents[:]
    rng.shuffle(people)
    # The last come on the eve of the second version, whose words are others.
    span = timedelta(days=SECOND - OPENED) - timedelta(hours=3)
    found: Said = []
    for place, (row, n) in enumerate(said):
        passage = passages.get((row["on"], row["lang"]))
        old, new = row.get("s", ("", ""))
        places = content["places"][row["lang"]]
        opening = rng.choice(content["openings"][row["lang"]])
        remark = operations.write_remark(
            draft=draft,
            author=people[place % len(people)],
            text=opening + row["text"].format(place=places[(n * 3 + place) % len(places)]),
            language=row["lang"],
            passage=passage,
            suggestion=passage.flat.replace(old, new, 1) if passage and old else "",
            at=opened + timedelta(hours=2) + span * place / len(said),
        )
        found.append((row["on"], remark))
    return found


def _passages(draft: Draft, content: dict[str, Any]) -> dict[tuple[str, str], DraftPassage]:
    """The passages of the first version by the key of the content and the language."""
    keys = [row["key"] for row in content["paragraph"] if not row.get("added")]
    newest = queries.latest(draft)
    held = queries.passages_of(newest.values())
    return {
        (key, code): passage
        for code, version in newest.items()
        for key, passage in zip(keys, held[version.pk], strict=True)
    }


def _agree(remarks: list[Remark], cast: Cast, rng: random.Random) -> None:
    """In bulk: a few remarks are backed by many, most by nobody."""
    rows = []
    for remark in remarks:
        count = min(int(rng.paretovariate(0.9)) - 1, 60)
        others = [one for one in cast.residents if one.pk != remark.author_id]
        rows += [
            RemarkAgreement(
                remark=remark,
                person=person,
                agreed_at=remark.created_at + timedelta(hours=rng.randint(1, 40)),
            )
            for person in rng.sample(others, count)
        ]
    RemarkAgreement.objects.bulk_create(rows)


def _answer(
    draft: Draft,
    content: dict[str, Any],
    said: Said,
    cast: Cast,
    at: datetime,
    rng: random.Random,
) -> None:
    """Remarks on one paragraph in one language get the same answer, an hour after the last."""
    groups: dict[tuple[str, str], list[Remark]] = defaultdict(list)
    for key, remark in said:
        if key in content["answers"] and rng.random() < ANSWERED:
            groups[key, remark.language].append(remark)
    newest = queries.latest(draft)
    for number, ((key, code), rows) in enumerate(sorted(groups.items())):
        given = content["answers"][key]
        operations.answer_remarks(
            draft=draft,
            remarks=rows,
            decision=given["decision"],
            answer=given[code],
            language=code,
            taken_in=newest[code] if given.get("taken") else None,
            actor=cast.specialist,
            at=at + timedelta(hours=number),
        )
