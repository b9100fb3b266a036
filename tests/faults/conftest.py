"""An installation for each test, its tables copied from one that was migrated once."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from demo.postgres import cluster
from tests.faults.stack import ROOT, Stack
from tests.faults.voters import Crowd


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a stopped server whose tables are made."""
    if shutil.which("redis-server") is None:
        pytest.skip("no redis-server on this machine")
    home = tmp_path_factory.mktemp("faults")
    for folder in (home, *home.parents[:2]):
        folder.chmod(0o711)
    stack = Stack(home)
    stack.start_postgres()
    command = [sys.executable, "manage.py", "migrate", "-v0"]
    subprocess.run(command, cwd=ROOT, env=stack.environment, check=True)
    cluster.stop(stack.place)
    return stack.place.cluster


@pytest.fixture
def stack(migrated: Path, tmp_path: Path) -> Iterator[Stack]:
    """PostgreSQL and Redis run; web, workers and schedule are started by the test."""
    for folder in (tmp_path, *tmp_path.parents[:3]):
        folder.chmod(0o711)
    stack = Stack(tmp_path)
    subprocess.run(["cp", "-a", str(migrated), str(stack.place.cluster)], check=True)
    stack.start_postgres()
    try:
        stack.start_redis()
        yield stack
    finally:
        stack.stop()


@pytest.fixture
def crowd(stack: Stack) -> Callable[[int], Crowd]:
    """`crowd(200)`: a round that votes, and so many voters before it."""

    def gather(count: int) -> Crowd:
        scene: dict[str, Any] = stack.ask("prepare", str(count))
        return Crowd(stack, scene)

    return gather
