"""Every form of the site, filled by somebody who means harm: no page breaks, and nothing of anybody else changes."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from itertools import cycle, islice
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import resolve

from tests.attacks.crawling import Visit, Watch, paths, signed_in
from tests.attacks.forms import HOSTILE, LONG, SMUGGLED, Form, forms_of, sent
from tests.attacks.scene import Scene

Crawl = dict[str, list[Visit]]
ENCODED = "application/x-www-form-urlencoded"
BROKEN_PARTS = b'--x\r\nContent-Disposition: form-data; name="a\r\n\r\n'
# All texts in all fields take half an hour; `EVERY=1` tries them. Otherwise each field gets the next one, so that all are in use.
EVERY = bool(os.environ.get("EVERY"))
EACH = len(HOSTILE) if EVERY else 1
MOST_FIELDS = 5
ROLES = ("front desk", "therapist of A", "manager")
ANSWERS = {200, 302, 400, 403, 404, 405, 409, 410, 429}


@dataclass(frozen=True)
class Attacker:
    """Somebody signed in, and everything of others that must stay as it was."""

    role: str
    client: Client
    scene: Scene
    cookies: dict[str, str] = field(default_factory=dict)
    before: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.cookies.update({name: morsel.value for name, morsel in self.client.cookies.items()})
        self.before.extend(self._others())

    def _others(self) -> list[Any]:
        return self.scene.of_b() + ([] if self.role == "manager" else self.scene.powers())

    def post(self, path: str, body: bytes, kind: str = ENCODED) -> str:
        """What went wrong, in words; nothing is left behind."""
        self.client.cookies = SimpleCookie(self.cookies)  # a form before this one may have signed out
        with transaction.atomic():
            watch = Watch()
            with connection.execute_wrapper(watch):
                response: Any = self.client.post(path, body, content_type=kind)
            wrong = "" if response.status_code in ANSWERS else f"{response.status_code} {response.exc_info}"
            if response.headers.get("Location", "").startswith("/account/login/?next="):
                wrong = "not signed in"
            if not wrong and watch.wrote and self._others() != self.before:
                wrong = "touched another's records"
            transaction.set_rollback(True)
        return wrong


@pytest.fixture(params=ROLES)
def role(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def attacker(role: str, scene: Scene) -> Attacker:
    return Attacker(role, signed_in(scene.staff[role]), scene)


def forms_seen(visits: list[Visit]) -> dict[str, Form]:
    """By where it goes, the fullest form that goes there."""
    found: dict[str, Form] = {}
    for visit in visits:
        if visit.status == 200 and "<form" in visit.body:
            for form in forms_of(visit.path, visit.body):
                name = resolve(form.action.partition("?")[0]).view_name
                if name not in found or len(form.fields) > len(found[name].fields):
                    found[name] = form
    return found


def forms_to_try(crawl: Crawl, role: str) -> list[Form]:
    """Forms that no role before this one has: the same view reads them."""
    tried = {name for earlier in ROLES[: ROLES.index(role)] for name in forms_seen(crawl[earlier])}
    return [form for view, form in forms_seen(crawl[role]).items() if view not in tried]


def fields_to_try(form: Form) -> list[str]:
    names = list(form.one_of_each())
    return names[:: 1 if EVERY else len(names) // MOST_FIELDS + 1]


def everywhere(form: Form, text: str) -> bytes:
    return urlencode(dict.fromkeys(fields_to_try(form), text)).encode()


def as_a_whole(form: Form) -> Iterator[tuple[str, bytes, str]]:
    yield "as it is", sent(form), ENCODED
    yield "empty", b"", ENCODED
    yield "long", everywhere(form, LONG), ENCODED
    yield "NUL", everywhere(form, "a\x00"), ENCODED
    yield "undecodable", "&".join(f"{name}=%ff%fe%c3%28" for name in form.fields).encode(), ENCODED
    yield "JSON", b'{"a": [', "application/json"
    yield "broken parts", BROKEN_PARTS, "multipart/form-data; boundary=x"
    yield "smuggled", sent(form, **{name: text for name, text in SMUGGLED.items() if name not in form.fields}), ENCODED


def in_turn(ways: list[tuple[str, bytes, str]], turn: int) -> list[tuple[str, bytes, str]]:
    """A third of them, another third for the next form."""
    return ways if EVERY else [way for place, way in enumerate(ways) if (place + turn) % 3 == 0]


def test_a_change_to_another_patient_is_seen(attacker: Attacker) -> None:
    """The negative control: what may be written about B is noticed, and undone."""
    path, body = f"/patients/{attacker.scene.b.patient.pk}/related/new/", b"name=Rosa+Quist&relation=helper"
    for _again in range(2):
        assert attacker.post(path, body) == "touched another's records"


def test_forms_take_anything(crawl: Crawl, role: str, attacker: Attacker) -> None:
    forms = forms_to_try(crawl, role)
    assert len(forms) > 5
    wrong = [
        (form.action, what, trouble)
        for turn, form in enumerate(forms)
        for what, body, kind in in_turn(list(as_a_whole(form)), turn)
        if (trouble := attacker.post(form.action, body, kind))
    ]
    assert wrong == []


def test_fields_take_anything(crawl: Crawl, role: str, attacker: Attacker) -> None:
    """One field at a time, so that no other field's refusal hides what comes after it."""
    texts = cycle(HOSTILE)
    wrong = [
        (form.action, name, text[:40], trouble)
        for form in forms_to_try(crawl, role)
        for name in fields_to_try(form)
        for text in islice(texts, EACH)
        if (trouble := attacker.post(form.action, sent(form, **{name: text})))
    ]
    assert wrong == []


def test_keys_of_another_patient_open_nothing(crawl: Crawl, role: str, attacker: Attacker) -> None:
    """Where a form names an episode, a referral, a plan, a consent: B's, sent from A's page."""
    theirs = {name.removesuffix("_id"): str(keys[0]) for name, keys in attacker.scene.b.ids.items() if keys}
    theirs |= {"renews": theirs["referral"], "patient_id": theirs["patient"], "episode_id": theirs["episode"]}
    wrong = [
        (form.action, name, trouble)
        for form in forms_seen(crawl[role]).values()
        for name in ["", *(theirs.keys() & form.fields.keys())]
        if (trouble := attacker.post(form.action, sent(form, **({name: theirs[name]} if name else theirs))))
    ]
    assert wrong == []


def test_posts_without_a_form_break_nothing(role: str, attacker: Attacker) -> None:
    """Every route there is, bare and with what no form asks for."""
    own = paths({**attacker.scene.ids, **attacker.scene.a.ids})
    wrong = [
        (path, trouble)
        for path in dict(own).values()
        for body in (b"", urlencode(SMUGGLED).encode())
        if (trouble := attacker.post(path, body)) and path != "/healthz"
    ]
    assert wrong == []
