"""Who may use what, proven by walking every route: each view declares its rule, and the rule holds."""

from collections.abc import Iterator
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
BY_LINK = {"portal:visit"}


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


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "path", "view"), ROUTES, ids=IDS)
def test_nobody_unknown_gets_in(name: str, path: str, view: Any, no_limits: None) -> None:
    for method in ("get", "post"):
        response = getattr(Client(), method)(path)
        if name in PUBLIC:
            assert response.status_code in {200, 302, 405, 429, 503}
        elif name in BY_LINK:
            assert response.status_code in {404, 405, 410}
        else:
            assert response.status_code in {302, 405}
            if response.status_code == 302:
                assert response["Location"].startswith("/account/login/")


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(("name", "path", "view"), ROUTES, ids=IDS)
def test_other_roles_are_refused(name: str, path: str, view: Any, role: Role, role_clients: dict[Role, Client]) -> None:
    rule = declared(view, name)
    if not isinstance(rule, frozenset) or role.value in rule:
        return
    for method in ("get", "post"):
        assert getattr(role_clients[role], method)(path).status_code in {403, 405}


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "path", "view"), ROUTES, ids=IDS)
def test_unknown_things_are_not_found(name: str, path: str, view: Any, role_clients: dict[Role, Client]) -> None:
    rule = declared(view, name)
    if "999999" not in path or not isinstance(rule, frozenset):
        return
    for role, client in role_clients.items():
        if role.value in rule:
            assert client.get(path).status_code in {404, 405}
            assert client.post(path).status_code in {404, 405}


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "path", "view"), ROUTES, ids=IDS)
def test_without_a_token_nothing_changes(name: str, path: str, view: Any, role_clients: dict[Role, Client]) -> None:
    rule = declared(view, name)
    if not isinstance(rule, frozenset):
        return
    client = role_clients[Role(min(rule))]
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    assert strict.post(path).status_code in {403, 405}


@pytest.mark.django_db
def test_pages_are_not_kept_in_caches_and_carry_the_strict_policy(no_limits: None) -> None:
    response = Client().get("/account/login/")
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "no-store" in response["Cache-Control"]
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
