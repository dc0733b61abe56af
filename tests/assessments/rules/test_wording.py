"""Entries, goals and sections in words."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from assessments.rules.aims import aim_label, aim_value
from assessments.rules.body_entries import Dent, Felt, Girths, Seen, Signs, Stage, Strength, Trunk
from assessments.rules.entries import Activity, Aim, Answer, Pain, Range, Rating
from assessments.rules.sections import KINDS, SECTION_NAMES, Section, overtaken
from assessments.rules.strength import GROUPS
from assessments.rules.wording import lines
from clinic.rules.conditions import VARIANTS
from sessions.rules.screening_matrix import MATRIX

CM = Decimal("20.0")
WHOLE = Answer("ABDOMEN", "yes", "seen by CT", ("ABDU-m",), variant="AAA", platelets=40, since_on=date(2026, 3, 1))


@pytest.mark.parametrize(
    ("kind", "entry", "text"),
    [
        (
            "answers",
            WHOLE,
            (
                "Abdominal condition (aneurysm, obstruction, flare, hernia, period): yes, upper belly, "
                "widened belly artery (aneurysm), platelets 40 thousand, since 1 Mar 2026, seen by CT"
            ),
        ),
        ("answers", Answer("ANTICOAG", "unsure"), "Blood thinner or antiplatelet medicine: not sure"),
        (
            "answers",
            Answer("ANTICOAG", "yes", since_unknown=True),
            "Blood thinner or antiplatelet medicine: yes, since when is not known",
        ),
        ("pain", Pain("LUMB-l", 7, "ache"), "Left lower back: 7 of 10, aching, affected"),
        ("pain", Pain("LUMB-l", None, flags=("scar",)), "Left lower back: affected, scar"),
        (
            "ranges",
            Range("KNEE-FLEX", "l", 100, 110, 4, "firm", "goniometer"),
            "Knee flexion, left: active 100°, passive 110°, pain 4, firm end feel, goniometer",
        ),
        ("ranges", Range("JAW-OPEN", "m", passive=40), "Jaw opening: passive 40 mm"),
        ("strength", Strength("KNEE-EXT", "r", "4-"), "Knee extensors, right: 4-"),
        ("girths", Girths("arm", "l", 4, (CM, None), (None, None)), "Left arm, every 4 cm: 20.0, not read"),
        ("trunk", Trunk("navel", CM, Decimal(21)), "Navel: 20.5 cm"),
        ("dents", Dent("SHIN-l", 4, 10), "Left shin: 4 mm, gone after 10 s, grade 2+"),
        ("dents", Dent("SHIN-l", 0), "Left shin: 0 mm, grade 0"),
        ("stages", Stage("leg", "r", "2-late"), "Right leg: stage Late II"),
        ("palpation", Felt("LUMB-l", "tone", "spasm", "on turning"), "Left lower back: tone in spasm (on turning)"),
        ("posture", Seen("gait", "side", "l", "mild"), "Gait, left, from the side: mild"),
        ("posture", Seen("kyphosis", "side", "", "none"), "Rounded upper back, from the side: none"),
        ("activities", Activity("Lift a bag", 3), "“Lift a bag”: 3 of 10"),
        ("ratings", Rating("SLEEP", 7), "Sleep: 7 of 10"),
        ("ratings", Rating("GROC", -2), "Change felt overall: worse: a little (-2)"),
        ("vitals", Signs(120, 80, 70, Decimal("36.6")), "120 over 80 mmHg, pulse 70, 36.6 °C"),
        ("vitals", Signs(pulse=70), "pulse 70"),
        (
            "goals",
            Aim("NPRS", "", Decimal(7), Decimal(2), date(2027, 1, 15), is_primary=True),
            "Pain at worst: 7 to 2 by 15 Jan 2027, primary",
        ),
    ],
)
def test_every_kind_of_entry_has_its_line(kind: str, entry: Any, text: str) -> None:
    assert lines(kind, [entry]) == [text]


@pytest.mark.parametrize(
    ("measure", "item", "label", "value"),
    [
        ("PSFS", "Lift a bag", "“Lift a bag”", "6"),
        ("ROM", "KNEE:FLEX:l", "Left knee flexion", "6°"),
        ("ROM", "JAW:OPEN:m", "Jaw opening", "6 mm"),
        ("MMT", "KNEE-EXT:r", "Strength, right knee extensors", "3"),
        ("MMT", "GONE:r", "GONE:r", "3"),
        ("GIRTH", "arm:l:8", "Girth of the left arm at 8 cm", "6 cm"),
        ("GIRTH", "arm:l", "Girth of the left arm", "6 cm"),
        ("GIRTH", "trunk:navel", "Girth: navel", "6 cm"),
        ("GIRTH", "trunk:nose", "trunk:nose", "6 cm"),
        ("VOLUME", "leg:r", "Volume of the right leg", "6 mL"),
        ("VOLUME", "leg", "leg", "6 mL"),
    ],
)
def test_goals_name_what_they_measure(measure: str, item: str, label: str, value: str) -> None:
    assert (aim_label(measure, item), aim_value(measure, item, 6)) == (label, value)


def test_every_kind_belongs_to_a_section() -> None:
    assert set(KINDS.values()) == set(SECTION_NAMES) == set(Section)


def test_a_section_is_overtaken_only_by_what_changed_after_it_was_seen() -> None:
    seen = {"history": 3, "rom": 3}
    assert overtaken([Section.HISTORY, Section.ROM], seen=seen, last={"rom": 4, "pain": 9}) == [Section.ROM]
    assert overtaken([Section.HISTORY], seen={}, last={}) == [Section.HISTORY]


def test_kinds_of_conditions_are_those_of_the_matrix() -> None:
    asked = {code: {kind for kind, _ in kinds} for code, kinds in VARIANTS.items()}
    assert asked == {row.code: set(row.variants) for row in MATRIX.values() if row.variants}


def test_muscle_groups_have_their_joint_and_unlike_names() -> None:
    assert GROUPS["KNEE-EXT"].label == "Knee extensors"
    assert len({group.label for group in GROUPS.values()}) == len(GROUPS)
