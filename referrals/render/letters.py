"""The letter that asks a physician, as HTML in the clinic's language."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from referrals.selectors.letters import Letter


def context(letter: Letter, *, title_tag: str = "h2") -> dict[str, Any]:
    """What the letter's template reads; on a page the title is no heading of the first rank."""
    return {"letter": letter, "title_tag": title_tag}


def html(letter: Letter) -> str:
    """The whole document to be drawn."""
    with translation.override(settings.LANGUAGE_CODE):
        return render_to_string("referrals/letter.html", context(letter, title_tag="h1"))
