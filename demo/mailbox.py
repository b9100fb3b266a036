"""Where the demo's mail, letters and SMS end up: files in one folder, shown on a page."""

import email
import email.policy
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from django.conf import settings

SHOWN = 30


def _folder() -> Path:
    folder: Path = settings.EMAIL_FILE_PATH  # type: ignore[misc]
    return folder


@dataclass(frozen=True)
class Item:
    """One thing that was sent: by e-mail, by post or as an SMS."""

    to: str
    subject: str
    text: str
    sent_at: datetime


class MailboxSender:
    """A carrier that carries nothing: what a letter or an SMS would say is kept as a file."""

    def send_letter(self, *, address: str, name: str, reference: str, text: str) -> None:
        self._keep(to=f"{name}, {address}", subject=f"✉ {reference}", text=text)

    def send_sms(self, *, phone: str, text: str) -> None:
        self._keep(to=phone, subject="SMS", text=text)

    def _keep(self, *, to: str, subject: str, text: str) -> None:
        folder = _folder()
        folder.mkdir(parents=True, exist_ok=True)
        message = email.message.EmailMessage(policy=email.policy.SMTP)
        message["To"], message["Subject"] = " ".join(to.split()), subject
        message.set_content(text)
        (folder / f"{uuid4().hex}.log").write_bytes(message.as_bytes())


def latest() -> list[Item]:
    """What was sent last, newest first."""
    folder = _folder()
    if not folder.is_dir():
        return []
    files = sorted(folder.glob("*.log"), key=lambda file: file.stat().st_mtime, reverse=True)
    items = [item for file in files[:SHOWN] for item in reversed(_read(file))]
    return items[:SHOWN]


def _read(file: Path) -> list[Item]:
    """Django's file backend puts the messages of one connection into one file, a rule between."""
    sent_at = datetime.fromtimestamp(file.stat().st_mtime, tz=UTC)
    found = []
    for part in file.read_bytes().split(b"\n" + b"-" * 79 + b"\n"):
        if not part.strip():
            continue
        message = email.message_from_bytes(part.lstrip(), policy=email.policy.default)
        body = message.get_body(("plain",))
        text = str(body.get_content()) if body else ""
        found.append(Item(str(message["To"]), str(message["Subject"]), text.strip(), sent_at))
    return found
