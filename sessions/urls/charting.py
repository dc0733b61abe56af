"""Routes of this sub-domain."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
