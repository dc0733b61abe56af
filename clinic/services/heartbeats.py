"""Signs of life of the machinery, one row per part; `/healthz` reads them."""

from datetime import datetime, timedelta

from clinic.models import Heartbeat

WORKER = "worker"
BEAT = "beat"
# Often enough for whoever watches, seldom enough for the database.
BETWEEN = timedelta(seconds=5)


def beat(*, part: str, now: datetime, detail: str = "") -> None:
    fresh = {"beat_at": now, "detail": detail[:200]}
    if Heartbeat.objects.filter(pk=part, beat_at__range=(now - BETWEEN, now)).exists():
        return
    Heartbeat.objects.update_or_create(pk=part, defaults=fresh)
