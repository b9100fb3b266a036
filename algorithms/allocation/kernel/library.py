"""Compiling the kernel, and finding it again."""

import ctypes
import hashlib
import os
import platform
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).with_name("shares.c")
# No fused multiply-add and no re-ordering: the error bounds are those of plain IEEE doubles.
FLAGS = ("-O3", "-std=c11", "-fno-fast-math", "-ffp-contract=off", "-Wno-psabi", "-fPIC", "-shared")
CACHE = Path(__file__).parents[3] / "var" / "kernel"
OFF = "BIRGE_WITHOUT_KERNEL"


class KernelError(Exception):
    """No compiler, or it failed; the text says which and why."""


def name() -> str:
    """The library's name, which tells the sources and the kind of machine it was made for."""
    digest = hashlib.sha256(" ".join((*FLAGS, platform.machine(), platform.libc_ver()[0])).encode())
    for source in (SOURCE, *sorted(SOURCE.parent.glob("*.h"))):
        digest.update(source.read_bytes())
    return f"kernel-{digest.hexdigest()[:24]}.so"


def build(folder: Path = CACHE) -> Path:
    """Compiles unless that is done already; the file appears whole or not at all."""
    wanted = folder / name()
    if wanted.exists():
        return wanted
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        raise KernelError("no C compiler found (cc, gcc or clang): the counts run without it")
    wanted.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=wanted.parent) as work:
        made = Path(work) / "kernel.so"
        command = [compiler, *FLAGS, "-o", str(made), str(SOURCE), "-lm"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise KernelError(f"{compiler} failed: {done.stderr.strip()}")
        made.replace(wanted)
    return wanted


def load(file: Path) -> ctypes.CDLL:
    """The library with the types of its functions; raises OSError."""
    found = ctypes.CDLL(str(file))
    pointer, whole = ctypes.c_void_p, ctypes.c_int64
    found.shares_open.restype, found.shares_open.argtypes = pointer, [pointer]
    found.shares_close.restype, found.shares_close.argtypes = None, [pointer]
    found.shares_count.restype = None
    found.shares_count.argtypes = [pointer, whole, whole, whole, pointer]
    return found


@cache
def library() -> ctypes.CDLL | None:
    """The compiled kernel, or None where there is none or the environment forbids it."""
    wanted = CACHE / name()
    if os.environ.get(OFF) or not wanted.exists():
        return None
    try:
        return load(wanted)
    except OSError:
        return None
