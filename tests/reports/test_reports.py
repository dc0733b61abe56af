"""Drafting, saving, signing: what each refuses, and what signing sets in motion."""

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from clinic.models import Job, Staff
from clinic.services.drafts import EditedMeanwhile, NotReady
from patients.models import Consent
from reports.models import ProgressReport
from reports.services import reports
from tests.factories import reporting, world


def save(report: ProgressReport, by: Staff, now: datetime, edition: int, **words: str) -> ProgressReport:
    said = {"verdict": "Better.", "request": "", "narrative": "", **words}
    return reports.save(report=report, edition=edition, **said, by=by.actor, now=now)


def test_one_draft_at_a_time(therapist: Staff, now: datetime) -> None:
    course = reporting.course(therapist, now=now)
    first = reports.draft(episode=course.episode, staff=therapist, now=now)
    assert reports.draft(episode=course.episode, staff=therapist, now=now) == first


def test_the_verdict_is_suggested_from_the_figures(therapist: Staff, now: datetime) -> None:
    course = reporting.course(therapist, now=now)
    report = reports.draft(episode=course.episode, staff=therapist, now=now)
    assert report.verdict == "Better: worst pain 7 to 3; 3 of 12 visits used. No adverse response."


def test_a_verified_referral_is_demanded(therapist: Staff, now: datetime) -> None:
    episode = world.episode(team=(therapist,))
    world.referral(episode, verified=False)
    with pytest.raises(NotReady, match="no verified referral"):
        reports.draft(episode=episode, staff=therapist, now=now)


def test_saving_an_older_edition_is_refused_with_what_stands(therapist: Staff, now: datetime) -> None:
    report = reporting.draft(therapist, now=now)
    save(report, therapist, now, report.edition, verdict="First.")
    with pytest.raises(EditedMeanwhile) as refused:
        save(report, therapist, now, report.edition, verdict="Second.")
    assert refused.value.current.verdict == "First."
    with pytest.raises(EditedMeanwhile):
        reports.refresh(report=report, edition=report.edition, by=therapist.actor, now=now)


def test_signing_freezes_and_asks_for_the_drawing_in_one_transaction(therapist: Staff, now: datetime) -> None:
    report = reporting.signed(therapist, now=now)
    assert report.signature is not None
    assert str(report.signature) == "Amara Okafor, LMT, CLT"
    job = Job.objects.get(kind="reports.render")
    assert (job.key, job.ids) == (f"report:{report.pk}:render", {"report_id": report.pk})
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        ProgressReport.objects.filter(pk=report.pk).update(verdict="Changed.")


def test_a_signed_report_is_neither_signed_saved_nor_refreshed_again(therapist: Staff, now: datetime) -> None:
    report = reporting.signed(therapist, now=now)
    with pytest.raises(reports.AlreadySigned):
        reports.sign(report=report, staff=therapist, now=now)
    with pytest.raises(reports.AlreadySigned):
        save(report, therapist, now, report.edition)
    with pytest.raises(reports.AlreadySigned):
        reports.refresh(report=report, edition=report.edition, by=therapist.actor, now=now)


def test_signing_demands_a_verdict(therapist: Staff, now: datetime) -> None:
    report = reporting.draft(therapist, now=now)
    report = save(report, therapist, now, report.edition, verdict="  ")
    with pytest.raises(NotReady, match="in one sentence"):
        reports.sign(report=report, staff=therapist, now=now)


def test_signing_demands_consent_to_reports(therapist: Staff, now: datetime) -> None:
    report = reporting.draft(therapist, now=now)
    Consent.objects.filter(kind="release").update(withdrawn_at=now, withdrawn_by=therapist.actor)
    with pytest.raises(NotReady, match="has not agreed"):
        reports.sign(report=report, staff=therapist, now=now)
    assert not Job.objects.filter(kind="reports.render").exists()


def test_signing_demands_a_signed_chart_of_the_period(therapist: Staff, now: datetime) -> None:
    report = reporting.draft(therapist, now=now, visits=())
    with pytest.raises(NotReady, match="No visit of this period"):
        reports.sign(report=report, staff=therapist, now=now)


def test_charts_of_the_last_report_are_no_ground_for_the_next(therapist: Staff, now: datetime) -> None:
    first = reporting.signed(therapist, now=now)
    again = reports.draft(episode=first.episode, staff=therapist, now=now + timedelta(days=2))
    with pytest.raises(NotReady, match="No visit of this period"):
        reports.sign(report=again, staff=therapist, now=now)


def test_signing_over_old_figures_is_refused_until_they_are_refreshed(therapist: Staff, now: datetime) -> None:
    course = reporting.course(therapist, now=now)
    report = reports.draft(episode=course.episode, staff=therapist, now=now)
    reporting.visit(course, therapist, at=now - timedelta(days=1), before=2, after=1)
    with pytest.raises(NotReady, match="have changed"):
        reports.sign(report=report, staff=therapist, now=now)
    report = reports.refresh(report=report, edition=report.edition, by=therapist.actor, now=now)
    assert reports.sign(report=report, staff=therapist, now=now).data["visits"]["attended"] == 4


def test_a_referral_withdrawn_meanwhile_stops_the_report(therapist: Staff, now: datetime) -> None:
    report = reporting.draft(therapist, now=now)
    referral = report.episode.referrals.get()
    referral.withdrawn_at, referral.withdrawn_by, referral.reason = now, therapist.actor, "Withdrawn by the practice."
    referral.save()
    with pytest.raises(NotReady, match="have changed"):
        reports.sign(report=report, staff=therapist, now=now)
    with pytest.raises(NotReady, match="no verified referral"):
        reports.refresh(report=report, edition=report.edition, by=therapist.actor, now=now)
