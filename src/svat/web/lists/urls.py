"""Lists, urls."""

from __future__ import annotations

from django.urls import path

from svat.web.lists import views

urlpatterns = [
    path("lists/", views.lists, name="lists"),
    path("lists/upload/", views.list_upload, name="list-upload"),
    path("lists/uploads/<slug:key>/fewer/", views.list_fewer, name="list-fewer"),
    path("lists/uploads/<slug:key>/discard/", views.list_discard, name="list-discard"),
    path("lists/corridors/<slug:key>/read/", views.list_read, name="list-read"),
    path("lists/versions/<slug:key>/", views.list_changes, name="list-changes"),
    path("lists/versions/<slug:key>/compare/", views.list_compare, name="list-compare"),
    path("lists/versions/<slug:key>/screen/", views.list_screen, name="list-screen"),
    path("lists/rescreenings/<slug:key>/", views.rescreening, name="rescreening"),
]
