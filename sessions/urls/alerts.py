"""Routes of alerts: what needs a person."""

from django.urls import URLPattern, path

from sessions.views import alerts

urlpatterns: list[URLPattern] = [
    # /alerts/
    path("alerts/", alerts.alert_list, name="alerts"),
    path("alerts/<int:alert_id>/", alerts.alert, name="alert"),
]
