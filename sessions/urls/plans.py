"""Routes of plans and the technique catalogue."""

from django.urls import path

from sessions.views import plans

urlpatterns = [
    # /episodes/<id>/plan/
    path("episodes/<int:episode_id>/plan/", plans.plan_draft, name="plan_draft"),
    # /plans/<id>/
    path("plans/<int:plan_id>/", plans.plan, name="plan"),
    path("plans/<int:plan_id>/sign/", plans.plan_sign, name="plan_sign"),
    # /techniques/
    path("techniques/", plans.techniques, name="techniques"),
]
