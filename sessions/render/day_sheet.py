"""The day sheet as HTML to be drawn: who comes when, and lines for those who come without a time."""

from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import formats, translation

from clinic.models import Location
from clinic.selectors.profile import clinic_name
from sessions.selectors.day_sheets import Row

WALK_INS = 8
SHEET = "css/day-sheet.css"


def html(location: Location, day: date, rows: Sequence[Row], *, now: datetime) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        context = {
            "clinic": clinic_name(),
            "location": location,
            "day": day,
            "rows": rows,
            "therapists": len({row.therapist for row in rows}),
            "drawn_at": formats.date_format(now.astimezone(location.tz), "j M Y, H:i T"),
            "walk_ins": range(WALK_INS),
        }
        return render_to_string("sessions/day_sheet.html", context)
