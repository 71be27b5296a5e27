"""Review, urls."""

from __future__ import annotations

from django.urls import path

from svat.web.review import views

urlpatterns = [
    path("review/", views.review, name="review"),
    path("review/hits.xlsx", views.review_xlsx, name="review-xlsx"),
    path("review/corridors/<slug:key>/screen/", views.review_screen, name="review-screen"),
    path("review/hits/<slug:key>/", views.hit, name="hit"),
    path("review/hits/<slug:key>/decide/", views.hit_decide, name="hit-decide"),
    path("review/hits/<slug:key>/second/", views.hit_second, name="hit-second"),
]
