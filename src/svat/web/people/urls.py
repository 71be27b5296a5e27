"""People, urls."""

from __future__ import annotations

from django.urls import path

from svat.web.people import office, views

urlpatterns = [
    path("", views.home, name="home"),
    path("first-run/", views.first_run, name="first-run"),
    path("today/", views.today, name="today"),
    path("people/", views.people, name="people"),
    path("people/invite/", views.invite, name="invite"),
    path("people/invitations/<slug:key>/revoke/", views.invitation_revoke, name="invitation-revoke"),
    path("people/invitations/<slug:key>/resend/", views.invitation_resend, name="invitation-resend"),
    path("people/members/<slug:key>/end/", office.member_end, name="member-end"),
    path("people/members/<slug:key>/forget/", office.member_forget, name="member-forget"),
    path("people/members/<slug:key>/factor-lost/", office.recovery_propose, name="recovery-propose"),
    path("people/factors/<slug:key>/second/", office.recovery_second, name="recovery-second"),
    path("people/factors/<slug:key>/withdraw/", office.recovery_withdraw, name="recovery-withdraw"),
    path("council/", office.council, name="council"),
    path("council/change/", office.council_change, name="council-change"),
    path("no-role/", views.no_role, name="no-role"),
    path("factor/", office.factor, name="factor"),
    path("factor/codes/", office.factor_codes, name="factor-codes"),
    path("invitation/<str:token>", views.invitation, name="invitation"),
    path("profile/", views.profile, name="profile"),
    path("kept/", views.kept, name="kept"),
    path("act-as/", views.act_as, name="act-as"),
    path("language/", views.language, name="language"),
    path("outbox/", office.outbox, name="outbox"),
    path("outbox/<slug:key>/done/", office.outbox_done, name="outbox-done"),
    path("outbox/<slug:key>/again/", office.outbox_again, name="outbox-again"),
    path("outbox/<slug:key>/leave/", office.outbox_leave, name="outbox-leave"),
    path("outbox/<slug:key>/letter.eml", office.outbox_letter, name="outbox-letter"),
    path("outbox/bounces/", office.outbox_bounces, name="outbox-bounces"),
]
