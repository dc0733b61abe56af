"""Catalogues of what patients read: complete, and compiled from what stands beside them."""

import gettext
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages import mofile, pofile
from django.conf import settings

LANGUAGES = [code for code, _ in settings.LANGUAGES if code != "en"]


def catalog(language: str) -> Path:
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"


def entries(content: bytes) -> dict[object, str]:
    found = gettext.GNUTranslations(BytesIO(content))._catalog  # type: ignore[attr-defined]
    return {key: words for key, words in found.items() if key}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language: str) -> None:
    with catalog(language).open("rb") as file:
        messages = [message for message in pofile.read_po(file) if message.id]
    assert len(messages) > 40
    empty = [message.id for message in messages if message.fuzzy or not all(_parts(message.string))]
    assert empty == []


def _parts(string: object) -> tuple[object, ...]:
    return string if isinstance(string, tuple) else (string,)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_what_is_written(language: str) -> None:
    """Run `bin/messages compile` after a change."""
    written = BytesIO()
    with catalog(language).open("rb") as file:
        mofile.write_mo(written, pofile.read_po(file))
    compiled = catalog(language).with_suffix(".mo").read_bytes()
    assert entries(compiled) == entries(written.getvalue())
