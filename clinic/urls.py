"""The site map."""

from allauth.account import views as account
from django.urls import include, path, register_converter
from django.urls.converters import StringConverter

from clinic.views import errors


class UidConverter(StringConverter):
    """The person in a password link: ends at the first hyphen, for what follows has hyphens of its own."""

    regex = "[0-9A-Za-z]+"


register_converter(UidConverter, "uid")

# allauth's pages by name: only those that staff of a clinic need (nobody signs up, nobody changes their e-mail alone).
account_urls = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/key/<uid:uidb36>-<str:key>/",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/reset/key/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
]

urlpatterns = [
    path("", include("clinic.site_urls")),
    path("account/", include(account_urls)),
    path("", include("patients.urls")),
    path("", include("referrals.urls")),
    path("", include("assessments.urls")),
    path("", include("sessions.urls")),
    path("", include("reports.urls")),
    path("", include("portal.urls")),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
