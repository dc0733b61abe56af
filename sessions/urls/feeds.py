"""Routes of therapists' calendar links."""

from django.urls import URLPattern, path

from sessions.views import feeds

urlpatterns: list[URLPattern] = [
    # /calendar/
    path("calendar/", feeds.calendar_links, name="calendar_links"),
    path("calendar/make/", feeds.calendar_link_make, name="calendar_link_make"),
    path("calendar/<int:staff_id>/end/", feeds.calendar_link_end, name="calendar_link_end"),
]
