"""Pages on which staff and people without a desk work side by side."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from commons.people.middleware import StaffNeedsMfaMiddleware
from commons.people.views.access import staff_page
from commons.territories.models import Akimat
from commons.territories.permissions import is_staff_of

View = Callable[..., HttpResponse]


@staff_page
def _for_staff(request: HttpRequest) -> HttpResponse:
    """Stands for every page of staff, where the second factor is asked for."""
    raise NotImplementedError


def shared_page(view: View) -> View:
    """For council leads, who sign in, and for staff, who show their second factor as well. Who may
    do what is left to the view."""

    @wraps(view)
    def guarded(request: HttpRequest, akimat: Akimat, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_staff_of(request.user, akimat):
            guard = StaffNeedsMfaMiddleware(view)
            if (answer := guard.process_view(request, _for_staff, (), {})) is not None:
                return answer
        return view(request, akimat, *args, **kwargs)

    made: View = login_required(guarded)
    return made
