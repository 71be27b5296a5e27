"""Report, corridor: the reports as JSON documents (docs/reference/corridor.md), one writer among others."""

from svat.report.corridor.json.goal import goal_document, potential_document
from svat.report.corridor.json.register import debt_document, register_document
from svat.report.corridor.json.settlement import settlement_document

__all__ = ["debt_document", "goal_document", "potential_document", "register_document", "settlement_document"]
