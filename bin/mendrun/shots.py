"""bin/shots: signs in to a running demo as each role and takes a picture of each main page at three widths."""

import argparse
from collections.abc import Sequence

from mendrun import foreground, paths
from mendrun.console import CommandError
from mendrun.instance import Instance, Lock
from mendrun.packages import ensure_packages
from mendrun.surroundings import whole_environment
from mendrun.system import check_platform, ensure_browser
from mendrun.up import DEMO_PASSWORD


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="bin/shots", description="Pictures of the demo's main pages under var/shots/."
    )
    parser.add_argument("only", nargs="*", help="only pages whose name begins so")
    wish = parser.parse_args(arguments)
    check_platform()
    ensure_packages()
    chromium = ensure_browser()
    env = whole_environment({"MEND_CHROMIUM": chromium, "MEND_DEMO_PASSWORD": DEMO_PASSWORD})
    camera = paths.ROOT / "bin" / "mendrun" / "camera.py"
    return foreground.run([paths.PYTHON, camera, _address(), paths.VAR / "shots", *wish.only], env=env)


def _address() -> str:
    """Where the demo answers; it must be running."""
    instance = Instance("demo")
    instance.make_folders()
    with Lock(instance.folder / "lock") as lock:
        if not lock.take(command="bin/shots"):
            address = lock.holder().get("address")
            if address:
                return address
    raise CommandError("No demo clinic is running. Start it with `bin/up` in another terminal.")
