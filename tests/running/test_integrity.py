"""Installed packages of which a file is gone or cut short are noticed."""

from pathlib import Path

import pytest
from mendrun import paths
from mendrun.integrity import damaged_file


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """One installed package, with its caches and a name that needs quotes."""
    for name, text in (
        ("kit/__init__.py", ""),
        ("kit/part, two.py", "12345"),
        ("kit-1.dist-info/METADATA", "Name: kit"),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / "kit-1.dist-info" / "RECORD").write_text(
        'kit/__init__.py,sha256=x,0\n"kit/part, two.py",sha256=x,5\nkit/__pycache__/__init__.cpython-311.pyc,,\n'
        "kit-1.dist-info/METADATA,sha256=x,9\nkit-1.dist-info/RECORD,,\n"
    )
    return tmp_path


def test_whole_packages_are_whole(installed: Path) -> None:
    assert damaged_file(installed) is None


def test_missing_file_is_named(installed: Path) -> None:
    (installed / "kit" / "__init__.py").unlink()
    assert damaged_file(installed) == installed / "kit" / "__init__.py"


def test_file_that_was_cut_short_is_named(installed: Path) -> None:
    (installed / "kit" / "part, two.py").write_text("123")
    assert damaged_file(installed) == installed / "kit" / "part, two.py"


def test_what_the_installers_leave_is_whole() -> None:
    assert damaged_file(paths.site_packages()) is None


def test_empty_environment_is_not_whole(tmp_path: Path) -> None:
    assert damaged_file(tmp_path) == tmp_path
