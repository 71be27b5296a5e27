"""Company, urls."""

from __future__ import annotations

from django.urls import path

from svat.web.company import views

urlpatterns = [
    path("own/", views.introductions, name="own-introductions"),
    path("own/partners/<slug:key>/", views.partner, name="own-partner"),
    path("own/partners/<slug:key>/answer/", views.answer, name="own-answer"),
    path("own/partners/<slug:key>/contact/", views.contact, name="own-contact"),
]
