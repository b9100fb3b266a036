"""The cache in Redis, and each process's own while Redis is away.

Signing in counts its attempts in the cache. Nobody who wants to vote may be kept out because a
doorbell is broken, and no attempt may go uncounted: while Redis does not answer, each process
counts for itself.
"""

import logging
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

METHODS = (
    *("add", "get", "set", "touch", "delete", "has_key", "incr", "clear"),
    *("get_many", "set_many", "delete_many"),
)


class LastingCache(RedisCache):
    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        own = {name: value for name, value in params.items() if name != "OPTIONS"}
        self.own = LocMemCache("while redis is away", own)


def _lasting(name: str) -> Callable[..., Any]:
    asked = getattr(RedisCache, name)

    def method(self: LastingCache, *args: Any, **kwargs: Any) -> Any:
        try:
            return asked(self, *args, **kwargs)
        except RedisError as error:
            log.error("Redis does not answer, a process uses a cache of its own: %s", error)
            return getattr(self.own, name)(*args, **kwargs)

    return method


for _name in METHODS:
    setattr(LastingCache, _name, _lasting(_name))
