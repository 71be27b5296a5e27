"""People, roles: what people are in the council; here alone, so that the matrix can be read without a database."""

from __future__ import annotations

OFFICER, REVIEWER, CHAIR, COMPANY, AUDITOR = ROLES = ("officer", "reviewer", "chair", "company", "auditor")
# Who must show a second factor, where the council demands it: all who see more than their own company.
FACTOR_DEMANDED_OF = frozenset((OFFICER, REVIEWER, CHAIR, AUDITOR))
