"""The patient page of a long course of care: sixty signed visits and six assessments, as the person who cares for the patient opens it."""

from statistics import median
from time import perf_counter

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bench.rows import Row
from tests.factories import clinic as make
from tests.factories import world
from tests.factories.long_course import long_course

LIMIT = 100  # milliseconds of server time


def page_row(group: str, *, full: bool) -> Row:
    """Server time from request to the whole answer, the database included; the first ones, which fill what is kept, do not count."""
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    world.NOW, world.TODAY = now, now.date()
    by = make.staff("Long Course", "therapist", credentials="LMT")
    path = reverse("sessions:patient", args=[long_course(by, now=now).patient_id])
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(by, backend="clinic.access.StaffBackend")
    taken = [_opened(client, path) for _ in range(43 if full else 18)]
    return Row(group, "patient page, 60 visits", round(median(taken[3:]) * 1000, 1), "ms", LIMIT)


def _opened(client: Client, path: str) -> float:
    began = perf_counter()
    answer = client.get(path)
    taken = perf_counter() - began
    if answer.status_code != 200:  # noqa: PLR2004
        raise RuntimeError(f"{path} answered {answer.status_code}.")
    return taken
