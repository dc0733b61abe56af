"""The site map of this app."""

from django.urls import path

from reports.views import listing, showing, writing

app_name = "reports"
urlpatterns = [
    # /reports/
    path("reports/", listing.report_list, name="list"),
    # /episodes/<id>/report/
    path("episodes/<int:episode_id>/report/", writing.report_draft, name="draft"),
    # /reports/<id>/
    path("reports/<int:report_id>/", showing.report_detail, name="detail"),
    path("reports/<int:report_id>/preview/", writing.report_preview, name="preview"),
    path("reports/<int:report_id>/refresh/", writing.report_refresh, name="refresh"),
    path("reports/<int:report_id>/sign/", writing.report_sign, name="sign"),
    path("reports/<int:report_id>/state/", showing.report_state, name="state"),
    path("reports/<int:report_id>/pdf/", showing.report_pdf, name="pdf"),
    path("reports/<int:report_id>/delivered/", showing.delivery_done, name="delivered"),
]
