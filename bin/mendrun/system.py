"""What must come from the machine itself: Linux, the libraries that draw PDFs, and a browser for the tests."""

import ctypes
import os
import platform
import shutil
import subprocess
import sys

from mendrun import paths
from mendrun.console import CommandError, step

PANGO_LIBRARIES = (
    "libgobject-2.0.so.0", "libpango-1.0.so.0", "libpangoft2-1.0.so.0",
    "libharfbuzz.so.0", "libharfbuzz-subset.so.0", "libfontconfig.so.1",
)  # fmt: skip
PANGO_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
# In megabytes, for the checkout and for `var`: packages and servers at first, then what a clinic writes in a day.
FIRST_START_NEEDS = (1100, 300)
RUNNING_NEEDS = (100, 100)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def check_platform() -> None:
    """The bundled servers are built for one kind of machine."""
    if sys.platform != "linux" or platform.machine() != "x86_64":
        raise CommandError(
            f"The bundled servers run on Linux x86_64, and this is {platform.system()} {platform.machine()}. "
            "Use `docker compose up` instead."
        )
    needs = RUNNING_NEEDS if paths.PYTHON.exists() else FIRST_START_NEEDS
    for folder, need in zip((paths.ROOT, paths.VAR), needs, strict=True):
        if not folder.exists():
            continue
        free = shutil.disk_usage(folder).free // 1_000_000
        if free < need:
            raise CommandError(
                f"The disk of {folder} is full: {free} MB are left of the {need} Mend needs. Make room (see `df -h`)."
            )


def ensure_pango() -> None:
    """The libraries WeasyPrint loads; root installs them, anybody else is told how."""
    missing = [name for name in PANGO_LIBRARIES if not _loads(name)]
    if missing and not _weasyprint_loads():
        _install(PANGO_PACKAGES, f"The library {missing[0]}, which draws the PDF reports, is missing")
        still = [name for name in PANGO_LIBRARIES if not _loads(name)]
        if still and not _weasyprint_loads():
            raise CommandError(
                f"The library {still[0]} cannot be loaded even after installing it. "
                f"Run `apt-get install --reinstall {' '.join(PANGO_PACKAGES)}` and then the same command again."
            )


def ensure_browser() -> str:
    """The path of a Chromium; the journeys are never skipped for want of one."""
    if not _browser():
        _install(("chromium",), "The tests walk the product in a real browser, and there is no Chromium")
    found = _browser()
    if not found:
        raise CommandError("Chromium cannot be found even after `apt-get install chromium`. Put a `chromium` on PATH.")
    return found


def _browser() -> str | None:
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _weasyprint_loads() -> bool:
    return subprocess.run([paths.PYTHON, "-c", "import weasyprint"], capture_output=True, check=False).returncode == 0


def _install(packages: tuple[str, ...], need: str) -> None:
    command = f"apt-get install -y --no-install-recommends {' '.join(packages)}"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise CommandError(
            f"{need}. Install it with `sudo {command}` (or your system's equivalent) and run the same command again."
        )
    with step(f"Installing {', '.join(packages)}"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for part in ("apt-get update -q", command):
            done = subprocess.run(
                part.split(), env=quiet, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
            )
        if done.returncode:
            raise CommandError(f"{need}, and `{command}` failed: {done.stderr.strip()[-300:]}")
