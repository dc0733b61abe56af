"""A form that is sent twice (a double click, a page loaded again) does its work once: the second sending is led to what the first one made."""

import hashlib
from collections.abc import Callable

from django.core.cache import cache
from django.db import connection, transaction

# How long the page may lie open between both sendings.
REMEMBERED_SECONDS = 24 * 3600


def once(*parts: object, make: Callable[[], int]) -> int:
    """The key of the row that `make` makes; for the same `parts` (a form's token and its content) the key of the row made before.

    Both sendings may run at the same moment: the second waits for the first. What is remembered stands or falls with the row, for
    the cache lies in the same database.
    """
    digest = hashlib.sha256("\x1f".join(map(str, parts)).encode()).digest()
    key = f"once:{digest.hex()}"
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(digest[:8], signed=True)])
        made: int | None = cache.get(key)
        if made is None:
            made = make()
            cache.set(key, made, REMEMBERED_SECONDS)
        return made
