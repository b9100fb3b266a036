"""What is written of a meeting, its papers and its end."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.forms.boundfield import BoundField
from django.utils.text import capfirst
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from commons.interface import official
from commons.interface.forms import MomentInput
from commons.interface.official import Texts, read_texts, text_fields
from commons.proposals.documents import ACCEPT
from commons.territories.models import Akimat

from ...councils.models import Council
from ...drafts.enums import DraftStatus
from ...drafts.models import Draft
from ...periods import periods_of
from .. import legal, queries
from ..enums import Access, MeetingKind, MeetingStatus, Spoken
from ..models import Meeting

MOST_PLACES = 10_000
# A council calls its own meetings and hearings; the other kinds are called by the akimat.
OF_COUNCILS = (MeetingKind.COUNCIL, MeetingKind.HEARING)
OFFICIAL = ("title", "about", "place", "led_by")


def names(name: str) -> list[str]:
    return [f"{name}_{code}" for code in official.LANGUAGES]


def capped(choices: Any) -> list[tuple[str, str]]:
    return [(code, capfirst(label)) for code, label in choices]


class MeetingForm(forms.Form):
    """Everything that the page of a meeting says. After the notice its kind and its council stay,
    and there is room for the reason of a change."""

    kind = forms.ChoiceField(label=_("Kind of meeting"), choices=[])
    council: Any = forms.ModelChoiceField(
        label=_("Public council"), queryset=None, required=False, empty_label=_("No council")
    )
    draft: Any = forms.ModelChoiceField(
        label=_("Draft document it is about"),
        queryset=None,
        required=False,
        empty_label=_("None"),
    )
    starts_at = forms.DateTimeField(label=_("Begins"), widget=MomentInput)
    ends_at = forms.DateTimeField(label=_("Ends"), widget=MomentInput)
    territory: Any = forms.ModelChoiceField(
        label=_("District it is about"),
        queryset=None,
        required=False,
        empty_label=_("The whole akimat"),
        help_text=_("Residents of this place find it under “What is decided near me”."),
    )
    access = forms.MultipleChoiceField(
        label=_("What the place offers"),
        choices=capped(Access.choices),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    capacity = forms.IntegerField(
        label=_("Places in the room"),
        required=False,
        min_value=1,
        max_value=MOST_PLACES,
        help_text=_("Leave empty for no limit. Beyond it people wait, and move up by themselves."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages of the meeting, with interpretation"),
        choices=capped(Spoken.choices),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    is_remote = forms.BooleanField(label=_("One can take part remotely"), required=False)
    link = forms.URLField(
        label=_("Link to take part remotely"),
        required=False,
        assume_scheme="https",
        help_text=_("Shown only to those who registered."),
    )
    stream = forms.URLField(
        label=_("Link to watch it live"),
        required=False,
        assume_scheme="https",
        help_text=_("Shown to everybody."),
    )
    email = forms.EmailField(label=_("E-mail for questions"), required=False)
    phone = forms.CharField(
        label=_("Telephone for questions"),
        max_length=30,
        required=False,
        help_text=_("An urban-planning meeting needs both, by law."),
    )

    def __init__(
        self,
        *args: Any,
        akimat: Akimat,
        councils: Sequence[Council] | None,
        meeting: Meeting | None = None,
        **kwargs: Any,
    ) -> None:
        """`councils` are those that the person leads; None stands for all of the akimat."""
        super().__init__(*args, **kwargs)
        text_fields(self, "title", _("Title"), max_length=200)
        text_fields(
            self,
            "about",
            _("What is discussed"),
            rows=6,
            max_length=4000,
            required=(),
            hint=_("The first paragraph stands under the title. Say what is new, for whom, when."),
        )
        text_fields(
            self,
            "place",
            _("Place"),
            max_length=250,
            required=(),
            hint=_("Town, street, building, room. Leave empty if it is held only remotely."),
        )
        text_fields(self, "led_by", _("Who leads it"), max_length=200, required=())
        self.is_public = meeting is not None and meeting.status != MeetingStatus.DRAFT
        self._choose(akimat, councils, meeting)
        if self.is_public:
            del self.fields["kind"], self.fields["council"]
            text_fields(
                self,
                "reason",
                _("Why the time or the place changes"),
                rows=2,
                max_length=300,
                required=(),
                hint=_("Needed only for another time or place. Public, and sent to all who come."),
            )
        if meeting is not None:
            self._fill(meeting)

    def _choose(
        self, akimat: Akimat, councils: Sequence[Council] | None, meeting: Meeting | None
    ) -> None:
        periods = periods_of(akimat)
        kind: Any = self.fields["kind"]
        kind.choices = [
            (
                code,
                now("%(kind)s: notice %(days)s days before")
                % {"kind": capfirst(label), "days": legal.law_days(code, periods)},
            )
            for code, label in MeetingKind.choices
            if councils is None or code in OF_COUNCILS
        ]
        bodies = Council.objects.filter(akimat=akimat, ended_on=None).order_by("-created_at", "-pk")
        if councils is not None:
            bodies = bodies.filter(pk__in=[one.pk for one in councils])
            self.fields["council"].required = True
        drafts = Draft.objects.filter(akimat=akimat).exclude(status=DraftStatus.DRAFT)
        held = meeting.draft_id if meeting else None
        if held:
            drafts = drafts | Draft.objects.filter(pk=held)
        self._rows("council", bodies)
        self._rows("draft", drafts.order_by("-opened_at", "-pk"))
        self._rows("territory", queries.places(akimat))

    def _rows(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows

    def _fill(self, meeting: Meeting) -> None:
        for name in OFFICIAL:
            for code, text in official.read(meeting, name).items():
                self.initial[f"{name}_{code}"] = text
        for name in self.base_fields:
            value = getattr(meeting, name)
            self.initial[name] = value.pk if hasattr(value, "pk") else value

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        begins, ends = data.get("starts_at"), data.get("ends_at")
        if begins and ends and ends <= begins:
            self.add_error("ends_at", _("The meeting must end after it begins."))
        if data.get("kind") == MeetingKind.COUNCIL and not data.get("council"):
            self.add_error("council", _("Choose the council that meets."))
        return data

    def groups(self) -> list[tuple[str, list[BoundField]]]:
        """The fields under their headings; those that the form lacks are left out."""
        parts = [
            (now("What"), ["kind", "council", *names("title"), *names("about"), "draft"]),
            (now("When and where"), ["starts_at", "ends_at", *names("place"), "territory"]),
            (now("In the room"), ["access", "capacity", *names("led_by"), "languages"]),
            (now("From afar"), ["is_remote", "link", "stream"]),
            (now("Questions to"), ["email", "phone"]),
            (now("Reason of a change"), names("reason")),
        ]
        shown = [
            (title, [self[name] for name in held if name in self.fields]) for title, held in parts
        ]
        return [(title, fields) for title, fields in shown if fields]

    def changes(self) -> dict[str, Any]:
        """Arguments for `create_meeting` and `change_meeting`."""
        plain = {name: self.cleaned_data[name] for name in self.base_fields if name in self.fields}
        return plain | {name: read_texts(self.cleaned_data, name) for name in OFFICIAL}

    def reason(self) -> Texts:
        return read_texts(self.cleaned_data, "reason")


class ReasonForm(forms.Form):
    """A public reason in the three languages."""

    def __init__(self, *args: Any, label: Any, hint: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text_fields(self, "reason", label, rows=3, max_length=300, hint=hint)

    def reason(self) -> Texts:
        return read_texts(self.cleaned_data, "reason")


class PaperForm(forms.Form):
    """A file, or a draft that is discussed on this site."""

    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        help_text=_("What readers will find in it, in its language."),
    )
    language = forms.ChoiceField(label=_("Language of the paper"), choices=settings.LANGUAGES)
    file = forms.FileField(
        label=_("File"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=_(
            "PDF, DOCX, XLSX or ODT, up to 20 MB. Readers see whether a PDF is made for screen "
            "readers."
        ),
    )
    draft: Any = forms.ModelChoiceField(
        label=_("Or a draft that is discussed here"),
        queryset=None,
        required=False,
        empty_label=_("None"),
    )

    def __init__(self, *args: Any, akimat: Akimat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Draft.objects.filter(akimat=akimat).exclude(status=DraftStatus.DRAFT)
        field = self.fields["draft"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows.order_by("-opened_at", "-pk")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and not data.get("file") and not data.get("draft"):
            self.add_error("file", _("Choose a file or a draft document."))
        return data


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Why the paper is withdrawn"),
        max_length=300,
        help_text=_("Public. The title stays on the page with this reason; the file is deleted."),
    )
