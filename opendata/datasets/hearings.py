"""Public councils with their members, meetings and hearings, drafts under discussion."""

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from commons.people.enums import Sector
from commons.territories.models import Akimat
from consultations.councils.enums import EndKind, Seat, SeatedBy
from consultations.councils.models import Council, Mandate
from consultations.drafts.enums import DraftKind, DraftStatus, RemarkStatus
from consultations.drafts.models import Draft
from consultations.meetings.enums import MeetingKind, MeetingStatus
from consultations.meetings.models import Meeting

from ..addresses import page
from ..declaring import Dataset, Field, Kind, at, date, flag, integer, moment, string, texts
from .budget import akimat_at
from .scope import of

KEY = integer("id", _("Key."))


def councils(akimat: Akimat | None) -> QuerySet[Council]:
    found = Council.objects.filter(of(akimat), published_at__isnull=False)
    return found.select_related("akimat")


def members(akimat: Akimat | None) -> QuerySet[Mandate]:
    """All who hold or held a seat of a published council: their names are public by law."""
    found = Mandate.objects.filter(council__in=councils(akimat))
    return found.select_related("council__akimat", "organisation", "territory")


def meetings(akimat: Akimat | None) -> QuerySet[Meeting]:
    """Announced ones, cancelled ones too."""
    found = Meeting.objects.filter(of(akimat)).exclude(status=MeetingStatus.DRAFT)
    return found.select_related("akimat", "territory")


def drafts(akimat: Akimat | None) -> QuerySet[Draft]:
    """Those whose discussion has opened, with the remarks that are shown."""
    shown = Q(remarks__status=RemarkStatus.PUBLISHED)
    found = Draft.objects.filter(of(akimat)).exclude(status=DraftStatus.DRAFT)
    return found.select_related("akimat", "territory").annotate(
        said=Count("remarks", filter=shown),
        answered=Count("remarks", filter=shown & Q(remarks__answered_at__isnull=False)),
        accepted=Count("remarks", filter=shown & Q(remarks__decision="accepted")),
        partly=Count("remarks", filter=shown & Q(remarks__decision="partly")),
        rejected=Count("remarks", filter=shown & Q(remarks__decision="rejected")),
    )


COUNCILS = Dataset(
    name="councils",
    title=_("Public councils"),
    about=_("Councils of the akimats, those whose term is over too."),
    group="hearings",
    rows=councils,
    since="published_at",
    fields=(
        KEY,
        akimat_at(""),
        texts("name", _("Name.")),
        texts("about", _("What it watches over."), "about"),
        integer("size", _("Number of seats.")),
        integer("succeeds_id", _("Key of the council of the term before."), nullable=True),
        date("term_begins_on", _("First day of the term."), nullable=True),
        date("term_ends_on", _("Last day of the term."), nullable=True),
        date("ended_on", _("Ended."), nullable=True),
        moment("published_at", _("Published.")),
        Field(
            "page",
            Kind.ADDRESS,
            _("Its page."),
            lambda row: page("consultations:council", row.akimat.slug, row.pk),
        ),
    ),
)
MEMBERS = Dataset(
    name="council-members",
    title=_("Members of public councils"),
    about=_("Who holds or held a seat, and how; public by law. No contacts."),
    group="hearings",
    rows=members,
    since="begins_on",
    fields=(
        KEY,
        akimat_at("council."),
        integer("council_id", _("Key of the council.")),
        string("name", _("Name.")),
        string("position", _("Work or position.")),
        string("seat", _("Seat."), codes=Seat),
        flag("in_presidium", _("Sits in the presidium.")),
        string("sector", _("Whom the seat stands for."), codes=Sector),
        string("organisation", _("Organisation."), "organisation.name", nullable=True),
        string("kato", _("KATO code of the district."), "territory.kato", nullable=True),
        string("seated_by", _("How the seat was given."), codes=SeatedBy),
        date("begins_on", _("Begins.")),
        date("ends_on", _("Ends.")),
        date("ended_on", _("Ended earlier, on."), nullable=True),
        Field(
            "end_kind",
            Kind.STRING,
            _("Why it ended."),
            lambda row: row.end_kind or None,
            codes=EndKind,
            nullable=True,
        ),
    ),
)
MEETINGS = Dataset(
    name="meetings",
    title=_("Meetings and hearings"),
    about=_("Announced meetings with the dates that the law sets; cancelled ones with the reason."),
    group="hearings",
    rows=meetings,
    since="starts_at",
    fields=(
        KEY,
        akimat_at(""),
        string("kind", _("Kind."), codes=MeetingKind),
        string("status", _("State."), codes=MeetingStatus),
        integer("council_id", _("Key of the council that meets."), nullable=True),
        integer("draft_id", _("Key of the draft it is about."), nullable=True),
        integer("petition_id", _("Key of the petition it is about."), nullable=True),
        texts("title", _("Title.")),
        texts("about", _("What is discussed.")),
        texts("place", _("Place.")),
        string(
            "kato", _("KATO code of the district it is about."), "territory.kato", nullable=True
        ),
        moment("starts_at", _("Begins.")),
        moment("ends_at", _("Ends.")),
        moment("announced_at", _("Notice published."), nullable=True),
        date("notice_due_on", _("Last day for the notice."), nullable=True),
        integer("breach_days", _("How much too late the notice came."), unit=_("days")),
        date("minutes_due_on", _("Minutes due."), nullable=True),
        date("replies_due_on", _("Replies due."), nullable=True),
        Field(
            "languages",
            Kind.STRINGS,
            _("Languages spoken; sign is sign language."),
            at("languages"),
        ),
        Field(
            "access",
            Kind.STRINGS,
            _("What the place offers to people with a disability."),
            at("access"),
        ),
        flag("is_remote", _("One can take part remotely.")),
        string("stream", _("Link to watch it live; may be empty.")),
        string("recording", _("Recording; may be empty.")),
        texts("cancel_reason", _("Why it was cancelled.")),
        Field(
            "page",
            Kind.ADDRESS,
            _("Its page."),
            lambda row: page("consultations:meeting", row.akimat.slug, row.pk),
        ),
    ),
)
DRAFTS = Dataset(
    name="drafts",
    title=_("Draft documents under discussion"),
    about=_("Drafts that were opened to remarks, with how many there are and what became of them."),
    group="hearings",
    rows=drafts,
    since="opened_at",
    fields=(
        KEY,
        akimat_at(""),
        string("kind", _("Kind."), codes=DraftKind),
        string("status", _("State."), codes=DraftStatus),
        texts("title", _("Title.")),
        texts("office", _("Office that wrote it.")),
        string("kato", _("KATO code of the place it is about."), "territory.kato", nullable=True),
        moment("opened_at", _("Discussion opened."), nullable=True),
        date("closes_on", _("Last day for remarks."), nullable=True),
        date("answers_on", _("Last day for answers."), nullable=True),
        texts("short_reason", _("Why the period is shorter than the law sets.")),
        integer("remarks", _("Remarks; hidden ones are left out."), "said"),
        integer("answered", _("Remarks that are answered.")),
        integer("accepted", _("Remarks accepted.")),
        integer("partly", _("Remarks accepted in part.")),
        integer("rejected", _("Remarks not accepted.")),
        texts("outcome", _("What changed thanks to the remarks.")),
        Field(
            "page",
            Kind.ADDRESS,
            _("Its page."),
            lambda row: page("consultations:draft", row.akimat.slug, row.pk),
        ),
    ),
)
