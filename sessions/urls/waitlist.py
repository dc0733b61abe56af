"""Routes of the waitlist and of times that have become free."""

from django.urls import URLPattern, path

from sessions.views import offers, waitlist

urlpatterns: list[URLPattern] = [
    # /waitlist/
    path("waitlist/", waitlist.waitlist_page, name="waitlist"),
    path("waitlist/new/", waitlist.waitlist_add, name="waitlist_add"),
    path("waitlist/openings/", offers.openings, name="openings"),
    # /waitlist/<id>/
    path("waitlist/<int:entry_id>/close/", waitlist.waitlist_close, name="waitlist_close"),
    path("waitlist/<int:entry_id>/offer/", offers.offer, name="waitlist_offer"),
    # /waitlist/offers/<id>/
    path("waitlist/offers/<int:offer_id>/accept/", offers.accepted, name="offer_accepted"),
    path("waitlist/offers/<int:offer_id>/decline/", offers.declined, name="offer_declined"),
    path("waitlist/offers/<int:offer_id>/withdraw/", offers.withdrawn, name="offer_withdrawn"),
]
