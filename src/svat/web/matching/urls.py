"""Matching, urls."""

from __future__ import annotations

from django.urls import path

from svat.web.matching import answers_views, views, wish_views

urlpatterns = [
    path("answers/", answers_views.answers, name="answers"),
    path("answers/answers.xlsx", answers_views.answers_xlsx, name="answers-xlsx"),
    path("answers/<slug:key>/silent/", answers_views.silent, name="silent"),
    path("answers/<slug:key>/letters/", answers_views.letters_send, name="letters-send"),
    path("overview/", answers_views.overview, name="overview"),
    path("companies/<slug:key>/story/", answers_views.company_story, name="company-story"),
    path("learning/", answers_views.learning, name="learning"),
    path("learning/<slug:key>/look/", answers_views.learning_look, name="learning-look"),
    path("learning/<slug:key>/switch/", answers_views.learning_switch, name="learning-switch"),
    path("introductions/", views.runs, name="runs"),
    path("introductions/ask/", views.run_ask, name="run-ask"),
    path("introductions/pairs/<slug:key>/", views.introduction, name="introduction"),
    path("introductions/<slug:key>/", views.run, name="run"),
    path("introductions/<slug:key>/changes/", views.run_changes, name="run-changes"),
    path("introductions/<slug:key>/xlsx/", views.run_xlsx, name="run-xlsx"),
    path("introductions/<slug:key>/files/<str:name>", views.run_file, name="run-file"),
    path("introductions/<slug:key>/leave/", views.run_cancel, name="run-cancel"),
    path("introductions/<slug:key>/propose/", views.run_propose, name="run-propose"),
    path("introductions/<slug:key>/back/", views.run_back, name="run-back"),
    path("introductions/<slug:key>/publish/", views.run_publish, name="run-publish"),
    path("introductions/<slug:key>/withdraw/", views.run_withdraw, name="run-withdraw"),
    path("introductions/<slug:key>/check/", views.run_check, name="run-check"),
    path("wishes/", wish_views.wishes, name="wishes"),
    path("wishes/settle/", wish_views.wish_settle, name="wish-settle"),
    path("wishes/price/", wish_views.price_ask, name="price-ask"),
    path("wishes/corridors/<slug:key>/fit/", wish_views.least_fit, name="least-fit"),
    path("wishes/<slug:key>/undo/", wish_views.wish_undo, name="wish-undo"),
]
