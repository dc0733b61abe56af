"""One row of every kind that a measurement set can hold."""

import io
from decimal import Decimal

from PIL import Image

from assessments.models import (
    GirthSeries,
    LimbStage,
    MeasurementSet,
    PalpationFinding,
    Photo,
    Pitting,
    PostureFinding,
    Score,
    StrengthReading,
    TrunkGirth,
    Vitals,
)
from clinic.services import uploads
from tests.factories.world import NOW, system


def jpeg() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "JPEG")
    return out.getvalue()


def everything(into: MeasurementSet) -> None:
    """Beside pain, motion and activities, which `world.measurements` lays."""
    girths = [Decimal(20), Decimal(22)]
    file = uploads.keep(content=jpeg(), name="photo.jpg", content_type="image/jpeg", pages=None, by=system(), now=NOW)
    Score.objects.create(measurements=into, measure="SLEEP", value=4)
    StrengthReading.objects.create(measurements=into, group="KNEE-EXT", side="l", grade="4-", rank=8)
    GirthSeries.objects.create(
        measurements=into, limb="arm", side="l", interval_cm=4, first=girths, second=[None, None]
    )
    TrunkGirth.objects.create(measurements=into, landmark="navel", first=Decimal(92))
    PalpationFinding.objects.create(measurements=into, place="LUMB-l", word="tone", value="spasm", note="x")
    PostureFinding.objects.create(measurements=into, feature="gait", view="side", side="l", degree="mild")
    Pitting.objects.create(measurements=into, place="SHIN-l", depth_mm=4, refill_s=10)
    LimbStage.objects.create(measurements=into, limb="leg", side="l", stage="1")
    Vitals.objects.create(measurements=into, systolic=120, diastolic=80, pulse=70)
    Photo.objects.create(measurements=into, place="LUMB-l", file=file, note="x", taken_at=NOW, taken_by=system())
