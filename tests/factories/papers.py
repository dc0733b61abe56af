"""What physicians put in writing, as rows: any test may begin with a confirmed clearance or an unanswered letter."""

from datetime import timedelta
from typing import Any

from clinic.models import Staff
from patients.models import Document, Patient
from referrals.models import Clearance, Episode, EpisodeOrder, Inquiry, ProtocolStep, SurgeonProtocol
from tests.factories import work, world
from tests.factories.world import NOW, TODAY


def document(of: Patient, *, title: str = "Fax of the surgeon") -> Document:
    """Of kind clearance, a blank page."""
    file = work.stored_pdf(NOW)
    return Document.objects.create(
        patient=of, kind="clearance", title=title, file=file, added_at=NOW, added_by=world.system()
    )


def inquiry(of: Episode, **fields: Any) -> Inquiry:
    defaults: dict[str, Any] = {
        "kind": "clearance",
        "lifts": ["X-07"],
        "techniques": ["MLD"],
        "regions": ["LUMB-l"],
        "question": "May we use lymph drainage?",
        "asked_at": NOW - timedelta(days=3),
        "asked_by": world.system(),
    }
    physician = fields.pop("physician", None) or world.physician()
    row: Inquiry = Inquiry.objects.create(patient=of.patient, episode=of, physician=physician, **{**defaults, **fields})
    return row


def clearance(of: Patient, *, confirmed_by: Staff | None = None, **fields: Any) -> Clearance:
    defaults: dict[str, Any] = {
        "granted": True,
        "lifts": ["X-07"],
        "from_on": TODAY - timedelta(days=5),
        "until_on": TODAY + timedelta(days=85),
        "recorded_at": NOW,
        "recorded_by": world.system(),
    }
    if confirmed_by is not None:
        defaults |= {"document": document(of), "confirmed_at": NOW, "confirmed_by": confirmed_by.actor}
    physician = fields.pop("physician", None) or world.physician()
    row: Clearance = Clearance.objects.create(patient=of, physician=physician, **{**defaults, **fields})
    return row


def order(of: Episode, *, confirmed_by: Staff | None = None, **fields: Any) -> EpisodeOrder:
    defaults: dict[str, Any] = {
        "techniques": ["MLD"],
        "from_on": TODAY - timedelta(days=5),
        "recorded_at": NOW,
        "recorded_by": world.system(),
    }
    if confirmed_by is not None:
        defaults |= {"document": document(of.patient), "confirmed_at": NOW, "confirmed_by": confirmed_by.actor}
    physician = fields.pop("physician", None) or world.physician()
    row: EpisodeOrder = EpisodeOrder.objects.create(episode=of, physician=physician, **{**defaults, **fields})
    return row


def protocol(*, name: str = "Abdomen", **fields: Any) -> SurgeonProtocol:
    """Drainage from day 3 to 41 up to pressure 1, scar work from day 42."""
    defaults: dict[str, Any] = {
        "event_kind": "LIPOSUCTION",
        "approved_at": NOW - timedelta(days=60),
        "approved_by": world.system(),
    }
    row = SurgeonProtocol.objects.create(name=name, **{**defaults, **fields})
    ProtocolStep.objects.create(protocol=row, techniques=["MLD"], from_day=3, until_day=41, pressure_cap=1, position=0)
    ProtocolStep.objects.create(protocol=row, techniques=["MFR", "STR"], from_day=42, note="No scabs", position=1)
    return row
