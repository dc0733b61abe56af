"""The technique table and when a technique must stop."""

from pathlib import Path

import pytest

from clinic.rules.techniques import TechniqueCode as T
from sessions.rules.technique_forms import FORMS
from sessions.rules.techniques import TECHNIQUES, Credential, GapOf, TechniqueEntry, must_stop, within

# code: pressure, minutes, pain, stop, gap
TABLE = """
MLD 1/1/1 30/45/60 0-1 3 0
NMT 3/3/5 15/20/30 4-6 7 48
CTM 2/2/3 15/20/30 2-4 5 24
MFR 2/2/3 10/20/25 1-4 6 24
OMT 1/1/3 10/15/25 0-3 5 48
ORI 2/2/4 15/30/40 2-4 6 24
REF 2/2/3 15/30/45 0-4 5 48
TRP 3/3/4 10/15/20 4-6 7 48
STR 1/1/1 5/10/15 1-3 5 0
PRT 1/1/2 10/15/20 0-2 7 0
DTM 3/3/5 10/20/30 4-6 7 48
GEN 1/2/3 5/10/20 0-2 5 0
"""


def test_table_is_that_of_the_reference() -> None:
    rows = [
        f"{t.code} {t.pressure.least}/{t.pressure.start}/{t.pressure.most} "
        f"{t.minutes.least}/{t.minutes.start}/{t.minutes.most} {t.pain[0]}-{t.pain[1]} {t.stop_at} {t.gap_hours}"
        for t in TECHNIQUES.values()
    ]
    assert rows == TABLE.strip().splitlines()


@pytest.mark.parametrize("technique", TECHNIQUES.values(), ids=lambda t: t.code)
def test_numbers_of_a_technique_agree_with_each_other(technique: TechniqueEntry) -> None:
    for span in (technique.pressure, technique.minutes):
        assert within(span, span.start)
        assert not within(span, span.most + 1)
        assert not within(span, span.least - 1)
    assert technique.pain[0] <= technique.pain[1] < technique.stop_at
    assert technique.purpose
    assert technique.indications
    assert technique.contraindications


def test_joint_work_and_reflexology_need_a_credential() -> None:
    assert {t.code for t in TECHNIQUES.values() if t.needs_credential} == {T.OMT, T.REF}
    assert TECHNIQUES[T.MLD].credential is Credential.RECOMMENDED


def test_only_trigger_points_count_their_gap_by_point() -> None:
    assert {t.code for t in TECHNIQUES.values() if t.gap_of is GapOf.POINT} == {T.TRP}
    assert {t.code for t in TECHNIQUES.values() if t.visits_per_week} == {T.DTM}


@pytest.mark.parametrize(
    ("code", "pain", "before", "seconds", "stops"),
    [
        (T.MLD, 2, None, None, False),
        (T.MLD, 3, None, None, True),
        (T.DTM, 6, None, None, False),
        (T.DTM, 7, None, None, True),
        (T.NMT, 6, None, 30, False),
        (T.NMT, 5, None, 90, True),
        (T.NMT, 4, None, 120, False),
        (T.NMT, 6, None, None, False),
        (T.NMT, 7, None, 5, True),
        (T.PRT, 3, 2, None, False),
        (T.PRT, 4, 2, None, True),
        (T.PRT, 6, None, None, False),
        (T.PRT, 7, 7, None, True),
        (T.GEN, 5, None, None, True),
    ],
)
def test_pain_ends_a_technique(code: T, pain: int, before: int | None, seconds: int | None, stops: bool) -> None:
    assert must_stop(TECHNIQUES[code], pain, before=before, seconds=seconds) is stops


def test_every_technique_names_its_forms_as_the_reference_does() -> None:
    text = (Path(__file__).parents[3] / "docs" / "clinical.md").read_text(encoding="utf-8")
    assert set(FORMS) == set(T)
    for code, forms in FORMS.items():
        assert f"| T-{code} | {'; '.join(forms)} | GK | general knowledge |" in text
