"""Matching, urls."""

from __future__ import annotations

from django.urls import path

from svat.web.matching import views

urlpatterns = [
    path("introductions/", views.runs, name="runs"),
    path("introductions/ask/", views.run_ask, name="run-ask"),
    path("introductions/<slug:key>/", views.run, name="run"),
    path("introductions/<slug:key>/leave/", views.run_cancel, name="run-cancel"),
    path("introductions/<slug:key>/propose/", views.run_propose, name="run-propose"),
    path("introductions/<slug:key>/back/", views.run_back, name="run-back"),
    path("introductions/<slug:key>/publish/", views.run_publish, name="run-publish"),
    path("introductions/<slug:key>/withdraw/", views.run_withdraw, name="run-withdraw"),
    path("introductions/<slug:key>/check/", views.run_check, name="run-check"),
]
