"""Mend's own long-running programs: web, worker, beat and the mail catcher."""

from collections.abc import Mapping
from pathlib import Path

from mendrun import paths
from mendrun.instance import Instance
from mendrun.supervisor import Program


def mend_programs(instance: Instance, env: Mapping[str, str], *, web_port: int) -> list[Program]:
    """In the order they are started: what people wait for comes first."""
    programs = [
        ("web", _web(web_port)),
        ("worker", _WORKER),
        ("beat", (*_BEAT, str(instance.folder / "beat-schedule"))),
    ]
    if env["MEND_EMAIL_HOST"] == "127.0.0.1":
        programs.append(("mail", (*_MAIL, env["MEND_EMAIL_PORT"], "--dir", str(instance.mail))))
    return [
        Program(
            name=name, command=(str(paths.PYTHON), *command), log=instance.logs / f"{name}.log", env=env, cwd=paths.ROOT
        )
        for name, command in programs
    ]


_WORKER = (
    "-m",
    "celery",
    "-A",
    "clinic",
    "worker",
    "-c",
    "2",
    "--without-gossip",
    "--without-mingle",
    "--loglevel",
    "INFO",
)
# An empty pid file name means none: the one a power cut leaves behind would keep beat from starting.
_BEAT = ("-m", "celery", "-A", "clinic", "beat", "--loglevel", "INFO", "--pidfile=", "-s")
_MAIL = ("manage.py", "catchmail", "--port")


def _web(port: int) -> tuple[str, ...]:
    memory = ("--worker-tmp-dir", "/dev/shm") if Path("/dev/shm").is_dir() else ()  # noqa: S108 - gunicorn's heartbeat file, kept off the disk
    # The application is loaded once and shared by the workers: half the time to ready on a small machine.
    size = ("--preload", "--workers", "2", "--threads", "4", "--graceful-timeout", "5", "--no-control-socket")
    return ("-m", "gunicorn", "clinic.wsgi:application", "--bind", f"127.0.0.1:{port}", *size, *memory)
