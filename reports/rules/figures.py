"""Every figure of a progress report, as plain values: what is kept in `ProgressReport.data` and drawn in the letter."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Diagnosis:
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class EventLine:
    """What happened to the patient and how many days ago that was on the last day of the period."""

    kind: str
    procedure: str
    happened_on: date
    day_count: int | None


@dataclass(frozen=True, slots=True)
class Header:
    clinic: str
    phone: str
    location: str
    address: str
    zone: str
    therapist: str
    credentials: str
    physician: str
    specialty: str
    practice: str
    npi: str
    patient: str
    birth_on: date
    patient_number: str
    referred_on: date
    diagnoses: tuple[Diagnosis, ...]
    event: EventLine | None


@dataclass(frozen=True, slots=True)
class Visits:
    """In the period: attended and missed (no-show, cancelled late). Under the referral: used of authorized. `first` to `last` count the
    attended visits of the whole episode; both are 0 when nobody came."""

    attended: int
    missed: int
    first: int
    last: int
    used: int
    authorized: int | None


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One line of the table. `kind` and `item` say what is measured (reports.rules.measuring); `change` and `threshold` see
    clinic.rules.change. None: not measured, or no goal."""

    kind: str
    item: str
    start: float | None
    last: float | None
    now: float | None
    goal: float | None
    amount: float | None
    change: str
    threshold: float | None


@dataclass(frozen=True, slots=True)
class GoalLine:
    """`state` is met, open or missed."""

    kind: str
    item: str
    words: str
    baseline: float
    target: float
    due_on: date
    now: float | None
    state: str


@dataclass(frozen=True, slots=True)
class PainVisit:
    on: date
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Point:
    on: date
    value: float


@dataclass(frozen=True, slots=True)
class Trend:
    """What the second chart draws."""

    kind: str
    item: str
    goal: float | None
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class PlacePain:
    place: str
    start: int | None
    now: int | None


@dataclass(frozen=True, slots=True)
class TechniqueDone:
    """One technique over the period; pressure is Walton 1 to 5, minutes are the sum over the visits."""

    name: str
    places: tuple[str, ...]
    pressure_from: int
    pressure_to: int
    minutes: int
    visits: int


@dataclass(frozen=True, slots=True)
class Adverse:
    """A visit that did not go well: `kind` is rise (pain after it above before), stop or worse (a technique made it worse)."""

    on: date
    kind: str
    before: int | None = None
    after: int | None = None
    technique: str = ""


@dataclass(frozen=True, slots=True)
class HomeExercise:
    name: str
    sets: int | None
    reps: int | None
    hold_seconds: int | None
    minutes: int | None
    times_per_day: int
    days_per_week: int


@dataclass(frozen=True, slots=True)
class NextPlan:
    visits_per_week: int
    visit_minutes: int
    visits_left: int | None
    report_due_on: date


@dataclass(frozen=True, slots=True)
class ReportData:
    number: int
    period_from_on: date
    period_until_on: date
    header: Header
    visits: Visits
    measures: tuple[MeasureRow, ...]
    goals: tuple[GoalLine, ...]
    pain_series: tuple[PainVisit, ...]
    pain_goal: float | None
    trend: Trend | None
    places: tuple[PlacePain, ...]
    places_from_on: date | None
    places_now_on: date | None
    techniques: tuple[TechniqueDone, ...]
    adverse: tuple[Adverse, ...]
    home: tuple[HomeExercise, ...]
    next_plan: NextPlan | None
    ratings: tuple[MeasureRow, ...] = ()  # the dimensions a patient rates; letters kept before they were told have none

    @property
    def goals_met(self) -> int:
        return sum(goal.state == "met" for goal in self.goals)
