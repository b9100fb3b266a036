"""Drafts made through their operations, as staff and residents would."""

from datetime import date, datetime
from typing import Any

from commons.people.models import Person
from commons.territories.models import Akimat
from consultations.drafts import operations, queries
from consultations.drafts.models import Draft, DraftPassage, DraftVersion, Remark
from consultations.drafts.operations.discussion import earliest_close
from consultations.drafts.splitting import read_pasted

KAZAKH = """# 1. Жалпы
1.1. Автобус күніне екі рет жүреді.
1.2. Жол ақысы 110 теңге.
1.3. Аялдамада қалқа болады."""
RUSSIAN = """# 1. Общее
1.1. Автобус ходит два раза в день.
1.2. Проезд стоит 110 тенге.
1.3. На остановке есть навес."""


def texts(words: str) -> dict[str, str]:
    return {"kk": f"{words} (kk)", "ru": f"{words} (ru)", "en": words}


def prepared(akimat: Akimat, actor: Person, at: datetime, **more: Any) -> Draft:
    values = {
        "akimat": akimat,
        "kind": "budget",
        "title": texts("Bus programme"),
        "summary": texts("Buses for villages."),
        "office": texts("Department of Transport"),
        "author": actor,
        "actor": actor,
        "at": at,
    }
    return operations.create_draft(**{**values, **more})


def version_in_work(
    draft: Draft, language: str, text: str, actor: Person, at: datetime
) -> DraftVersion:
    return operations.take_text(
        draft=draft,
        language=language,
        blocks=read_pasted(text),
        source="pasted",
        actor=actor,
        at=at,
    )


def published(draft: Draft, language: str, text: str, actor: Person, at: datetime) -> DraftVersion:
    version = version_in_work(draft, language, text, actor, at)
    return operations.publish_version(version=version, actor=actor, at=at)


def ready(akimat: Akimat, actor: Person, at: datetime, **more: Any) -> Draft:
    """With a text in both languages; nobody sees it yet."""
    draft = prepared(akimat, actor, at, **more)
    published(draft, "kk", KAZAKH, actor, at)
    published(draft, "ru", RUSSIAN, actor, at)
    return draft


def opened(
    akimat: Akimat, actor: Person, at: datetime, closes_on: date | None = None, **more: Any
) -> Draft:
    """Under discussion for the shortest period that needs no reason, unless a day is given."""
    draft = ready(akimat, actor, at, **more)
    day = closes_on or earliest_close(draft, at)
    return operations.open_discussion(draft=draft, closes_on=day, actor=actor, at=at)


def passage(draft: Draft, number: str = "2", language: str = "ru") -> DraftPassage:
    """A paragraph of the newest text by its number."""
    version = queries.latest(draft)[language]
    return version.passages.select_related("version", "paragraph").get(paragraph__number=number)


def said(
    draft: Draft, author: Person, at: datetime, text: str = "Сделайте три рейса.", **more: Any
) -> Remark:
    """On paragraph 2 unless another passage is given."""
    values = {"passage": passage(draft), "language": "ru", **more}
    return operations.write_remark(draft=draft, author=author, text=text, at=at, **values)


def answered(draft: Draft, remark: Remark, actor: Person, at: datetime, **more: Any) -> Remark:
    values = {"decision": "accepted", "answer": "Приняли.", "language": "ru", **more}
    [done] = operations.answer_remarks(draft=draft, remarks=[remark], actor=actor, at=at, **values)
    return done
