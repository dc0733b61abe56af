"""Where things lie in a checkout of Mend."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VAR = ROOT / "var"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
NODE_MODULES = ROOT / "node_modules"
STATIC = VAR / "static"


def site_packages() -> Path:
    """The folder the locked packages were installed into."""
    return next((VENV / "lib").glob("python3.*"), VENV / "lib" / "missing") / "site-packages"
