"""Answers for programs: JSON in the asker's language, kept by caches, open to all sites."""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import http_date
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.csrf import csrf_exempt
from redis.exceptions import RedisError

from .errors import OpenDataError
from .limits import PAGE_COSTS, require_rate

METHODS = "GET, HEAD, OPTIONS"
PAGE_AGE = 60
SEEN_FOR = 24 * 3600
View = Callable[..., HttpResponseBase]


def open_to_all(cost: int = PAGE_COSTS, *, speaks: bool = True) -> Callable[[View], View]:
    """Any site may read it, nobody too often, and every fault is told as JSON.

    `speaks`: words are in the language of Accept-Language, else English; where the address names
    the language they stay in that.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            language = language_of(request) if speaks else translation.get_language() or "en"
            with translation.override(language):
                return _open(_answer(request, view, cost, *args, **kwargs), language)

        answered.finds_akimat = True  # type: ignore[attr-defined]
        return csrf_exempt(answered)

    return decorate


def _answer(
    request: HttpRequest, view: View, cost: int, *args: Any, **kwargs: Any
) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": METHODS})
    try:
        if request.method not in ("GET", "HEAD"):
            raise OpenDataError("method_not_allowed", status=405, headers={"Allow": METHODS})
        require_rate(request, cost)
        return view(request, *args, **kwargs)
    except OpenDataError as error:
        return _told(error)
    except Http404:
        return _told(OpenDataError("not_found", status=404))


def _told(error: OpenDataError) -> HttpResponse:
    body = {"error": {"code": error.code, "message": error.message}}
    answer = HttpResponse(
        encoded(body), content_type="application/json", status=error.status, headers=error.headers
    )
    patch_vary_headers(answer, ["Accept-Language"])
    patch_cache_control(answer, no_store=True)
    return answer


def _open(answer: HttpResponseBase, language: str) -> HttpResponseBase:
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Access-Control-Allow-Methods"] = METHODS
    answer["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
    answer["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Retry-After"
    answer["Access-Control-Max-Age"] = "86400"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Language"] = language
    return answer


def language_of(request: HttpRequest) -> str:
    """Ours that Accept-Language likes best; English where it names none. No cookie is asked."""
    ours = dict(settings.LANGUAGES)
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if code.split("-")[0] in ours:
            return code.split("-")[0]
    return "en"


def encoded(content: Any) -> bytes:
    return json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False).encode()


def json_answer(request: HttpRequest, content: Any) -> HttpResponseBase:
    return kept(request, HttpResponse(encoded(content), content_type="application/json"))


def kept(request: HttpRequest, answer: HttpResponse, age: int = PAGE_AGE) -> HttpResponseBase:
    """For caches: public for `age` seconds, then asked about by its tag. 304 where it is known."""
    tag = f'"{hashlib.sha256(answer.content).hexdigest()[:32]}"'
    seen_at = _seen_at(request, tag)
    answer["ETag"] = tag
    answer["Last-Modified"] = http_date(seen_at)
    patch_cache_control(answer, public=True, max_age=age)
    found = get_conditional_response(request, tag, seen_at, answer)
    assert found is not None
    patch_cache_control(found, public=True, max_age=age)
    return found


def _seen_at(request: HttpRequest, tag: str) -> int:
    """The second since which the address gives this answer, as far as is remembered.

    No row says when all that it is made of last changed, so the answer itself is watched. A changed
    answer never gets the second of the one before it, however soon it comes.
    """
    language = translation.get_language()
    address = hashlib.sha256(f"{language} {request.build_absolute_uri()}".encode()).hexdigest()
    key = f"opendata:seen:{address}"
    now = int(timezone.now().timestamp())
    try:
        known = cache.get(key)
        if known and known[0] == tag:
            return int(known[1])
        since = max(now, known[1] + 1) if known else now
        cache.set(key, (tag, since), SEEN_FOR)
    except (RedisError, OSError):
        return now
    return since
