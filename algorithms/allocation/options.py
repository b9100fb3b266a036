"""The options of the command line: what may be said, and what means nothing together."""

import argparse
import re
from collections.abc import Callable
from typing import NoReturn

RULES = ("greedy", "equal-shares", "phragmen", "max-welfare")
UTILITIES = ("cost", "cardinality", "score")
COMPLETIONS = ("none", "add1", "utilitarian", "add1+utilitarian")

# What a rule does not look at can only be left at its default.
_DEFAULTS = {
    "utility": "cost",
    "completion": "none",
    "comparison": False,
    "start": "exact",
    "step": 1,
    "stop": "exhaustive",
}
_USED = {
    "greedy": {"utility"},
    "equal-shares": set(_DEFAULTS),
    "phragmen": set(),
    "max-welfare": {"utility"},
}

_MANUAL = """\
Counts an election in the Pabulib format by one rule, exactly.

rules:
  greedy        the project of the highest utility per cost first: by votes with --utility cost,
                by votes per cost with cardinality, by points per cost with score
  equal-shares  the Method of Equal Shares
  phragmen      sequential Phragmen: the least load first; it looks at no utility
  max-welfare   the set of the highest sum of utilities

tie-break: criteria joined by "-", asked one after another; the last is id, file or lot.
  id     ascending order of the project ids as text     votes  more votes first
  file   order of the projects in the file              cost   lower cost first
  lot    order of the draw, from --lots or --seed: the ids sorted by the SHA-256, in hexadecimal,
         of SEED/ID in UTF-8
  such as: id, file, votes-cost-lot, cost-votes-lot, cost-votes-id

With --json, money in the trace counts in 1/scale of the file's currency unit, so that it is whole;
cost and budget are in the unit itself. seconds: CPU time of the count, without reading the file.
A fault in the file or in the options: one sentence on standard error, and exit code 2.
"""


class UsageError(ValueError):
    """What is wrong with the command, as one sentence."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """One sentence instead of the usage; argparse says "argument --step: takes ..."."""
        required = message.removeprefix("the following arguments are required: ")
        if required != message:
            message = f"required, but not given: {required}"
        raise UsageError(re.sub(r"^argument ([^ :]+): ", r"\1 ", message))


def parsed(arguments: list[str]) -> argparse.Namespace:
    """The options, checked together; raises UsageError."""
    options = _parser().parse_args(arguments)
    for name, default in _DEFAULTS.items():
        if name not in _USED[options.rule] and getattr(options, name) != default:
            raise UsageError(f"--{name} means nothing with --rule {options.rule}")
    if "add1" not in options.completion:
        for name in ("step", "stop"):
            if getattr(options, name) != _DEFAULTS[name]:
                raise UsageError(f"--{name} means nothing without add1 in --completion")
    drawn = options.lots is not None or options.seed is not None
    if "lot" in options.tie_break and not drawn:
        raise UsageError("--tie-break with lot needs --lots or --seed")
    if drawn and "lot" not in options.tie_break:
        raise UsageError("--lots and --seed mean nothing without lot in --tie-break")
    if options.lots is not None and options.seed is not None:
        raise UsageError("--lots and --seed each give the draw, so only one of them may be given")
    return options


def _parser() -> _Parser:
    parser = _Parser(
        prog="python -m algorithms.allocation",
        description=_MANUAL,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("file", metavar="FILE.pb")
    _choice(parser, "rule", RULES, required=True)
    _choice(parser, "utility", UTILITIES)
    _choice(parser, "completion", COMPLETIONS)
    _flag(parser, "comparison", "take greedy's outcome where more voters approve more of it")
    _choice(parser, "start", ("exact", "floor"))
    _number(parser, "step", _whole, 1, "currency units by which add1 raises every start")
    _choice(parser, "stop", ("exhaustive", "overspend"))
    parser.add_argument("--tie-break", required=True, metavar="CRITERIA", type=_criteria)
    parser.add_argument("--lots", metavar="FILE", help="the draw: one id on each line")
    parser.add_argument(
        "--seed", type=_text, metavar="TEXT", help="the public text that gives the draw"
    )
    _number(parser, "min-votes", _natural, 0, "voters whom a project needs to take part")
    _number(parser, "threshold-share", _whole, None, "least votes/n: cost/(N*budget)")
    _flag(parser, "json", "the outcome and its trace as JSON")
    return parser


def _choice(
    parser: argparse.ArgumentParser, name: str, choices: tuple[str, ...], required: bool = False
) -> None:
    default = None if required else _DEFAULTS[name]
    parser.add_argument(
        f"--{name}",
        type=_one_of(choices),
        default=default,
        required=required,
        metavar="{" + ",".join(choices) + "}",
        help=None if required else f"default {default}",
    )


def _flag(parser: argparse.ArgumentParser, name: str, told: str) -> None:
    parser.add_argument(f"--{name}", action="store_true", help=told)


def _number(
    parser: argparse.ArgumentParser,
    name: str,
    accept: Callable[[str], int],
    default: int | None,
    told: str,
) -> None:
    told += "" if default is None else f"; default {default}"
    parser.add_argument(f"--{name}", type=accept, default=default, metavar="N", help=told)


def _one_of(choices: tuple[str, ...]) -> Callable[[str], str]:
    def check(text: str) -> str:
        if text not in choices:
            listed = ", ".join(choices[:-1]) + " or " + choices[-1]
            raise argparse.ArgumentTypeError(f"takes {listed}, not {text!r}")
        return text

    return check


def _natural(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,300}", text):
        raise argparse.ArgumentTypeError(f"takes a whole number, not {text[:40]!r}")
    return int(text)


def _whole(text: str) -> int:
    if not re.fullmatch(r"0*[1-9][0-9]{0,299}", text):
        raise argparse.ArgumentTypeError(f"takes a whole number above 0, not {text[:40]!r}")
    return int(text)


def _text(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise argparse.ArgumentTypeError("takes UTF-8 text") from error
    return text


def _criteria(text: str) -> tuple[str, ...]:
    criteria = tuple(text.split("-"))
    known = ("votes", "cost", "lot", "id", "file")
    if set(criteria) - set(known):
        listed = "votes, cost, lot, id and file, joined by '-'"
        raise argparse.ArgumentTypeError(f"takes {listed}, not {text!r}")
    if criteria[-1] not in ("lot", "id", "file"):
        raise argparse.ArgumentTypeError(f"must end in lot, id or file, and {text!r} does not")
    return criteria
