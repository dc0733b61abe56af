"""The site map of this app: pages behind links, without sign-in."""

from django.urls import URLPattern, path

from portal.views import calendar, offer, visit

app_name = "portal"
urlpatterns: list[URLPattern] = [
    path("v/<str:token>/", visit.visit, name="visit"),
    path("v/<str:token>/change/", visit.change, name="visit_change"),
    path("w/<str:token>/", offer.offer, name="offer"),
    path("c/<str:token>/visits.ics", calendar.calendar, name="calendar"),
]
