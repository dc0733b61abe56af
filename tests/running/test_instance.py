import stat
from pathlib import Path

import pytest
from mendrun.console import CommandError
from mendrun.instance import Instance, Lock, write_private


def test_demo_and_clinic_share_no_folder() -> None:
    demo, clinic = Instance("demo"), Instance("clinic")
    assert demo.folder != clinic.folder
    assert demo.runtime != clinic.runtime


def test_socket_path_stays_below_the_kernel_limit() -> None:
    assert len(str(Instance("test-" + "9" * 60).runtime / "pg" / ".s.PGSQL.5432")) < 107


def test_passwords_are_made_once_and_only_their_owner_reads_them(instance: Instance) -> None:
    first = instance.secrets()
    assert first == instance.secrets()
    assert stat.S_IMODE((instance.folder / "secrets.json").stat().st_mode) == 0o600
    assert len({first.key, first.owner, first.application}) == 3


@pytest.mark.parametrize("text", ["", "{", "[]", '{"key": "x"}'])
def test_damaged_passwords_are_a_sentence(instance: Instance, text: str) -> None:
    write_private(instance.folder / "secrets.json", text)
    with pytest.raises(CommandError, match=r"is damaged\. Move it aside"):
        instance.secrets()


def test_second_taker_learns_who_holds_the_lock(tmp_path: Path) -> None:
    with Lock(tmp_path / "lock") as first, Lock(tmp_path / "lock") as second:
        assert first.take(command="bin/up")
        assert not second.take(command="bin/up")
        assert second.holder()["command"] == "bin/up"
        first.describe(command="bin/up", address="http://127.0.0.1:8000")
        assert second.holder()["address"] == "http://127.0.0.1:8000"


def test_lock_file_left_by_a_power_cut_is_no_lock(tmp_path: Path) -> None:
    (tmp_path / "lock").write_text('{"pid": "1", "command": "bin/up"}')
    with Lock(tmp_path / "lock") as lock:
        assert lock.take(command="bin/up")


def test_somebody_elses_runtime_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    made = Instance("demo")
    (tmp_path / "elsewhere").mkdir()
    made.runtime.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CommandError, match="belongs to somebody else"):
        made.make_folders()
