"""A form sent twice, as a double click sends it: the second does no harm."""

from typing import Any

from django.test import Client

from clinic.models import AccessEntry, Job, Signature
from patients.models import Patient
from referrals.models import CareTeam, Referral
from reports.models import ProgressReport
from sessions.models import Appointment, Chart
from tests.attacks.crawling import Visit, signed_in
from tests.attacks.forms import forms_of, sent
from tests.attacks.scene import Scene
from tests.factories import people

ENCODED = "application/x-www-form-urlencoded"


def post(client: Client, path: str, **fields: Any) -> int:
    return client.post(path, fields).status_code


def test_registering_twice_warns_the_second_time(scene: Scene) -> None:
    client, typed = signed_in(scene.staff["front desk"]), people.patient_form(given_name="Nora", family_name="Quist")
    before = Patient.objects.count()
    assert post(client, "/patients/new/", **typed) == 302
    assert post(client, "/patients/new/", **typed) == 200
    assert Patient.objects.count() == before + 1


def test_booking_twice_books_once(scene: Scene) -> None:
    client, therapist = signed_in(scene.staff["therapist of A"]), scene.staff["therapist of A"]
    path = f"/patients/{scene.a.patient.pk}/book/"
    form = next(form for form in forms_of(path, client.get(path).content.decode()) if "therapist" in form.fields)
    changed = {
        "day": "2026-12-01",
        "at": "10:00",
        "kind": "evaluation",
        "therapist": str(therapist.pk),
        "minutes": "60",
    }
    changed["room"] = str(Appointment.objects.filter(therapist=therapist)[0].room_id)
    before = Appointment.objects.count()
    answers = [client.post(path, sent(form, **changed), content_type=ENCODED).status_code for _click in range(2)]
    assert answers == [302, 200]
    assert Appointment.objects.count() == before + 1


def test_signing_a_report_twice_signs_once(scene: Scene) -> None:
    client = signed_in(scene.staff["therapist of A"])
    report = ProgressReport.objects.get(episode__patient=scene.a.patient, signature=None)
    words = {"verdict": "Better.", "request": "Renew.", "narrative": "", "edition": report.edition}
    signatures, jobs = Signature.objects.count(), Job.objects.count()
    assert [post(client, f"/reports/{report.pk}/sign/", **words) for _click in range(2)][1] in {200, 302, 409}
    assert Signature.objects.count() <= signatures + 1
    assert Job.objects.count() <= jobs + 1


def test_signed_things_stay_as_they_are_when_signed_again(scene: Scene) -> None:
    client, before = signed_in(scene.staff["therapist of A"]), Signature.objects.count()
    chart = Chart.objects.filter(signature__isnull=False, therapist=scene.staff["therapist of A"])[0]
    report = ProgressReport.objects.exclude(signature=None).get(episode__patient=scene.a.patient)
    words = {"verdict": "Worse.", "request": "", "narrative": "", "edition": report.edition}
    assert post(client, f"/appointments/{chart.appointment_id}/chart/sign/") in {302, 409}
    assert post(client, f"/reports/{report.pk}/sign/", **words) in {302, 409}
    for assessment in scene.a.patient.episodes.values_list("assessments", flat=True).filter(
        assessments__signature__isnull=False
    ):
        assert post(client, f"/assessments/{assessment}/sign/") in {200, 302, 409}
    assert Signature.objects.count() == before
    report.refresh_from_db()
    assert report.verdict != "Worse."


def test_taking_in_twice_leaves_two_bare_referrals_that_can_be_declined(scene: Scene) -> None:
    """Two papers may say the same; which of them counts is for a person to say, and nothing is lost by saying so."""
    client, before = signed_in(scene.staff["front desk"]), Referral.objects.count()
    typed = {"source": "phone", "received_on": "2026-11-23", "note": "Called in."}
    for _click in range(2):
        assert post(client, "/referrals/new/", **typed) == 302
    made = Referral.objects.order_by("-pk")[: Referral.objects.count() - before]
    assert 1 <= len(made) <= 2
    assert post(client, f"/referrals/{made[0].pk}/decline/", reason="Taken in twice.") == 302


def test_opening_anothers_chart_takes_a_typed_reason(scene: Scene, crawl: dict[str, list[Visit]]) -> None:
    outsider, patient = scene.staff["outsider"], scene.a.patient
    client, path = signed_in(outsider), f"/patients/{patient.pk}/open/"
    plan = f"/plans/{scene.a.ids['plan_id'][0]}/"
    for reason in ("", "   ", "short", "\x00" * 20, "a" * 10_000):
        assert post(client, path, reason=reason) == 200
    assert not CareTeam.objects.filter(staff=outsider).exists()
    assert client.get(plan).status_code == 404
    assert post(client, path, reason="Standing in for Amara today.") == 302
    assert client.get(plan).status_code == 200
    entry = AccessEntry.objects.filter(actor=outsider.actor, reason="Standing in for Amara today.").get()
    assert entry.patient_reference == patient.pk
    assert post(signed_in(scene.staff["front desk"]), path, reason="Curious about it all.") == 403
