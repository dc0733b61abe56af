"""The ICD-10-CM release in memory: loaded at first need, once per process.

The package that brings it holds some 180 MB for as long as it is imported, so a short-lived child process reads it out and this
process keeps only codes and words.
"""

import json
import subprocess
import sys
from functools import lru_cache
from threading import Lock, Thread

from referrals.rules.icd import Code, Codes

_READ_OUT = """
import json, sys
import simple_icd_10_cm as icd
rows = []
for code in icd.get_all_codes(True):
    if icd.is_leaf(code) and "-" not in code:
        terms = [term for each in (code, *icd.get_ancestors(code)[:2]) for term in icd.get_inclusion_term(each)]
        rows.append((code, icd.get_description(code), " ".join(terms)))
json.dump(rows, sys.stdout)
"""
_SECONDS = 60
_loading = Lock()


def codes() -> Codes:
    """All billable codes. The first call of a process takes some seconds, the others none."""
    with _loading:
        return _load()


def warm() -> None:
    """Begin to load beside the request, so that whoever opens a referral finds the codes ready by the time they search."""
    if not _loading.locked() and not _load.cache_info().currsize:
        Thread(target=codes, name="icd", daemon=True).start()


@lru_cache(maxsize=1)
def _load() -> Codes:
    done = subprocess.run([sys.executable, "-c", _READ_OUT], capture_output=True, check=True, timeout=_SECONDS)  # noqa: S603 - our own text above
    return Codes(json.loads(done.stdout))


def search(text: str) -> list[Code]:
    return codes().search(text)
