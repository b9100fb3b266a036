"""Delivery of a winner on the desk: steps, contracts, payments and photos, each a small form."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.interface.errors import DomainError
from commons.territories.admin.queues import Queue, Waiting, build, in_scope
from commons.territories.admin.reach import SPECIALISTS
from commons.territories.admin.scope import AkimatScopedAdmin

from ..delivery import operations
from ..delivery.errors import DeliveryError
from ..delivery.forms import ContractForm, MilestoneForm, PaymentForm, PhotoForm
from ..enums import MilestoneKind, ProjectStatus
from ..links import link
from ..models import Milestone, Project

SOON = timedelta(days=14)


class DeliveryPages(AkimatScopedAdmin):
    """Pages under a project; moderators and specialists report, observers read."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path(
                "<path:object_id>/delivery/",
                view(self.delivery_page),
                name="budgeting_project_delivery",
            ),
            path(
                "<path:object_id>/delivery/<slug:part>/",
                view(self.report_page),
                name="budgeting_project_report",
            ),
            *super().get_urls(),
        ]

    def _winner(self, request: HttpRequest, object_id: str) -> Project:
        project: Project = self.found(request, object_id)
        if project.status != ProjectStatus.WON:
            raise Http404
        return project

    def _delivery_frame(self, request: HttpRequest, project: Project) -> dict[str, Any]:
        request.current_app = self.admin_site.name
        akimat, round = project.round.akimat, project.round
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": project,
            "project": project,
            "may_report": self._may(request, SPECIALISTS, project),
            "public_url": link("budgeting:delivery", akimat.slug, round.slug, project.pk),
        }

    def delivery_page(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """All that is reported on a project, with a way to each form."""
        project = self._winner(request, object_id)
        held = {milestone.kind: milestone for milestone in project.milestones.all()}
        contracts = list(project.contracts.all())
        payments = list(project.payments.select_related("contract"))
        context = {
            **self._delivery_frame(request, project),
            "title": _("Delivery"),
            "steps": [(kind.value, kind.label, held.get(kind)) for kind in MilestoneKind],
            "contracts": contracts,
            "payments": payments,
            "agreed": sum(contract.amount_tenge for contract in contracts),
            "paid": sum(payment.amount_tenge for payment in payments),
            "photos": project.photos.all(),
            "today": timezone.localdate(),
        }
        return TemplateResponse(request, "admin/budgeting/project/delivery.html", context)

    def report_page(self, request: HttpRequest, object_id: str, part: str) -> HttpResponse:
        """The form of a step (by its kind), a contract, a payment or a photo."""
        project = self._winner(request, object_id)
        if not self._may(request, SPECIALISTS, project) or part not in PARTS:
            raise Http404
        title, make, report = PARTS[part]
        form = make(request, project)
        if request.method == "POST" and form.is_valid():
            try:
                report(project, form, actor=request.user, at=timezone.now())
            except DomainError as error:
                if isinstance(error, DeliveryError) and error.code == "over_contract":
                    form = PaymentForm(request.POST, project=project, warned=True)
                    form.is_valid()
                form.add_error(None, error.message)
            else:
                messages.success(request, _("Reported, and public at once."))
                url = reverse("admin:budgeting_project_delivery", args=[project.pk])
                return HttpResponseRedirect(url)
        context = {
            **self._delivery_frame(request, project),
            "title": title,
            "form": form,
            "button": _("Enter the report"),
        }
        status = 422 if request.method == "POST" else 200
        return TemplateResponse(request, "admin/desk/form.html", context, status=status)

    def delivery_queue(self, request: HttpRequest) -> Queue:
        """Steps that are due within two weeks, or overdue."""
        today = timezone.localdate()
        projects = in_scope(request, self.readable(request), self.akimat_path)
        steps = (
            Milestone.objects.filter(project__in=projects.values("pk"), done_date=None)
            .annotate(due=Coalesce("expected_date", "planned_date"))
            .filter(due__lte=today + SOON)
            .select_related("project__proposal")
        )
        return build(
            steps,
            label=_("Delivery steps"),
            empty=_("No step of delivery is due within two weeks."),
            url=reverse("admin:budgeting_project_changelist") + "?state=won",
            late=Q(due__lt=today),
            order="due",
            row=_row,
        )


def _row(step: Any) -> Waiting:
    url = reverse("admin:budgeting_project_delivery", args=[step.project_id])
    # A step has no moment at which it began to wait; the planned day stands for it.
    since = timezone.make_aware(datetime.combine(step.planned_date, time.min))
    return Waiting(str(step.project), url, since, step.due, step.get_kind_display())


def _step_form(kind: str) -> Callable[[HttpRequest, Project], Any]:
    def make(request: HttpRequest, project: Project) -> Any:
        held = project.milestones.filter(kind=kind).first()
        if held and held.done_date:
            raise Http404
        return MilestoneForm(request.POST or None, kind=kind, held=held)

    return make


def _step_report(kind: str) -> Callable[..., Any]:
    def report(project: Project, form: Any, **by: Any) -> None:
        data = form.cleaned_data
        operations.set_milestone(
            project=project,
            kind=kind,
            planned_date=data.get("planned_date"),
            expected_date=data["expected_date"],
            done_date=data["done_date"],
            delay_reason=form.reason(),
            **by,
        )

    return report


def _contract(project: Project, form: Any, **by: Any) -> None:
    operations.add_contract(project=project, **form.cleaned_data, **by)


def _payment_form(request: HttpRequest, project: Project) -> Any:
    warned = "over_contract" in request.POST
    return PaymentForm(request.POST or None, project=project, warned=warned)


def _payment(project: Project, form: Any, **by: Any) -> None:
    data = dict(form.cleaned_data)
    wanted = data.pop("contract")
    contract = project.contracts.get(pk=wanted) if wanted else None
    operations.add_payment(project=project, contract=contract, **data, **by)


def _photo(project: Project, form: Any, **by: Any) -> None:
    data = dict(form.cleaned_data)
    upload = data.pop("photo")
    operations.add_photo(project=project, upload=upload, name=upload.name, **data, **by)


# Part of the address: words, the form, what its valid post does.
PARTS: dict[str, tuple[Any, Callable[[HttpRequest, Project], Any], Callable[..., None]]] = {
    kind.value: (kind.label, _step_form(kind.value), _step_report(kind.value))
    for kind in MilestoneKind
} | {
    "add-contract": (
        gettext_lazy("A contract"),
        lambda request, project: ContractForm(request.POST or None),
        _contract,
    ),
    "add-payment": (gettext_lazy("A payment"), _payment_form, _payment),
    "add-photo": (
        gettext_lazy("A photo"),
        lambda request, project: PhotoForm(request.POST or None, request.FILES or None),
        _photo,
    ),
}
