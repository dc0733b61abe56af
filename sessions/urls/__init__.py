"""The site map of this app, by sub-domain."""

from sessions.urls import alerts, appointments, charting, feeds, hours, patient_page, plans, waitlist

app_name = "sessions"
urlpatterns = [
    *alerts.urlpatterns,
    *patient_page.urlpatterns,
    *appointments.urlpatterns,
    *hours.urlpatterns,
    *plans.urlpatterns,
    *charting.urlpatterns,
    *feeds.urlpatterns,
    *waitlist.urlpatterns,
]
