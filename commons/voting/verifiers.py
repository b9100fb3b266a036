"""The program that checks a publication, kept as it is when a poll opens.

The file of this checkout may change while people vote; a publication carries the one that leaf 0
named by its hash.
"""

import hashlib
from datetime import datetime
from pathlib import Path

import algorithms.log

from .models import Verifier

PATH = Path(algorithms.log.__file__).with_name("verify.py")


def current(at: datetime) -> Verifier:
    """The verifier of this checkout, added if it is new. In the transaction of the caller."""
    source = PATH.read_bytes()
    verifier, _created = Verifier.objects.get_or_create(
        sha256=hashlib.sha256(source).hexdigest(),
        defaults={"source": source.decode(), "added_at": at},
    )
    return verifier
