"""Group guards: all guards for one patient and one planned visit, as pure computation; and the page that shows the most of one patient."""

from datetime import UTC, date, datetime, timedelta
from statistics import median
from time import process_time

from bench.patient_page import page_row
from bench.rows import Row
from clinic.rules.conditions import ConditionCode
from clinic.rules.events import EventKind
from clinic.rules.techniques import TechniqueCode
from sessions.rules.booking_guard import Slot, judge_treatment, limits_for
from sessions.rules.clearances import Clearance, Order
from sessions.rules.gate_opening import EventFact
from sessions.rules.judging import PatientFacts, judge_visit
from sessions.rules.pacing.facts import Felt, PastVisit, Portion, Proposed
from sessions.rules.planning_guard import PlannedWork
from sessions.rules.prefilling import fitted
from sessions.rules.screening_case import ConditionFact

GROUP = "guards"
VISIT_LIMIT = 5  # milliseconds
WINDOW_LIMIT = 50
TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 17, tzinfo=UTC)
BACK = ("LUMB-l", "LUMB-r", "GLUT-l", "THIP-l")
CONDITIONS = (
    ("ANTICOAG", ()),
    ("OSTEOPOROSIS", ()),
    ("CHF_STABLE", ()),
    ("SKIN_LOCAL", ("ELBA-l",)),
    ("VARICOSE", ("CALF-l",)),
    ("DIABETES_NEUROPATHY", ("SOLE-l", "SOLE-r")),
    ("BP_HIGH", ()),
    ("ALLERGY", ()),
)
EVENTS = (
    (EventKind.SPINE_SURGERY, 70, ("LUMB-l", "LUMB-r")),
    (EventKind.SPRAIN_STRAIN_1_2, 30, ("ANKL-l",)),
    (EventKind.INJECTION_SITE, 9, ("GLUT-l",)),
    (EventKind.SURG_SOFT, 100, ("ABDL-m",)),
)
T = TechniqueCode


def measure(*, full: bool) -> list[Row]:
    patient, proposed = heavy_patient(), heavy_visit()
    planned = [PlannedWork(work.code, work.places, work.minutes, work.pressure, TODAY) for work in proposed.works]
    slot = Slot(NOW + timedelta(days=3), NOW + timedelta(days=3, hours=1), TODAY + timedelta(days=3), TODAY)
    window = (TODAY, TODAY + timedelta(days=90))
    times = 400 if full else 100
    asked = (
        ("a visit about to be done", VISIT_LIMIT, lambda: judge_visit(patient, proposed)),
        ("a visit filled in", VISIT_LIMIT, lambda: fitted(patient, proposed)),
        ("a visit to be booked", VISIT_LIMIT, lambda: judge_treatment(patient, planned, slot, per_week=2)),
        (
            "limits over 90 days",
            WINDOW_LIMIT,
            lambda: limits_for(patient, planned, window=window, today=TODAY, per_week=2, minutes=60),
        ),
    )
    rows = [Row(GROUP, name, round(_milliseconds(work, times), 2), "ms", limit) for name, limit, work in asked]
    return [*rows, page_row(GROUP, full=full)]


def heavy_patient() -> PatientFacts:
    """Eight conditions, four events, six clearances, two orders, sixty visits."""
    lifts = ("X-07", "X-12", "X-16", "X-19", "E-SPINE_SURGERY", "E-INJECTION_SITE")
    return PatientFacts(
        conditions=tuple(ConditionFact(ConditionCode(code), places, confirmed=True) for code, places in CONDITIONS),
        events=tuple(EventFact(kind, TODAY - timedelta(days=ago), places) for kind, ago, places in EVENTS),
        clearances=tuple(
            Clearance(frozenset({code}), TODAY - timedelta(days=20), TODAY + timedelta(days=60), confirmed=True)
            for code in lifts
        ),
        orders=(
            Order(TODAY - timedelta(days=10), None, frozenset({"NMT"}), frozenset({"LUMB-l"}), 4, confirmed=True),
            Order(TODAY - timedelta(days=10), None, frozenset({"MFR"}), frozenset({"LUMB-r"}), 2, confirmed=True),
        ),
        history=tuple(_visit(number * 3 + 2) for number in range(60)),
        contact_days=tuple(TODAY - timedelta(days=number * 3 + 2) for number in range(60)),
    )


def heavy_visit() -> Proposed:
    """Four techniques in nine places."""
    works = (
        Portion(T.NMT, BACK, 3, 15),
        Portion(T.MFR, BACK, 2, 15),
        Portion(T.PRT, BACK, 1, 10),
        Portion(T.GEN, ("TSPN-m",), 2, 10),
    )
    return Proposed(NOW, TODAY, works, (Felt(before=5),))


def _visit(ago: int) -> PastVisit:
    works = (Portion(T.NMT, BACK, 3, 15), Portion(T.MFR, BACK, 2, 15), Portion(T.GEN, ("TSPN-m",), 2, 10))
    moment = NOW - timedelta(days=ago)
    return PastVisit(moment, moment.date(), works, (Felt("", 5, 4),), soreness_hours=8)


def _milliseconds(work: object, times: int) -> float:
    """The median of this process's own time; the first run, which fills what is kept, does not count."""
    assert callable(work)
    work()
    taken = []
    for _ in range(times):
        began = process_time()
        work()
        taken.append(process_time() - began)
    return median(taken) * 1000
