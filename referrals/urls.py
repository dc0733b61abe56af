"""The site map of this app."""

from django.urls import path

from referrals.views import deciding, order, physicians, searching, taking_in

app_name = "referrals"
urlpatterns = [
    # /physicians/
    path("physicians/", physicians.physician_list, name="physicians"),
    path("physicians/new/", physicians.physician_register, name="physician_register"),
    path("physicians/<int:physician_id>/", physicians.physician_edit, name="physician_edit"),
    # /referrals/
    path("referrals/new/", taking_in.referral_new, name="new"),
    path("referrals/icd/", searching.icd_search, name="icd_search"),
    path("referrals/patients/", searching.patient_search, name="patient_search"),
    path("referrals/physicians/", searching.physician_search, name="physician_search"),
    path("referrals/episodes/", searching.episode_choices, name="episode_choices"),
    # /referrals/<id>/
    path("referrals/<int:referral_id>/", order.referral_detail, name="detail"),
    path("referrals/<int:referral_id>/edit/", order.referral_edit, name="edit"),
    path("referrals/<int:referral_id>/verify/", deciding.referral_verify, name="verify"),
    path("referrals/<int:referral_id>/decline/", deciding.referral_decline, name="decline"),
    path("referrals/<int:referral_id>/withdraw/", deciding.referral_withdraw, name="withdraw"),
    path("referrals/<int:referral_id>/scan/", taking_in.referral_scan, name="scan"),
    path("referrals/<int:referral_id>/scan/add/", taking_in.scan_add, name="scan_add"),
]
