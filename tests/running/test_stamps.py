from pathlib import Path

from mendrun.stamps import Stamp, digest


def test_digest_changes_with_content_name_and_extra(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_text("one")
    second.write_text("one")
    values = {digest([first]), digest([second]), digest([first, second]), digest([first], "3.11"), digest([])}
    first.write_text("two")
    assert len(values | {digest([first])}) == 6


def test_digest_does_not_depend_on_order_and_bears_missing_files(tmp_path: Path) -> None:
    there, missing = tmp_path / "a", tmp_path / "b"
    there.write_text("one")
    assert digest([there, missing]) == digest([missing, there])


def test_stamp_is_current_only_for_the_value_it_was_set_to(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "stamp"
    assert not Stamp(file, "one").current
    Stamp(file, "one").set()
    assert Stamp(file, "one").current
    assert not Stamp(file, "two").current
    Stamp(file, "two").clear()
    assert not Stamp(file, "one").current


def test_damaged_stamp_counts_as_none(tmp_path: Path) -> None:
    file = tmp_path / "stamp"
    file.write_bytes(b"\xff\xfe\x00")
    assert not Stamp(file, "one").current
