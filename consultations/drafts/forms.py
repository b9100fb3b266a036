"""Forms of drafts: the document, its text, its discussion, remarks and answers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from commons.interface import official
from commons.interface.errors import DomainError
from commons.interface.forms import DayInput
from commons.people.models import Person
from commons.territories.models import Akimat, Territory
from commons.territories.queries import districts

from .enums import Decision, DraftKind, PassageKind, TextLanguage
from .models import Draft, DraftPassage, DraftVersion
from .operations.remarking import MOST, MOST_SUGGESTED
from .splitting import Block, read_docx, read_pasted
from .splitting.blocks import MOST_LABEL

# Longer texts come as a file.
MOST_PASTED = 400_000


class OfficialForm(forms.Form):
    def texts(self, name: str) -> dict[str, str]:
        return official.read_texts(self.cleaned_data, name)


class DraftForm(OfficialForm):
    kind = forms.ChoiceField(
        label=_("What kind of document is it?"),
        choices=[(value, str(label).capitalize()) for value, label in DraftKind.choices],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a kind.")},
    )
    author = forms.ModelChoiceField(
        label=_("Who answers remarks?"),
        queryset=Person.objects.none(),
        help_text=_("A member of your staff. Their name is public, and they are reminded."),
    )
    territory: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Place"),
        queryset=Territory.objects.none(),
        required=False,
        empty_label=_("the whole territory of the akimat"),
        help_text=_("If the document is about one district or city."),
    )

    def __init__(self, *args: Any, akimat: Akimat, draft: Draft | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind.value, str(kind.label).capitalize()) for kind in DraftKind
        ]
        staff = Person.objects.filter(
            memberships__akimat=akimat, memberships__role__in=("moderator", "specialist")
        )
        author, territory = self.fields["author"], self.fields["territory"]
        author.queryset = staff.distinct().order_by("name", "pk")  # type: ignore[attr-defined]
        territory.queryset = districts(akimat)  # type: ignore[attr-defined]
        for name, label, rows, most, hint in (
            ("title", _("Title"), 0, 250, _("As people would say it, without numbers of acts.")),
            (
                "summary",
                _("In plain words"),
                5,
                3000,
                _("What changes for whom, in short sentences. It can be written later."),
            ),
            ("office", _("Office that wrote it"), 0, 200, ""),
        ):
            held = official.read(draft, name) if draft else None
            official.text_fields(
                self,
                name,
                label,
                rows=rows,
                max_length=most,
                initial=held,
                hint=hint,
                required=official.REQUIRED if name == "title" else (),
            )
        if draft:
            self.initial = {
                "kind": draft.kind,
                "author": draft.author_id,
                "territory": draft.territory_id,
            }
        names = [
            f"{name}_{c}" for name in ("title", "summary", "office") for c in ("kk", "ru", "en")
        ]
        self.order_fields(["kind", *names, "author", "territory"])


class TextForm(forms.Form):
    """A file or pasted text, in one language. `blocks` are what was read."""

    language = forms.ChoiceField(
        label=_("Language of the text"), choices=TextLanguage.choices, widget=forms.RadioSelect
    )
    file = forms.FileField(
        label=_("DOCX file"),
        required=False,
        help_text=_("As Word or LibreOffice saves it, without macros. At most 20 MB."),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )
    pasted = forms.CharField(
        label=_("Or paste the text"),
        required=False,
        max_length=MOST_PASTED,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_(
            "Each line becomes a paragraph. A line that begins with # becomes a heading. Tables "
            "copied from Word or Excel become rows."
        ),
    )
    note = forms.CharField(
        label=_("What is new in this version?"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Public, in the language of the text. Leave it empty for the first version."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.blocks: list[Block] = []

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        file, pasted = data.get("file"), (data.get("pasted") or "").strip()
        if file and pasted:
            self.add_error("pasted", _("Choose one: the file or the pasted text."))
        elif not file and not pasted and not self.errors:
            self.add_error("file", _("Choose a file, or paste the text below."))
        elif not self.errors:
            try:
                self.blocks = self._read(file) if file else read_pasted(pasted)
            except DomainError as error:
                self.add_error("file" if file else "pasted", error.message)
        return data

    def _read(self, file: Any) -> list[Block]:
        return read_docx(file, str(file.name or ""))


class PassageForm(forms.Form):
    """One passage of a version in work. An empty line divides it."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=PassageKind.choices)
    level = forms.IntegerField(label=_("Level"), min_value=1, max_value=4)
    label = forms.CharField(
        label=_("Numbering in the document"), max_length=MOST_LABEL, required=False
    )
    text = forms.CharField(
        label=_("Text"),
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Put an empty line where a new paragraph should begin."),
        error_messages={"required": _("Write the text, or take the paragraph out.")},
    )

    def __init__(self, *args: Any, passage: DraftPassage, **kwargs: Any) -> None:
        names = ("kind", "level", "label", "text")
        kwargs["initial"] = {name: getattr(passage, name) for name in names}
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["lang"] = passage.version.language


class OpenForm(OfficialForm):
    closes_on = forms.DateField(
        label=_("Last day for remarks"),
        widget=DayInput,
        error_messages={"required": _("Choose the last day.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        official.text_fields(
            self,
            "short_reason",
            _("Why the discussion is shorter"),
            rows=3,
            max_length=1000,
            required=(),
            hint=_("Only if it is shorter than the rules ask. Everybody sees the reason."),
        )


class ExtendForm(forms.Form):
    closes_on = forms.DateField(label=_("New last day for remarks"), widget=DayInput)


class CloseForm(OfficialForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        official.text_fields(
            self,
            "outcome",
            _("What changed thanks to the remarks"),
            rows=6,
            max_length=4000,
            hint=_("In plain words: what was taken over, what was not, and what happens next."),
        )


class RemarkForm(forms.Form):
    text = forms.CharField(
        label=_("What should be changed, and why?"),
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Public, with your name. Do not write telephone numbers or IINs."),
        error_messages={"required": _("Write what should be changed, and why.")},
    )

    def __init__(
        self,
        *args: Any,
        passage: DraftPassage | None,
        suggestion: str = "",
        **kwargs: Any,
    ) -> None:
        key = passage.paragraph_id if passage else "whole"
        super().__init__(*args, **{"auto_id": f"id_%s_{key}", **kwargs})
        self.has_suggestion = bool(suggestion)
        if passage is not None:
            attrs = {"rows": 5, "lang": passage.version.language}
            self.fields["suggestion"] = forms.CharField(
                label=_("Your wording"),
                required=False,
                max_length=MOST_SUGGESTED,
                initial=suggestion or passage.flat,
                widget=forms.Textarea(attrs=attrs),
                help_text=_("Change the words as you would have them, or leave them as they are."),
            )


class AnswerForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("Decision"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a decision.")},
    )
    answer = forms.CharField(
        label=_("Reason"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Public. Say what will change, or why not."),
        error_messages={"required": _("Write the reason: every answer has one.")},
    )
    language = forms.ChoiceField(label=_("Language of the answer"), choices=settings.LANGUAGES)
    taken_in = forms.ModelChoiceField(
        label=_("Version that took it over"),
        queryset=DraftVersion.objects.none(),
        required=False,
        empty_label=_("none yet"),
    )

    def __init__(self, *args: Any, versions: Sequence[DraftVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = [  # type: ignore[attr-defined]
            (one.value, str(one.label).capitalize()) for one in Decision
        ]
        later = DraftVersion.objects.filter(pk__in=[one.pk for one in versions if one.number > 1])
        field = self.fields["taken_in"]
        field.queryset = later  # type: ignore[attr-defined]
        field.label_from_instance = version_name  # type: ignore[attr-defined]


class HideForm(OfficialForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        official.text_fields(
            self,
            "reason",
            _("Why it is hidden"),
            rows=2,
            max_length=500,
            hint=_("Public, in the place of the remark. Its author is told."),
        )


def version_name(version: DraftVersion) -> str:
    name = official.OWN_NAMES[version.language]
    return str(_("version %(number)s, %(language)s")) % {
        "number": version.number,
        "language": name,
    }
