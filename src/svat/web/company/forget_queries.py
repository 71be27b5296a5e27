"""Company, forget queries: how much of a company there is, before it is forgotten."""

from __future__ import annotations

from svat.council.holding import holds
from svat.web.company.forget_actions import texts_of
from svat.web.matching.models import IntroductionRecord, RunRecord
from svat.web.matching.sight import SEEN, side_of_company
from svat.web.people.models import Member
from svat.web.rolls.models import CompanyRecord


def standing_of(company: CompanyRecord) -> tuple[int, int, int]:
    """(introductions that companies see, runs whose documents name it, people who speak for it)."""
    seen = IntroductionRecord.objects.filter(SEEN, **{side_of_company(company): company}).count()
    texts = texts_of(company)
    runs = sum(
        holds(bytes(data or b""), texts)
        for data in RunRecord.objects.filter(corridor=company.corridor_id).values_list("document", flat=True)
    )
    return seen, runs, Member.objects.filter(company=company, ended=None).count()
