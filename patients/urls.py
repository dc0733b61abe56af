"""The site map of this app."""

from django.urls import URLPattern

app_name = "patients"
urlpatterns: list[URLPattern] = []
