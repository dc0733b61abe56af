"""The forms of a page as a browser would send them, and what an attacker would send instead."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

LONG = "a" * 10_000
NOT_TYPED = ("\x00", "a\x00b", LONG, "\ud7ff\u202e\x1b[2J", "{{7*7}}%s%(x)s${7}", "   ", "\u0661\u0662")
NUMBERS = ("-1", "9" * 30, "99999", "1e400", "NaN", "٣", "0x10", "3.14159", "+5")
DAYS = ("0000-00-00", "9999-12-31", "0001-01-01", "2026-02-30", "12/31/99999", "24:61", "00:00")
KEYS = ("0", "-5", "9999999999", "9223372036854775808", "1 OR 1=1", "1,2,3", "__class__", "[]")
HOSTILE = (*NOT_TYPED, *NUMBERS, *DAYS, *KEYS)
# Columns that no form may reach.
SMUGGLED = {
    "id": "1",
    "pk": "1",
    "signed_at": "2026-01-01",
    "signature": "1",
    "signature_id": "1",
    "roles": "manager",
    "is_superuser": "on",
    "is_staff": "on",
    "is_active": "on",
    "merged_into": "1",
    "verified_at": "2026-01-01",
    "verified_by": "1",
    "actor": "1",
    "by": "1",
    "now": "2020-01-01",
    "override_by": "1",
    "_method": "DELETE",
}
DIGITS = re.compile(r"\d+")
UNSENT = {"csrfmiddlewaretoken"}


@dataclass
class Form:
    """One form: where it goes, and what stands in it."""

    action: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)

    def one_of_each(self) -> Iterator[str]:
        """One field of each kind: of ten rows of the same fields, those of the first."""
        yield from {DIGITS.sub("#", name): name for name in reversed(self.fields) if name not in UNSENT}.values()


class Forms(HTMLParser):
    """Collects the forms of a page that are posted."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path, self.found = path, list[Form]()
        self.current: Form | None = None
        self.text: str | None = None
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            posts = given.get("method", "").lower() == "post"
            self.current = Form(given.get("action") or self.path) if posts else None
            self.found += [self.current] if self.current else []
        elif self.current is not None:
            self._part(tag, given, {name for name, _ in attrs})

    def _part(self, tag: str, given: dict[str, str], names: set[str]) -> None:
        assert self.current is not None
        name, kind = given.get("name", ""), given.get("type", "text")
        if tag == "input" and name and (kind not in {"checkbox", "radio", "submit"} or "checked" in names):
            self._add(name, given.get("value", "on" if kind in {"checkbox", "radio"} else ""))
        elif tag == "input" and name:
            self.current.fields.setdefault(name, [])
        elif tag == "textarea":
            self.text = name
            self.current.fields.setdefault(name, [])
        elif tag == "select":
            self.select = name
            self.current.fields.setdefault(name, [])
        elif tag == "option" and self.select and "selected" in names:
            self._add(self.select, given.get("value", ""))
        elif tag == "button":
            self.current.buttons.append((given.get("formaction", ""), name, given.get("value", "")))

    def handle_data(self, data: str) -> None:
        if self.text and self.current is not None:
            self._add(self.text, data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.current = None
        elif tag == "textarea":
            self.text = None
        elif tag == "select":
            self.select = ""

    def _add(self, name: str, value: str) -> None:
        assert self.current is not None
        self.current.fields.setdefault(name, []).append(value)


def forms_of(path: str, html: str) -> list[Form]:
    """Every posted form; a button with an address or a name of its own is a form of its own."""
    parser = Forms(path.partition("?")[0])
    parser.feed(html)
    made = []
    for form in parser.found:
        made.append(form)
        for action, name, value in form.buttons:
            if action or name:
                made.append(Form(action or form.action, form.fields | ({name: [value]} if name else {})))
    return [form for form in made if form.action.startswith("/")]


def sent(form: Form, **changed: str) -> bytes:
    return urlencode({**form.fields, **{name: [value] for name, value in changed.items()}}, doseq=True).encode()
