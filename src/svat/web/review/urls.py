"""Review, urls."""

from __future__ import annotations

from django.urls import path

from svat.web.review import case_views, proof_views, views

urlpatterns = [
    path("review/", views.review, name="review"),
    path("review/hits.xlsx", views.review_xlsx, name="review-xlsx"),
    path("review/corridors/<slug:key>/screen/", views.review_screen, name="review-screen"),
    path("review/questions/", case_views.questions, name="questions"),
    path("review/waits/", proof_views.review_waits, name="review-waits"),
    path("review/proofs/", proof_views.review_proofs, name="review-proofs"),
    path("review/proofs/keys/<slug:key>/", proof_views.review_key, name="review-key"),
    path("review/proofs/<slug:key>/", proof_views.review_proof, name="review-proof"),
    path("review/case-file/", case_views.case_file, name="case-file"),
    path("review/case-file/rows/<slug:key>/undo/", case_views.case_row_undo, name="case-row-undo"),
    path("review/case-file/<slug:table>/", case_views.case_table, name="case-table"),
    path("review/hits/<slug:key>/", views.hit, name="hit"),
    path("review/hits/<slug:key>/decide/", views.hit_decide, name="hit-decide"),
    path("review/hits/<slug:key>/second/", views.hit_second, name="hit-second"),
]
