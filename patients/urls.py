"""The site map of this app."""

from django.urls import path

from patients.views import consents, importing, listing, merging, people, searching

app_name = "patients"
urlpatterns = [
    # /patients/
    path("patients/", listing.patient_list, name="list"),
    path("patients/new/", people.patient_register, name="register"),
    path("patients/suggest/", searching.patient_suggest, name="suggest"),
    path("patients/duplicates/", merging.duplicates, name="duplicates"),
    # /patients/import/
    path("patients/import/", importing.import_list, name="imports"),
    path("patients/import/sample.csv", importing.import_sample, name="import_sample"),
    path("patients/import/<int:import_id>/", importing.import_detail, name="import"),
    path("patients/import/<int:import_id>/start/", importing.import_start, name="import_start"),
    path("patients/import/<int:import_id>/drop/", importing.import_drop, name="import_drop"),
    path("patients/import/<int:import_id>/refused.csv", importing.import_refused, name="import_refused"),
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
