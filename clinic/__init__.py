"""The shell (settings, urls, celery) and the foundation that every other app stands on."""

from clinic.celery import app as celery_app

__all__ = ["celery_app"]
