"""Who may use what, proven by walking every route: each view declares its rule, and the rule holds."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from clinic.access import declared
from clinic.models import Role

SAMPLES = {
    "int": "999999",
    "str": "none",
    "uid": "none",
    "slug": "none",
    "uuid": "00000000-0000-0000-0000-000000000000",
    "path": "none",
}
# Everybody may see these without signing in; a new one must be put here by hand.
PUBLIC = {
    "clinic:healthz",
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
}
BY_LINK = {"portal:visit", "portal:visit_change", "portal:offer", "portal:calendar"}


def routes(resolver: Any = None, prefix: str = "", namespace: str = "") -> Iterator[tuple[str, str, Any]]:
    """Every route as (name, sample path, view)."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from routes(pattern, route, inner)
        elif isinstance(pattern, URLPattern):
            path = "/" + route
            for name, converter in pattern.pattern.converters.items():
                kind = type(converter).__name__.removesuffix("Converter").replace("String", "str").lower()
                path = path.replace(f"<{kind}:{name}>", SAMPLES[kind]).replace(f"<{name}>", "none")
            yield f"{namespace}{pattern.name}", path, pattern.callback


ROUTES = sorted(routes(), key=lambda route: route[0])
IDS = [name for name, _, _ in ROUTES]


@pytest.mark.parametrize(("name", "path", "view"), ROUTES, ids=IDS)
def test_every_view_declares_its_access(name: str, path: str, view: Any) -> None:
    rule = declared(view, name)
    assert rule is not None
    assert (rule == "public") == (name in PUBLIC)
    assert (rule == "link") == (name in BY_LINK)
    if isinstance(rule, frozenset):
        assert rule
        assert rule <= {role.value for role in Role}


def answers(client: Client, path: str) -> set[int]:
    return {client.get(path).status_code, client.post(path).status_code}


# One test walks all routes: signing three people in anew for each route would take minutes. What it gives back are the routes that fail.


@pytest.mark.django_db
def test_nobody_unknown_gets_in(no_limits: None) -> None:
    wrong = []
    for name, path, _ in ROUTES:
        allowed = {200, 302, 405, 429, 503} if name in PUBLIC else {404, 405, 410} if name in BY_LINK else {302, 405}
        responses = [Client().get(path), Client().post(path)]
        wrong += [f"{name} {response.status_code}" for response in responses if response.status_code not in allowed]
        if name not in PUBLIC | BY_LINK:
            targets = [response["Location"] for response in responses if response.status_code == 302]
            wrong += [f"{name} to {target}" for target in targets if not target.startswith("/account/login/")]
    assert wrong == []


@pytest.mark.django_db
def test_other_roles_are_refused(role_clients: dict[Role, Client]) -> None:
    closed = [
        (f"{name} as {role}", answers(client, path))
        for name, path, view in ROUTES
        for role, client in role_clients.items()
        if isinstance(rule := declared(view, name), frozenset) and role.value not in rule
    ]
    assert len(closed) > 50
    assert [entry for entry in closed if not entry[1] <= {403, 405}] == []


@pytest.mark.django_db
def test_unknown_things_are_not_found(role_clients: dict[Role, Client]) -> None:
    unknown = [
        (f"{name} as {role}", {_read(client, path), client.post(path).status_code})
        for name, path, view in ROUTES
        for role, client in role_clients.items()
        if "999999" in path and isinstance(rule := declared(view, name), frozenset) and role.value in rule
    ]
    assert len(unknown) > 50
    assert [entry for entry in unknown if not entry[1] <= {404, 405}] == []


def _read(client: Client, path: str) -> int:
    """An address that only acts leads a reader to a page above it; that finds nothing either, or is one of the clinic's own."""
    response = client.get(path)
    if response.status_code != HTTPStatus.FOUND:
        return response.status_code
    ends = client.get(path, follow=True)
    elsewhere = "999999" not in ends.redirect_chain[-1][0]
    return HTTPStatus.NOT_FOUND if elsewhere else ends.status_code


@pytest.mark.django_db
def test_without_a_token_nothing_changes(role_clients: dict[Role, Client]) -> None:
    refused = []
    for name, path, view in ROUTES:
        rule = declared(view, name)
        if isinstance(rule, frozenset):
            strict = Client(enforce_csrf_checks=True)
            strict.cookies = role_clients[Role(min(rule))].cookies
            refused.append((name, strict.post(path).status_code))
    assert len(refused) > 50
    assert [entry for entry in refused if entry[1] not in {403, 405}] == []


@pytest.mark.django_db
def test_pages_are_not_kept_in_caches_and_carry_the_strict_policy(no_limits: None) -> None:
    response = Client().get("/account/login/")
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "no-store" in response["Cache-Control"]
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
