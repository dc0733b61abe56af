"""The Celery application. A message is only a nudge: the work itself is a Job row in PostgreSQL."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic.settings")

app = Celery("mend")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
