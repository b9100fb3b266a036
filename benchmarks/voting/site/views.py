"""The yardstick: reads the form, makes one INSERT, sends the browser on. Nothing is checked."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from .models import Line


def insert(request: HttpRequest) -> HttpResponse:
    Line.objects.create(choices=dict.fromkeys(request.POST.getlist("c"), 1))
    return HttpResponseRedirect("/", status=303)
