"""Who is looking, for the views of this app."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict

from commons.territories.models import Akimat
from commons.territories.permissions import is_staff_of, require

from ..middleware import StaffNeedsMfaMiddleware
from ..models import Person
from ..permissions import can_settle_verifications

View = Callable[..., HttpResponse]
Marked = TypeVar("Marked", bound=View)


def me(request: HttpRequest) -> Person:
    """The signed-in person; only for views behind `signed_in`."""
    assert isinstance(request.user, Person)
    return request.user


def person_of(request: HttpRequest) -> Person:
    """Who has signed in, for views that anybody can reach: 404 for everybody else."""
    if not isinstance(request.user, Person):
        raise Http404
    return request.user


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to; a form that was sent empty is still one that was sent."""
    return request.POST if request.method == "POST" else None


def signed_in(view: View) -> View:
    """Leads visitors to the sign-in page; nobody signs in before the address is confirmed."""
    guarded: View = login_required(view)
    return guarded


def recently_signed_in(view: View) -> View:
    """Asks for the password or a second factor again unless that was minutes ago."""
    guarded: View = reauthentication_required(view)
    return guarded


def staff_page(view: Marked) -> Marked:
    """Marks a page that only staff open: the middleware asks for their second factor first."""
    view.needs_second_factor = True  # type: ignore[attr-defined]
    return view


@staff_page
def _for_staff(request: HttpRequest) -> HttpResponse:
    """Stands for every page of staff, where the second factor is asked for."""
    raise NotImplementedError


def shared_page(view: Callable[..., Any]) -> View:
    """For pages on which staff work beside people who are not staff, such as the chair of a
    council: all sign in, and staff show their second factor as well. Who may do what is left to
    the view."""

    @wraps(view)
    def guarded(request: HttpRequest, akimat: Akimat, *args: Any, **kwargs: Any) -> Any:
        if is_staff_of(request.user, akimat):
            answer = StaffNeedsMfaMiddleware(view).process_view(request, _for_staff, (), {})
            if answer is not None:
                return answer
        return view(request, akimat, *args, **kwargs)

    made: View = login_required(guarded)
    return made


def at_counter(view: View) -> View:
    """For moderators and specialists of the akimat, with a second factor; 404 for all others."""

    @wraps(view)
    def guarded(request: HttpRequest, akimat: Akimat, *args: Any, **kwargs: Any) -> HttpResponse:
        require(can_settle_verifications(request.user, akimat))
        return view(request, akimat, *args, **kwargs)

    guarded.needs_second_factor = True  # type: ignore[attr-defined]
    return guarded
