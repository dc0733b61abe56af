"""The least that Django can do: one view, no middleware, one row. What booking over HTTP is held against."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import path

from clinic import wsgi  # noqa: F401 - sets the product up


def insert(request: HttpRequest) -> HttpResponse:
    """The row of a visit and nothing about it: no judgement, no session, no reading of anything."""
    from psycopg2.extras import DateTimeTZRange  # noqa: PLC0415

    from sessions.models import Appointment  # noqa: PLC0415 - models need the set-up first

    given = request.POST
    begins = datetime.fromisoformat(given["at"])
    during = DateTimeTZRange(begins, begins + timedelta(minutes=60))
    ids = {name: int(given[name]) for name in ("patient_id", "therapist_id", "room_id", "location_id", "booked_by_id")}
    Appointment.objects.create(
        kind="evaluation", during=during, occupies=during, booked_at=begins, length_reason="", **ids
    )
    return HttpResponse("booked")


urlpatterns = [path("insert/", insert)]
settings.ROOT_URLCONF = __name__
settings.MIDDLEWARE = []
application = WSGIHandler()
