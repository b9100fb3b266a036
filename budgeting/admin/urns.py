"""Totals of an urn, typed from its protocol; the second officer confirms them in the queue."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.interface.errors import DomainError
from commons.voting import operations as voting
from commons.voting.protocols import ACCEPT

from ..enums import RoundStatus
from ..models import Envelope, Round
from .papers import listing

# From the opening until the result is published.
WHILE = (RoundStatus.VOTING_OPEN, RoundStatus.VOTING_CLOSED, RoundStatus.COUNTED)


class UrnForm(forms.Form):
    place = forms.CharField(
        label=gettext_lazy("Where the urn stood"),
        max_length=200,
        help_text=gettext_lazy("For example the school of a village. It is public."),
    )
    filled = forms.IntegerField(label=gettext_lazy("Forms in the urn"), min_value=0)
    invalid = forms.IntegerField(label=gettext_lazy("Of them invalid"), min_value=0)
    protocol = forms.FileField(
        label=gettext_lazy("Scanned protocol"),
        help_text=gettext_lazy("PDF, JPEG or PNG. It is public with the result."),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}),
    )

    def __init__(self, *args: Any, envelope: Envelope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.listing = listing(envelope)
        for code, words in self.listing:
            self.fields[f"total_{code}"] = forms.IntegerField(
                label=words, required=False, min_value=0
            )

    def totals(self) -> dict[str, int]:
        data = self.cleaned_data
        return {code: data[f"total_{code}"] or 0 for code, _words in self.listing}


def urn_page(model_admin: Any, request: HttpRequest, round: Round, envelope: int) -> HttpResponse:
    """One urn after another."""
    found = round.envelopes.select_related("territory", "poll").filter(pk=envelope).first()
    if found is None or found.poll is None or round.status not in WHILE or round.imported_from:
        raise Http404
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UrnForm(*data, envelope=found)
    if request.method == "POST" and form.is_valid():
        try:
            _enter(request, found, form)
        except DomainError as error:
            form.add_error(_field(error), error.message)
        else:
            words = _("The urn is entered. It is shown once a second officer confirms it.")
            messages.success(request, words)
            return HttpResponseRedirect(model_admin.url("urn", round, found.pk))
    context = {
        **model_admin.frame(request, round),
        "title": _("Enter the count of an urn"),
        "envelope": found,
        "form": form,
        "urns": found.poll.urn_counts.select_related("entered_by").order_by("-entered_at", "pk"),
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "admin/budgeting/round/urn.html", context, status=status)


def _enter(request: HttpRequest, envelope: Envelope, form: UrnForm) -> None:
    data = form.cleaned_data
    voting.enter_urn_count(
        poll=envelope.poll,  # type: ignore[arg-type]
        place=data["place"],
        forms=data["filled"],
        invalid=data["invalid"],
        totals=form.totals(),
        protocol=data["protocol"],
        name=data["protocol"].name,
        actor=request.user,  # type: ignore[arg-type]
        at=timezone.now(),
    )


def _field(error: DomainError) -> str | None:
    """Where the fault is."""
    if error.code in ("urn_counted", "urn_place_needed"):
        return "place"
    if error.code == "urn_forms_wrong":
        return "invalid"
    if option := error.params.get("option"):
        return f"total_{option}"
    about_file = error.code.startswith("protocol_") or "name" in error.params
    return "protocol" if about_file else None
