"""The environment variables that Mend's settings read, for one instance on its bundled servers."""

import os
from pathlib import Path

from mendrun import paths
from mendrun.instance import Instance
from mendrun.postgres import APPLICATION_ROLE, DATABASE, OWNER_ROLE, PORT
from mendrun.servers import Servers

# What a real clinic may set from outside; everything else is decided here.
FROM_OUTSIDE = (
    "MEND_BASE_URL", "MEND_ALLOWED_HOSTS",
    "MEND_EMAIL_HOST", "MEND_EMAIL_PORT", "MEND_EMAIL_USER", "MEND_EMAIL_PASSWORD", "MEND_EMAIL_TLS", "MEND_FROM_EMAIL",
)  # fmt: skip


def mend_variables(instance: Instance, *, web_port: int, email_port: int) -> dict[str, str]:
    """Only Mend's own variables."""
    servers, passwords = Servers.of(instance), instance.secrets()
    decided = {
        "DJANGO_SETTINGS_MODULE": "clinic.settings",
        "MEND_MODE": "test" if instance.for_tests else "local",
        "MEND_SECRET_KEY": passwords.key,
        "MEND_BASE_URL": f"http://127.0.0.1:{web_port}",
        "MEND_ALLOWED_HOSTS": "127.0.0.1,localhost",
        "MEND_DB_HOST": str(servers.postgres.sockets),
        "MEND_DB_PORT": PORT,
        "MEND_DB_NAME": DATABASE,
        "MEND_DB_USER": APPLICATION_ROLE,
        "MEND_DB_PASSWORD": passwords.application,
        "MEND_DB_OWNER_USER": OWNER_ROLE,
        "MEND_DB_OWNER_PASSWORD": passwords.owner,
        "MEND_BROKER_URL": servers.redis.url,
        "MEND_EMAIL_HOST": "127.0.0.1",
        "MEND_EMAIL_PORT": str(email_port),
        "MEND_EMAIL_TLS": "0",
        "MEND_FROM_EMAIL": "clinic@mend.example",
        "MEND_MEDIA_ROOT": str(instance.media),
        "MEND_MAIL_DIR": str(instance.mail),
        "MEND_STATIC_ROOT": str(instance.static),
        "MEND_NODE_MODULES": str(paths.NODE_MODULES),
    }
    if instance.name != "clinic":
        return decided
    return decided | {name: os.environ[name] for name in FROM_OUTSIDE if name in os.environ}


def whole_environment(mend: dict[str, str]) -> dict[str, str]:
    """For a child process: the caller's environment without Mend's settings, and our programs first on PATH."""
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("MEND_", "DJANGO_", "PYTHON"))
    }
    programs = os.pathsep.join([str(Path(paths.VENV / "bin")), os.environ.get("PATH", os.defpath)])
    return inherited | {"PATH": programs, "PYTHONUNBUFFERED": "1", "VIRTUAL_ENV": str(paths.VENV)} | mend
