"""The site map of this app."""

from django.urls import path

from referrals.views import (
    clearances,
    deciding,
    episode_orders,
    inquiries,
    order,
    papers,
    physicians,
    protocols,
    searching,
    taking_in,
)

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
    path("referrals/<int:referral_id>/scan/<int:number>/", taking_in.scan_page, name="scan_page"),
    path("referrals/<int:referral_id>/scan/add/", taking_in.scan_add, name="scan_add"),
    # /inquiries/
    path("inquiries/new/", inquiries.inquiry_new, name="inquiry_new"),
    path("inquiries/<int:inquiry_id>/", inquiries.inquiry_detail, name="inquiry"),
    path("inquiries/<int:inquiry_id>/state/", inquiries.inquiry_state, name="inquiry_state"),
    path("inquiries/<int:inquiry_id>/letter/", inquiries.inquiry_letter, name="inquiry_letter"),
    path("inquiries/<int:inquiry_id>/handed/", inquiries.inquiry_handed, name="inquiry_handed"),
    path("inquiries/<int:inquiry_id>/answer/", inquiries.inquiry_answer, name="inquiry_answer"),
    # /clearances/
    path("clearances/new/", clearances.clearance_new, name="clearance_new"),
    path("clearances/<int:clearance_id>/", clearances.clearance_detail, name="clearance"),
    path("clearances/<int:clearance_id>/edit/", clearances.clearance_edit, name="clearance_edit"),
    path("clearances/<int:clearance_id>/confirm/", clearances.clearance_confirm, name="clearance_confirm"),
    path("clearances/<int:clearance_id>/end/", clearances.clearance_end, name="clearance_end"),
    # /orders/
    path("orders/new/", episode_orders.order_new, name="order_new"),
    path("orders/protocol/", episode_orders.order_protocol, name="order_protocol"),
    path("orders/<int:order_id>/", episode_orders.order_detail, name="order"),
    path("orders/<int:order_id>/edit/", episode_orders.order_edit, name="order_edit"),
    path("orders/<int:order_id>/confirm/", episode_orders.order_confirm, name="order_confirm"),
    path("orders/<int:order_id>/end/", episode_orders.order_end, name="order_end"),
    # /papers/
    path("papers/<int:document_id>/", papers.paper, name="paper"),
    path("papers/<int:document_id>/<int:number>/", papers.paper_page, name="paper_page"),
    # /protocols/
    path("protocols/", protocols.protocol_list, name="protocols"),
    path("protocols/new/", protocols.protocol_new, name="protocol_new"),
    path("protocols/<int:protocol_id>/", protocols.protocol_edit, name="protocol_edit"),
    path("protocols/<int:protocol_id>/end/", protocols.protocol_end, name="protocol_end"),
    path("protocols/<int:protocol_id>/file/", protocols.protocol_file, name="protocol_file"),
]
