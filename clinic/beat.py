"""Beat with a sign of life of its own, written by the scheduler and not by a worker: so each of the two is seen to be silent by itself."""

import logging
from typing import Any

from celery.beat import PersistentScheduler
from django.db import Error, connection
from django.utils import timezone

from clinic.services import heartbeats

logger = logging.getLogger(__name__)


class Scheduler(PersistentScheduler):  # type: ignore[misc]  # celery has no types
    def tick(self, *args: Any, **kwargs: Any) -> float:
        """One round, a few seconds apart (the sweep is due every five), each with its sign."""
        self._sign()
        wait: float = super().tick(*args, **kwargs)
        return wait

    def _sign(self) -> None:
        """A database that is away costs the sign, not the round."""
        try:
            heartbeats.beat(part=heartbeats.BEAT, now=timezone.now())
        except Error as error:
            logger.warning("No sign of life could be written: %s", error)
            connection.close()
