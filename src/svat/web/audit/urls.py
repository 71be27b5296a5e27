"""Audit, urls."""

from __future__ import annotations

from django.urls import path

from svat.web.audit import views

urlpatterns = [
    path("audit/", views.audit, name="audit"),
    path("audit/verify/", views.audit_verify, name="audit-verify"),
    path("audit/<int:number>/", views.audit_entry, name="audit-entry"),
]
