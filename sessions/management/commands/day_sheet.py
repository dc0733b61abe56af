"""A day sheet into a file, for whoever has nothing but a shell: drawn anew, nothing is kept."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from clinic.models import Location
from clinic.render.pdf import CannotDraw
from sessions.services import day_sheets


class Command(BaseCommand):
    help = "Draws the day sheet of one location as a PDF."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--location", help="its name; may be left out where there is only one")
        parser.add_argument("--day", type=date.fromisoformat, help="YYYY-MM-DD; today where it is left out")
        parser.add_argument("--out", required=True, type=Path, help="the file to write")

    def handle(self, *_args: Any, **options: Any) -> None:
        now, location = timezone.now(), _location(options["location"])
        day: date = options["day"] or now.astimezone(location.tz).date()
        try:
            drawing, rows = day_sheets.drawn(location, day, now=now)
            options["out"].write_bytes(drawing.content)
        except (CannotDraw, OSError) as error:
            raise CommandError(f"The day sheet could not be written: {error}") from error
        self.stdout.write(f"{location.name}, {day}: {len(rows)} visits on {drawing.pages} pages in {options['out']}.")


def _location(name: str | None) -> Location:
    places = list(Location.objects.order_by("name"))
    found = [place for place in places if name is None or place.name.casefold() == name.casefold()]
    if len(found) == 1:
        return found[0]
    known = ", ".join(place.name for place in places) or "none"
    raise CommandError(f"Name one location with --location. There are: {known}.")
