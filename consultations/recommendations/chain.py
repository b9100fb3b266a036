"""The whole way of a recommendation, from where it was said to what came of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commons.interface.dates import long_date

from ..links import link
from ..meetings.models import Meeting
from .enums import CommitmentStatus, Decision, HeardStatus, Standing, StepKind
from .models import Commitment, Recommendation
from .sources import Origin, of_document


@dataclass(frozen=True)
class Link:
    """One link of the chain. `state` is "done", "now" or "" for what is to come."""

    title: str
    state: str = "done"
    at: date | datetime | None = None
    until: date | None = None
    text: str = ""
    quote: str = ""
    language: str = ""
    url: str = ""
    tag: str = ""
    tone: str = ""


def chain(recommendation: Recommendation, today: date) -> list[tuple[str, str, list[Link]]]:
    """Parts with their title and links, in the order of time; needs what `queries.in_full` fetches.
    A part without links is left out."""
    found = [
        ("said", _("What was said"), _said(recommendation)),
        ("asked", _("What was recommended"), _asked(recommendation)),
        ("heard", _("The author is heard"), _heard(recommendation)),
        ("answered", _("What the akimat replied"), _answered(recommendation, today)),
        ("promised", _("What was promised, and what came of it"), _promised(recommendation, today)),
    ]
    held = [(key, title, list(links)) for key, title, links in found]
    return [(key, title, links) for key, title, links in held if links]


def parts(recommendation: Recommendation) -> list[Link]:
    """The short way in one row: hearing → recommendation → reply → decision → result."""
    replied = recommendation.replied_at
    promises = list(recommendation.commitments.all())
    over = bool(promises) and all(p.status != CommitmentStatus.OPEN for p in promises)
    nothing = replied is not None and not promises
    found = [
        Link(str(recommendation.document.source.label).capitalize()),
        Link(_("Recommendation")),
        Link(_("The reply"), state="done" if replied else "now"),
        Link(
            str(Decision(recommendation.decision).label).capitalize() if replied else _("Decision"),
            state="done" if replied else "",
        ),
    ]
    if nothing and recommendation.decision == Decision.REJECTED:
        return found
    result = "done" if over else ("now" if replied else "")
    return [*found, Link(_("Result"), state=result)]


def _said(recommendation: Recommendation) -> Iterator[Link]:
    document = recommendation.document
    origin = of_document(document)
    if isinstance(origin.subject, Meeting):
        yield from _meeting(origin.subject)
    yield Link(
        origin.name,
        at=document.event_on,
        text=_source_words(origin),
        language=origin.language,
        url=origin.url,
    )


def _meeting(meeting: Meeting) -> Iterator[Link]:
    """What the meeting was about, where that is on this site, and its notice."""
    akimat = meeting.akimat
    if meeting.draft is not None:
        yield Link(
            meeting.draft.title,
            at=meeting.draft.opened_at,
            text=_("draft document under discussion"),
            url=link("draft", akimat, meeting.draft.pk),
        )
    if meeting.petition is not None:
        proposal = meeting.petition.proposal
        yield Link(
            proposal.title,
            at=proposal.submitted_at,
            text=_("petition"),
            language=proposal.language,
            url=link("petition", akimat, meeting.petition.pk),
        )
    if meeting.announced_at:
        yield Link(_("The notice was published"), at=meeting.announced_at)


def _source_words(origin: Origin) -> str:
    if isinstance(origin.subject, Meeting):
        return str(origin.subject.get_kind_display())
    return str(origin.kind.label)


def _asked(recommendation: Recommendation) -> Iterator[Link]:
    document = recommendation.document
    late = document.sent_late
    yield Link(
        document.title,
        at=document.sent_at,
        text=_("final document, to be sent until %(day)s")
        % {"day": long_date(document.send_due_on)},
        url=link("document", document.akimat, document.pk),
        tag=_("Sent late") if late else _("Sent in time"),
        tone="bad" if late else "good",
    )
    yield Link(
        _("Recommendation %(number)s") % {"number": recommendation.number},
        at=document.sent_at,
        quote=recommendation.text,
        url=link("recommendation", document.akimat, recommendation.pk),
    )
    first = _first_keeper(recommendation)
    if first:
        yield Link(_("Goes to %(name)s") % {"name": first}, at=document.sent_at)
    for one in recommendation.handovers.all():
        yield Link(
            _("Handed over to %(name)s") % {"name": one.given_to.public_name},
            at=one.at,
            quote=one.reason,
        )


def _first_keeper(recommendation: Recommendation) -> str:
    passed = list(recommendation.handovers.all())
    first = passed[0].given_by if passed else recommendation.specialist
    return first.public_name if first else ""


def _heard(recommendation: Recommendation) -> Iterator[Link]:
    for one in recommendation.heard_requests.all():
        if one.status == HeardStatus.WITHDRAWN:
            continue
        yield Link(_("The author asked to be heard"), at=one.asked_at)
        if one.status == HeardStatus.HELD:
            yield Link(_("The author was heard"), at=one.starts_at, quote=one.outcome)
        elif one.status == HeardStatus.MISSED:
            yield Link(_("The author did not come"), at=one.starts_at)
        else:
            title = _("The author will be heard")
            text = "" if one.starts_at else _("the akimat has not set the day yet")
            yield Link(title, state="now", at=one.starts_at, text=text)


def _answered(recommendation: Recommendation, today: date) -> Iterator[Link]:
    standing = recommendation.standing(today)
    due = recommendation.due_on
    if recommendation.replied_at is None:
        overdue = standing == Standing.OVERDUE
        yield Link(
            _("The reply is overdue") if overdue else _("The akimat considers it"),
            state="now",
            until=due,
            tag=_("Overdue") if overdue else "",
            tone="bad",
        )
        return
    days = recommendation.replied_in or 0
    who = recommendation.replied_by.public_name if recommendation.replied_by else ""
    late = recommendation.replied_late
    yield Link(
        _("Reply of %(name)s") % {"name": who},
        at=recommendation.replied_at,
        text=ngettext("after %(n)s working day", "after %(n)s working days", days) % {"n": days},
        tag=_("Answered late") if late else _("Answered in time"),
        tone="bad" if late else "good",
    )
    yield Link(
        str(Decision(recommendation.decision).label).capitalize(),
        at=recommendation.replied_at,
        quote=recommendation.reply,
    )
    for version in recommendation.versions.all():
        if version.number > 1:
            yield Link(_("The reply was corrected"), at=version.at, quote=version.reason)


def _promised(recommendation: Recommendation, today: date) -> Iterator[Link]:
    for one in recommendation.commitments.all():
        yield from _promise(one, today)


def _promise(commitment: Commitment, today: date) -> Iterator[Link]:
    url = link("commitment", commitment.akimat, commitment.pk)
    yield Link(
        _("Promised: %(title)s") % {"title": commitment.title},
        at=commitment.made_at,
        text=_("%(office)s, for %(day)s")
        % {"office": commitment.office, "day": long_date(commitment.first_due_on)},
        url=url,
    )
    names = {
        StepKind.PROGRESS: _("Progress"),
        StepKind.MOVED: _("New date"),
        StepKind.DONE: _("Done"),
        StepKind.BROKEN: _("Not kept"),
        StepKind.REOPENED: _("Taken up again"),
    }
    tones = {StepKind.DONE: "good", StepKind.BROKEN: "bad", StepKind.MOVED: "sun"}
    for step in commitment.steps.all():
        moved = step.due_after and _("now for %(day)s") % {"day": long_date(step.due_after)}
        kind = StepKind(step.kind)
        closes = kind in (StepKind.DONE, StepKind.BROKEN)
        yield Link(
            _("%(what)s: %(title)s") % {"what": names[kind], "title": commitment.title},
            at=step.at,
            text=moved or "",
            quote=step.text,
            url=url,
            tag=names[kind] if closes else "",
            tone=tones.get(kind, ""),
        )
    for said in commitment.disputes.all():
        yield Link(
            _("Objection of %(name)s") % {"name": said.person.public_name},
            at=said.at,
            quote=said.words,
            language=said.language,
        )
        if said.answered_at:
            title = _("The objection is right") if said.upheld else _("The objection is answered")
            yield Link(title, at=said.answered_at, quote=said.answer)
    if commitment.status == CommitmentStatus.OPEN:
        overdue = commitment.is_overdue(today)
        yield Link(
            commitment.title,
            state="now",
            until=commitment.due_on,
            url=url,
            tag=_("Overdue") if overdue else "",
            tone="bad",
        )
