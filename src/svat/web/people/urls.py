"""People, urls."""

from __future__ import annotations

from django.urls import path

from svat.web.people import views

urlpatterns = [
    path("", views.home, name="home"),
    path("first-run/", views.first_run, name="first-run"),
    path("today/", views.today, name="today"),
    path("people/", views.people, name="people"),
    path("people/invite/", views.invite, name="invite"),
    path("people/invitations/<slug:key>/revoke/", views.invitation_revoke, name="invitation-revoke"),
    path("people/invitations/<slug:key>/resend/", views.invitation_resend, name="invitation-resend"),
    path("people/members/<slug:key>/end/", views.member_end, name="member-end"),
    path("invitation/<str:token>", views.invitation, name="invitation"),
    path("profile/", views.profile, name="profile"),
    path("act-as/", views.act_as, name="act-as"),
    path("language/", views.language, name="language"),
    path("outbox/", views.outbox, name="outbox"),
    path("outbox/<slug:key>/done/", views.outbox_done, name="outbox-done"),
]
