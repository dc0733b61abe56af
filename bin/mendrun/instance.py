"""One set of data with its own servers: the demo clinic, the real clinic, or a test run. They never share anything."""

import fcntl
import hashlib
import json
import os
import secrets
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from mendrun.console import CommandError
from mendrun.paths import STATIC, VAR


@dataclass(frozen=True)
class Instance:
    """A folder under var/ and the short folder for its sockets."""

    name: str
    for_tests: bool = False

    @property
    def folder(self) -> Path:
        return VAR / self.name

    @property
    def logs(self) -> Path:
        return self.folder / "log"

    @property
    def mail(self) -> Path:
        return self.folder / "mail"

    @property
    def media(self) -> Path:
        return self.folder / "media"

    @property
    def static(self) -> Path:
        """Collected files are the same for every clinic; tests read the sources and only need a folder to be there."""
        return self.folder / "static" if self.for_tests else STATIC

    @property
    def runtime(self) -> Path:
        """Sockets lie here and not under var/: their path may have only 107 characters."""
        digest = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:8]
        return Path(tempfile.gettempdir()) / f"mend-{os.geteuid()}-{digest}"

    def make_folders(self) -> None:
        """PostgreSQL's account must be able to walk through the folder; what lies in it is private."""
        _own_folder(self.runtime)
        VAR.mkdir(exist_ok=True)
        for folder, mode in ((self.folder, 0o711), (self.logs, 0o700), (self.media, 0o700), (self.mail, 0o700)):
            folder.mkdir(exist_ok=True)
            folder.chmod(mode)
        self.static.mkdir(exist_ok=True)

    def secrets(self) -> "Secrets":
        """The passwords of this instance, made up at its first start."""
        file = self.folder / "secrets.json"
        if not file.exists():
            made = {
                "key": secrets.token_urlsafe(60),
                "owner": secrets.token_hex(24),
                "application": secrets.token_hex(24),
            }
            write_private(file, json.dumps(made))
        try:
            return Secrets(**json.loads(file.read_text()))
        except (ValueError, TypeError):
            raise CommandError(f"{file} is damaged. {self.remedy()}") from None

    def remedy(self) -> str:
        """What to do when the data cannot be used."""
        command = {"demo": "bin/up", "clinic": "bin/up --empty"}.get(self.name, "bin/test")
        if self.name == "clinic":
            return f"Move it aside (`mv var/clinic var/damaged`) and restore a backup, or start anew: `{command}`."
        return f"Move it aside: `mv var/{self.name} var/{self.name}.damaged && {command}`."


@dataclass(frozen=True)
class Secrets:
    """Django's key and the passwords of the two database roles."""

    key: str
    owner: str
    application: str


class Lock:
    """A lock of the kernel's: it goes with the process that holds it, so a power cut leaves none behind."""

    def __init__(self, file: Path) -> None:
        self._file = file.open("a+")

    def take(self, *, wait: bool = False, **holder: str) -> bool:
        """Whether the lock is ours now; what is said about the holder can be read by whoever finds it taken."""
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            return False
        self.describe(**holder)
        return True

    def describe(self, **holder: str) -> None:
        self._file.seek(0)
        self._file.truncate()
        json.dump({"pid": str(os.getpid()), **holder}, self._file)
        self._file.flush()

    def holder(self) -> dict[str, str]:
        """What the present holder said about itself; empty while it is only just saying it."""
        self._file.seek(0)
        try:
            said = json.load(self._file)
        except ValueError:
            return {}
        return said if isinstance(said, dict) else {}

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def write_private(file: Path, text: str) -> None:
    """Writes a file that only its owner may read, whole or not at all."""
    beside = file.with_name(file.name + ".new")
    beside.unlink(missing_ok=True)
    with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:  # noqa: PTH123 - the mode must hold from the first byte
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    beside.replace(file)


def _own_folder(folder: Path) -> None:
    """Makes a folder in the shared temporary folder, or refuses one that somebody else laid there."""
    folder.mkdir(mode=0o711, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise CommandError(f"{folder} belongs to somebody else. Remove it, or set TMPDIR to a folder of your own.")
    folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
