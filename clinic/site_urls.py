"""Pages of the foundation: home, health, the clinic's set-up, outgoing work."""

from django.urls import path

from clinic.views import home

app_name = "clinic"
urlpatterns = [
    path("", home.home, name="home"),
]
