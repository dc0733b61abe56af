"""The timeline as the patient page shows it: what was chosen, the links that choose, and what stands folded away."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from clinic.rules.timeline import Entry, Shown, chosen, in_order

NEWEST = 9


def shown_timeline(entries: Iterable[Entry], asked: str, *, episode: str) -> dict[str, Any]:
    """Links keep the chosen course of care; nothing here needs a script."""
    shown = chosen(asked)
    rows = in_order(entries, shown)
    return {
        "filters": [
            {"label": option.value, "url": _url(option, episode), "active": option is shown} for option in Shown
        ],
        "newest": rows[:NEWEST],
        "earlier": rows[NEWEST:],
        "empty": {"all": "Nothing has happened yet.", "visits": "No visit yet.", "letters": "No letter yet."}[shown],
    }


def _url(option: Shown, episode: str) -> str:
    query = {"episode": episode} if episode.isdigit() else {}
    return f"?{urlencode(query | {'show': option.value})}#timeline"
