"""Charts: started from plan and last visit, saved by edition, signed once, corrected beside."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from assessments.models import Condition
from clinic.models import Staff
from clinic.services.drafts import EditedMeanwhile, NotReady
from patients.models import Alert
from sessions.models import Addendum, Appointment, Chart
from sessions.rules.charting import Asked, Done
from sessions.selectors.charting import asked_of, done_of
from sessions.services import charting
from tests.factories import charting as visits
from tests.factories import world

pytestmark = pytest.mark.django_db


def done(chart: Chart) -> list[Done]:
    return done_of(chart.techniques.select_related("technique"))


def test_start_fills_techniques_from_the_plan_at_their_start_pressure(therapist: Staff, now: datetime) -> None:
    chart = visits.begun(therapist)
    assert done(chart) == [Done("NMT", ("LUMB-l",), 3, 20), Done("GEN", ("LUMB-l",), 2, 10)]
    assert chart.appointment.status == Appointment.Status.IN_PROGRESS
    assert (chart.started_at, chart.therapist, chart.measurements.episode) == (
        now,
        therapist,
        chart.appointment.episode,
    )


def test_start_repeats_what_was_done_last_time(therapist: Staff, now: datetime) -> None:
    first = visits.signed(therapist, techniques=[Done("NMT", ("LUMB-r",), 3, 25), Done("GEN", ("LUMB-l",), 1, 15)])
    later = visits.next_visit(first.appointment)
    chart = charting.start(appointment=later, staff=therapist, now=later.starts_at)
    assert done(chart) == [Done("NMT", ("LUMB-r",), 3, 25), Done("GEN", ("LUMB-l",), 1, 15)]


def test_start_leaves_out_the_places_that_may_not_be_touched(therapist: Staff, now: datetime) -> None:
    visit = visits.visit(therapist)
    first = visits.signed(
        therapist, techniques=[Done("GEN", ("LUMB-l", "LUMB-r"), 1, 15)], chart=visits.begun_of(visit)
    )
    assert visit.referral is not None
    visit.referral.no_touch_regions = ["LUMB-l"]
    visit.referral.save()
    later = visits.next_visit(first.appointment)
    chart = charting.start(appointment=later, staff=therapist, now=later.starts_at)
    assert done(chart) == [Done("GEN", ("LUMB-r",), 1, 15)]


def test_a_visit_of_which_the_guards_leave_nothing_does_not_begin(therapist: Staff, now: datetime) -> None:
    visit = visits.visit(therapist)
    assert visit.referral is not None
    visit.referral.no_touch_regions = ["LUMB-l"]
    visit.referral.save()
    with pytest.raises(charting.Refused, match="no touch"):
        charting.start(appointment=visit, staff=therapist, now=now)
    assert not Chart.objects.exists()


def test_starting_twice_gives_the_same_chart(therapist: Staff, now: datetime) -> None:
    chart = visits.begun(therapist)
    assert charting.start(appointment=chart.appointment, staff=therapist, now=now) == chart


def test_a_visit_tomorrow_is_not_charted_today(therapist: Staff, now: datetime) -> None:
    visit = visits.visit(therapist, starts_at=now + timedelta(hours=12, minutes=1))
    with pytest.raises(charting.Refused, match="12 hours"):
        charting.start(appointment=visit, staff=therapist, now=now)
    charting.start(appointment=visit, staff=therapist, now=now + timedelta(minutes=1))


def test_who_is_not_on_the_care_team_does_not_start(
    therapist: Staff, outsider: Staff, front_desk: Staff, now: datetime
) -> None:
    visit = visits.visit(therapist)
    for other in (outsider, front_desk):
        with pytest.raises(charting.Refused, match="care team"):
            charting.start(appointment=visit, staff=other, now=now)
    assert not Chart.objects.exists()


@pytest.mark.parametrize("status", ["held", "completed", "cancelled", "late", "no_show"])
def test_a_visit_that_is_over_is_not_started(therapist: Staff, now: datetime, status: str) -> None:
    visit = visits.visit(therapist)
    Appointment.objects.filter(pk=visit.pk).update(status=status, ended_reason="ill")
    with pytest.raises(charting.Refused, match="This visit is"):
        charting.start(appointment=visit, staff=therapist, now=now)


def test_an_evaluation_has_an_intake_and_no_chart(therapist: Staff, now: datetime) -> None:
    visit = world.appointment(world.episode(team=(therapist,)), therapist, kind="evaluation")
    with pytest.raises(charting.Refused, match="intake assessment"):
        charting.start(appointment=visit, staff=therapist, now=now)


def test_without_a_signed_plan_only_a_typed_override_starts(therapist: Staff, now: datetime) -> None:
    episode = world.episode(team=(therapist,))
    plain = world.appointment(episode, therapist, kind="reassess", starts_at=now)
    with pytest.raises(charting.Refused, match="no signed plan"):
        charting.start(appointment=plain, staff=therapist, now=now)
    words = {"override_reason": "Pain on a Sunday", "override_by": therapist.actor}
    over = world.appointment(episode, therapist, starts_at=now + timedelta(hours=2), **words)
    chart = charting.start(appointment=over, staff=therapist, now=now)
    assert chart.plan_version is None
    assert done(chart) == []


def test_save_writes_what_is_given_and_keeps_the_rest(therapist: Staff, now: datetime) -> None:
    chart = visits.begun(therapist)
    saved = charting.save(chart=chart, edition=1, soap={"subjective": " Better. "}, by=therapist.actor, now=now)
    assert (saved.subjective, saved.edition) == ("Better.", 2)
    assert len(done(saved)) == 2
    again = charting.save(chart=chart, edition=2, pain_checks=visits.PAIN, by=therapist.actor, now=now)
    assert asked_of(again.pain_checks.all()) == visits.PAIN
    assert again.subjective == "Better."


def test_saving_the_same_again_writes_nothing(therapist: Staff, now: datetime) -> None:
    chart = visits.filled(therapist)
    history = Chart.pgh_event_model.objects.count()
    assert visits.filled(therapist, chart=chart).edition == chart.edition
    assert Chart.pgh_event_model.objects.count() == history


def test_an_old_edition_is_refused_with_what_stands_now(therapist: Staff, now: datetime) -> None:
    chart = visits.begun(therapist)
    charting.save(chart=chart, edition=1, soap={"subjective": "First."}, by=therapist.actor, now=now)
    with pytest.raises(EditedMeanwhile) as refused:
        charting.save(chart=chart, edition=1, soap={"subjective": "Second."}, by=therapist.actor, now=now)
    assert refused.value.current.subjective == "First."


def test_sign_completes_the_visit_and_freezes_the_parts(therapist: Staff, now: datetime) -> None:
    chart = visits.signed(therapist)
    chart.appointment.refresh_from_db()
    assert chart.appointment.status == Appointment.Status.COMPLETED
    assert chart.signature is not None
    assert chart.signature.credentials == therapist.credentials
    assert chart.screening is not None
    assert chart.measurements.signature == chart.screening.signature == chart.signature
    with pytest.raises(charting.Signed):
        charting.save(chart=chart, edition=chart.edition, soap={"subjective": "No."}, by=therapist.actor, now=now)
    with pytest.raises(charting.Signed):
        charting.sign(chart=chart, staff=therapist, now=now)


def test_sign_says_everything_that_is_missing_at_once(therapist: Staff, now: datetime) -> None:
    chart = visits.filled(therapist, pain_checks=[], techniques=[], soap=dict.fromkeys(charting.SOAP, ""))
    with pytest.raises(NotReady) as refused:
        charting.sign(chart=chart, staff=therapist, now=now)
    assert len(refused.value.missing) == 5


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([Done("NMT", ("LUMB-l",), 3, 61)], "add up to 61"),
        ([Done("GEN", ("LUMB-l",), 4, 10)], "above the limit of 3"),
        ([Done("MLD", ("LUMB-l",), 1, 30)], "new version of the plan"),
        ([Done("GEN", ("ABDL-m",), 2, 10)], "no touch at the lower belly"),
    ],
)
def test_sign_refuses_what_plan_and_referral_do_not_allow(
    therapist: Staff, now: datetime, rows: list[Done], words: str
) -> None:
    chart = visits.begun(therapist)
    referral = chart.appointment.referral
    assert referral is not None
    referral.no_touch_regions = ["ABDL-m"]
    referral.save()
    with pytest.raises(NotReady, match=words):
        charting.sign(chart=visits.filled(therapist, chart=chart, techniques=rows), staff=therapist, now=now)


def test_only_who_treated_signs(therapist: Staff, outsider: Staff, now: datetime) -> None:
    with pytest.raises(NotReady, match="Amara Okafor"):
        charting.sign(chart=visits.filled(therapist), staff=outsider, now=now)


def test_pain_that_rose_raises_an_alert(therapist: Staff) -> None:
    chart = visits.signed(therapist, pain_checks=[Asked("before", 3), Asked("during", 3, 10), Asked("after", 5)])
    alert = Alert.objects.get()
    assert (alert.patient, alert.kind) == (chart.appointment.patient, "pain_rise")
    assert "from 3 before to 5 after" in alert.evidence


def test_a_stop_value_raises_an_alert(therapist: Staff) -> None:
    visits.signed(
        therapist, pain_checks=[Asked("before", 5), Asked("during", 7, 10, technique="NMT"), Asked("after", 4)]
    )
    assert Alert.objects.get().kind == "pain_stop"


def test_a_good_visit_raises_nothing(therapist: Staff) -> None:
    visits.signed(therapist)
    assert not Alert.objects.exists()


def test_a_yes_of_the_short_list_becomes_an_unconfirmed_condition_once(therapist: Staff) -> None:
    answers = charting.short_list_answers({"ANTICOAG", "FEVER"})
    chart = visits.begun(therapist)
    Condition.objects.create(
        patient=chart.appointment.patient,
        code="FEVER",
        since_on=world.TODAY,
        source="intake",
        recorded_by=therapist.actor,
    )
    visits.signed(
        therapist, chart=chart, screening=answers, guard_reason="Was well on the phone; found out afterwards."
    )
    row = Condition.objects.get(code="ANTICOAG")
    assert (row.source, row.confirmed_at, row.since_on) == ("visit", None, world.TODAY)
    assert Condition.objects.count() == 2


def test_what_was_done_against_the_guards_is_signed_only_with_a_reason_and_told(
    therapist: Staff, now: datetime
) -> None:
    chart = visits.filled(therapist, screening=charting.short_list_answers({"FEVER"}))
    with pytest.raises(NotReady, match=r"Your reason.*Fever"):
        charting.sign(chart=chart, staff=therapist, now=now)
    chart = visits.filled(
        therapist, chart=chart, screening=charting.short_list_answers({"FEVER"}), guard_reason=" Found out  after. "
    )
    signed = charting.sign(chart=chart, staff=therapist, now=now)
    assert (signed.guard_reason, signed.policy_version) == ("Found out after.", 0)
    assert [(row["level"], row["code"]) for row in signed.judged] == [("block", "X-03")]
    alert = Alert.objects.get()
    assert (alert.kind, alert.reference) == ("against_guards", f"episode:{chart.appointment.episode_id}")
    assert "Found out after." in alert.evidence


def test_a_locked_visit_does_not_begin(therapist: Staff, now: datetime) -> None:
    visit = visits.visit(therapist)
    Condition.objects.create(
        patient=visit.patient, code="CELLULITIS", since_on=world.TODAY, source="intake", recorded_by=therapist.actor
    )
    with pytest.raises(charting.Refused, match="no treatment at all"):
        charting.start(appointment=visit, staff=therapist, now=now)


def test_an_override_without_a_plan_is_held_by_what_holds_everything(therapist: Staff, now: datetime) -> None:
    episode = world.episode(team=(therapist,))
    words = {"override_reason": "Pain on a Sunday", "override_by": therapist.actor}
    visit = world.appointment(episode, therapist, starts_at=now, **words)
    Condition.objects.create(
        patient=episode.patient, code="CHF_ACUTE", since_on=world.TODAY, source="intake", recorded_by=therapist.actor
    )
    with pytest.raises(charting.Refused, match="heart"):
        charting.start(appointment=visit, staff=therapist, now=now)


def test_soreness_said_on_arrival_lets_pressure_rise(therapist: Staff, now: datetime) -> None:
    first = visits.signed(therapist)
    later = visits.next_visit(first.appointment)
    chart = charting.start(appointment=later, staff=therapist, now=later.starts_at)
    deeper = [replace(visits.DONE[0], pressure=4, minutes=15), visits.DONE[1]]
    chart = visits.filled(therapist, chart=chart, techniques=deeper)
    with pytest.raises(NotReady, match="check-in after the last visit is not answered"):
        charting.sign(chart=chart, staff=therapist, now=later.ends_at)
    chart = visits.filled(
        therapist, chart=chart, techniques=deeper, arrival=charting.Arrival(12, last_sleep_lost=False)
    )
    assert charting.sign(chart=chart, staff=therapist, now=later.ends_at).signature is not None


def test_screening_answers_can_be_corrected_until_the_signature(therapist: Staff) -> None:
    chart = visits.filled(therapist, screening=charting.short_list_answers({"FEVER"}))
    chart = visits.filled(therapist, chart=chart)
    assert chart.screening is not None
    assert not chart.screening.answers.filter(answer="yes").exists()


def test_an_addendum_stands_beside_a_signed_chart(therapist: Staff, outsider: Staff, now: datetime) -> None:
    chart = visits.signed(therapist)
    charting.add_addendum(chart=chart, text=" Left side, not right. ", staff=therapist, now=now)
    row = Addendum.objects.get()
    assert (row.text, row.signature.name) == ("Left side, not right.", "Amara Okafor")
    with pytest.raises(NotReady, match="care team"):
        charting.add_addendum(chart=chart, text="Me too", staff=outsider, now=now)
    with pytest.raises(NotReady, match="words"):
        charting.add_addendum(chart=chart, text="  ", staff=therapist, now=now)


def test_a_draft_takes_no_addendum(therapist: Staff, now: datetime) -> None:
    with pytest.raises(NotReady, match="not signed yet"):
        charting.add_addendum(chart=visits.begun(therapist), text="Later", staff=therapist, now=now)


def test_the_signature_stands_under_what_the_chart_says(therapist: Staff) -> None:
    chart = visits.filled(therapist)
    before = charting.content(chart)
    changed = visits.filled(therapist, chart=chart, techniques=[replace(visits.DONE[0], minutes=31)])
    assert charting.content(changed) != before
    assert [row[3] for row in charting.content(changed)["techniques"]] == [31]


def test_a_visit_with_nothing_planned_for_it_is_locked_by_two_flares_too(therapist: Staff, now: datetime) -> None:
    first = visits.visit(therapist, starts_at=now - timedelta(days=6))
    second = visits.next_visit(first)
    assert first.plan is not None
    for each in (first, second):
        world.chart(each, first.plan.versions.get(), before=2, after=6)
    Appointment.objects.filter(pk__in=[first.pk, second.pk]).update(status="completed")
    assert first.episode is not None
    first.plan.ended_on, first.plan.ended_by, first.plan.end_reason = world.TODAY, therapist.actor, "Goals met."
    first.plan.save()
    words = {"override_reason": "Pain on a Sunday", "override_by": therapist.actor}
    over = world.appointment(first.episode, therapist, starts_at=now, **words)
    with pytest.raises(charting.Refused, match="last two visits"):
        charting.start(appointment=over, staff=therapist, now=now)


def test_a_visit_begun_the_evening_before_is_judged_on_that_day(therapist: Staff) -> None:
    morning = datetime.combine(world.TODAY + timedelta(days=1), time(7), tzinfo=ZoneInfo("America/Los_Angeles"))
    visit = visits.visit(therapist, starts_at=morning)
    Condition.objects.create(
        patient=visit.patient,
        code="FEVER",
        since_on=world.TODAY,
        resolved_on=morning.date(),
        source="intake",
        recorded_by=therapist.actor,
        confirmed_at=world.NOW,
        confirmed_by=therapist.actor,
    )
    with pytest.raises(charting.Refused, match="Fever"):
        charting.start(appointment=visit, staff=therapist, now=morning - timedelta(hours=11))
    charting.start(appointment=visit, staff=therapist, now=morning)


def test_a_re_assessment_without_consent_does_not_begin_either(therapist: Staff, now: datetime) -> None:
    episode, order, _ = world.ready_for_treatment(therapist, consents=())
    visit = world.appointment(episode, therapist, kind="reassess", referral=order, starts_at=now)
    with pytest.raises(charting.Refused, match="has not consented"):
        charting.start(appointment=visit, staff=therapist, now=now)
    assert not Chart.objects.exists()


def test_a_cap_lowers_the_visit_and_does_not_lock_it(therapist: Staff, now: datetime) -> None:
    first = visits.signed(therapist, techniques=[Done("GEN", ("LUMB-l",), 3, 30)], guard_reason="Asked for it.")
    assert first.appointment.episode is not None
    world.event(first.appointment.episode, kind="SPRAIN_STRAIN_1_2", days_ago=3, regions=("LUMB-l",))
    later = visits.next_visit(first.appointment)
    chart = charting.start(appointment=later, staff=therapist, now=later.starts_at)
    assert [(row.code, row.pressure) for row in done(chart)] == [("GEN", 2)]


def test_a_visit_whose_referral_was_withdrawn_since_does_not_begin(therapist: Staff, now: datetime) -> None:
    visit = visits.visit(therapist)
    assert visit.referral is not None
    visit.referral.withdrawn_at, visit.referral.withdrawn_by, visit.referral.reason = now, therapist.actor, "Taken back"
    visit.referral.save()
    with pytest.raises(charting.Refused, match="withdrawn"):
        charting.start(appointment=visit, staff=therapist, now=now)
