"""Lists, rows and tables of the datasets, and their description for programs."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header

from ..answering import json_answer, open_to_all
from ..asking import Ask, ask, key_of, one_of_each
from ..datasets import DATASETS
from ..declaring import Dataset
from ..errors import OpenDataError
from ..limits import TABLE_COSTS
from ..schema import openapi as described
from ..tables import table as lines

TABLE_AGE = 300


@open_to_all()
def versions(request: HttpRequest) -> HttpResponseBase:
    """Where each version of the interface begins."""
    one_of_each(request.GET, ())
    first = request.build_absolute_uri(reverse("opendata_api:index"))
    return json_answer(request, {"versions": {"v1": first}})


@open_to_all()
def index(request: HttpRequest) -> HttpResponseBase:
    """Every dataset with its addresses."""
    one_of_each(request.GET, ())
    listed = [
        {
            "name": one.name,
            "title": str(one.title),
            "about": str(one.about),
            "rows": request.build_absolute_uri(reverse("opendata_api:rows", args=[one.name])),
            "csv": request.build_absolute_uri(reverse("opendata_api:table", args=[one.name])),
        }
        for one in DATASETS.values()
    ]
    return json_answer(request, {"datasets": listed})


@open_to_all()
def openapi(request: HttpRequest) -> HttpResponseBase:
    """In the language of Accept-Language."""
    root = reverse("opendata_api:index").rstrip("/")
    return json_answer(request, described(DATASETS.values(), root))


@open_to_all()
def rows(request: HttpRequest, name: str) -> HttpResponseBase:
    """A page of rows by their key."""
    dataset = _dataset(name)
    asked = ask(dataset, request.GET)
    found = list(asked.rows(dataset)[: asked.limit + 1])
    page = dataset.ready(found[: asked.limit])
    content = {
        "data": [dataset.to_json(row) for row in page],
        "next": _next(request, asked, page[-1].pk) if len(found) > asked.limit else None,
    }
    return json_answer(request, content)


def _next(request: HttpRequest, asked: Ask, last: object) -> str:
    query = request.GET.copy()
    query["limit"], query["after"] = str(asked.limit), str(last)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


@open_to_all()
def row(request: HttpRequest, name: str, key: str) -> HttpResponseBase:
    dataset = _dataset(name)
    one_of_each(request.GET, ())
    found = dataset.rows(None).filter(pk=key_of(dataset, key, "key")).first()
    if found is None:
        raise OpenDataError("no_row", status=404)
    return json_answer(request, dataset.to_json(dataset.ready([found])[0]))


@open_to_all(TABLE_COSTS)
def table(request: HttpRequest, name: str) -> HttpResponseBase:
    """All rows as a file, read and sent piece by piece."""
    dataset = _dataset(name)
    asked = ask(dataset, request.GET, table=True)
    answer: HttpResponseBase = (
        HttpResponse(content_type="text/csv; charset=utf-8")
        if request.method == "HEAD"
        else StreamingHttpResponse(lines(dataset, asked), content_type="text/csv; charset=utf-8")
    )
    name = "-".join(part for part in (asked.akimat and asked.akimat.slug, dataset.name) if part)
    answer["Content-Disposition"] = content_disposition_header(True, f"{name}.csv") or ""
    patch_cache_control(answer, public=True, max_age=TABLE_AGE)
    return answer


@open_to_all()
def nothing(request: HttpRequest, rest: str = "") -> HttpResponseBase:
    raise OpenDataError("not_found", status=404)


def _dataset(name: str) -> Dataset:
    found = DATASETS.get(name)
    if found is None:
        raise OpenDataError("no_dataset", status=404, name=name[:40])
    return found
