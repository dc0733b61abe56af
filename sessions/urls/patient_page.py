"""Routes of the patient page and the referral inbox."""

from django.urls import URLPattern, path

from sessions.views import patient_page, referral_inbox

urlpatterns: list[URLPattern] = [
    path("referrals/", referral_inbox.referral_inbox, name="referral_inbox"),
    # /patients/<id>/
    path("patients/<int:patient_id>/", patient_page.patient, name="patient"),
    path("patients/<int:patient_id>/open/", patient_page.open_chart, name="patient_open"),
]
