"""The site map of this app."""

from django.urls import path

from patients.views import consents, listing, merging, people, searching

app_name = "patients"
urlpatterns = [
    # /patients/
    path("patients/", listing.patient_list, name="list"),
    path("patients/new/", people.patient_register, name="register"),
    path("patients/suggest/", searching.patient_suggest, name="suggest"),
    path("patients/duplicates/", merging.duplicates, name="duplicates"),
    # /patients/<id>/
    path("patients/<int:patient_id>/edit/", people.patient_edit, name="edit"),
    path("patients/<int:patient_id>/related/new/", people.related_add, name="related_add"),
    path("patients/<int:patient_id>/consents/new/", consents.consent_give, name="consent_give"),
    path("patients/<int:patient_id>/merge/", merging.merge_choose, name="merge_choose"),
    path("patients/<int:patient_id>/merge/<int:other_id>/", merging.merge, name="merge"),
    path("patients/<int:patient_id>/merge/<int:other_id>/apart/", merging.keep_apart, name="keep_apart"),
    # /consents/<id>/
    path("consents/<int:consent_id>/withdraw/", consents.consent_withdraw, name="consent_withdraw"),
]
