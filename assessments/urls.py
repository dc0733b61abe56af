"""The site map of this app."""

from django.urls import path

from assessments.views import intake

app_name = "assessments"
urlpatterns = [
    # /episodes/<id>/intake/
    path("episodes/<int:episode_id>/intake/", intake.intake, name="intake"),
    # /assessments/<id>/
    path("assessments/<int:assessment_id>/", intake.detail, name="detail"),
    path("assessments/<int:assessment_id>/sign/", intake.sign, name="sign"),
]
