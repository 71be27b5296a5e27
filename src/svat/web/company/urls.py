"""Company, urls: a company's own pages, and the council's page of what companies ask for."""

from __future__ import annotations

from django.urls import path

from svat.web.company import office_views, own_views, views

urlpatterns = [
    path("own/introductions/", views.introductions, name="own-introductions"),
    path("own/introductions/<slug:key>/", views.partner, name="own-partner"),
    path("own/introductions/<slug:key>/answer/", views.answer, name="own-answer"),
    path("own/introductions/<slug:key>/contact/", views.contact, name="own-contact"),
    path("own/company/", own_views.profile, name="own-company"),
    path("own/company/forget/", own_views.forget, name="own-forget"),
    path("own/company/columns/<slug:column>/", own_views.field, name="own-field"),
    path("own/company/new/<slug:kind>/", own_views.listing_new, name="own-listing-new"),
    path("own/company/listings/<slug:key>/", own_views.listing, name="own-listing"),
    path("own/company/listings/<slug:key>/code/", own_views.code, name="own-code"),
    path("own/company/requests/<slug:key>/back/", own_views.take_back, name="own-request-back"),
    path("own/company/reminders/", own_views.reminders, name="own-reminders"),
    path("own/data/", own_views.data, name="own-data"),
    path("own/data/out/", own_views.data_out, name="own-data-out"),
    path("requests/", office_views.requests, name="requests"),
    path("requests/<slug:key>/", office_views.request_one, name="request"),
    path("requests/<slug:key>/do/", office_views.request_do, name="request-do"),
    path("requests/<slug:key>/forget/", office_views.request_forget, name="request-forget"),
    path("requests/<slug:key>/refuse/", office_views.request_refuse, name="request-refuse"),
]
