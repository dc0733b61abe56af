"""Which user the bundled PostgreSQL runs as: it refuses root, so root hands it to an account without rights."""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path

from mendrun.console import CommandError


@dataclass(frozen=True)
class Account:
    """A user of this machine that PostgreSQL's processes and files belong to."""

    name: str
    uid: int
    gid: int


def caller() -> str:
    """The name of the user who runs this command; PostgreSQL knows people by name."""
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        raise CommandError(
            f"User id {os.geteuid()} has no name on this machine, and PostgreSQL needs one. "
            "Run the command as a user listed in /etc/passwd."
        ) from None


def service_account() -> Account | None:
    """None for an ordinary user, who runs everything in place; for root the `postgres` or else the `nobody` account."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    raise CommandError(
        "PostgreSQL refuses to run as root and there is no user `postgres` or `nobody` here. Run as an ordinary user."
    )


def everyone_can_reach(folder: Path) -> bool:
    """Whether an unprivileged account may walk down to `folder`: every folder above it must be open for that."""
    return all(above.stat().st_mode & 0o001 for above in (folder, *folder.parents))
