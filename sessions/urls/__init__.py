"""The site map of this app, by sub-domain."""

from sessions.urls import alerts, appointments, charting, patient_page, plans

app_name = "sessions"
urlpatterns = [
    *alerts.urlpatterns,
    *patient_page.urlpatterns,
    *appointments.urlpatterns,
    *plans.urlpatterns,
    *charting.urlpatterns,
]
