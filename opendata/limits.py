"""How often one address may ask. Counted in the cache, so that it works without Redis too."""

import ipaddress
import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

from .errors import OpenDataError

WINDOW = 60
# Points an address may spend in a window: a page costs one, what reads a whole table more.
POINTS = 300
PAGE_COSTS = 1
TABLE_COSTS = 20


def require_rate(request: HttpRequest, cost: int) -> None:
    """Raises OpenDataError `too_many_requests`. While the cache is down nobody is counted."""
    window, passed = divmod(int(time.time()), WINDOW)
    # The address itself is not kept, not even for the minute.
    asked_by = salted_hmac("opendata.limits", _network(address_of(request))).hexdigest()[:32]
    key = f"opendata:{asked_by}:{window}"
    try:
        cache.add(key, 0, WINDOW * 2)
        spent = cache.incr(key, cost)
    except (RedisError, OSError, ValueError):
        return
    if spent > getattr(settings, "OPENDATA_POINTS", POINTS):
        seconds = WINDOW - passed
        raise OpenDataError(
            "too_many_requests",
            status=429,
            headers={"Retry-After": str(seconds)},
            seconds=seconds,
        )


def address_of(request: HttpRequest) -> str:
    """Of who asks: behind our own proxies, what the outermost of them wrote down."""
    proxies = getattr(settings, "ALLAUTH_TRUSTED_PROXY_COUNT", 0)
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    if proxies and len(forwarded) >= proxies and forwarded[-proxies].strip():
        return forwarded[-proxies].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def _network(address: str) -> str:
    """Who has one address of version 6 has 2^64 of them."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if found.version == 4:
        return str(found)
    return str(ipaddress.ip_network((found, 64), strict=False))
