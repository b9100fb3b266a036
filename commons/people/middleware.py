"""Staff reach the desk only with a second factor."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class StaffNeedsMfaMiddleware:
    """Guards the admin, and every view that carries `needs_second_factor`.

    The admin's own sign-in page would let a password alone in, so it leads to allauth's.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        match = request.resolver_match
        in_admin = match is not None and match.app_name == "admin"
        if not in_admin and not getattr(view, "needs_second_factor", False):
            return None
        person = request.user
        if not person.is_authenticated:
            here = request.get_full_path()
            if match is not None and match.view_name == "admin:login":
                here = request.GET.get("next") or reverse("admin:index")
            return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': here})}")
        if not person.is_staff:
            raise Http404
        if not is_mfa_enabled(person, FACTORS):
            messages.warning(
                request,
                _(
                    "Staff work with a second factor. Set up an authenticator app or a security "
                    "key here, then go on to the desk."
                ),
            )
            return HttpResponseRedirect(reverse("mfa_index"))
        if not _showed_second_factor(request):
            here = urlencode({"next": request.get_full_path()})
            return HttpResponseRedirect(f"{_where_to_show_it(person)}?{here}")
        if match is not None and match.view_name == "admin:login":
            return HttpResponseRedirect(reverse("admin:index"))
        return None


def _showed_second_factor(request: HttpRequest) -> bool:
    """In this session: one that a password opened before there was a factor stays a password's."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


def _where_to_show_it(person: Any) -> str:
    ways = get_adapter().get_reauthentication_methods(person)
    return next(str(way["url"]) for way in ways if str(way["id"]).startswith("mfa"))
