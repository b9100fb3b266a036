"""The message catalogues: `python -m config.messages check | compile | fill | update`.

`check` and `compile` need Babel only; `update`, and the part of `check` that looks for texts
missing from the catalogues, need GNU gettext.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PROJECT = Path(__file__).resolve().parents[1]
SOURCE = "en"  # the texts in the code are English
LANGUAGES = ("kk", "ru", "en")
# What holds no texts of the interface.
IGNORED = (".*", "var", "tests", "docs", "benchmarks", "media", "staticfiles", "static")

# %(name)s of templates and Python, %s, {name} of str.format.
PLACEHOLDER = re.compile(r"%\(\w+\)|%[sd]|\{\w*\}")

SHOWN = 60  # a new language would otherwise fill the log of CI

Key = tuple[str, str]


def catalogue_path(root: Path, language: str) -> Path:
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def read(path: Path, language: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def texts(catalogue: Catalog) -> Iterator[Message]:
    """The messages without the header."""
    return (message for message in catalogue if message.id)


def key(message: Message) -> Key:
    singular = message.id[0] if isinstance(message.id, tuple | list) else message.id
    return (message.context or "", singular)


def faults(message: Message, plurals: int) -> list[str]:
    """What is wrong with one translation, in words."""
    if message.fuzzy:
        return ["is fuzzy: confirm the translation and remove the mark"]
    if not isinstance(message.id, tuple | list):
        if not message.string:
            return ["is not translated"]
        return _strange(str(message.string), [message.id])
    strings = message.string
    forms = [form or "" for form in strings] if isinstance(strings, tuple | list) else []
    if len(forms) < plurals or not all(forms):
        return ["lacks a plural form"]
    singular, plural = message.id
    found = []
    for number, form in enumerate(forms):
        # Where there are two forms the first stands for one thing only and may say it in words.
        allowed = [plural, singular] if number == 0 and plurals == 2 else [plural]
        found += _strange(form, allowed)
    return found


def _strange(translation: str, originals: list[str]) -> list[str]:
    placeholders = [set(PLACEHOLDER.findall(original)) for original in originals]
    found = set(PLACEHOLDER.findall(translation))
    if found in placeholders:
        return []
    wanted = ", ".join(sorted(placeholders[0])) or "none"
    return [f"has the placeholders {', '.join(sorted(found)) or 'none'} instead of {wanted}"]


def check(root: Path) -> list[str]:
    """Every fault of the catalogues, one line each."""
    absent = [language for language in LANGUAGES if not catalogue_path(root, language).exists()]
    if absent:
        return [f"{language}: there is no catalogue: run `make messages`" for language in absent]
    found = []
    for language in LANGUAGES:
        catalogue = read(catalogue_path(root, language), language)
        for message in texts(catalogue):
            for fault in faults(message, catalogue.num_plurals):
                found.append(f"{language}: {key(message)[1]!r} {fault}")
    return found + missing(root)


def missing(root: Path) -> list[str]:
    """Texts in the code that a catalogue lacks, and texts in a catalogue that the code lacks."""
    if shutil.which("xgettext") is None:
        sys.stdout.write(
            "GNU gettext is not installed: only the completeness of the catalogues was checked, "
            "not whether they hold every text of the code.\n"
        )
        return []
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "project"
        shutil.copytree(root, copy, ignore=shutil.ignore_patterns(*IGNORED, "*.mo"))
        make_messages(copy)
        found = []
        for language in LANGUAGES:
            have = {key(m) for m in texts(read(catalogue_path(root, language), language))}
            want = {key(m) for m in texts(read(catalogue_path(copy, language), language))}
            found += [f"{language}: {text!r} is missing" for _, text in sorted(want - have)]
            found += [f"{language}: {text!r} is no longer used" for _, text in sorted(have - want)]
    if found:
        found.append("run `make messages` to take in what is missing, then translate it")
    return found


def make_messages(root: Path) -> None:
    """Run Django's makemessages in `root`; raises CalledProcessError with its words on stderr."""
    command = [sys.executable, "-m", "django", "makemessages", "--no-obsolete", "--no-wrap"]
    command += ["--add-location", "file", "--verbosity", "0"]
    command += [part for language in LANGUAGES for part in ("--locale", language)]
    command += [part for pattern in IGNORED for part in ("--ignore", pattern)]
    # Without settings it looks for texts and catalogues in the current folder only.
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(command, cwd=root, env=environment, check=True)


def fill(root: Path) -> None:
    """Translate English into itself."""
    path = catalogue_path(root, SOURCE)
    catalogue = read(path, SOURCE)
    for message in texts(catalogue):
        message.string = tuple(message.id) if isinstance(message.id, list | tuple) else message.id
        message.flags.discard("fuzzy")
    catalogue.fuzzy = False
    with path.open("wb") as file:
        write_po(file, catalogue, width=0, ignore_obsolete=True)


def begin(path: Path, language: str) -> None:
    """Write an empty catalogue, with the plural rule of its language."""
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue = Catalog(
        language, project="Birge", header_comment=f"# Birge: {language}", fuzzy=False
    )
    with path.open("wb") as file:
        write_po(file, catalogue, width=0)


def update(root: Path) -> None:
    """Take the texts of the code into the catalogues."""
    for language in LANGUAGES:
        path = catalogue_path(root, language)
        if not path.exists():
            begin(path, language)
    make_messages(root)
    fill(root)


def compile_all(root: Path) -> None:
    """Write the `.mo` files that Django reads."""
    for language in LANGUAGES:
        path = catalogue_path(root, language)
        if path.exists():
            unfinished = path.with_suffix(".mo.new")
            with unfinished.open("wb") as file:
                write_mo(file, read(path, language))
            unfinished.rename(path.with_suffix(".mo"))


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m config.messages", description=__doc__)
    parser.add_argument("verb", choices=["check", "compile", "fill", "update"])
    verb = parser.parse_args(arguments).verb
    if verb == "check":
        found = check(PROJECT)
        sys.stdout.writelines(f"{line}\n" for line in found[:SHOWN])
        if len(found) > SHOWN:
            sys.stdout.write(f"... and {len(found) - SHOWN} more\n")
        if not found:
            sys.stdout.write("The message catalogues are complete.\n")
        return 1 if found else 0
    {"compile": compile_all, "fill": fill, "update": update}[verb](PROJECT)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
