"""What people type and send: forms of the front desk, scans of the fax."""

from datetime import date
from io import BytesIO
from typing import Any

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from patients.models import Patient, RelatedPerson
from referrals.models import Referral
from tests.factories import world

# Texts that must never bring a page down, nor be kept: NUL and other controls, direction marks, undecodable bytes.
UNUSABLE = ("Ann\x00a", "Ann\x1ba", "Ann\u202ea", "Ann\ufffda")
# Texts that are strange but may be somebody's name or a joke; they are kept as they are and shown escaped.
STRANGE = ("<script>alert(1)</script>", "'; DROP TABLE patients_patient; --", "{{ 7*7 }}", "%(name)s", "𝒜𝓂𝒶", "Ĳsbrand")


def child(**fields: Any) -> Patient:
    return world.patient("Mila", "Delgado", consents=(), birth_on=date(2015, 3, 1), **fields)


def related(of: Patient, **fields: Any) -> RelatedPerson:
    defaults = {"name": "Rosa Delgado", "relation": "parent", "may_consent": True}
    return RelatedPerson.objects.create(patient=of, **{**defaults, **fields})


def patient_form(**fields: str) -> dict[str, str]:
    """What the desk types to register somebody."""
    typed = {
        "given_name": "Ines",
        "family_name": "Delgado",
        "birth_on": "1972-05-04",
        "sex": "f",
        "pronouns": "she",
        "phone": "(702) 555-0134",
        "email": "ines@mail.example",
        "address": "3 Pine Street",
        "language": "en",
        "payer": "",
    }
    return {**typed, **fields}


def bare_referral(**fields: Any) -> Referral:
    """Taken in with nothing but where it came from."""
    defaults = {
        "source": "fax",
        "received_on": date(2026, 11, 2),
        "recorded_at": world.NOW,
        "recorded_by": world.system(),
    }
    return Referral.objects.create(**{**defaults, **fields})


def order_form(of: Referral, **fields: Any) -> dict[str, Any]:
    """What the referral's page posts when nothing was changed, and these fields."""
    typed: dict[str, Any] = {
        "edition": str(of.edition),
        "source": of.source,
        "received_on": of.received_on.isoformat(),
        "purpose": of.purpose,
        "then": "done",
    }
    return {**typed, **fields}


def pdf(pages: int = 1, name: str = "referral.pdf") -> SimpleUploadedFile:
    document, out = pikepdf.new(), BytesIO()
    for _ in range(pages):
        document.add_blank_page(page_size=(612, 792))
    document.save(out, deterministic_id=True)
    return SimpleUploadedFile(name, out.getvalue(), content_type="application/pdf")


def picture(name: str = "referral.png") -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (40, 60), "white").save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/png")
