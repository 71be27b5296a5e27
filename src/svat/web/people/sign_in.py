"""People, sign-in: those addresses of django-allauth that the application uses; nobody signs up."""

from __future__ import annotations

from allauth.account import views
from django.urls import include, path, re_path

urlpatterns = [
    path("sign-in/", views.login, name="account_login"),
    path("sign-out/", views.logout, name="account_logout"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/set/", views.password_set, name="account_set_password"),
    path("password/reset/", views.password_reset, name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("confirm/", views.email_verification_sent, name="account_email_verification_sent"),
    path("confirm/<path:key>/", views.confirm_email, name="account_confirm_email"),
    path("closed/", views.account_inactive, name="account_signup"),
    path("factors/", include("allauth.mfa.urls")),
]
