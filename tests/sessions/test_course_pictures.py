"""A course of care in pictures on the patient page: what is read, what is drawn, what it costs, and for whom."""
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clinic.models import Staff
from tests.factories import clinic as make
from tests.factories import world
from tests.factories.long_course import long_course

pytestmark = pytest.mark.django_db


def test_x(therapist: Staff, therapist_client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(timezone, "now", lambda: world.NOW)
    make.location()
    episode = long_course(therapist)
    from time import perf_counter
    url = reverse("sessions:patient", args=[episode.patient_id])
    therapist_client.get(url)
    with CaptureQueriesContext(connection, ) as found:
        therapist_client.get(url)
    for q in found.captured_queries:
        print("Q", q["time"], len(q["sql"]), q["sql"][:150].replace("\n"," "), "...FROM", q["sql"].split("FROM")[-1][:60])
    import cProfile, pstats
    for _ in range(3):
        b = perf_counter(); r = therapist_client.get(url); print("TIME", (perf_counter() - b)*1000, len(r.content))
    p = cProfile.Profile(); p.enable(); therapist_client.get(url); p.disable()
    pstats.Stats(p).sort_stats("cumulative").print_stats(45)
