"""The yardsticks: read the form, make one INSERT, send the browser on. Nothing is checked."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from .models import Line


def insert(request: HttpRequest) -> HttpResponse:
    Line.objects.create(choices=dict.fromkeys(request.POST.getlist("c"), 1))
    return HttpResponseRedirect("/", status=303)


def insert_of(request: HttpRequest) -> HttpResponse:
    """The same for somebody who is signed in, as every voter is."""
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    return insert(request)
