"""The web application, urls: every part's addresses; each name stands in the permission matrix."""

from __future__ import annotations

from django.conf import settings
from django.urls import include, path
from django.views.generic import RedirectView

from svat.web import health
from svat.web.audit import urls as audit
from svat.web.company import urls as company
from svat.web.jobs import urls as jobs
from svat.web.lists import urls as lists
from svat.web.matching import urls as matching
from svat.web.people import urls as people
from svat.web.review import urls as review
from svat.web.rolls import company_urls as companies
from svat.web.rolls import urls as rolls

urlpatterns = [
    path("health/alive", health.alive, name="alive"),
    path("health/ready", health.ready, name="ready"),
    # Some programs ask for an icon here, whatever a page says.
    path("favicon.ico", RedirectView.as_view(url=f"{settings.STATIC_URL}svat/icon.svg"), name="icon"),
    path("account/", include("svat.web.people.sign_in")),
    *people.urlpatterns,
    *rolls.urlpatterns,
    *companies.urlpatterns,
    *review.urlpatterns,
    *lists.urlpatterns,
    *company.urlpatterns,
    *matching.urlpatterns,
    *jobs.urlpatterns,
    *audit.urlpatterns,
]
handler400 = "svat.web.errors.bad_request"
handler404 = "svat.web.errors.nothing_here"
handler500 = "svat.web.errors.own_fault"
handler429 = "svat.web.errors.too_many"
