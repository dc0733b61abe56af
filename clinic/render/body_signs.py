"""The signs of the body map: the pain's number and color, the role's edge, scar, device and no touch.

Presentation attributes hold the look on paper (a PDF's SVG hears no style sheet); classes let `body-map.css` change it
on screen. Nothing is said by color alone, so that a map survives a fax.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

FONT = "Inter Letter, Inter Letter Ext, Inter Variable, sans-serif"
INK, PAPER, RED = "#16302d", "#fff", "#b42318"
STEP = 17  # between the signs of one place


@dataclass(frozen=True, slots=True)
class Band:
    """From which pain on, its name (also its class), and its fill on paper."""

    least: int
    name: str
    fill: str


# The bounds of A-WORDS in docs/clinical.md; "worst" looks like "severe".
BANDS = (
    Band(7, "severe", "#ee9f94"),
    Band(4, "moderate", "#f7d79b"),
    Band(1, "mild", "#fdf3d9"),
    Band(0, "none", "#e4f1e3"),
)
MARKED = "#e1eaf5"  # a place without a number, marked for its role or a sign
ROLES = {
    "affected": {"width": "2", "dashes": "none"},
    "unaffected": {"width": "1.6", "dashes": "0.5 3.4"},
    "compensation": {"width": "2", "dashes": "7 3.5"},
}


class Flag(StrEnum):
    """In the order in which the signs of one place stand."""

    NO_TOUCH = "no_touch"
    SCAR = "scar"
    DEVICE = "device"


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """`key` is the name of a band, a role or a flag."""

    key: str
    sign: SafeString
    label: str


def signs() -> SafeString:
    """Every sign once, for the script to copy."""
    drawn = [("number", number("")), *((flag.value, sign_of(flag)) for flag in Flag)]
    return format_html("<svg>{}</svg>", format_html_join("", '<g data-bm-sign="{}">{}</g>', drawn))


def legend(used: Collection[str] | None = None) -> tuple[LegendEntry, ...]:
    """What the signs mean: all of them, or those whose keys are used."""
    swatch = "M2 3H26V17H2Z"
    shown = (
        (BANDS[3], "0", _("no pain")),
        (BANDS[2], "2", _("mild, 1 to 3")),
        (BANDS[1], "5", _("moderate, 4 to 6")),
        (BANDS[0], "8", _("severe, 7 to 10")),
    )
    patch = '<path class="bm-band-{}" fill="{}" d="{}"/>{}'
    entries = (
        *(
            _key(band.name, format_html(patch, band.name, band.fill, swatch, _middle(number(pain))), says)
            for band, pain, says in shown
        ),
        *(_key(role, ring(swatch, role), role_words(role)) for role in ROLES),
        *(_key(flag, _middle(sign_of(flag)), flag_words(flag)) for flag in Flag),
    )
    return tuple(entry for entry in entries if used is None or entry.key in used)


def _key(key: str, sign: SafeString, label: str) -> LegendEntry:
    drawn = (
        '<svg class="bm-key" viewBox="0 0 28 20" width="28" height="20" aria-hidden="true" font-family="{}">{}</svg>'
    )
    return LegendEntry(key, format_html(drawn, FONT, sign), label)


def _middle(sign: SafeString) -> SafeString:
    return format_html('<g transform="translate(14 10)">{}</g>', sign)


def band_of(pain: int) -> Band:
    return next(band for band in BANDS if pain >= band.least)


def flag_words(flag: Flag) -> str:
    return {Flag.NO_TOUCH: _("no touch"), Flag.SCAR: _("scar"), Flag.DEVICE: _("device or implant")}[flag]


def role_words(role: str) -> str:
    return {"affected": _("affected"), "unaffected": _("unaffected"), "compensation": _("compensating")}[role]


def ring(path: str, role: str) -> SafeString:
    look = ROLES[role]
    return format_html(
        '<path class="bm-ring bm-role-{}" fill="none" stroke="{}" stroke-width="{}" stroke-dasharray="{}" '
        'stroke-linecap="{}" stroke-linejoin="round" d="{}"/>',
        *(role, INK, look["width"], look["dashes"], "round" if role == "unaffected" else "butt", path),
    )


def number(text: str) -> SafeString:
    return format_html(
        '<circle class="bm-badge" r="8" fill="{}" stroke="{}" stroke-width="1.2"/>'
        '<text class="bm-number" y="4" text-anchor="middle" font-weight="700" font-size="11" fill="{}">{}</text>',
        *(PAPER, INK, INK, text),
    )


def sign_of(flag: Flag) -> SafeString:
    """A sign of about 16 by 16 around the origin."""
    match flag:
        case Flag.NO_TOUCH:
            return format_html(
                '<circle class="bm-stop" r="7" fill="{}" stroke="{}" stroke-width="2.2"/>'
                '<path class="bm-stop" fill="none" stroke="{}" stroke-width="2.2" d="M-4.8 4.8L4.8-4.8"/>',
                *(PAPER, RED, RED),
            )
        case Flag.SCAR:
            stitches = "M-8 0H8M-5.5-4V4M-1.9-4V4M1.9-4V4M5.5-4V4"
            return format_html(
                '<path class="bm-halo" fill="none" stroke="{}" stroke-width="4.6" stroke-linecap="round" d="{}"/>'
                '<path class="bm-stitch" fill="none" stroke="{}" stroke-width="1.5" stroke-linecap="round" d="{}"/>',
                *(PAPER, stitches, INK, stitches),
            )
        case Flag.DEVICE:
            return format_html(
                '<rect class="bm-badge" x="-6.5" y="-6.5" width="13" height="13" rx="1.5" fill="{}" stroke="{}" stroke-width="1.6"/>'
                '<rect class="bm-device" x="-3" y="-3" width="6" height="6" fill="{}"/>',
                *(PAPER, INK, INK),
            )
