"""Writing a .pb file."""

import csv
import io
import random

from algorithms.pabulib.tables import PbFile


def write(pb: PbFile, *, shuffle: random.Random | None = None) -> str:
    """The file's text with ``\\n`` line ends; ``read(write(pb)) == pb`` for whatever was read.

    With ``shuffle`` the rows of VOTES come in an order drawn from it, so that the order in which
    votes were cast is not published; voter ids stay as they are and must not give it away either.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    votes = list(pb.votes.rows)
    if shuffle is not None:
        shuffle.shuffle(votes)
    writer.writerows([("META",), ("key", "value"), *pb.meta.items()])
    writer.writerows([("PROJECTS",), pb.projects.columns, *pb.projects.rows])
    writer.writerows([("VOTES",), pb.votes.columns, *votes])
    return out.getvalue()
