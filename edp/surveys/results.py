"""What people answered, counted: for everybody and by group, as far as it may be shown."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from commons.people.enums import Sector

from ..models import Answer, Question, Survey
from . import queries
from .enums import QuestionKind, Reading
from .permissions import is_open
from .suppression import counted, hidden_groups

OTHERS = ""
GROUPS = (*Sector.values, OTHERS)


@dataclass(frozen=True)
class Row:
    """How many of `of` chose an answer; several answers may add up to more than the whole."""

    label: str
    count: int
    of: int

    @property
    def share(self) -> float:
        return self.count / self.of if self.of else 0.0


@dataclass(frozen=True)
class Column:
    """One group: `rows` in the order of the answers, or nothing where it is hidden."""

    group: str
    label: str
    size: int
    is_hidden: bool
    rows: tuple[Row, ...]
    mean: float | None = None


@dataclass(frozen=True)
class Table:
    """One question, or one line of a matrix. `size` is how many answered; with `is_hidden` there
    are fewer than may be shown, and no number is given. `columns` is empty where the groups are
    not told apart yet."""

    title: str
    size: int
    is_hidden: bool
    rows: tuple[Row, ...] = ()
    mean: float | None = None
    columns: tuple[Column, ...] = ()

    @property
    def hides_a_group(self) -> bool:
        return any(column.is_hidden for column in self.columns)


@dataclass(frozen=True)
class QuestionResult:
    question: Question
    tables: tuple[Table, ...] = ()
    texts: tuple[Answer, ...] = ()
    waiting: int = 0


@dataclass(frozen=True)
class Results:
    """`sent` responses came in, `used` of them are counted. `least` people make a group."""

    sent: int
    used: int
    least: int
    is_live: bool
    pages: tuple[tuple[str, tuple[QuestionResult, ...]], ...] = ()

    @property
    def is_hidden(self) -> bool:
        return self.used == 0


@dataclass
class _Given:
    """The answers to one question: (group, value) each."""

    values: list[tuple[str, Any]] = field(default_factory=list)


def results_of(survey: Survey, at: datetime) -> Results:
    """Count a survey in a handful of queries, whatever its length. Groups are told apart once it
    has closed: of an open one, the difference between two looks would tell too much."""
    live = is_open(survey, at)
    rows = list(queries.sent(survey).values_list("pk", "sector"))
    used = counted(len(rows), survey.min_group, is_open=live)
    groups = dict(rows[:used])
    given, texts, waiting = _answers(survey, groups)
    pages = tuple(
        (
            page.title,
            tuple(
                _question(
                    question,
                    given[question.pk].values,
                    texts[question.pk],
                    waiting[question.pk],
                    least=survey.min_group,
                    by_group=not live,
                )
                for question in page.questions.all()
            ),
        )
        for page in (queries.pages(survey) if used else [])
    )
    return Results(len(rows), used, survey.min_group, live, pages)


def _answers(
    survey: Survey, groups: Mapping[int, str]
) -> tuple[dict[int, _Given], dict[int, list[Answer]], Counter[int]]:
    given: dict[int, _Given] = defaultdict(_Given)
    texts: dict[int, list[Answer]] = defaultdict(list)
    waiting: Counter[int] = Counter()
    rows = Answer.objects.filter(response__survey=survey, response__sent_at__isnull=False)
    for answer in rows.select_related("response").order_by("response__sent_at", "pk"):
        if answer.response_id not in groups:
            continue
        given[answer.question_id].values.append((groups[answer.response_id], answer.value))
        if isinstance(answer.value, str):
            if answer.reading == Reading.SHOWN:
                texts[answer.question_id].append(answer)
            waiting[answer.question_id] += answer.reading == Reading.WAITING
    return given, texts, waiting


def _question(
    question: Question,
    given: Sequence[tuple[str, Any]],
    texts: Sequence[Answer],
    waiting: int,
    *,
    least: int,
    by_group: bool,
) -> QuestionResult:
    if question.kind == QuestionKind.OPEN:
        enough = len(given) >= least
        return QuestionResult(question, texts=tuple(texts) if enough else (), waiting=waiting)
    options = list(question.options.all())
    choices = [(option.pk, option.text) for option in options if not option.is_line]
    if question.kind == QuestionKind.SCALE:
        choices = [(number, scale_label(question, number)) for number in scale(question)]
    if question.kind != QuestionKind.MATRIX:
        answers = [(group, _as_list(value)) for group, value in given]
        return QuestionResult(
            question, (_table("", choices, answers, question, least=least, by_group=by_group),)
        )
    tables = []
    for line in (option for option in options if option.is_line):
        of_line = [
            (group, [value[str(line.pk)]])
            for group, value in given
            if isinstance(value, dict) and str(line.pk) in value
        ]
        tables.append(_table(line.text, choices, of_line, question, least=least, by_group=by_group))
    return QuestionResult(question, tuple(tables))


def _as_list(value: Any) -> list[int]:
    return value if isinstance(value, list) else [value]


def scale(question: Question) -> range:
    return range(1, question.steps + 1)


def scale_label(question: Question, number: int) -> str:
    """The number, with what it means where it is one of the ends."""
    meaning = {1: question.low_label, question.steps: question.high_label}.get(number)
    return f"{number} – {meaning}" if meaning else str(number)


def group_label(group: str) -> str:
    return str(capfirst(Sector(group).label)) if group else _("Everybody else")


Given = Sequence[tuple[str, list[int]]]


def _table(
    title: str,
    choices: Sequence[tuple[int, str]],
    given: Given,
    question: Question,
    *,
    least: int,
    by_group: bool,
) -> Table:
    size = len(given)
    if size < least:
        return Table(title, 0, is_hidden=True)
    sizes = Counter(group for group, _value in given)
    hidden = hidden_groups({group: sizes[group] for group in GROUPS}, least)
    columns = tuple(
        _column(group, choices, given, question, is_hidden=group in hidden) for group in GROUPS
    )
    return Table(
        title,
        size,
        is_hidden=False,
        rows=_rows(choices, given),
        mean=_mean(question, given),
        # One group alone is the whole once more.
        columns=columns if by_group and len(+sizes) > 1 else (),
    )


def _column(
    group: str,
    choices: Sequence[tuple[int, str]],
    given: Given,
    question: Question,
    *,
    is_hidden: bool,
) -> Column:
    if is_hidden:
        return Column(group, group_label(group), 0, True, ())
    own = [(code, value) for code, value in given if code == group]
    return Column(
        group, group_label(group), len(own), False, _rows(choices, own), _mean(question, own)
    )


def _rows(choices: Sequence[tuple[int, str]], given: Given) -> tuple[Row, ...]:
    counts = Counter(choice for _group, value in given for choice in set(value))
    return tuple(Row(label, counts[choice], len(given)) for choice, label in choices)


def _mean(question: Question, given: Given) -> float | None:
    if question.kind != QuestionKind.SCALE or not given:
        return None
    return sum(value[0] for _group, value in given) / len(given)
