"""The release of ICD-10-CM that is installed, as this process reads it."""

import sys
import time

import pytest

from referrals.rules.icd import NotBillable
from referrals.selectors import icd

FEW_MILLISECONDS = 0.5


def test_codes_of_our_work_are_billable() -> None:
    for code in ("M62.830", "I89.0", "I97.2", "M75.01", "M54.50", "S52.501D", "Z96.651", "M79.7", "G56.01"):
        assert icd.codes().get(code).label


@pytest.mark.parametrize("code", ["M54.5", "I82.40", "M26.60", "S52.501"])
def test_groups_are_not(code: str) -> None:
    with pytest.raises(NotBillable, match="group"):
        icd.codes().get(code)


def test_the_package_stays_out_of_this_process() -> None:
    assert len(icd.codes()) > 70_000
    assert "simple_icd_10_cm" not in sys.modules


def test_searching_takes_no_time_once_loaded() -> None:
    icd.codes()
    started = time.perf_counter()
    assert icd.search("back spasm")[0].code == "M62.830"
    assert time.perf_counter() - started < FEW_MILLISECONDS
