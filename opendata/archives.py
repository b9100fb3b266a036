"""Archives that are sent while they are made."""

import gzip
import io
import zipfile
from collections.abc import Iterable, Iterator

from budgeting.models import ResultSummary
from commons.territories.models import Akimat

from .datasets import budget

PIECE = 1 << 16
# The same content gives the same bytes.
EPOCH = (1980, 1, 1, 0, 0, 0)
# A name and the gzipped content of a file.
Packed = tuple[str, bytes]


class _Pipe:
    """What is written to it is taken out again; it cannot go back, and zipfile can do without."""

    def __init__(self) -> None:
        self.held = bytearray()

    def write(self, data: bytes) -> int:
        self.held += data
        return len(data)

    def flush(self) -> None:
        pass

    def close(self) -> None:
        pass

    def take(self) -> bytes:
        taken = bytes(self.held)
        self.held.clear()
        return taken


def ballots(akimat: Akimat) -> Iterator[Packed]:
    """The .pb files of the akimat's published rounds, one in memory at a time, gzipped."""
    published = budget.rounds(akimat).filter(status=budget.PUBLISHED)
    rows = ResultSummary.objects.filter(envelope__round__in=published).order_by("pk")
    names = rows.values_list("pk", "envelope__round__slug", "envelope__territory__kato")
    for pk, slug, kato in names:
        content = ResultSummary.objects.values_list("ballots_file", flat=True).get(pk=pk)
        yield f"{akimat.slug}-{slug}-{kato}.pb", bytes(content)


def zipped(files: Iterable[Packed]) -> Iterator[bytes]:
    """A ZIP of the files unpacked, piece by piece."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, content in files:
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            with (
                bundle.open(info, "w", force_zip64=True) as out,
                gzip.GzipFile(fileobj=io.BytesIO(content)) as source,
            ):
                while piece := source.read(PIECE):
                    out.write(piece)
                    yield pipe.take()
            yield pipe.take()
    yield pipe.take()
