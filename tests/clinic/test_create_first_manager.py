"""The first manager: from the environment, from a pipe, once only."""

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from clinic.models import ClinicProfile, Staff

pytestmark = pytest.mark.django_db
PASSWORD = "harbor-lights-are-green"


def run(monkeypatch: pytest.MonkeyPatch, lines: str = "", *arguments: str) -> str:
    out = io.StringIO()
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    call_command("create_first_manager", *arguments, stdout=out)
    return out.getvalue()


def from_environment(monkeypatch: pytest.MonkeyPatch, **changes: str) -> None:
    for name, value in ({"EMAIL": "mara@mend.example", "NAME": "Mara Ivers", "PASSWORD": PASSWORD} | changes).items():
        monkeypatch.setenv(f"MEND_FIRST_MANAGER_{name}", value)


def test_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    from_environment(monkeypatch, CLINIC="Riverside")
    assert "Mara Ivers can sign in" in run(monkeypatch)
    staff = Staff.objects.get()
    assert staff.is_manager
    assert staff.check_password(PASSWORD)
    assert ClinicProfile.objects.get().name == "Riverside"


def test_from_a_pipe_with_mistakes(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    answers = [
        "Riverside",
        "nonsense",
        "mara@mend.example",
        "",
        "Mara Ivers",
        "short",
        PASSWORD,
        "other",
        PASSWORD,
        PASSWORD,
    ]
    run(monkeypatch, "\n".join(answers) + "\n")
    assert Staff.objects.get().check_password(PASSWORD)
    said = capsys.readouterr().err
    assert "valid email" in said
    assert "too short" in said
    assert "not the same" in said


def test_second_time_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    from_environment(monkeypatch)
    run(monkeypatch)
    from_environment(monkeypatch, EMAIL="other@mend.example")
    assert "a manager already" in run(monkeypatch)
    assert Staff.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"EMAIL": "nobody"},
        {"NAME": ""},
        {"NAME": "a\x1bb"},
        {"PASSWORD": "short"},
        {"PASSWORD": "mara@mend.example"},
        {"CLINIC": "x" * 121},
    ],
)
def test_bad_environment_is_refused_with_nothing_made(monkeypatch: pytest.MonkeyPatch, changes: dict[str, str]) -> None:
    from_environment(monkeypatch, **changes)
    with pytest.raises(CommandError):
        run(monkeypatch)
    assert not Staff.objects.exists()


@pytest.mark.parametrize("lines", ["", "Riverside\n", "Riverside\na\nb\nc\nd\n"])
def test_pipe_that_ends_too_early_makes_nothing(monkeypatch: pytest.MonkeyPatch, lines: str) -> None:
    with pytest.raises(CommandError):
        run(monkeypatch, lines)
    assert not Staff.objects.exists()


def test_nobody_at_the_keyboard_is_told_once(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    with pytest.raises(CommandError, match="No answer came"):
        call_command("create_first_manager")
    assert "No answer came" not in capsys.readouterr().err


def test_check_says_by_exit_status(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SystemExit) as missing:
        run(monkeypatch, "", "--check")
    from_environment(monkeypatch)
    run(monkeypatch)
    with pytest.raises(SystemExit) as there:
        run(monkeypatch, "", "--check")
    assert (missing.value.code, there.value.code) == (1, 0)
