"""Routes of charts and exercises."""

from django.urls import URLPattern, path

from sessions.views import charting, exercises

urlpatterns: list[URLPattern] = [
    # /appointments/<id>/chart/
    path("appointments/<int:appointment_id>/chart/", charting.chart, name="chart"),
    path("appointments/<int:appointment_id>/chart/start/", charting.chart_start, name="chart_start"),
    path("appointments/<int:appointment_id>/chart/sign/", charting.chart_sign, name="chart_sign"),
    path("appointments/<int:appointment_id>/chart/addendum/", charting.chart_addendum, name="chart_addendum"),
    path("appointments/<int:appointment_id>/chart/exercises/", charting.chart_prescribe, name="chart_prescribe"),
    path(
        "appointments/<int:appointment_id>/chart/exercises/<int:prescription_id>/stop/",
        charting.chart_stop_exercise,
        name="chart_stop_exercise",
    ),
    # /exercises/
    path("exercises/", exercises.library, name="exercises"),
    path("episodes/<int:episode_id>/exercises/", exercises.of_episode, name="episode_exercises"),
    path("prescriptions/<int:prescription_id>/stop/", exercises.stop, name="exercise_stop"),
]
