"""The queue of verifications: found by reference, settled at the counter, refused with a reason."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from import_export import resources
from import_export.fields import Field

from commons.territories.admin.cells import age_cell, status_cell
from commons.territories.admin.decisions import DecidingAdmin, Decision
from commons.territories.admin.queues import (
    Queue,
    Waiting,
    build_moderated,
    due_date,
)
from commons.territories.admin.reach import SPECIALISTS, desk
from commons.territories.admin.tables import DeskExport

from ..enums import OPEN, Method, VerificationStatus
from ..models import ResidencyVerification
from ..operations import refuse_verification, revoke_verification, verify_in_person
from .roll import roll_view

REFUSALS = (
    ("card", gettext_lazy("The identity card was not shown or is not valid.")),
    ("place", gettext_lazy("The place of residence on record is outside this akimat.")),
    ("no_show", gettext_lazy("You did not come to the akimat within the period.")),
    ("address", gettext_lazy("The letter with the code could not be delivered to the address.")),
)


class CardForm(forms.Form):
    seen = forms.BooleanField(
        label=gettext_lazy("I have seen the person and their identity card"),
        error_messages={"required": gettext_lazy("Confirm that you have seen both.")},
    )
    iin = forms.CharField(
        label=gettext_lazy("IIN on the card"),
        help_text=gettext_lazy(
            "12 digits. They must be those of the request; they are not stored."
        ),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class RefusalForm(forms.Form):
    """The person reads the reason in the language of their messages, so it is one text."""

    ready = forms.ChoiceField(label=gettext_lazy("A ready reason"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Reason in your own words"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Only this person reads it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["ready"]
        field.choices = [("", gettext_lazy("None, I write it myself")), *REFUSALS]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        ready = dict(REFUSALS).get(data.get("ready", ""), "")
        data["ready_text"] = ready
        if not ready and not data.get("reason", "").strip():
            self.add_error("reason", _("Give the reason: the person will read it."))
        return data


def _verify(obj: ResidencyVerification, *, actor: Any, at: datetime, data: Any) -> None:
    verify_in_person(verification=obj, actor=actor, at=at, iin=data["iin"].strip())


def _reason(obj: ResidencyVerification, data: Any) -> str:
    from django.utils.translation import override

    with override(obj.person.language):
        parts = [str(data["ready_text"]), data.get("reason", "").strip()]
    return " ".join(part for part in parts if part)


def _refuse(obj: ResidencyVerification, *, actor: Any, at: datetime, data: Any) -> None:
    refuse_verification(verification=obj, reason=_reason(obj, data), actor=actor, at=at)


def _revoke(obj: ResidencyVerification, *, actor: Any, at: datetime, data: Any) -> None:
    revoke_verification(verification=obj, reason=_reason(obj, data), actor=actor, at=at)


def _is_open(obj: ResidencyVerification) -> bool:
    return obj.status in OPEN


class VerificationResource(resources.ModelResource):
    """Counts by day, way and state: no person, no hash, no address."""

    place = Field(attribute="territory__kato", column_name="place")

    class Meta:
        model = ResidencyVerification
        fields = ("place", "method", "status", "requested_at", "decided_at")
        export_order = fields


class OpenFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("all", gettext_lazy("All")), *VerificationStatus.choices]

    def choices(self, changelist: Any) -> Any:
        first = {
            "selected": self.value() is None,
            "query_string": changelist.get_query_string(remove=[self.parameter_name]),
            "display": _("Waiting"),
        }
        return [first, *list(super().choices(changelist))[1:]]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if request.GET.get("q"):
            return queryset  # a reference is found whatever became of the request
        if self.value() is None:
            return queryset.filter(status__in=OPEN)
        return queryset if self.value() == "all" else queryset.filter(status=self.value())


class VerificationAdmin(DecidingAdmin, DeskExport):
    desk_section = (40, gettext_lazy("Residents"))
    view_roles = change_roles = SPECIALISTS
    resource_class = VerificationResource
    list_display = ("who", "place", "how", "waiting", "state")
    list_display_links = ("who",)
    list_filter = (OpenFilter, "method")
    list_select_related = ("person", "territory", "akimat")
    search_fields = ("reference__iexact", "person__name")
    search_help_text = gettext_lazy("Reference that the person says, or name")
    date_hierarchy = "requested_at"
    ordering = ("requested_at", "pk")
    fields = readonly_fields = (
        "reference",
        "person_name",
        "territory",
        "method",
        "status",
        "address",
        "requested_at",
        "code_sent_at",
        "codes_sent",
        "earlier",
        "decided_at",
        "decided_by",
        "reason",
        "valid_until",
    )
    decisions = (
        Decision(
            slug="verify",
            label=gettext_lazy("Confirm in person"),
            consequence=gettext_lazy(
                "The person’s residency is verified: they may propose and vote here. "
                "This can be revoked later, with a reason."
            ),
            done=gettext_lazy("Verified: %(name)s."),
            run=_verify,
            form=CardForm,
            applies=_is_open,
            quiet=False,
            roles=SPECIALISTS,
        ),
        Decision(
            slug="refuse",
            label=gettext_lazy("Refuse"),
            consequence=gettext_lazy(
                "The request is closed and the person is told why. They can ask again."
            ),
            done=gettext_lazy("Refused: %(name)s."),
            run=_refuse,
            form=RefusalForm,
            applies=_is_open,
            grave=True,
            roles=SPECIALISTS,
        ),
        Decision(
            slug="revoke",
            label=gettext_lazy("Revoke"),
            consequence=gettext_lazy(
                "The account loses its residency, because it was verified wrongly. "
                "Votes already cast stay."
            ),
            done=gettext_lazy("Revoked: %(name)s."),
            run=_revoke,
            form=RefusalForm,
            applies=lambda obj: obj.status == VerificationStatus.VERIFIED,
            grave=True,
            roles=SPECIALISTS,
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = (
            super()
            .get_queryset(request)
            .select_related("person", "territory", "akimat__territory")
            .annotate(
                refusals=Count(
                    "person__verifications",
                    filter=Q(person__verifications__status=VerificationStatus.REFUSED),
                )
            )
        )
        return rows

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.roll_page)
        return [path("roll/<slug:akimat>/", view, name="people_roll"), *super().get_urls()]

    def roll_page(self, request: HttpRequest, akimat: Any) -> HttpResponse:
        return roll_view(self, request, akimat)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        chosen = desk(request).chosen
        tools = []
        if chosen and self._may_in(request, chosen.pk):
            url = reverse("admin:people_roll", args=[chosen.slug])
            tools.append((_("Roll of residents"), url))
        return super().changelist_view(request, {"tools": tools, **(extra_context or {})})

    def _may_in(self, request: HttpRequest, akimat_id: int) -> bool:
        return desk(request).may(SPECIALISTS, akimat_id)

    @admin.display(description=gettext_lazy("person"))
    def person_name(self, obj: ResidencyVerification) -> str:
        return obj.person.public_name

    @admin.display(description=gettext_lazy("request"), ordering="reference")
    def who(self, obj: ResidencyVerification) -> str:
        return format_html("<strong>{}</strong><br>{}", obj.reference, obj.person.public_name)

    @admin.display(description=gettext_lazy("place of residence"))
    def place(self, obj: ResidencyVerification) -> str:
        return str(obj.territory)

    @admin.display(description=gettext_lazy("way"))
    def how(self, obj: ResidencyVerification) -> str:
        return format_html(
            "{}<br><span class=meta>{}</span>", obj.get_method_display(), self.earlier(obj)
        )

    @admin.display(description=gettext_lazy("earlier refusals"))
    def earlier(self, obj: Any) -> str:
        refused = obj.refusals
        words = ngettext("%(n)s earlier refusal", "%(n)s earlier refusals", refused)
        return words % {"n": refused} if refused else _("No earlier refusal")

    @admin.display(description=gettext_lazy("waiting"), ordering="requested_at")
    def waiting(self, obj: ResidencyVerification) -> str:
        due = due_date(obj.requested_at, obj.akimat.moderation_days) if _is_open(obj) else None
        return age_cell(obj.requested_at, due)

    @admin.display(description=gettext_lazy("state"), ordering="status")
    def state(self, obj: ResidencyVerification) -> str:
        tones = {"verified": "good", "refused": "bad", "requested": "sun", "code_sent": "plain"}
        return status_cell(obj.get_status_display(), tones.get(obj.status, "plain"))

    def desk_queues(self, request: HttpRequest) -> list[Queue]:
        """What staff must do; a code that was sent waits for its person, not for staff."""
        return [
            build_moderated(
                request,
                self.get_queryset(request).filter(status=VerificationStatus.REQUESTED),
                since="requested_at",
                akimat_path="akimat",
                label=_("Verification of residency"),
                empty=_("Nobody waits to be verified."),
                url=reverse("admin:people_residencyverification_changelist"),
                row=self._row,
            )
        ]

    def _row(self, obj: ResidencyVerification) -> Waiting:
        due: date = due_date(obj.requested_at, obj.akimat.moderation_days)
        url = reverse("admin:people_residencyverification_change", args=[obj.pk])
        title = f"{obj.reference}, {obj.person.public_name}"
        return Waiting(title, url, obj.requested_at, due, str(Method(obj.method).label))
