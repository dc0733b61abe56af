"""What conditions allow of a technique, and what lifts each finding."""

from datetime import date, timedelta

import pytest

from clinic.rules.conditions import ConditionCode as C
from clinic.rules.findings import Finding, Level, unlifted
from clinic.rules.techniques import TechniqueCode as T
from sessions.rules.clearances import Clearance
from sessions.rules.screening_case import ConditionFact
from sessions.rules.screening_guard import caps, is_session_locked, judge, pressure_cap
from sessions.rules.screening_marks import Mark, platelet_cap
from sessions.rules.screening_matrix import COLUMNS, MATRIX
from sessions.rules.work import Work

DAY = date(2026, 6, 1)
BACK = ("LUMB-l",)

# Typed from the clinical source by hand, not from the code: one row of each kind at least.
LETTERS = {
    C.DVT_PE_SUSPECT: "X X X X X X X X X X X",
    C.DVT_TREATED: "C C C C C C C C C C B",
    C.SKIN_LOCAL: "L L L L L L L L L L L",
    C.CHF_STABLE: "C W C W C W W W W W C",
    C.NODES_REMOVED: ". L L W W L . L W W L",
    C.ANTICOAG: ". W C W W W W W W . C",
    C.SURGERY_RECENT: "gate gate gate gate gate gate . gate gate gate gate",
    C.BP_HIGH: "W C C W C W W C W . C",
    C.PREGNANT_T1: "C W C W C L B W W W B",
    C.THYROID_OVER: "L W . W W W . W W W L",
    C.ASTHMA: "C . B . . W . . . . .",
    C.FOOT: ". L L L L L B L L . L",
    C.SWELLING_UNEXPLAINED: "B W W W W W B W . . B",
    C.NO_REFERRAL: "C C C C C C C C C C C",
}


def fact(code: C, *places: str, **more: object) -> ConditionFact:
    return ConditionFact(code, places, **{"since_on": date(2026, 5, 1), "confirmed": True, **more})  # type: ignore[arg-type]


def clearance(*lifts: str, **more: object) -> Clearance:
    facts = {"from_on": DAY, "until_on": DAY + timedelta(days=89), "confirmed": True, **more}
    return Clearance(frozenset(lifts), **facts)  # type: ignore[arg-type]


def ask(
    condition: ConditionFact, technique: T, *places: str, pressure: int | None = None, **more: object
) -> list[Finding]:
    return judge(conditions=[condition], work=Work(technique, places, pressure), day=DAY, **more)  # type: ignore[arg-type]


def said(findings: list[Finding]) -> list[tuple[Level, str, tuple[str, ...]]]:
    return [(finding.level, finding.code, finding.regions) for finding in findings]


@pytest.mark.parametrize("code", LETTERS)
def test_letters_are_those_of_the_source(code: C) -> None:
    assert [str(MATRIX[code].mark(technique)) for technique in COLUMNS] == LETTERS[code].split()


def test_matrix_has_46_rows_and_classic_strokes_follow_myofascial_release() -> None:
    assert len(MATRIX) == 46
    for row in MATRIX.values():
        assert row.mark(T.GEN) is row.mark(T.MFR)
        assert row.why.endswith(".")
        assert row.action.endswith(".")
        assert row.source


def test_suspected_clot_stops_every_technique_everywhere() -> None:
    for technique in T:
        (finding,) = ask(fact(C.DVT_PE_SUSPECT), technique, *BACK)
        assert (finding.level, finding.code, finding.regions) == (Level.BLOCK, "X-01", ())
        assert finding.source == "MLD1, MLD2, MLD3, MLD4, NYS"
    assert is_session_locked(conditions=[fact(C.DVT_PE_SUSPECT)], day=DAY)


def test_message_says_what_why_since_when_and_what_lifts_it() -> None:
    (finding,) = ask(fact(C.ASTHMA), T.CTM, *BACK)
    assert finding.message == (
        "Acute asthma: no connective tissue massage. Strong reflexes from the skin can tighten the airways. "
        "Since Fri 1 May 2026."
    )
    assert finding.lifted_by == (
        "Have the inhaler at hand. Lifted when staff mark the condition as resolved, with its day."
    )


def test_usual_length_is_named_but_never_ends_a_condition() -> None:
    old = fact(C.DVT_TREATED, "CALF-l", since_on=date(2025, 1, 1))
    found = ask(old, T.DTM, "SHLDA-l")
    assert said(found) == [(Level.BLOCK, "X-02", ())]
    assert "182 days are over on Wed 2 Jul 2025" in found[0].lifted_by


def test_condition_ends_on_the_day_staff_resolved_it() -> None:
    assert ask(fact(C.FEVER, resolved_on=DAY), T.MLD, *BACK) == []
    assert ask(fact(C.FEVER, resolved_on=DAY + timedelta(days=1)), T.MLD, *BACK) != []
    assert ask(fact(C.FEVER, since_on=DAY + timedelta(days=1)), T.MLD, *BACK) == []
    assert ask(fact(C.FEVER, since_on=None), T.MLD, *BACK) != []


def test_unconfirmed_answer_raises_and_never_ends_anything() -> None:
    said_only = fact(C.FEVER, resolved_on=DAY, confirmed=False)
    (finding,) = ask(said_only, T.MLD, *BACK)
    assert finding.level is Level.BLOCK
    assert finding.message.endswith("Not confirmed by staff yet.")


def test_clearance_lifts_what_waits_for_it() -> None:
    heart = fact(C.CHF_STABLE)
    assert said(ask(heart, T.MLD, *BACK)) == [(Level.CLEAR, "X-07", ())]
    assert ask(heart, T.MLD, *BACK, clearances=[clearance("X-07")]) == []


@pytest.mark.parametrize(
    "useless",
    [
        clearance("X-09"),
        clearance("X-07", confirmed=False),
        clearance("X-07", granted=False),
        clearance("X-07", techniques=frozenset({"DTM"})),
        clearance("X-07", places=frozenset({"LUMB-r"})),
        clearance("X-07", from_on=DAY + timedelta(days=1)),
        clearance("X-07", from_on=date(2026, 1, 1), until_on=DAY - timedelta(days=1)),
    ],
    ids=["other row", "unconfirmed", "refused", "other technique", "other place", "not yet", "expired"],
)
def test_clearance_lifts_nothing_beyond_its_words(useless: Clearance) -> None:
    assert said(ask(fact(C.CHF_STABLE), T.MLD, *BACK, clearances=[useless])) == [(Level.CLEAR, "X-07", ())]


def test_clearance_for_one_place_leaves_the_other_waiting() -> None:
    given = [clearance("X-07", places=frozenset({"LUMB-l"}))]
    found = ask(fact(C.CHF_STABLE), T.MLD, "LUMB-l", "LUMB-r", clearances=given)
    assert said(found) == [(Level.CLEAR, "X-07", ("LUMB-r",))]


def test_clearance_holds_up_to_its_pressure() -> None:
    given = [clearance("X-07", cap=2)]
    assert ask(fact(C.CHF_STABLE), T.CTM, *BACK, pressure=2, clearances=given) == []
    (finding,) = ask(fact(C.CHF_STABLE), T.CTM, *BACK, pressure=3, clearances=given)
    assert finding.level is Level.CLEAR
    assert "does not reach pressure 3" in finding.message
    cap = pressure_cap(conditions=[fact(C.CHF_STABLE)], work=Work(T.CTM, BACK), day=DAY, clearances=given)
    assert (cap.pressure, cap.code) == (2, "X-07")


def test_second_tighter_clearance_takes_nothing_away() -> None:
    given = [clearance("X-07"), clearance("X-07", cap=2)]
    assert ask(fact(C.CHF_STABLE), T.CTM, *BACK, pressure=3, clearances=given) == []
    cap = pressure_cap(conditions=[fact(C.CHF_STABLE)], work=Work(T.CTM, BACK), day=DAY, clearances=given)
    assert cap.pressure == 3


def test_wound_is_barred_and_its_neighbors_ask_for_a_reason() -> None:
    found = ask(fact(C.SKIN_LOCAL, "KNEA-l"), T.GEN, "KNEA-l", "SHIN-l", "LUMB-l")
    assert said(found) == [(Level.BLOCK, "X-05", ("KNEA-l",)), (Level.OVERRIDE, "X-05", ("SHIN-l",))]
    assert said(unlifted(found, reason="Well away from the edge.")) == [(Level.BLOCK, "X-05", ("KNEA-l",))]
    assert said(ask(fact(C.SKIN_LOCAL, "KNEA-l"), T.GEN, "KNEA-l", clearances=[clearance("X-05")])) != []


def test_local_condition_nobody_has_placed_may_be_anywhere() -> None:
    (finding,) = ask(fact(C.HEMATOMA), T.DTM, "LUMB-l", "CALF-r")
    assert (finding.level, finding.regions) == (Level.BLOCK, ("LUMB-l", "CALF-r"))
    assert finding.lifted_by == "Say where it is."


def test_usual_places_count_beside_those_that_are_named() -> None:
    found = ask(fact(C.PREGNANT_T1, "GLUT-l"), T.STR, "ABDL-m", "GLUT-l")
    assert (Level.BLOCK, "X-21", ("ABDL-m", "GLUT-l")) in said(found)


def test_lymph_drainage_may_go_on_nearer_the_trunk_than_a_fracture() -> None:
    broken = fact(C.FRACTURE_UNHEALED, "FORA-l")
    assert said(ask(broken, T.MLD, "ELBA-l")) == [(Level.WARN, "X-14", ("ELBA-l",))]
    assert said(ask(broken, T.MLD, "WRSA-l")) == [(Level.OVERRIDE, "X-14", ("WRSA-l",))]
    assert said(ask(broken, T.MLD, "FORA-l")) == [(Level.BLOCK, "X-14", ("FORA-l",))]
    assert said(ask(broken, T.GEN, "ELBA-l")) == [(Level.OVERRIDE, "X-14", ("ELBA-l",))]


def test_whole_limb_of_a_clot_and_of_a_fistula_is_left_alone() -> None:
    given = [clearance("X-02", "X-09")]
    clot = ask(fact(C.DVT_TREATED, "CALF-l"), T.GEN, "THIA-l", "THIA-r", clearances=given)
    assert said(clot) == [(Level.BLOCK, "X-02", ("THIA-l",))]
    fistula = ask(fact(C.RENAL_CHRONIC, "FORA-r"), T.ORI, "HNDP-r", "HNDP-l", clearances=given)
    assert said(fistula) == [(Level.BLOCK, "X-09", ("HNDP-r",))]


def test_place_that_ought_to_be_known_asks_for_a_reason() -> None:
    given = [clearance("X-10", cap=2)]
    found = ask(fact(C.CANCER_ACTIVE), T.MLD, *BACK, clearances=given)
    assert said(found) == [(Level.OVERRIDE, "X-10", ())]
    assert ask(fact(C.RENAL_CHRONIC), T.MLD, *BACK, clearances=[clearance("X-09")]) == []


def test_warning_caps_and_a_reason_lifts_what_is_above_the_cap() -> None:
    found = ask(fact(C.ANTICOAG), T.NMT, *BACK, pressure=4)
    assert said(found) == [(Level.OVERRIDE, "X-12:CAP", ()), (Level.WARN, "X-12", ())]
    assert unlifted(found, reason="Robust tissue, dose reduced.") == []
    assert said(ask(fact(C.ANTICOAG), T.NMT, *BACK, pressure=3)) == [(Level.WARN, "X-12", ())]


def test_cap_stays_after_the_clearance() -> None:
    given = [clearance("X-12")]
    assert ask(fact(C.ANTICOAG), T.DTM, *BACK, pressure=3, clearances=given) == []
    found = ask(fact(C.ANTICOAG), T.DTM, *BACK, pressure=4, clearances=given)
    assert said(found) == [(Level.BLOCK, "X-12:CAP", ())]


def test_cap_holds_for_a_technique_without_a_letter_too() -> None:
    found = ask(fact(C.FRACTURE_HEALED, "FORA-l"), T.ORI, "FORA-l", pressure=4)
    assert said(found) == [(Level.OVERRIDE, "X-15:CAP", ("FORA-l",))]
    assert ask(fact(C.FRACTURE_HEALED, "FORA-l"), T.ORI, "LUMB-l", pressure=4) == []


def test_technique_that_begins_above_the_cap_is_left_out() -> None:
    found = ask(fact(C.NODES_REMOVED, "AXILLA-l"), T.TRP, "ARMA-l")
    assert said(found) == [(Level.BLOCK, "X-11:MIN", ("ARMA-l",)), (Level.OVERRIDE, "X-11", ("ARMA-l",))]
    assert said(unlifted(found, reason="Gently.")) == [(Level.BLOCK, "X-11:MIN", ("ARMA-l",))]


def test_cancer_caps_at_one_until_a_clearance_names_two() -> None:
    sick = fact(C.CANCER_ACTIVE, "ABDU-m")
    work = Work(T.MFR, ("CALF-l",), 2)
    plain, named = [clearance("X-10")], [clearance("X-10", cap=2)]
    assert said(judge(conditions=[sick], work=work, day=DAY, clearances=plain)) == [(Level.BLOCK, "X-10:MIN", ())]
    assert judge(conditions=[sick], work=work, day=DAY, clearances=named) == []
    high = [clearance("X-10", cap=5)]
    assert pressure_cap(conditions=[sick], work=work, day=DAY, clearances=high).pressure == 2


@pytest.mark.parametrize(("thousands", "cap"), [(None, 1), (0, 1), (19, 1), (20, 2), (49, 2), (50, None), (200, None)])
def test_platelets_set_the_cap(thousands: int | None, cap: int | None) -> None:
    assert platelet_cap(thousands) == cap


def test_platelet_count_counts_once_confirmed() -> None:
    counted = fact(C.BLEED, platelets=200)
    assert caps(conditions=[counted], work=Work(T.PRT, BACK), day=DAY) == []
    unsure = fact(C.BLEED, platelets=200, confirmed=False)
    assert pressure_cap(conditions=[unsure], work=Work(T.PRT, BACK), day=DAY).pressure == 1


@pytest.mark.parametrize(
    ("code", "cap", "place"),
    [
        (C.CHF_STABLE, 3, "LUMB-l"),
        (C.CANCER_ACTIVE, 1, "LUMB-l"),
        (C.NODES_REMOVED, 2, "AXILLA-l"),
        (C.ANTICOAG, 3, "LUMB-l"),
        (C.FRACTURE_HEALED, 3, "FORA-l"),
        (C.OSTEOPOROSIS, 3, "LUMB-l"),
        (C.PREGNANT_T2_T3, 2, "CALF-l"),
        (C.DIABETES_NEUROPATHY, 3, "SOLE-l"),
    ],
)
def test_lowest_cap_is_named_with_the_row_that_sets_it(code: C, cap: int, place: str) -> None:
    found = pressure_cap(conditions=[fact(code, place)], work=Work(T.NMT, (place,)), day=DAY)
    assert (found.pressure, found.code) == (cap, MATRIX[code].row)


def test_legs_stay_light_in_pregnancy_and_the_back_does_not() -> None:
    assert said(ask(fact(C.PREGNANT_T2_T3), T.NMT, "CALF-l")) == [
        (Level.BLOCK, "X-22:MIN", ("CALF-l",)),
        (Level.WARN, "X-22", ()),
    ]
    assert pressure_cap(conditions=[fact(C.PREGNANT_T2_T3)], work=Work(T.NMT, ("TSPN-l",)), day=DAY).code == "T-NMT"


def test_points_are_named_where_they_lie() -> None:
    found = ask(fact(C.PREGNANT_T2_T3), T.ORI, "UTRAP-l", "CHEST-l")
    assert (Level.WARN, "X-22", ("UTRAP-l",)) in said(found)
    assert any("GB21" in finding.message for finding in found)


def test_foot_condition_bars_reflexology_on_both_feet_and_leaves_the_hands() -> None:
    assert said(ask(fact(C.FOOT, "SOLE-l"), T.REF, "SOLE-r")) == [(Level.BLOCK, "X-43", ("SOLE-r",))]
    assert ask(fact(C.FOOT, "SOLE-l"), T.REF, "HNDP-l") == []
    assert said(ask(fact(C.FOOT), T.GEN, "SOLE-r", "LUMB-l")) == [(Level.BLOCK, "X-43", ("SOLE-r",))]


def test_rheumatoid_neck_is_kept_from_osteopathic_work_wherever_the_flare_is() -> None:
    assert said(ask(fact(C.ARTHRITIS_FLARE, "KNEA-l"), T.OMT, "NECKP-r")) == [(Level.BLOCK, "X-37", ("NECKP-r",))]


def test_graver_kind_binds_harder_and_replaces_nothing() -> None:
    plain, widened = fact(C.ABDOMEN), fact(C.ABDOMEN, variant="AAA")
    assert said(ask(plain, T.MLD, "ABDU-m")) == [(Level.BLOCK, "X-35", ("ABDU-m",))]
    assert said(ask(widened, T.MLD, "ABDU-m")) == [(Level.BLOCK, "X-35", ("ABDU-m",)), (Level.CLEAR, "X-35", ())]
    assert said(ask(fact(C.VARICOSE, "CALF-l", variant="PHLEBITIS"), T.PRT, "LUMB-l")) == [(Level.BLOCK, "X-30", ())]


def test_surgery_without_its_day_blocks_until_it_is_on_record() -> None:
    cut = fact(C.SURGERY_RECENT, "KNEA-l")
    assert said(ask(cut, T.MFR, "KNEA-l", "LUMB-l")) == [(Level.BLOCK, "X-17", ("KNEA-l",))]
    assert ask(cut, T.MFR, "KNEA-l", surgery_recorded=True) == []
    assert ask(cut, T.REF, "SOLE-l") == []


def test_missing_referral_is_left_to_the_booking_rule() -> None:
    assert ask(fact(C.NO_REFERRAL), T.MLD, *BACK) == []


def test_session_is_locked_when_every_technique_waits() -> None:
    found = [fact(C.RED_FLAG_HISTORY)]
    assert is_session_locked(conditions=found, day=DAY)
    assert not is_session_locked(conditions=found, day=DAY, clearances=[clearance("X-27")])
    assert not is_session_locked(conditions=[fact(C.ANTICOAG)], day=DAY)


def test_marks_are_the_known_letters() -> None:
    assert [str(mark) for mark in Mark] == ["X", "B", "C", "L", "W", "gate", "."]
