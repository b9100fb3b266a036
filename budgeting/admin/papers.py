"""Paper ballots: the first officer types the form; the second does it again in the queue."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.interface.errors import DomainError
from commons.interface.numbers import tenge
from commons.people.iin import keyed_hash, parse
from commons.people.models import Elector
from commons.voting import operations as voting
from commons.voting import queries as votes
from commons.voting.enums import BallotFormat

from ..enums import RoundStatus
from ..models import Envelope, Round


class PaperForm(forms.Form):
    """Choices as they stand on the paper form; an empty form is a blank ballot and counts."""

    number = forms.CharField(label=gettext_lazy("Number of the form"), max_length=30)
    iin = forms.CharField(
        label=gettext_lazy("IIN of the voter"),
        help_text=gettext_lazy("It is compared with the roll and not stored."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, envelope: Envelope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        poll: Any = envelope.poll
        projects = envelope.projects.exclude(option=None).select_related("option", "proposal")
        self.by_points = poll.ballot_format == BallotFormat.POINTS
        self.codes: list[str] = []
        labels: list[tuple[str, str]] = []
        ordered: list[Any] = sorted(projects, key=lambda p: int(p.option.code))
        for project in ordered:
            code = project.option.code
            words = f"{code}. {project.proposal.title}, {tenge(project.option.cost_tenge)}"
            self.codes.append(code)
            labels.append((code, words))
        if self.by_points:
            for code, words in labels:
                self.fields[f"points_{code}"] = forms.IntegerField(
                    label=words, required=False, min_value=0, max_value=poll.points_each
                )
        else:
            self.fields["choices"] = forms.MultipleChoiceField(
                label=_("Marked on the form"),
                choices=labels,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def clean_iin(self) -> str:
        iin = str(self.cleaned_data["iin"]).strip()
        try:
            parse(iin, on=timezone.localdate())
        except DomainError as error:
            raise forms.ValidationError(error.message) from None
        return iin

    def choices_made(self) -> dict[str, int]:
        data = self.cleaned_data
        if self.by_points:
            return {code: data[f"points_{code}"] for code in self.codes if data[f"points_{code}"]}
        return dict.fromkeys(data["choices"], 1)


def enter_page(model_admin: Any, request: HttpRequest, round: Round, envelope: int) -> HttpResponse:
    """While voting is open: one form after another."""
    found = round.envelopes.select_related("territory", "poll").filter(pk=envelope).first()
    if found is None or found.poll is None or round.status != RoundStatus.VOTING_OPEN:
        raise Http404
    form = PaperForm(request.POST or None, envelope=found)
    if request.method == "POST" and form.is_valid():
        try:
            _enter(request, found, form)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            words = _("Form %(number)s is entered. It counts once a second officer confirms it.")
            messages.success(request, words % {"number": form.cleaned_data["number"]})
            return HttpResponseRedirect(model_admin.url("paper", round, found.pk))
    context = {
        **model_admin.frame(request, round),
        "title": _("Enter a paper ballot"),
        "envelope": found,
        "form": form,
        "papers": votes.papers(found.poll)[:50],
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "admin/budgeting/round/paper.html", context, status=status)


def _enter(request: HttpRequest, envelope: Envelope, form: PaperForm) -> None:
    elector = Elector.objects.filter(iin_hash=keyed_hash(form.cleaned_data["iin"])).first()
    if elector is None:
        form.add_error("iin", _("No verified resident has this IIN."))
        raise NoElectorError("no_elector")
    voting.enter_paper_ballot(
        poll=envelope.poll,  # type: ignore[arg-type]
        elector=elector,
        number=form.cleaned_data["number"].strip(),
        choices=form.choices_made(),
        actor=request.user,  # type: ignore[arg-type]
        at=timezone.now(),
    )


class NoElectorError(DomainError):
    texts = {"no_elector": gettext_lazy("Nothing was entered.")}
