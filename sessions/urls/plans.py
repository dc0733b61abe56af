"""Routes of plans and the technique catalogue."""

from django.urls import path

from sessions.views import plan_templates, plans, techniques

urlpatterns = [
    # /episodes/<id>/plan/
    path("episodes/<int:episode_id>/plan/", plans.plan_draft, name="plan_draft"),
    # /plans/<id>/
    path("plans/<int:plan_id>/", plans.plan, name="plan"),
    path("plans/<int:plan_id>/judge/", plans.plan_judge, name="plan_judge"),
    path("plans/<int:plan_id>/fill/", plans.plan_fill, name="plan_fill"),
    path("plans/<int:plan_id>/sign/", plans.plan_sign, name="plan_sign"),
    # /plan-templates/
    path("plan-templates/", plan_templates.template_list, name="templates"),
    path("plan-templates/new/", plan_templates.template_new, name="template_new"),
    path("plan-templates/<int:template_id>/", plan_templates.template_edit, name="template"),
    path("plan-templates/<int:template_id>/end/", plan_templates.template_end, name="template_end"),
    # /techniques/
    path("techniques/", techniques.technique_list, name="techniques"),
    path("techniques/<str:code>/", techniques.technique_detail, name="technique"),
    path("techniques/<str:code>/edit/", techniques.technique_edit, name="technique_edit"),
    path("techniques/<str:code>/approve/", techniques.technique_approve, name="technique_approve"),
]
