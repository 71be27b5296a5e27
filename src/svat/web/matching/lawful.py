"""Matching, lawful: what the law found of a pair, as records of the council keep it; never for a company's eyes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from svat.council.law import Finding
from svat.wording import say, say_list
from svat.wording.kept import to_json


def findings_kept(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Findings as a record keeps them."""
    return [
        {
            "rule": x.rule, "regime": x.regime, "source": to_json(x.source), "effect": x.effect, "party": x.party,
            "detail": to_json(x.detail), "decide": to_json(x.decide),
        }
        for x in findings
    ]  # fmt: skip


def words_of_findings(findings: Sequence[Finding]) -> str:
    """Why a pair is held or barred, in a sentence or several, each once."""
    details = tuple(dict.fromkeys(x.detail for x in findings))
    return say_list(details, " ") if details else say("nothing is found against it")
