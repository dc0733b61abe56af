"""Pages of the foundation: home, health, the clinic's set-up, outgoing work."""

from django.conf import settings
from django.urls import path

from clinic.views import credentials, health, home, mail, outbox, places, policy, setup, staff, styleguide

app_name = "clinic"
urlpatterns = [
    path("", home.home, name="home"),
    path("healthz", health.healthz, name="healthz"),
    # /outbox/
    path("outbox/", outbox.outbox_list, name="outbox"),
    path("outbox/messages/<int:email_id>/again/", outbox.email_again, name="email_again"),
    path("outbox/jobs/<int:job_id>/again/", outbox.job_again, name="job_again"),
    # /clinic/
    path("clinic/", setup.overview, name="setup"),
    path("clinic/profile/", setup.profile, name="profile"),
    path("clinic/policy/", policy.policy_detail, name="policy"),
    path("clinic/policy/approve/", policy.policy_approve, name="policy_approve"),
    # /clinic/locations/
    path("clinic/locations/new/", places.location_add, name="location_add"),
    path("clinic/locations/<int:location_id>/", places.location_edit, name="location_edit"),
    path("clinic/locations/<int:location_id>/rooms/new/", places.room_add, name="room_add"),
    path("clinic/rooms/<int:room_id>/", places.room_edit, name="room_edit"),
    # /clinic/staff/
    path("clinic/staff/new/", staff.staff_add, name="staff_add"),
    path("clinic/staff/<int:staff_id>/", staff.staff_detail, name="staff_detail"),
    path("clinic/staff/<int:staff_id>/edit/", staff.staff_edit, name="staff_edit"),
    path("clinic/staff/<int:staff_id>/invite/", staff.staff_invite, name="staff_invite"),
    path("clinic/staff/<int:staff_id>/deactivate/", staff.staff_deactivate, name="staff_deactivate"),
    path("clinic/staff/<int:staff_id>/reactivate/", staff.staff_reactivate, name="staff_reactivate"),
    path("clinic/staff/<int:staff_id>/licenses/new/", credentials.license_add, name="license_add"),
    path("clinic/licenses/<int:license_id>/remove/", credentials.license_remove, name="license_remove"),
    path("clinic/staff/<int:staff_id>/techniques/new/", credentials.technique_add, name="technique_add"),
    path("clinic/techniques/<int:credential_id>/remove/", credentials.technique_remove, name="technique_remove"),
    # /clinic/mail/
    path("clinic/mail/", mail.mail_list, name="mail"),
    path("clinic/mail/<str:name>/", mail.mail_message, name="mail_message"),
    path("clinic/mail/<str:name>/<int:index>/", mail.mail_attachment, name="mail_attachment"),
]
if settings.MODE == "local":
    urlpatterns += [path("styleguide/", styleguide.styleguide, name="styleguide")]
