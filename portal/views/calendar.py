"""A therapist's calendar for the programs that fetch it by its secret address. Every reading leaves an access row."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_safe

from clinic.access import by_link, read_by
from clinic.selectors.profile import clinic_name
from sessions.render.calendars import for_therapist
from sessions.selectors.feeds import visits_of
from sessions.services import feeds

GONE, TOO_MANY = 410, 429


@require_safe
@by_link
def calendar(request: HttpRequest, token: str) -> HttpResponseBase:
    """An ETag and a date, so that a program that has the newest gets a short answer."""
    now = timezone.now()
    try:
        feed = feeds.read(token=token, now=now)
    except feeds.Ended:
        return HttpResponse("This calendar has ended.\n", status=GONE, content_type="text/plain")
    except feeds.TooOften as error:
        answer = HttpResponse(f"{error}\n", status=TOO_MANY, content_type="text/plain")
        answer["Retry-After"] = str(error.seconds)
        return answer
    content = for_therapist(visits_of(feed.staff, now=now), name=f"{feed.staff.name}, {clinic_name()}")
    feed = feeds.note_content(feed=feed, content=content, now=now)
    read_by(feed.staff.actor, request, "calendar feed")
    changed = int(feed.content_at.timestamp()) if feed.content_at else None
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    etag = quote_etag(feed.content_sha256)
    answer["ETag"], answer["Last-Modified"] = etag, http_date(changed)
    answer["Cache-Control"] = "private, no-cache"
    answer["Content-Disposition"] = 'inline; filename="visits.ics"'
    return get_conditional_response(request, etag=etag, last_modified=changed, response=answer) or answer
