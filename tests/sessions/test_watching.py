"""Alerts are raised once for each occasion: when a chart is signed, and once a day; a person looks at them and says what follows."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pgtrigger
import pytest

from assessments.models import Assessment, Condition, PainMark, RomReading
from assessments.rules.entries import Pain
from assessments.services import goals
from clinic.models import Job, Staff
from clinic.registry import registry
from clinic.services import jobs
from patients.models import Alert, Document, Patient
from patients.services.refusal import Refused
from referrals.models import Clearance, Episode, EpisodeOrder, Referral
from sessions.models import Chart, Plan, PlanVersion
from sessions.rules.charting import Asked
from sessions.rules.measuring import Measures
from sessions.selectors.alerts import reasons_to_reassess
from sessions.selectors.response_facts import course_of, response_facts
from sessions.services import charting, watching
from tests.factories import charting as visits
from tests.factories import clinic as make
from tests.factories import work, world
from tests.factories.world import NOW, TODAY

pytestmark = pytest.mark.django_db
Ready = tuple[Episode, Referral, PlanVersion]


@pytest.fixture(autouse=True)
def place() -> None:
    make.location()


@pytest.fixture
def ready(therapist: Staff) -> Ready:
    return world.ready_for_treatment(therapist)


def treated(ready: Ready, by: Staff, *arrivals: int, first_days_ago: int = 18, **pain: Any) -> list[Chart]:
    """Signed charts, two days apart, with this pain on arrival; nothing else that is measured changes."""
    episode, order, version = ready
    found = []
    for number, arrival in enumerate(arrivals):
        at = NOW - timedelta(days=first_days_ago - 2 * number)
        visit = world.appointment(
            episode, by, referral=order, plan=version.plan, starts_at=at, status="completed", room=world.room()
        )
        found.append(world.chart(visit, version, before=arrival, **pain))
    return found


def after(chart: Chart) -> None:
    watching.after_signing(chart=chart, now=NOW)


def kinds(**of: Any) -> list[str]:
    return sorted(Alert.objects.filter(**of).values_list("kind", flat=True))


def reassessment(episode: Episode, by: Staff, *, pain: int = 7, activity: int = 3, days_ago: float = 0) -> Assessment:
    at = NOW - timedelta(days=days_ago)
    row = Assessment.objects.create(
        episode=episode,
        kind="reassess",
        therapist=by,
        measurements=world.measurements(episode, pain=pain, activity=activity, at=at),
        started_at=at,
        started_by=by.actor,
    )
    signed: Assessment = world.sign(row, by, at)
    return signed


# --- response ---------------------------------------------------------------------------------------------------------


def test_pain_on_arrival_and_what_the_intake_read_say_whether_it_helps(ready: Ready, therapist: Staff) -> None:
    treated(ready, therapist, 6, 5, 4)
    facts = response_facts(ready[0].pk)
    assert [row.pains for row in facts] == [(6,), (6, 5), (6, 5, 4)]
    last = facts[-1]
    assert (last.base_pain, last.groc, last.trunk) == (6, None, ())
    assert last.psfs is not None
    assert (last.psfs.base, last.psfs.now) == pytest.approx((11 / 3, 11 / 3))
    assert [(row.base, row.now) for row in last.deficits] == [(40, 40)]


def test_a_movement_beyond_the_norm_lacks_nothing(ready: Ready, therapist: Staff) -> None:
    episode = ready[0]
    for degrees, days in ((85, 20), (100, 10)):
        row = world.measurements(episode, at=NOW - timedelta(days=days))
        RomReading.objects.filter(measurements=row).update(active_degrees=degrees)
        row.signature = world.signature(therapist, "test", NOW)
        row.save()
    treated(ready, therapist, 6)
    assert [row.now for row in response_facts(episode.pk)[-1].deficits] == [40]  # the chart's own reading is the newest


def test_how_far_a_course_has_come(ready: Ready, therapist: Staff) -> None:
    treated(ready, therapist, 6, 6, 6, first_days_ago=10)
    course = course_of(ready[0].pk, TODAY)
    assert (course.visits, course.days, course.answered) == (3, 10, frozenset())
    assert course_of(ready[0].pk, TODAY - timedelta(days=7)).visits == 2


@pytest.mark.parametrize(
    ("arrivals", "raised"),
    [
        ((6, 6, 6), []),
        ((6, 6, 6, 6), ["T1"]),
        ((6, 6, 5, 4), []),
        ((6, 6, 6, 6, 6, 6), ["T1", "T2"]),
        ((6,) * 10, ["T1", "T2", "T3"]),
        ((4, 6, 6, 4), ["T1", "T2-WORSE"]),
    ],
)
def test_no_response_is_told_once_at_each_step(
    ready: Ready, therapist: Staff, arrivals: tuple[int, ...], raised: list[str]
) -> None:
    for number, arrival in enumerate(arrivals):
        chart = treated(ready, therapist, arrival, first_days_ago=20 - 2 * number, after=0)[0]
        after(chart)
        after(chart)
    assert kinds(reference=f"episode:{ready[0].pk}", kind__startswith="T") == raised


def test_signing_by_the_service_tells(therapist: Staff) -> None:
    first = visits.signed(therapist, pain_checks=[Asked("before", 3), Asked("during", 3, 10), Asked("after", 6)])
    later = visits.next_visit(first.appointment)
    chart = charting.start(appointment=later, staff=therapist, now=later.starts_at)
    done = [row for row in visits.DONE if row.code == "GEN"]
    filled = visits.filled(
        therapist,
        chart=chart,
        techniques=done,
        pain_checks=[Asked("before", 3), Asked("during", 3, 10), Asked("after", 5)],
        measures=Measures(pain=(Pain("KNEA-l", 5),)),
    )
    charting.sign(chart=filled, staff=therapist, now=later.ends_at)
    assert kinds() == ["P12", "P5-TWICE", "pain_rise", "pain_rise"]
    told = Alert.objects.get(kind="P5-TWICE").evidence
    assert told == "Pain rose during the last two visits. 23 Nov: 3 before, 6 after. 26 Nov: 3 before, 5 after."
    assert "knee" in Alert.objects.get(kind="P12").evidence


def test_time_alone_tells_while_a_treatment_is_booked(ready: Ready, therapist: Staff) -> None:
    treated(ready, therapist, 6, 6, first_days_ago=22)
    watching.daily(now=NOW)
    assert "T1" not in kinds()
    world.appointment(
        ready[0], therapist, referral=ready[1], plan=ready[2].plan, starts_at=NOW + timedelta(days=2), room=world.room()
    )
    watching.daily(now=NOW)
    watching.daily(now=NOW + timedelta(days=1))
    assert Counter(kinds())["T1"] == 1


def test_an_answer_deals_with_its_trigger(ready: Ready, therapist: Staff) -> None:
    episode = ready[0]
    after(treated(ready, therapist, 6, 6, 6, 6)[-1])
    watching.acknowledge(alert=Alert.objects.get(kind="T1"), action="dose", note="Lighter.", staff=therapist, now=NOW)
    assert course_of(episode.pk, TODAY).answered == {"T1"}


def test_a_re_assessment_after_it_deals_with_the_second_trigger(ready: Ready, therapist: Staff) -> None:
    episode = ready[0]
    reassessment(episode, therapist, days_ago=1)
    after(treated(ready, therapist, *[6] * 6)[-1])
    alert = Alert.objects.get(kind="T2")
    watching.acknowledge(alert=alert, action="", note="Dr. Albrecht is told.", staff=therapist, now=NOW)
    assert course_of(episode.pk, TODAY).answered == frozenset()
    reassessment(episode, therapist, days_ago=-1)
    assert course_of(episode.pk, TODAY).answered == {"T2"}


# --- flares and pain elsewhere ----------------------------------------------------------------------------------------


def test_two_flares_are_told_in_every_open_course(ready: Ready, therapist: Staff) -> None:
    other = world.episode(ready[0].patient, team=(therapist,), problem="Neck pain")
    charts = treated(ready, therapist, 3, 3, after=6)
    after(charts[-1])
    after(charts[-1])
    flares = Alert.objects.filter(kind="P5-TWICE")
    assert sorted(flares.values_list("reference", flat=True)) == sorted(
        [f"episode:{ready[0].pk}", f"episode:{other.pk}"]
    )


def test_a_third_flare_is_an_occasion_of_its_own(ready: Ready, therapist: Staff) -> None:
    for chart in treated(ready, therapist, 3, 3, 3, after=6)[1:]:
        after(chart)
    assert kinds(kind="P5-TWICE") == ["P5-TWICE"]  # all three were signed before anybody asked
    later = world.appointment(
        ready[0], therapist, referral=ready[1], plan=ready[2].plan, status="completed", room=world.room()
    )
    after(world.chart(later, ready[2], before=3, after=6))
    assert kinds(kind="P5-TWICE") == ["P5-TWICE", "P5-TWICE"]


def test_a_course_opened_after_two_flares_is_told_too(ready: Ready, therapist: Staff) -> None:
    after(treated(ready, therapist, 3, 3, after=6)[-1])
    episode = world.episode(ready[0].patient, team=(therapist,), problem="Neck pain")
    order = world.referral(episode)
    world.intake(episode, therapist)
    version = world.plan(episode, order, therapist)
    visit = world.appointment(episode, therapist, referral=order, plan=version.plan, status="arrived")
    with pytest.raises(charting.Refused) as refused:
        charting.start(appointment=visit, staff=therapist, now=NOW)
    watching.after_refusal(visit=visit, findings=refused.value.findings, now=NOW)
    watching.daily(now=NOW)
    alert = Alert.objects.get(kind="P5-TWICE", reference=f"episode:{episode.pk}")
    watching.acknowledge(alert=alert, action="", note="Lighter, no deep work.", staff=therapist, now=NOW)
    assert charting.start(appointment=visit, staff=therapist, now=NOW).pk


def test_two_flares_from_before_anybody_watched_are_told_by_day(ready: Ready, therapist: Staff) -> None:
    treated(ready, therapist, 3, 3, after=6)
    watching.daily(now=NOW)
    watching.daily(now=NOW)
    assert kinds(kind="P5-TWICE") == ["P5-TWICE"]


@pytest.mark.parametrize(
    ("place", "pain", "at_start", "told"),
    [("KNEA-l", 3, None, 1), ("KNEA-l", 2, None, 0), ("KNEA-l", 5, 2, 1), ("KNEA-l", 5, 4, 0), ("LUMB-l", 9, None, 0)],
)
def test_an_unaffected_place_that_hurts_is_told_once(
    therapist: Staff, place: str, pain: int, at_start: int | None, told: int
) -> None:
    episode = world.episode(team=(therapist,))
    order = world.referral(episode)
    draft = world.intake(episode, therapist, signed=False)
    if at_start is not None:
        PainMark.objects.create(measurements=draft.measurements, place=place, pain=at_start)
    world.sign(draft, therapist, NOW - timedelta(days=26))
    version = world.plan(episode, order, therapist)
    for days in (2, 0):
        visit = world.appointment(
            episode,
            therapist,
            referral=order,
            plan=version.plan,
            status="completed",
            starts_at=NOW - timedelta(days=days),
            room=world.room(),
        )
        chart = world.chart(visit, version, signed=False)
        PainMark.objects.filter(measurements=chart.measurements).update(place=place, pain=pain)
        world.sign(chart, therapist, visit.starts_at)
        after(chart)
    assert Alert.objects.filter(kind="P12").count() == told


# --- with time --------------------------------------------------------------------------------------------------------


def test_a_plateau_is_told_once_for_each_re_assessment(ready: Ready, therapist: Staff) -> None:
    reassessment(ready[0], therapist, days_ago=14)
    watching.daily(now=NOW)
    assert kinds(kind="PLATEAU") == []
    reassessment(ready[0], therapist, days_ago=1)
    watching.daily(now=NOW)
    watching.daily(now=NOW)
    assert kinds(kind="PLATEAU") == ["PLATEAU"]


def test_progress_is_no_plateau(ready: Ready, therapist: Staff) -> None:
    reassessment(ready[0], therapist, pain=6, activity=5, days_ago=14)
    reassessment(ready[0], therapist, pain=4, activity=6, days_ago=1)
    watching.daily(now=NOW)
    assert kinds(kind="PLATEAU") == []


def test_a_re_assessment_is_due_by_days_and_by_visits_as_one_task(ready: Ready, therapist: Staff) -> None:
    treated(ready, therapist, *[6] * 9, 3, first_days_ago=31)
    watching.daily(now=NOW)
    watching.daily(now=NOW + timedelta(days=3))
    alert = Alert.objects.get(kind="REASSESS")
    assert alert.evidence == "10 visits since the last report. 31 days since the last report."


def test_a_signed_re_assessment_begins_the_count_anew(ready: Ready, therapist: Staff) -> None:
    treated(ready, therapist, 6, 4, first_days_ago=31)
    reassessment(ready[0], therapist, pain=4, days_ago=2)
    watching.daily(now=NOW)
    assert kinds(kind="REASSESS") == []
    watching.daily(now=NOW + timedelta(days=28))
    assert kinds(kind="REASSESS") == []  # nobody was treated since
    treated(ready, therapist, 4, first_days_ago=1)
    watching.daily(now=NOW + timedelta(days=28))
    assert kinds(kind="REASSESS") == ["REASSESS"]


@pytest.mark.parametrize(("pain", "told"), [(6, 1), (2, 0)])
def test_a_goal_past_its_day_is_told_unless_it_is_met(ready: Ready, therapist: Staff, pain: int, told: int) -> None:
    treated(ready, therapist, 6, pain, first_days_ago=10)
    watching.daily(now=NOW + timedelta(days=30))
    assert not Alert.objects.filter(key__endswith="RE-GOAL").exists()
    watching.daily(now=NOW + timedelta(days=31))
    found = Alert.objects.filter(key__endswith="RE-GOAL")
    assert [row.evidence for row in found] == ["Not met by its date: pain, 7 to 2 by 23 Dec."] * told


def test_an_operation_asks_for_a_re_assessment(ready: Ready, therapist: Staff) -> None:
    treated(ready, therapist, 6, 4, first_days_ago=10)
    world.event(ready[0], days_ago=3)
    watching.daily(now=NOW)
    assert Alert.objects.get(kind="REASSESS").evidence == "There was a new operation."


def paper(of: Patient) -> Document:
    return Document.objects.create(
        patient=of, kind="clearance", title="Letter", file=work.stored_pdf(NOW), added_at=NOW, added_by=world.system()
    )


def clearance(of: Patient, *, days: int = 10, **fields: Any) -> Clearance:
    facts: dict[str, Any] = {
        "physician": world.physician(),
        "granted": True,
        "lifts": ["X-07"],
        "from_on": TODAY - timedelta(days=20),
        "document": paper(of),
        "recorded_at": NOW,
        "recorded_by": world.system(),
        "confirmed_at": NOW,
        "confirmed_by": world.system(),
    }
    return Clearance.objects.create(patient=of, until_on=TODAY + timedelta(days=days), **{**facts, **fields})


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, 1),
        ({"days": 16}, 0),
        ({"techniques": ["MLD"]}, 0),
        ({"techniques": ["NMT"], "regions": ["LUMB-l"]}, 1),
        ({"regions": ["KNEA-l"]}, 0),
        ({"granted": False}, 0),
        ({"confirmed_at": None, "confirmed_by": None}, 0),
    ],
)
def test_a_clearance_that_the_plan_needs_is_told_before_it_ends(
    ready: Ready, fields: dict[str, Any], told: int
) -> None:
    clearance(ready[0].patient, **fields)
    watching.daily(now=NOW)
    watching.daily(now=NOW + timedelta(days=1))
    assert Alert.objects.filter(kind="CLEARANCE").count() == told


def test_a_clearance_that_is_followed_by_another_is_no_news(ready: Ready) -> None:
    clearance(ready[0].patient)
    clearance(ready[0].patient, days=60)
    watching.daily(now=NOW)
    assert kinds(kind="CLEARANCE") == []


def test_an_order_about_to_end_is_told(ready: Ready) -> None:
    EpisodeOrder.objects.create(
        episode=ready[0],
        physician=world.physician(),
        from_on=TODAY - timedelta(days=20),
        until_on=TODAY + timedelta(days=3),
        document=paper(ready[0].patient),
        recorded_at=NOW,
        recorded_by=world.system(),
        confirmed_at=NOW,
        confirmed_by=world.system(),
    )
    watching.daily(now=NOW)
    assert Alert.objects.get(kind="CLEARANCE").evidence == "Order of Dr. Lena Albrecht ends in 3 days, 26 Nov 2026."


def test_a_referral_about_to_end_is_told_until_it_is_renewed(therapist: Staff) -> None:
    episode = world.episode(team=(therapist,))
    order = world.referral(episode, valid_until_on=TODAY + timedelta(days=14))
    world.plan(episode, order, therapist)
    watching.daily(now=NOW)
    watching.daily(now=NOW + timedelta(days=1))
    assert Alert.objects.get().evidence == "The referral of Dr. Lena Albrecht ends in 14 days, 7 Dec 2026."
    Alert.objects.all().delete()
    world.referral(episode, renews=order)
    watching.daily(now=NOW)
    assert kinds() == []


def test_a_referral_with_hardly_a_visit_left_is_told_while_the_plan_wants_more(ready: Ready, therapist: Staff) -> None:
    Referral.objects.filter(pk=ready[1].pk).update(visits_authorized=3)
    treated(ready, therapist, 5)
    watching.daily(now=NOW)
    words = "2 of 3 visits left under the referral of Dr. Lena Albrecht; the plan wants 9 more."
    assert [row.evidence for row in Alert.objects.filter(kind="REFERRAL")] == [words]


def test_nothing_is_told_of_a_plan_that_has_ended(ready: Ready, therapist: Staff) -> None:
    treated(ready, therapist, *[6] * 10, first_days_ago=40)
    clearance(ready[0].patient)
    Referral.objects.filter(pk=ready[1].pk).update(valid_until_on=TODAY + timedelta(days=1))
    Plan.objects.update(ended_on=TODAY, ended_by=therapist.actor, end_reason="Goals met")
    watching.daily(now=NOW)
    assert kinds() == []


@pytest.mark.parametrize(("days", "told"), [(80, 0), (100, 1), (400, 0)])
def test_a_preventive_course_is_followed_up(therapist: Staff, days: int, told: int) -> None:
    episode = world.episode(team=(therapist,))
    version = world.plan(episode, world.referral(episode, purpose="prevent"), therapist, signed=False)
    version.purpose = "prevent"
    version.save()
    world.sign(version, therapist, NOW)
    Plan.objects.update(
        ended_on=TODAY - timedelta(days=days), ended_by=therapist.actor, end_reason="The ankle moves freely"
    )
    watching.daily(now=NOW)
    watching.daily(now=NOW + timedelta(days=1))
    assert Alert.objects.filter(kind="FOLLOW-UP").count() == told


def test_six_months_later_is_told_again(therapist: Staff) -> None:
    episode = world.episode(team=(therapist,))
    version = world.plan(episode, world.referral(episode, purpose="prevent"), therapist, signed=False)
    PlanVersion.objects.filter(pk=version.pk).update(purpose="prevent")
    version.refresh_from_db()
    world.sign(version, therapist, NOW)
    world.event(episode, kind="SPRAIN_STRAIN_1_2", days_ago=95, regions=("ANKL-r",))
    watching.daily(now=NOW)
    watching.daily(now=NOW + timedelta(days=91))
    found = Alert.objects.filter(kind="FOLLOW-UP").order_by("raised_at").values_list("evidence", flat=True)
    assert [words.split(" on ")[0] for words in found] == ["3 months since the event", "6 months since the event"]


# --- once a day -------------------------------------------------------------------------------------------------------


def test_the_days_work_is_asked_for_once_and_made_up_for(db: None) -> None:
    daily = len(registry.daily)
    assert jobs.ask_daily(now=NOW) == daily
    assert jobs.ask_daily(now=NOW + timedelta(hours=5)) == 0
    assert jobs.ask_daily(now=NOW + timedelta(days=3)) == daily
    keys = Job.objects.filter(kind="sessions.watch").order_by("asked_at").values_list("key", flat=True)
    assert list(keys) == ["sessions.watch:2026-11-23", "sessions.watch:2026-11-26"]


# --- looked at --------------------------------------------------------------------------------------------------------


@pytest.fixture
def alert(ready: Ready, therapist: Staff) -> Alert:
    after(treated(ready, therapist, 6, 6, 6, 6)[-1])
    return Alert.objects.get(kind="T1")


def test_who_looked_at_it_stands_with_choice_and_words(alert: Alert, therapist: Staff) -> None:
    seen = watching.acknowledge(alert=alert, action="technique", note=" Release first. ", staff=therapist, now=NOW)
    assert (seen.acknowledged_by, seen.action, seen.note) == (therapist.actor, "technique", "Release first.")
    again = watching.acknowledge(alert=alert, action="dose", note="No.", staff=therapist, now=NOW)
    assert (again.action, again.note) == ("technique", "Release first.")


@pytest.mark.parametrize(
    ("action", "note", "field"), [("", "x", "action"), ("dose", " ", "note"), ("no", "x", "action")]
)
def test_no_answer_without_choice_and_words(alert: Alert, therapist: Staff, action: str, note: str, field: str) -> None:
    with pytest.raises(Refused) as refused:
        watching.acknowledge(alert=alert, action=action, note=note, staff=therapist, now=NOW)
    assert refused.value.field == field
    alert.refresh_from_db()
    assert alert.acknowledged_at is None


def test_a_clinical_alert_is_a_therapists(alert: Alert, manager: Staff) -> None:
    with pytest.raises(Refused, match="therapist"):
        watching.acknowledge(alert=alert, action="dose", note="x", staff=manager, now=NOW)


# --- around a re-assessment -------------------------------------------------------------------------------------------


def told_of(episode: Episode, code: str) -> list[str]:
    rows = Alert.objects.filter(kind="REASSESS", reference=f"episode:{episode.pk}", key__endswith=f":{code}")
    return list(rows.values_list("evidence", flat=True))


def test_a_warning_sign_asks_for_a_re_assessment_when_the_chart_is_signed(ready: Ready, therapist: Staff) -> None:
    charts = treated(ready, therapist, 6, 5)
    Condition.objects.create(
        patient=ready[0].patient,
        code="CAUDA",
        since_on=TODAY,
        source="visit",
        recorded_by=therapist.actor,
        confirmed_at=NOW,
        confirmed_by=therapist.actor,
    )
    after(charts[-1])
    assert told_of(ready[0], "RE-RED-FLAG") == ["A warning sign was recorded."]
    assert told_of(ready[0], "RE-DISCHARGE") == []


def test_goals_that_are_all_reached_announce_the_end_until_the_discharge_is_written(
    ready: Ready, therapist: Staff
) -> None:
    episode = ready[0]
    treated(ready, therapist, 6, 5)
    for goal in episode.goals.all():
        goals.close(goal=goal, outcome="achieved", staff=therapist, now=NOW)
    watching.around_assessment(episode_id=episode.pk, now=NOW)
    assert told_of(episode, "RE-DISCHARGE") == ["The episode is about to end. All goals are met."]
    shown = reasons_to_reassess(episode.pk)
    assert [finding.code for finding in shown] == ["REASSESS"]
    assert "All goals are met" in shown[0].message
    Alert.objects.all().delete()
    row = reassessment(episode, therapist)
    with pgtrigger.ignore():
        Assessment.objects.filter(pk=row.pk).update(kind="discharge")
    watching.around_assessment(episode_id=episode.pk, now=NOW)
    assert told_of(episode, "RE-DISCHARGE") == []


def test_a_plateau_is_told_as_the_second_re_assessment_is_signed(ready: Ready, therapist: Staff) -> None:
    for days_ago in (10, 0):
        reassessment(ready[0], therapist, days_ago=days_ago)
    watching.around_assessment(episode_id=ready[0].pk, now=NOW)
    assert kinds(kind="PLATEAU") == ["PLATEAU"]
    assert "PLATEAU" in [finding.code for finding in reasons_to_reassess(ready[0].pk)]


def test_two_missed_visits_and_silence_announce_the_end(ready: Ready, therapist: Staff) -> None:
    episode, order, version = ready
    treated(ready, therapist, 6, first_days_ago=25)
    for days_ago in (20, 15):
        world.appointment(
            episode,
            therapist,
            referral=order,
            plan=version.plan,
            starts_at=NOW - timedelta(days=days_ago),
            status="no_show",
            ended_reason="Did not come",
        )
    watching.daily(now=NOW)
    assert told_of(episode, "RE-DISCHARGE") == ["The episode is about to end. No contact any more."]
