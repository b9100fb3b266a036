"""What can be wrong with a file or with the round it is to become, and the words for it."""

from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from algorithms.pabulib import PabulibError, Problem
from commons.interface.errors import DomainError

# The faults of `algorithms.pabulib`, whose own sentences are for developers.
FAULTS = {
    "not_utf8": gettext_lazy("the file is not UTF-8 text"),
    "unreadable": gettext_lazy("the line cannot be read as values separated by “;”: {reason}"),
    "section_missing": gettext_lazy("expected the section {expected}"),
    "header_missing": gettext_lazy("the section {section} has no header line"),
    "column_missing": gettext_lazy("the section {section} needs a column {expected}"),
    "column_duplicate": gettext_lazy("the column stands twice"),
    "row_length": gettext_lazy("expected {expected} fields, found {found}"),
    "meta_missing": gettext_lazy("META needs the key {expected}"),
    "meta_duplicate": gettext_lazy("the key stands twice in META"),
    "value_empty": gettext_lazy("expected a value, found nothing"),
    "amount": gettext_lazy("expected a number such as 1500 or 1500,50, found “{found}”"),
    "count": gettext_lazy("expected {expected}, as many as there are rows, found “{found}”"),
    "vote_type": gettext_lazy(
        "expected one of approval, choose-1, cumulative, ordinal, scoring, found “{found}”"
    ),
    "date": gettext_lazy("expected dd.mm.yyyy or yyyy, found “{found}”"),
    "selected": gettext_lazy("expected 0, 1, 2 or 3, found “{found}”"),
    "project_duplicate": gettext_lazy("the project {found} is listed twice"),
    "project_unknown": gettext_lazy("the project {found} is not listed in PROJECTS"),
    "vote_duplicate": gettext_lazy("the ballot names the project {found} twice"),
    "vote_too_long": gettext_lazy("a choose-1 ballot names at most 1 project, found {found}"),
    "points_length": gettext_lazy(
        "expected {expected} points, one for each project named, found {found}"
    ),
    "points": gettext_lazy("expected numbers separated by “,”, found “{found}”"),
    # Ours: what a round here cannot hold.
    "not_positive": gettext_lazy("expected more than 0, found “{found}”"),
    "too_large": gettext_lazy("expected at most {expected}, found “{found}”"),
    "points_negative": gettext_lazy("expected points of 0 or more, found “{found}”"),
    "dates_reversed": gettext_lazy("expected a day not before date_begin, found “{found}”"),
    "date_impossible": gettext_lazy("there is no such day: “{found}”"),
    "null_character": gettext_lazy("the text holds a null character"),
}


def sentence(problem: Problem) -> str:
    """Line, field, and what was expected, in the reader's language."""
    parts = []
    if problem.line:
        parts.append(_("line %(line)s") % {"line": problem.line})
    if problem.field:
        parts.append(problem.field)
    words = str(FAULTS[problem.code]).format_map(problem.params)
    return f"{', '.join(parts)}: {words}" if parts else words


class UnfitFileError(Exception):
    """A well-written file that cannot become a round; `problems` as in PabulibError."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__([(problem.code, problem.field) for problem in problems])
        self.problems = problems


def sentences(error: PabulibError | UnfitFileError) -> list[str]:
    return [sentence(problem) for problem in error.problems]


class PabulibImportError(DomainError):
    """A file and a round that do not go together."""

    texts: ClassVar = {
        "address_taken": gettext_lazy(
            "There is already a round at the address “%(slug)s”. Choose another one with --slug."
        ),
        "address_reserved": gettext_lazy(
            "“%(slug)s” is an address of the site. Choose another one with --slug."
        ),
        "count_failed": gettext_lazy("The votes could not be counted: %(error)s"),
        "not_published": gettext_lazy(
            "The result of “%(round)s” is not published, so its ballots are not either."
        ),
        "which_envelope": gettext_lazy(
            "The round has several envelopes. Name one with --envelope: %(codes)s"
        ),
        "not_counted": gettext_lazy("“%(round)s” has no file of ballots yet."),
        "ballots_differ": gettext_lazy(
            "The ballots in the box are not those of the file %(file)s."
        ),
    }
