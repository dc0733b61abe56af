"""Who the letter is from, to and about: its head, and the visits used of those authorized."""

from datetime import date
from zoneinfo import ZoneInfo

from clinic.models import Location, Staff
from clinic.rules.events import EventKind, day_count, day_zero
from clinic.selectors.profile import clinic_profile, policy_in_force
from referrals.models import ClinicalEvent, Episode, Referral
from reports.rules.figures import Diagnosis, EventLine, Header, Visits
from reports.selectors.signed import MEDICAL, day_of
from sessions.models import Appointment

UTC = ZoneInfo("UTC")


def referral_of(episode: Episode) -> Referral | None:
    """The order the report answers: the newest verified one."""
    return episode.referrals.verified().select_related("physician").prefetch_related("diagnoses").first()


def location_of(episode: Episode) -> Location | None:
    """Where the patient last came; before the first visit, the clinic's first location."""
    visit = episode.appointments.filter(service=MEDICAL).select_related("location").order_by("-during").first()
    return visit.location if visit else Location.objects.first()


def header(episode: Episode, referral: Referral, therapist: Staff, location: Location | None, *, until: date) -> Header:
    profile = clinic_profile()
    physician = referral.physician
    patient = episode.patient
    assert physician is not None  # noqa: S101 - the database: a verified referral names its physician
    return Header(
        clinic=profile.name if profile else "Mend",
        phone=(location.phone if location else "") or (profile.phone if profile else ""),
        location=location.name if location else "",
        address=location.address if location else "",
        zone=location.zone if location else "UTC",
        therapist=therapist.name,
        credentials=therapist.credentials,
        physician=physician.name,
        specialty=physician.specialty,
        practice=physician.practice,
        npi=physician.npi or "",
        patient=patient.name,
        birth_on=patient.birth_on,
        patient_number=patient.number,
        referred_on=referral.received_on,
        diagnoses=tuple(Diagnosis(row.code, row.label) for row in referral.diagnoses.all()),
        event=_event(episode, until),
    )


def _event(episode: Episode, until: date) -> EventLine | None:
    """The newest event of this episode, counted to the last day of the period."""
    row = ClinicalEvent.objects.filter(episode=episode, happened_on__lte=until).first()
    if row is None:
        return None
    kind = EventKind(row.kind)
    zero = day_zero(kind, row.happened_on, ended_on=row.ended_on, confirmed_on=row.confirmed_on)
    return EventLine(row.kind, row.procedure, row.happened_on, day_count(kind, zero, until) if zero else None)


def visits(episode: Episode, referral: Referral, zone: ZoneInfo, *, from_on: date, until: date) -> Visits:
    rows = episode.appointments.filter(service=MEDICAL).order_by("during")
    came = [day_of(row.starts_at, zone) for row in rows if row.status == Appointment.Status.COMPLETED]
    missed = [
        day_of(row.starts_at, zone)
        for row in rows
        if row.status in {Appointment.Status.NO_SHOW, Appointment.Status.LATE_CANCELLED}
    ]
    before = sum(day < from_on for day in came)
    attended = sum(from_on <= day <= until for day in came)
    counted = Appointment.objects.counted_under(referral, evaluations=bool(policy_in_force().evaluation_counts))
    return Visits(
        attended=attended,
        missed=sum(from_on <= day <= until for day in missed),
        first=before + 1 if attended else 0,
        last=before + attended if attended else 0,
        used=counted.filter(status=Appointment.Status.COMPLETED).count(),
        authorized=referral.visits_authorized,
    )
