"""Who runs the server, and what that user can reach: PostgreSQL refuses to run as root."""

import hashlib
import os
import pwd
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from .errors import PostgresError

UNPRIVILEGED = "nobody"


class RunAs(TypedDict, total=False):
    """Arguments of `subprocess.run` that change the user."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Account:
    """A user of this machine."""

    uid: int
    gid: int

    @property
    def run_as(self) -> RunAs:
        """Nothing for ourselves: only root may change the user."""
        if self.uid == os.geteuid():
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def server_account(data: Path) -> Account:
    """Ourselves; for root the owner of existing data, else `nobody`."""
    owner = data.stat().st_uid if data.exists() else None
    if os.geteuid() != 0:
        if owner is not None and owner != os.geteuid():
            raise PostgresError("not_yours", path=data, owner=_name(owner))
        return Account(os.geteuid(), os.getegid())
    if owner:
        return Account(owner, data.stat().st_gid)
    try:
        entry = pwd.getpwnam(UNPRIVILEGED)
    except KeyError:
        raise PostgresError("no_account", name=UNPRIVILEGED) from None
    return Account(entry.pw_uid, entry.pw_gid)


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def can_reach(account: Account, path: Path) -> bool:
    """Whether every folder from the root down to `path` lets the account pass.

    Reads the mode bits, not access control lists. Folders that do not exist yet do not count.
    """
    if account.uid == os.geteuid():
        return True
    folders = [folder for folder in (path, *path.parents) if folder.is_dir()]
    return all(_lets_pass(folder.stat(), account) for folder in folders)


def _lets_pass(folder: os.stat_result, account: Account) -> bool:
    if folder.st_uid == account.uid:
        return bool(folder.st_mode & stat.S_IXUSR)
    if folder.st_gid == account.gid:
        return bool(folder.st_mode & stat.S_IXGRP)
    return bool(folder.st_mode & stat.S_IXOTH)


def shelter(path: Path, purpose: str) -> Path:
    """A folder of ours outside `path`, always the same one for the same path.

    `/var/tmp` outlives a restart of the machine, `/tmp` often does not.
    """
    digest = hashlib.sha256(str(path).encode()).hexdigest()[:10]
    var_tmp = Path("/var/tmp")
    parent = var_tmp if os.access(var_tmp, os.W_OK) else Path(tempfile.gettempdir())
    return own_folder(parent / f"birge-{purpose}-{os.geteuid()}-{digest}")


def own_folder(folder: Path) -> Path:
    """Make a folder in a place that everyone may write to, refusing one that is not ours."""
    folder.mkdir(mode=0o711, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise PostgresError("not_yours", path=folder, owner=_name(found.st_uid))
    return folder
