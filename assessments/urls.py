"""The site map of this app."""

from django.urls import path

from assessments.views import conditions, goals, intake, photos, reassessments, sections

app_name = "assessments"
urlpatterns = [
    # /episodes/<id>/
    path("episodes/<int:episode_id>/intake/", intake.intake, name="intake"),
    path("episodes/<int:episode_id>/reassess/", reassessments.reassess, name="reassess"),
    # /assessments/<id>/
    path("assessments/<int:assessment_id>/", intake.detail, name="detail"),
    path("assessments/<int:assessment_id>/sign/", intake.sign, name="sign"),
    path("assessments/<int:assessment_id>/sections/<slug:section>/", sections.section_save, name="section_save"),
    path(
        "assessments/<int:assessment_id>/sections/<slug:section>/check/", sections.section_check, name="section_check"
    ),
    path("assessments/<int:assessment_id>/photos/", photos.photo_add, name="photo_add"),
    path("assessments/<int:assessment_id>/photos/<int:photo_id>/remove/", photos.photo_remove, name="photo_remove"),
    path("assessments/<int:assessment_id>/goals/<int:goal_id>/close/", goals.goal_close, name="goal_close"),
    # /conditions/<id>/
    path("conditions/<int:condition_id>/end/", conditions.condition_end, name="condition_end"),
    # /photos/<id>/
    path("photos/<int:photo_id>/", photos.photo, name="photo"),
]
