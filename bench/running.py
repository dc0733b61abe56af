"""bin/bench: servers of its own, a fresh database, the asked groups, a table and var/bench.json."""

from collections.abc import Sequence

from mendrun import foreground, paths
from mendrun.console import CommandError, say, step
from mendrun.packages import ensure_packages
from mendrun.surroundings import whole_environment
from mendrun.system import check_platform, ensure_pango
from mendrun.testservers import test_servers

GROUPS = ("path", "guards", "desk", "booking", "patient-search")
USAGE = f"""usage: bin/bench [GROUP ...] [--full]
Groups: {", ".join(GROUPS)}. Without one, all. --full takes the large sizes."""


def main(arguments: Sequence[str]) -> int:
    if {"--help", "-h"} & set(arguments):
        say(USAGE)
        return 0
    unknown = [name for name in arguments if name not in {*GROUPS, "--full"}]
    if unknown:
        raise CommandError(f"There is no group {unknown[0]!r}.\n{USAGE}")
    check_platform()
    ensure_packages()
    ensure_pango()
    with test_servers() as (_supervisor, variables):
        env = whole_environment(variables)
        with step("Laying the tables"):
            if foreground.run([paths.PYTHON, "manage.py", "migrate", "--verbosity", "0"], env=env, cwd=paths.ROOT):
                raise CommandError("The migrations failed; see above.")
        return foreground.run([paths.PYTHON, "-m", "bench.measuring", *arguments], env=env, cwd=paths.ROOT)
