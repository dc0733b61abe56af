"""The site map of this app: pages behind links, without sign-in."""

from django.urls import URLPattern, path

from portal.views import visit

app_name = "portal"
urlpatterns: list[URLPattern] = [
    path("v/<str:token>/", visit.visit, name="visit"),
]
