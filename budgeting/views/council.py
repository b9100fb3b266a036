"""Where the expert council decides appeals."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commons.interface.errors import DomainError
from commons.territories.models import Akimat
from commons.territories.permissions import require

from .. import operations
from ..forms import CouncilForm
from ..models import CouncilSeat
from ..permissions import may_decide_appeal
from ..queries import projects
from .finding import person_of, project_of, round_of
from .projects import page_context, toned

PER_PAGE = 20


@require_safe
@login_required
def index(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    """Appeals in the rounds on whose council the reader sits."""
    seats = CouncilSeat.objects.filter(round__akimat=akimat, person=request.user.pk)
    require(seats.exists())
    found = projects.appeals(akimat, request.user.pk or 0)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "today": timezone.localdate()}
    return render(request, "budgeting/council.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def appeal(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """Decide one appeal, the finding and the author's answer to it side by side."""
    found = get_object_or_404(projects.appeals(akimat, request.user.pk or 0), pk=pk)
    round = round_of(request, akimat, found.project.round.slug)
    project = toned(project_of(round, found.project_id))
    form = CouncilForm(request.POST or None)
    may_decide = may_decide_appeal(request.user, found)
    if request.method == "POST" and may_decide and form.is_valid():
        try:
            operations.decide_appeal(
                appeal=found,
                actor=person_of(request),
                upheld=form.cleaned_data["upheld"],
                reason=form.reason(),
                cost_tenge=form.cleaned_data["cost_tenge"],
                at=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("The decision is published."))
            return redirect("budgeting:council", akimat.slug)
    context = {
        **page_context(request, project),
        "form": form,
        "appeal": found,
        "may_decide": may_decide,
        "today": timezone.localdate(),
    }
    failed = request.method == "POST" and bool(form.errors)
    return render(request, "budgeting/council_appeal.html", context, status=422 if failed else 200)
