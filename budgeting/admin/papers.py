"""Paper and assisted ballots: one officer types here, a second does it again in the queue."""

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
from commons.voting.enums import BallotFormat, Channel
from commons.voting.errors import VotingError
from commons.voting.marks import read_marks

from ..enums import RoundStatus
from ..models import Envelope, Round


class ChoicesForm(forms.Form):
    """A voter and their choices as the format asks them; an empty form is a blank ballot."""

    iin = forms.CharField(
        label=gettext_lazy("IIN of the voter"),
        help_text=gettext_lazy("It is compared with the roll and not stored."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, envelope: Envelope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        poll: Any = envelope.poll
        self.ballot_format, self.most = poll.ballot_format, poll.max_choices
        self.listing = listing(envelope)
        if self.by_points:
            for code, words in self.listing:
                self.fields[f"points_{code}"] = forms.IntegerField(
                    label=words, required=False, min_value=0, max_value=poll.points_each
                )
        elif self.is_ranking:
            self.fields["marks"] = forms.CharField(
                label=_("Numbers in order, the first place first"),
                required=False,
                help_text=_("For example 3 > 7 > 2."),
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )
        else:
            self.fields["choices"] = forms.MultipleChoiceField(
                label=_("Marked with yes")
                if self.ballot_format == BallotFormat.YES_NO
                else _("Marked on the form"),
                choices=self.listing,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    @property
    def by_points(self) -> bool:
        return self.ballot_format in (BallotFormat.POINTS, BallotFormat.SCORE)

    @property
    def is_ranking(self) -> bool:
        return bool(self.ballot_format == BallotFormat.ORDINAL)

    def clean_iin(self) -> str:
        iin = str(self.cleaned_data["iin"]).strip()
        try:
            parse(iin, on=timezone.localdate())
        except DomainError as error:
            raise forms.ValidationError(error.message) from None
        return iin

    def clean_marks(self) -> dict[str, int]:
        try:
            typed = self.cleaned_data["marks"]
            return read_marks(self.ballot_format, typed, max_choices=self.most)
        except VotingError as error:
            raise forms.ValidationError(error.message) from None

    def choices_made(self) -> dict[str, int]:
        data = self.cleaned_data
        if self.is_ranking:
            found: dict[str, int] = data["marks"]
            return found
        if self.by_points:
            given = {code: data[f"points_{code}"] for code, _words in self.listing}
            return {code: points for code, points in given.items() if points}
        return dict.fromkeys(data["choices"], 1)


class PaperForm(ChoicesForm):
    number = forms.CharField(label=gettext_lazy("Number of the form"), max_length=30)
    field_order = ("number", "iin")


class AssistedForm(ChoicesForm):
    """At the counter: the voter is there, agrees, and says what to type."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why an officer helps"),
        choices=[
            ("no_device", gettext_lazy("has no phone or computer to vote with")),
            ("reading", gettext_lazy("cannot read or operate the page alone")),
            ("no_connection", gettext_lazy("has no connection where they live")),
            ("other", gettext_lazy("another reason")),
        ],
        widget=forms.RadioSelect,
    )
    consent = forms.BooleanField(
        label=gettext_lazy("The voter is here, asked for help and agrees that I type the choices")
    )


def listing(envelope: Envelope) -> list[tuple[str, str]]:
    """(number, words) of what is on the ballot, by number."""
    projects = envelope.projects.exclude(option=None).select_related("option", "proposal")
    ordered: list[Any] = sorted(projects, key=lambda p: int(p.option.code))
    return [
        (p.option.code, f"{p.option.code}. {p.proposal.title}, {tenge(p.option.cost_tenge)}")
        for p in ordered
    ]


def enter_page(model_admin: Any, request: HttpRequest, round: Round, envelope: int) -> HttpResponse:
    """While voting is open: one form after another."""
    return _page(model_admin, request, round, envelope, Channel.PAPER)


def assisted_page(
    model_admin: Any, request: HttpRequest, round: Round, envelope: int
) -> HttpResponse:
    """A voter at the counter, helped by an officer."""
    return _page(model_admin, request, round, envelope, Channel.ASSISTED)


def _page(
    model_admin: Any, request: HttpRequest, round: Round, envelope: int, channel: Channel
) -> HttpResponse:
    found = _voting(round, envelope)
    helped = channel == Channel.ASSISTED
    form = (AssistedForm if helped else PaperForm)(request.POST or None, envelope=found)
    if request.method == "POST" and form.is_valid():
        try:
            paper = _enter(request, found, form)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            words = _("Form %(number)s is entered. It counts once a second officer confirms it.")
            messages.success(request, words % {"number": paper.number})
            page = ("slip", round, found.pk, paper.pk) if helped else ("paper", round, found.pk)
            return HttpResponseRedirect(model_admin.url(*page))
    assert found.poll is not None
    context = {
        **model_admin.frame(request, round),
        "title": _("Help a voter to vote") if helped else _("Enter a paper ballot"),
        "envelope": found,
        "form": form,
        "helped": helped,
        "papers": votes.papers(found.poll).filter(channel=channel)[:50],
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "admin/budgeting/round/paper.html", context, status=status)


def slip_page(
    model_admin: Any, request: HttpRequest, round: Round, envelope: int, paper: int
) -> HttpResponse:
    """What the helped voter takes home: a number to ask by, and nothing of the choices."""
    found = _voting(round, envelope)
    assert found.poll is not None
    slip = votes.papers(found.poll).filter(pk=paper, channel=Channel.ASSISTED).first()
    if slip is None:
        raise Http404
    context = {
        **model_admin.frame(request, round),
        "title": _("Slip for the voter"),
        "envelope": found,
        "slip": slip,
    }
    return TemplateResponse(request, "admin/budgeting/round/slip.html", context)


def _voting(round: Round, envelope: int) -> Envelope:
    found = round.envelopes.select_related("territory", "poll").filter(pk=envelope).first()
    if found is None or found.poll is None or round.status != RoundStatus.VOTING_OPEN:
        raise Http404
    return found


def _enter(request: HttpRequest, envelope: Envelope, form: ChoicesForm) -> votes.PaperBallot:
    data = form.cleaned_data
    elector = Elector.objects.filter(iin_hash=keyed_hash(data["iin"])).first()
    if elector is None:
        form.add_error("iin", _("No verified resident has this IIN."))
        raise NoElectorError("no_elector")
    who: Any = {
        "poll": envelope.poll,
        "elector": elector,
        "choices": form.choices_made(),
        "actor": request.user,
        "at": timezone.now(),
    }
    if isinstance(form, AssistedForm):
        agreed = {"reason": data["reason"], "consent": data["consent"]}
        return voting.enter_assisted_ballot(**who, **agreed)
    return voting.enter_paper_ballot(**who, number=data["number"].strip())


class NoElectorError(DomainError):
    texts = {"no_elector": gettext_lazy("Nothing was entered.")}
