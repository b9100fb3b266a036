"""Forms of rating, replying, and of “you said, we did”."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from commons.interface import official
from commons.proposals.models import Comment

from ..opportunities.models import Opportunity
from .enums import SCALE, Outcome
from .models import ReplyTemplate, Response


class RatingForm(forms.Form):
    """One card of the page: its rating, and a comment that is published under the card."""

    marks_optional = False

    value = forms.TypedChoiceField(
        label=_("How much would this help where you live?"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        choices=[(value, words) for value, words in SCALE.items()],
        error_messages={"invalid_choice": _("Rate from 1 to 5.")},
    )
    comment = forms.CharField(
        label=_("Why? (you may leave it empty)"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Published under the card with your name. The akimat replies to each comment."),
    )

    def __init__(self, *args: Any, card: Opportunity, rated: int | None, **kwargs: Any) -> None:
        kwargs |= {"prefix": f"c{card.pk}", "initial": {"value": rated}}
        super().__init__(*args, **kwargs)
        self.card, self.rated = card, rated


class ReplyForm(forms.Form):
    text = forms.CharField(
        label=_("Reply of the akimat"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Public, under the comment. Say what will be done with it, and why."),
        error_messages={"required": _("Write the reply first.")},
    )
    language = forms.ChoiceField(label=_("Language of the reply"), choices=settings.LANGUAGES)


class TemplateForm(forms.Form):
    def __init__(self, *args: Any, template: ReplyTemplate | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = {
            name: official.read(template, name) if template else None for name in ("title", "text")
        }
        official.text_fields(
            self, "title", _("Name"), max_length=100, initial=held["title"],
            hint=_("For yourselves: what the words are for."),
        )  # fmt: skip
        official.text_fields(
            self, "text", _("Words"), rows=4, max_length=2000, initial=held["text"],
            hint=_("What a reply begins with. It can be changed each time."),
        )  # fmt: skip

    def texts(self, name: str) -> dict[str, str]:
        return official.read_texts(self.cleaned_data, name)


class ResponseForm(forms.Form):
    """One row of “you said, we did”, in three languages."""

    outcome = forms.ChoiceField(
        label=_("What became of it"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what became of it.")},
    )

    def __init__(
        self,
        *args: Any,
        said_by: Sequence[Comment],
        response: Response | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, label, rows, most, hint in (
            (
                "theme",
                _("Theme"),
                0,
                150,
                _("A few words, for example: water for the greenhouses."),
            ),
            ("said", _("You said"), 3, 2000, _("What people said, in your own short words.")),
            ("done", _("We did"), 4, 2000, _("What you changed, or why you did not.")),
        ):
            held = official.read(response, name) if response else None
            official.text_fields(
                self, name, label, rows=rows, max_length=most, initial=held, hint=hint
            )
        chosen = {one.pk for one in response.comments.all()} if response else set()
        self.fields["comments"] = forms.TypedMultipleChoiceField(
            label=_("Comments that it answers"),
            coerce=int,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=[(one.pk, _short(one)) for one in said_by],
            initial=sorted(chosen),
        )
        if response:
            self.initial["outcome"] = response.outcome
        names = [
            f"{name}_{code}" for name in ("theme", "said", "done") for code in ("kk", "ru", "en")
        ]
        self.order_fields([*names, "outcome", "comments"])

    def texts(self, name: str) -> dict[str, str]:
        return official.read_texts(self.cleaned_data, name)


def _short(comment: Comment) -> str:
    words = " ".join(comment.text.split())
    words = words if len(words) <= 110 else words[:109] + "…"
    return f"№ {comment.pk}, {comment.author.public_name}: {words}"
