"""Rolls, urls."""

from __future__ import annotations

from django.urls import URLPattern, path

from svat.web.rolls import listings_views, views

urlpatterns: list[URLPattern] = [
    path("listings/", listings_views.listings, name="listings"),
    path("listings/undo/", listings_views.listing_undo, name="listing-undo"),
    path("listings/propose/", listings_views.listings_propose, name="listings-propose"),
    path("listings/<slug:key>/answer/", listings_views.listing_answer, name="listing-answer"),
    path("listings/<slug:key>/all/", listings_views.listings_bulk, name="listings-bulk"),
    path("rolls/", views.imports, name="imports"),
    path("rolls/list.xlsx", views.imports_xlsx, name="imports-xlsx"),
    path("rolls/send/", views.import_upload, name="import-upload"),
    path("rolls/imports/<slug:key>/", views.import_page, name="import"),
    path("rolls/imports/<slug:key>/headings/", views.import_map, name="import-map"),
    path("rolls/imports/<slug:key>/apply/", views.import_apply, name="import-apply"),
    path("rolls/imports/<slug:key>/undo/", views.import_undo, name="import-undo"),
    path("rolls/imports/<slug:key>/discard/", views.import_discard, name="import-discard"),
    path("rolls/imports/<slug:key>/rows/", views.import_said, name="import-said"),
]
