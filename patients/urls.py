"""The site map of this app."""

from django.urls import path

from patients.views import consents, listing, people, searching

app_name = "patients"
urlpatterns = [
    # /patients/
    path("patients/", listing.patient_list, name="list"),
    path("patients/new/", people.patient_register, name="register"),
    path("patients/suggest/", searching.patient_suggest, name="suggest"),
    # /patients/<id>/
    path("patients/<int:patient_id>/edit/", people.patient_edit, name="edit"),
    path("patients/<int:patient_id>/related/new/", people.related_add, name="related_add"),
    path("patients/<int:patient_id>/consents/new/", consents.consent_give, name="consent_give"),
    # /consents/<id>/
    path("consents/<int:consent_id>/withdraw/", consents.consent_withdraw, name="consent_withdraw"),
]
