"""A small event as a document, with something of every kind in it, and a plan of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

EVENT: dict[str, Any] = {
    "slots": [
        {"id": "s1", "day": 1, "start": "2027-05-12T09:00:00+05:00", "end": "2027-05-12T09:20:00+05:00"},
        {"id": "s2", "day": 1, "start": "2027-05-12T23:50:00+05:00", "end": "2027-05-13T00:10:00+05:00"},
        {"id": "s3", "day": 2, "start": "2027-05-13T04:00:00Z", "end": "2027-05-13T04:20:00Z"},
    ],
    "tables": [{"id": "T1", "kind": "plain", "closed": ["s2"]}, {"id": "T2"}],
    "people": [
        {"id": "A1", "company": "X", "side": "A", "available": ["s1", "s3"], "cap_per_day": 1},
        {"id": "B1", "company": "Y", "side": "B"},
        {"id": "B2", "company": "Y", "side": "B"},
    ],
    "interpreters": [{"id": "I1", "pairs": [["ru", "ko"]], "available": ["s1"]}],
    "meetings": [
        {"id": "M1", "people": ["A1", "B1"], "priority": "must", "value": 2.5, "pair": ["ru", "ko"]},
        {"id": "M2", "people": ["A1"], "either": [["B1", "B2"]], "fixed": "s3", "clear_days": [2], "slots": ["s3"]},
    ],
    "precedence": [["M1", "M2"]],
    "travel": [["hall", "annex", 5]],
    "known": {"anything": 1},
}  # fmt: skip
PLAN: dict[str, Any] = {
    "version": 1,
    "placed": [
        {"meeting": "M1", "slot": "s1", "table": "T1", "interpreter": "I1"},
        {"meeting": "M2", "slot": "s3", "table": "T2", "people": ["A1", "B2"]},
    ],
    "unplaced": [],
}  # fmt: skip


def write_event(folder: Path, event: Any = EVENT, plan: Any = PLAN) -> None:
    """Write both into a folder."""
    (folder / "event.json").write_text(json.dumps(event), encoding="utf-8")
    (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
