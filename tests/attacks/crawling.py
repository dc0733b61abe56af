"""Every path of the site with real keys in it, and what one request to it did."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from clinic.models import AccessEntry

PART = re.compile(r"<(?:\w+:)?(\w+)>")
WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)"?')
# What a reading may leave behind.
TRACES = {"clinic_accessentry", "django_session", "clinic_cache"}


def routes(resolver: Any = None, prefix: str = "/", namespace: str = "") -> Iterator[tuple[str, str]]:
    """Every route as (name, path with its parts named in angle brackets)."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from routes(pattern, route, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}", route


def paths(ids: Mapping[str, list[Any]]) -> list[tuple[str, str]]:
    """Every route filled with every combination of these keys; routes with a part that has none are left out."""
    found = []
    for name, route in routes():
        parts = PART.findall(route)
        for keys in product(*(ids.get(part, []) for part in parts)):
            filled = iter(keys)
            found.append((name, PART.sub(lambda _part, keys=filled: str(next(keys)), route)))
    return found


@dataclass
class Watch:
    """Counts what is asked of the database, and notes which tables are written."""

    asked: int = 0
    wrote: set[str] = field(default_factory=set)

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.asked += not sql.startswith(("SAVEPOINT", "RELEASE"))
        found = WRITES.match(sql)
        self.wrote |= {found.group(1)} - TRACES if found else set()
        return execute(sql, params, many, context)


@dataclass(frozen=True)
class Visit:
    """One request and what it left behind. `wrote` are tables, `queries` counts what the page asked the database."""

    name: str
    path: str
    status: int
    body: str
    queries: int
    wrote: frozenset[str]
    read_about: tuple[int | None, ...]
    trouble: str = ""


def look(client: Client, name: str, path: str) -> Visit:
    """A GET, undone afterwards."""
    with transaction.atomic():
        before = AccessEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        watch = Watch()
        with connection.execute_wrapper(watch):
            response: Any = client.get(path)
        parts = response.streaming_content if response.streaming else [response.content]
        body = b"".join(parts).decode(errors="replace")
        broken = response.status_code >= 500
        about = () if broken else AccessEntry.objects.filter(pk__gt=before).values_list("patient_reference", flat=True)
        visit = Visit(
            name=name,
            path=path,
            status=response.status_code,
            body=body,
            queries=watch.asked,
            wrote=frozenset(watch.wrote),
            read_about=tuple(about),
            trouble=str(getattr(response, "exc_info", None) or ""),
        )
        transaction.set_rollback(True)
    return visit


def signed_in(staff: Any) -> Client:
    """A client that gets error pages as people do, instead of the exception."""
    client = Client(raise_request_exception=False)
    client.force_login(staff, backend="clinic.access.StaffBackend")
    assert client.session[SESSION_KEY]
    return client
