"""Mend's own Celery application with three kinds of job more, for the workers that these tests kill."""

import django

from clinic.celery import app

django.setup()

from clinic.registry import registry  # noqa: E402 - needs the apps
from reports.services import rendering  # noqa: E402
from sessions.services import telling  # noqa: E402
from tests.faults.handlers import draw_slowly, write_slowly  # noqa: E402

registry.add_job_kind("test.note", "tests.faults.handlers.note")
registry.add_job_kind("test.slow", "tests.faults.handlers.slow")
registry.add_job_kind("test.poison", "tests.faults.handlers.poison")

rendering.draw = draw_slowly(rendering.draw)
telling.about_visits = write_slowly(telling.about_visits)

# Beat as often as a test has patience for.
app.conf.beat_schedule = {
    name: entry | {"schedule": 1.0} for name, entry in app.conf.beat_schedule.items() if name != "ask_daily"
}

__all__ = ["app"]
