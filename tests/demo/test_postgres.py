"""The embedded PostgreSQL: real servers, real crashes."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from demo import postgres
from demo.postgres import cluster, server
from demo.postgres.errors import SENTENCES
from demo.postgres.place import Place, find_place

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def home() -> Iterator[Path]:
    """A short path that other users may enter; no server is left there."""
    with TemporaryDirectory(prefix="birge-pg-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder) / "postgres"
        postgres.stop(Path(folder) / "postgres")


@pytest.fixture
def quiet() -> list[str]:
    return []


def place_of(home: Path) -> Place:
    return find_place(home, disposable=False, say=lambda line: None)


def wait_for(condition: Callable[[], bool], seconds: float = 15) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def start_elsewhere(home: Path, then: str) -> subprocess.Popen[str]:
    """Another process that uses the same data and says when it does."""
    code = (
        "import sys, time; from pathlib import Path; from demo import postgres\n"
        f"print(postgres.ensure_running(Path({str(home)!r})), flush=True)\n{then}"
    )
    return subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def test_server_keeps_cyrillic_trigrams_and_has_our_extensions(home: Path, quiet: list[str]):
    url = postgres.ensure_running(home, say=quiet.append)

    with psycopg.connect(url, autocommit=True) as connection:
        for extension in ("pg_trgm", "unaccent", "btree_gist"):
            connection.execute(f"CREATE EXTENSION {extension}")  # type: ignore[arg-type]
        found = connection.execute(
            "SELECT cardinality(show_trgm('саябақ')), lower('ҚӘҒҢӨҰҮҺІ'), unaccent('Ёлка')"
        ).fetchone()

    assert found == (7, "қәғңөұүһі", "Елка")


def test_server_listens_on_no_network_address(home: Path, quiet: list[str]):
    with psycopg.connect(postgres.ensure_running(home, say=quiet.append)) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert connection.execute("SHOW fsync").fetchone() == ("on",)


def test_server_does_not_run_as_root(home: Path, quiet: list[str]):
    postgres.ensure_running(home, say=quiet.append)

    pid = cluster.running_pid(place_of(home))

    assert Path(f"/proc/{pid}").stat().st_uid != 0


def test_stop_ends_the_server_and_keeps_the_data(home: Path, quiet: list[str]):
    with psycopg.connect(postgres.ensure_running(home, say=quiet.append)) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")

    assert postgres.stop(home)
    assert cluster.running_pid(place_of(home)) is None

    with psycopg.connect(postgres.ensure_running(home, say=quiet.append)) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)
    assert quiet == ["Making a new PostgreSQL database ..."]


def test_processes_that_start_together_share_one_server(home: Path):
    processes = [start_elsewhere(home, "time.sleep(3)") for _ in range(4)]
    urls = {process.stdout.readline() for process in processes if process.stdout}
    pids = {cluster.running_pid(place_of(home))}
    for process in processes:
        process.communicate()

    assert len(urls) == 1
    assert None not in pids
    assert wait_for(lambda: cluster.running_pid(place_of(home)) is None)


def test_server_stays_while_another_process_uses_it(home: Path, quiet: list[str]):
    url = postgres.ensure_running(home, say=quiet.append)
    other = start_elsewhere(home, "sys.stdin.read()")
    assert other.stdout is not None
    other.stdout.readline()

    assert not postgres.stop(home)
    with psycopg.connect(url):
        other.kill()
    other.communicate()

    assert wait_for(lambda: cluster.running_pid(place_of(home)) is None)


def test_server_stops_when_its_only_user_is_killed(home: Path):
    process = start_elsewhere(home, "time.sleep(60)")
    assert process.stdout is not None
    process.stdout.readline()
    place = place_of(home)
    assert cluster.running_pid(place) is not None

    process.kill()
    process.communicate()

    assert wait_for(lambda: cluster.running_pid(place) is None)


def test_killed_server_recovers_and_says_so(home: Path, quiet: list[str]):
    with psycopg.connect(postgres.ensure_running(home, say=quiet.append)) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    pid = cluster.running_pid(place_of(home))
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    assert wait_for(lambda: cluster.running_pid(place_of(home)) is None)
    postgres.stop(home)

    with psycopg.connect(postgres.ensure_running(home, say=quiet.append)) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)
    assert "not stopped properly" in quiet[-1]


def test_pid_file_that_names_a_foreign_process_is_stale(home: Path, quiet: list[str]):
    postgres.ensure_running(home, say=quiet.append)
    postgres.stop(home)
    pid_file = place_of(home).cluster / "postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n")

    with psycopg.connect(postgres.ensure_running(home, say=quiet.append)):
        assert "not stopped properly" in quiet[-1]


def test_leftover_server_is_used_and_named(home: Path, quiet: list[str]):
    place = place_of(home)
    cluster.make(place, say=quiet.append)
    cluster.start(place)
    pid = cluster.running_pid(place)

    with psycopg.connect(postgres.ensure_running(home, say=quiet.append)):
        assert quiet[-1] == (
            f"Using the PostgreSQL server that an earlier start left running (process {pid})."
        )


def test_remove_refuses_while_another_process_uses_the_data(
    home: Path, monkeypatch: pytest.MonkeyPatch
):
    other = start_elsewhere(home, "sys.stdin.read()")
    assert other.stdout is not None
    other.stdout.readline()
    monkeypatch.setattr(server, "PATIENCE_TO_REMOVE", 0.2)

    with pytest.raises(postgres.PostgresError) as raised:
        postgres.remove(home)

    other.kill()
    other.communicate()
    assert raised.value.code == "in_use"
    monkeypatch.undo()
    postgres.remove(home)
    assert not place_of(home).cluster.exists()


def test_data_of_another_version_are_refused(home: Path, quiet: list[str]):
    postgres.ensure_running(home, say=quiet.append)
    postgres.stop(home)
    (place_of(home).cluster / "PG_VERSION").write_text("15\n")

    with pytest.raises(postgres.PostgresError) as raised:
        postgres.ensure_running(home, say=quiet.append)

    assert raised.value.code == "other_version"
    assert raised.value.params["found"] == "15"


def test_a_long_path_gets_a_short_socket(home: Path, quiet: list[str]):
    deep = home.parent / ("a" * 60) / ("b" * 60) / "postgres"
    url = postgres.ensure_running(deep, say=quiet.append)

    with psycopg.connect(url):
        sockets = place_of(deep).sockets

    postgres.stop(deep)
    assert len(str(sockets)) < 60
    assert sockets.stat().st_mode & 0o777 == 0o700
    postgres.remove(deep)
    assert not sockets.exists()


def test_a_path_with_a_space_and_an_apostrophe_works(home: Path, quiet: list[str]):
    odd = home.parent / "five o'clock" / "postgres"

    with psycopg.connect(postgres.ensure_running(odd, say=quiet.append)) as connection:
        assert connection.execute("SELECT current_database()").fetchone() == ("birge",)

    postgres.stop(odd)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root changes the user of the server")
def test_root_shelters_data_that_the_server_may_not_reach(home: Path, quiet: list[str]):
    home.parent.chmod(0o700)

    with psycopg.connect(postgres.ensure_running(home, say=quiet.append)):
        place = place_of(home)

    postgres.stop(home)
    assert not place.home.is_relative_to(home)
    assert quiet[0] == (
        f"The database is kept in {place.home}, because its user cannot enter {home}."
    )
    postgres.remove(home)
    assert not place.cluster.exists()
    shutil.rmtree(place.home)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
@pytest.mark.parametrize("size", ["1m", "30m"])
def test_full_disk_is_one_sentence(home: Path, quiet: list[str], size: str):
    home.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size},mode=755", "tmpfs", str(home)], check=False
    )
    if mounted.returncode != 0:
        pytest.skip("no small disk can be mounted here")
    try:
        with pytest.raises(postgres.PostgresError) as raised:
            postgres.ensure_running(home, say=quiet.append)
    finally:
        subprocess.run(["umount", "-l", str(home)], check=True)

    assert raised.value.code == "disk_full"
    assert str(raised.value) == SENTENCES["disk_full"].format(path=home)


def test_temporary_server_leaves_nothing(home: Path):
    code = (
        "from demo import postgres; import psycopg\n"
        "url = postgres.temporary(say=lambda line: None)\n"
        "with psycopg.connect(url) as c:\n"
        "    print(c.execute('SHOW data_directory').fetchone()[0])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True
    )

    assert "birge-test-" in ended.stdout
    assert not Path(ended.stdout.strip()).parent.exists()


def test_two_sockets_never_meet(home: Path, quiet: list[str]):
    """Each server's address is a file of its own, so that no port can be taken."""
    first = postgres.ensure_running(home, say=quiet.append)
    second = postgres.ensure_running(home.with_name("other"), say=quiet.append)

    postgres.stop(home.with_name("other"))
    assert first != second
    with socket.socket(socket.AF_UNIX) as probe:
        probe.connect(str(place_of(home).sockets / f".s.PGSQL.{cluster.PORT}"))
