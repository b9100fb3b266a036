"""A person's messages and what the person follows."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from commons.people.models import Person

from . import operations, queries, topics
from .errors import NotificationError
from .models import Message
from .rendering import shown

PER_PAGE = 20


def _me(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


@require_safe
@login_required
def messages(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.messages(_me(request)), PER_PAGE).get_page(request.GET.get("page"))
    rows = [shown(message) for message in page]
    unread = queries.unread_count(_me(request))
    return render(
        request, "notifications/messages.html", {"page": page, "rows": rows, "unread": unread}
    )


@require_POST
@login_required
def open_message(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one as read and go to what it tells about."""
    message = get_object_or_404(Message, pk=pk, person=_me(request))
    operations.mark_read(person=_me(request), message=message, at=timezone.now())
    return HttpResponseRedirect(shown(message).href or reverse("notifications:messages"))


@require_POST
@login_required
def read_all(request: HttpRequest) -> HttpResponse:
    operations.mark_all_read(person=_me(request), at=timezone.now())
    return redirect("notifications:messages")


@require_safe
@login_required
def follows(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.follows(_me(request)), PER_PAGE).get_page(request.GET.get("page"))
    rows = topics.described(page, _me(request))
    return render(request, "notifications/follows.html", {"page": page, "rows": rows})


@require_POST
@login_required
def follow(request: HttpRequest) -> HttpResponse:
    """`topic` and `next` are posted by the button on the page of what is followed."""
    topic = request.POST.get("topic", "")
    try:
        operations.follow(person=_me(request), topic=topic, at=timezone.now())
    except NotificationError as error:
        raise Http404 from error
    return HttpResponseRedirect(_back(request))


@require_POST
@login_required
def unfollow(request: HttpRequest) -> HttpResponse:
    operations.unfollow(person=_me(request), topic=request.POST.get("topic", ""))
    return HttpResponseRedirect(_back(request))


def _back(request: HttpRequest) -> str:
    """The page the button was on; never another site."""
    path = request.POST.get("next", "")
    same = url_has_allowed_host_and_scheme(
        path, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return path if same else reverse("notifications:follows")
