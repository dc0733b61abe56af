"""Day sheets are drawn in the morning, and for the next working day in the evening, so that a day can be worked through on paper.

Every location's day is a job of its own: one that fails stands in the outbox for a person, and the others are drawn all the same.
"""

import logging
from datetime import date, datetime, time, timedelta

from django.core.files.storage import default_storage
from django.db import transaction

from clinic.models import Actor, Job, Location, StoredFile
from clinic.render.pdf import CannotDraw, Drawing
from clinic.render.pdf import draw as draw_paper
from clinic.selectors.profile import policy_in_force
from clinic.services import actors, jobs, uploads
from clinic.services.jobs import GiveUp
from sessions.models import DaySheet
from sessions.render import day_sheet
from sessions.selectors.day_sheets import KIND, Row, next_day, rows

logger = logging.getLogger(__name__)

MORNING, EVENING = time(4), time(18)  # on the location's clock
KEPT_DAYS = 7  # a sheet names patients; the record keeps what happened


def ask(*, location: Location, day: date, why: str, by: Actor, now: datetime) -> Job:
    """Have this day drawn. The same `why` asks once."""
    ids = {"location_id": location.pk, "day": day.toordinal()}
    return jobs.enqueue(kind=KIND, key=f"{KIND}:{location.pk}:{day}:{why}", ids=ids, by=by, now=now)


def ask_due(*, now: datetime) -> int:
    """Ask for what is due by each location's clock; asked again it asks for nothing. How many were asked for now."""
    due: dict[str, tuple[Location, date, str]] = {}
    for location in Location.objects.order_by("pk"):
        local = now.astimezone(location.tz)
        if local.time() >= MORNING:
            due[f"{KIND}:{location.pk}:{local.date()}:morning"] = (location, local.date(), "morning")
        if local.time() >= EVENING:
            day = next_day(location, local.date())
            due[f"{KIND}:{location.pk}:{day}:evening"] = (location, day, "evening")
    asked = set(Job.objects.filter(key__in=due).values_list("key", flat=True))
    fresh = [given for key, given in due.items() if key not in asked]
    for location, day, why in fresh:
        ask(location=location, day=day, why=why, by=actors.system(), now=now)
    return len(fresh)


def draw(*, location_id: int, day: int, now: datetime) -> None:
    """The job's handler; drawn again, it replaces what there was. Raises GiveUp where only a person can help. `day`: its ordinal."""
    location = Location.objects.filter(pk=location_id).first()
    if location is None:
        raise GiveUp("There is no location with this number.")
    on = date.fromordinal(day)
    try:
        drawing, found = drawn(location, on, now=now)
    except CannotDraw as error:
        raise GiveUp(f"The day sheet could not be drawn: {error}") from error
    _keep(location, on, drawing, visits=len(found), now=now)


def drawn(location: Location, day: date, *, now: datetime) -> tuple[Drawing, list[Row]]:
    """The sheet as it would be kept, and its rows. Raises CannotDraw."""
    found = rows(location, day, policy=policy_in_force())
    return draw_paper(day_sheet.html(location, day, found, now=now), sheet=day_sheet.SHEET), found


def _keep(location: Location, day: date, drawing: Drawing, *, visits: int, now: datetime) -> None:
    """The new file stands before the old one goes, so that there is a sheet whatever ends this."""
    with transaction.atomic():
        Location.objects.select_for_update(no_key=True).only("pk").get(pk=location.pk)  # a second worker waits here
        sheet = DaySheet.objects.select_related("file").filter(location=location, day=day).first()
        if sheet is not None and sheet.drawn_at > now:
            return  # a later drawing was quicker
        file = uploads.keep(
            content=drawing.content,
            name=f"Day sheet {location.name} {day}.pdf",
            content_type=StoredFile.Kind.PDF,
            pages=drawing.pages,
            by=actors.system(),
            now=now,
        )
        if sheet is None:
            DaySheet.objects.create(location=location, day=day, file=file, visits=visits, drawn_at=now)
            return
        former = sheet.file
        sheet.file, sheet.visits, sheet.drawn_at = file, visits, now
        sheet.save(update_fields=["file", "visits", "drawn_at"])
        _remove(former)


def sweep(*, now: datetime) -> None:
    """The daily job's handler: sheets of days that are long over go, rows and files."""
    for sheet in DaySheet.objects.select_related("file", "location").filter(day__lt=now.date()):
        today = now.astimezone(sheet.location.tz).date()
        if sheet.day + timedelta(days=KEPT_DAYS) < today:
            with transaction.atomic():
                sheet.delete()
                _remove(sheet.file)


def _remove(file: StoredFile) -> None:
    """The content goes once it is certain that nothing points to it any more."""
    key = file.key
    file.delete()
    transaction.on_commit(lambda: default_storage.delete(key), robust=True)
