"""What the topics that people follow are called and where they are.

Apps register in AppConfig.ready: `register("proposal", function)`. The function takes the ids of
one page and who reads it, and returns a mapping of id to (title, path) in one query. An id that it
leaves out is gone, or not for this reader: anybody can follow any number.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from commons.people.models import Person

from .models import Follow

Resolver = Callable[[list[str], Person], Mapping[str, tuple[str, str]]]
_resolvers: dict[str, Resolver] = {}


@dataclass(frozen=True)
class Followed:
    topic: str
    title: str
    href: str
    since: datetime


def register(prefix: str, function: Resolver) -> None:
    _resolvers[prefix] = function


def described(follows: Iterable[Follow], reader: Person) -> list[Followed]:
    """Titles for a page of follows; one call per kind of topic, whatever their number."""
    rows = list(follows)
    by_prefix: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        prefix, _slash, identifier = row.topic.partition("/")
        by_prefix[prefix].append(identifier)
    found = {
        f"{prefix}/{identifier}": where
        for prefix, identifiers in by_prefix.items()
        if prefix in _resolvers
        for identifier, where in _resolvers[prefix](identifiers, reader).items()
    }
    return [
        Followed(row.topic, *found.get(row.topic, (row.topic, "")), since=row.followed_at)
        for row in rows
    ]
