"""One assessment with everything that belongs to it, in one query per kind; and how its ranges compare."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef
from django.db.models.functions import JSONObject

from assessments.models import Assessment, Goal, PainMark, RomReading, Score, ScreeningAnswer
from assessments.models import Condition as StandingCondition
from assessments.rules.entries import Answer, range_label
from assessments.rules.readiness import IntakeFacts
from assessments.rules.rom import Movement, find_movement, percent_of_norm, percent_of_other_side
from clinic.rules.conditions import Condition, ConditionCode
from clinic.rules.events import EventKind, day_text, day_zero
from clinic.rules.regions import place_name
from clinic.rules.screening import CONDITIONS
from patients.models import Consent, Patient
from referrals.models import ClinicalEvent, Referral


@dataclass(frozen=True)
class Record:
    assessment: Assessment
    answers: list[ScreeningAnswer]
    pain: list[PainMark]
    ranges: list[RomReading]
    scores: list[Score]
    goals: list[Goal]
    consent: bool  # the patient's consent to treatment stands
    standing: list[dict[str, Any]]  # the patient's standing conditions, code and regions

    @property
    def facts(self) -> IntakeFacts:
        """What readiness to be signed is judged by."""
        return IntakeFacts(
            complaint=self.assessment.complaint,
            answers=[Answer(a.code, a.answer, a.note, tuple(a.places)) for a in self.answers],
            pain_marks=len(self.pain),
            activities=sum(1 for score in self.scores if score.measure == Score.Measure.PSFS),
            primary_goals=sum(1 for goal in self.goals if goal.is_primary),
            treatment_consent=self.consent,
        )

    @property
    def positive(self) -> list[tuple[Condition, ScreeningAnswer]]:
        """What was not answered with no, with the condition's own words."""
        return [(CONDITIONS[ConditionCode(a.code)], a) for a in self.answers if a.answer != ScreeningAnswer.Answer.NO]

    @property
    def denied(self) -> int:
        return len(self.answers) - len(self.positive)


@dataclass(frozen=True)
class Compared:
    """One movement: its norm, both sides (the middle stands left), percent of norm and of the other side."""

    movement: Movement
    left: RomReading | None
    right: RomReading | None

    @property
    def norm(self) -> str:
        high = self.movement.norm_high
        return f"{self.movement.norm} to {high}" if high else str(self.movement.norm)

    @property
    def left_percent(self) -> int | None:
        return _of_norm(self.movement, self.left)

    @property
    def right_percent(self) -> int | None:
        return _of_norm(self.movement, self.right)

    @property
    def weaker(self) -> str:
        """“left is 62 % of right”; empty where the sides cannot be compared."""
        left, right = _value(self.left), _value(self.right)
        if left is None or right is None or self.movement.norm == 0:
            return ""
        name, other = ("left", "right") if left <= right else ("right", "left")
        share = percent_of_other_side(min(left, right), max(left, right))
        return "" if share is None else f"{name} is {share:.0f} % of {other}"


def record(assessment: Assessment) -> Record:
    """Six queries, whatever the number of rows; the assessment comes with its episode, patient and signature."""
    measured = assessment.measurements
    about = _about_patient(assessment.episode.patient_id)
    return Record(
        assessment=assessment,
        answers=sorted(assessment.screening.answers.all(), key=_in_list_order) if assessment.screening else [],
        pain=list(measured.pain_marks.all()),
        ranges=list(measured.rom_readings.all()),
        scores=list(measured.scores.all()),
        goals=list(assessment.goals.order_by("id")),
        consent=about["consent"],
        standing=about["standing"],
    )


def _about_patient(patient_id: int) -> dict[str, Any]:
    """Consent to treatment and the standing conditions, in one query."""
    consents = Consent.objects.standing().filter(patient=OuterRef("pk"), kind=Consent.Kind.TREATMENT)
    conditions = StandingCondition.objects.standing().filter(patient=OuterRef("pk")).order_by("code")
    rows = Patient.objects.annotate(
        consent=Exists(consents),
        standing=ArraySubquery(conditions.values(found=JSONObject(code="code", regions="regions"))),
    )
    return dict(rows.values("consent", "standing").get(pk=patient_id))


def compared(ranges: list[RomReading]) -> list[Compared]:
    """The readings by movement, in the order they were written."""
    found: dict[tuple[str, str], dict[str, RomReading]] = {}
    for reading in ranges:
        found.setdefault((reading.joint, reading.movement), {})[reading.side] = reading
    rows = []
    for (joint, code), sides in found.items():
        movement = find_movement(joint, code)
        if movement:
            rows.append(Compared(movement, sides.get("l") or sides.get("m"), sides.get("r")))
    return rows


def goal_lines(goals: list[Goal]) -> list[dict[str, Any]]:
    """Goals in words: what, from, to, until when."""
    return [
        {"goal": goal, "what": goal_label(goal), "unit": "°" if goal.measure == Goal.Measure.ROM else ""}
        for goal in goals
    ]


def goal_label(goal: Goal) -> str:
    return {
        Goal.Measure.PAIN.value: "Pain at worst",
        Goal.Measure.PSFS.value: f"“{goal.item}”",
        Goal.Measure.ROM.value: range_label(goal.item).capitalize(),
    }[goal.measure]


def band(found: Record, *, today: date) -> list[dict[str, str]]:
    """What must be minded before touching: the day count, no-touch places, precautions, a missing consent."""
    items = [_item("blue", "calendar-event", text) for text in _day_counts(found.assessment.episode_id, today)]
    items += [] if found.consent else [_item("red", "pen", "No consent to treatment")]
    for referral in Referral.objects.verified().filter(episode_id=found.assessment.episode_id):
        if referral.no_touch_regions:
            items.append(_item("red", "slash-circle", f"No touch: {_places(referral.no_touch_regions)}"))
        if referral.precautions:
            items.append(_item("amber", "exclamation-triangle", referral.precautions))
    return items + [_item("amber", "droplet", _condition(row)) for row in found.standing]


def _condition(row: dict[str, Any]) -> str:
    label = CONDITIONS[ConditionCode(row["code"])].label
    return f"{label}: {_places(row['regions'])}" if row["regions"] else label


def _day_counts(episode_id: int, today: date) -> list[str]:
    """“POD 12 · Liposuction” for each event of the episode whose day 0 is known."""
    found = []
    for event in ClinicalEvent.objects.filter(episode_id=episode_id):
        kind = EventKind(event.kind)
        zero = day_zero(kind, event.happened_on, ended_on=event.ended_on, confirmed_on=event.confirmed_on)
        found += [f"{day_text(kind, zero, today)} · {event}"] if zero else []
    return found


def _item(tone: str, icon: str, text: str) -> dict[str, str]:
    return {"tone": tone, "icon": icon, "text": text}


def _places(places: list[str]) -> str:
    return ", ".join(place_name(place) for place in places)


def _in_list_order(answer: ScreeningAnswer) -> int:
    return CONDITIONS[ConditionCode(answer.code)].number


def _value(reading: RomReading | None) -> int | None:
    if reading is None:
        return None
    return reading.passive_degrees if reading.active_degrees is None else reading.active_degrees


def _of_norm(movement: Movement, reading: RomReading | None) -> int | None:
    value = _value(reading)
    share = percent_of_norm(movement, value) if value is not None else None
    return None if share is None else round(share)
