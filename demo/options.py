"""The options of the demo, read once before the settings and once by the command."""

import argparse
from pathlib import Path

from demo.postgres.watch import PROJECT

DEFAULT_DATA = PROJECT / "var" / "demo"


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--port", type=_port, default=8000, help="the port on 127.0.0.1 (default: 8000)"
    )
    parser.add_argument(
        "--fresh", action="store_true", help="delete the demo's data and begin anew"
    )
    parser.add_argument(
        "--data",
        type=Path,
        default=DEFAULT_DATA,
        metavar="DIR",
        help="where the data are kept between starts (default: var/demo)",
    )


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text} is not a port: give a number from 1 to 65535")
    return int(text)
