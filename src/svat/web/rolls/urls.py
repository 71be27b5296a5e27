"""Rolls, urls."""

from __future__ import annotations

from django.urls import path

from svat.web.rolls import listings_views

urlpatterns = [
    path("listings/", listings_views.listings, name="listings"),
    path("listings/undo/", listings_views.listing_undo, name="listing-undo"),
    path("listings/propose/", listings_views.listings_propose, name="listings-propose"),
    path("listings/<slug:key>/answer/", listings_views.listing_answer, name="listing-answer"),
    path("listings/<slug:key>/all/", listings_views.listings_bulk, name="listings-bulk"),
]
