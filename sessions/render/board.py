"""The server-drawn board's cards and free times: hundreds on a full day, so they are written here and not by a template each."""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from sessions.selectors.board import STATUSES, Board, Card, Column, Flag

SIGNS = {
    "held": "H",
    "booked": "B",
    "confirmed": "C",
    "arrived": "A",
    "in_progress": format_html('<i class="bi bi-{}"></i>', "play-fill"),
    "done": format_html('<i class="bi bi-{}"></i>', "check-lg"),
    "no_show": "N",
}
OTHER = format_html('<i class="bi bi-{}"></i>', "x-lg")


def entries(board: Board, column: Column, *, visit_url: str, book_url: str) -> SafeString:
    """What stands in a column. `visit_url` holds “/0/” for the visit's number."""
    free = f"{book_url}?day={column.lane.day}"
    more = f"{column.query}&location={board.location.pk}"
    return format_html_join(
        "",
        "{}",
        (
            (card_html(entry, visit_url.replace("/0/", f"/{entry.visit.pk}/")),)
            if isinstance(entry, Card)
            else (
                format_html(
                    '<a class="board-gap row-{} span-{}{}" href="{}" aria-label="Book {}, {}">Book {}</a>',
                    entry.span.row,
                    entry.span.length,
                    "" if entry.leads else " board-gap-more",
                    f"{free}&at={entry.at:%H:%M}&{more}",
                    f"{entry.at:%H:%M}",
                    column.lane.title,
                    f"{entry.at:%H:%M}",
                ),
            )
            for entry in column.entries
        ),
    )


def card_html(card: Card, url: str) -> SafeString:
    status = STATUSES[card.visit.status]
    return format_html(
        '<a class="visit visit-{}{} row-{} span-{}" href="{}"><span class="visit-top"><b>{}</b>{}<span class="letter" title="{}">'
        '<span aria-hidden="true">{}</span><span class="visually-hidden">{}</span></span></span>'
        '<span class="visit-line">{} · {}</span>{}</a>',
        card.look,
        " visit-flagged" if card.flags else "",
        card.span.row,
        card.span.length,
        url,
        card.visit.list_name,
        _chips([Flag(card.day_count, "gray")]) if card.day_count else "",
        status,
        SIGNS.get(card.look, OTHER),
        status,
        f"{card.at:%H:%M}",
        card.what,
        format_html('<span class="visit-flags">{}</span>', _chips(card.flags)) if card.flags else "",
    )


def _chips(flags: Iterable[Flag]) -> SafeString:
    return format_html_join("", '<span class="chip tone-{}">{}{}</span>', ((f.tone, _icon(f), f.text) for f in flags))


def _icon(flag: Flag) -> SafeString | str:
    return format_html('<i class="bi bi-{}" aria-hidden="true"></i>', flag.icon) if flag.icon else ""
