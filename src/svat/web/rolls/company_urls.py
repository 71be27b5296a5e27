"""Rolls, company urls: companies, likely duplicates, decisions about them, saved views."""

from __future__ import annotations

from django.urls import path

from svat.web.rolls import book_views, company_views, same_views

urlpatterns = [
    path("companies/", company_views.companies, name="companies"),
    path("companies/list.xlsx", book_views.companies_xlsx, name="companies-xlsx"),
    path("companies/taken/", book_views.book_make, name="book-make"),
    path("companies/taken/<slug:key>/", book_views.book, name="book"),
    path("companies/taken/<slug:key>/file/", book_views.book_file, name="book-file"),
    path("companies/correct/", company_views.companies_bulk, name="companies-bulk"),
    path("companies/views/", company_views.view_save, name="view-save"),
    path("companies/views/<slug:key>/forget/", company_views.view_forget, name="view-forget"),
    path("companies/corrections/<slug:key>/undo/", company_views.correction_undo, name="correction-undo"),
    path("companies/<slug:key>/", company_views.company, name="company"),
    path(
        "companies/<slug:key>/correct/<slug:column>/", company_views.company_correct, name="company-correct"
    ),
    path("companies/<slug:key>/with/", same_views.company_pair, name="company-pair"),
    path("companies/<slug:key>/merge/", same_views.merge, name="merge"),
    path("companies/<slug:key>/apart/", same_views.tell_apart, name="tell-apart"),
    path("duplicates/", same_views.duplicates, name="duplicates"),
    path("duplicates/apart/", same_views.duplicates_bulk, name="duplicates-bulk"),
    path("decisions/<slug:key>/unmerge/", same_views.unmerge, name="unmerge"),
    path("decisions/<slug:key>/undo/", same_views.apart_undo, name="apart-undo"),
    path("bulk/<slug:key>/undo/", same_views.bulk_undo, name="bulk-undo"),
]
