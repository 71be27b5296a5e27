"""Law room, the record: its files read into one record."""

from __future__ import annotations

from pathlib import Path

from svat.law.record.answers import read_answers
from svat.law.record.exemptions import read_exemptions
from svat.law.record.model import Record
from svat.law.record.usage import read_usage
from svat.law.rules.ruleset import Ruleset


def read_record(
    rules: Ruleset, *, exemptions: Path | None = None, usage: Path | None = None, answers: Path | None = None
) -> Record:
    """The record of the files that there are. Each is believed whole or not at all: raises UnusableInput."""
    return Record(
        read_exemptions(exemptions, rules) if exemptions else (),
        read_usage(usage) if usage else None,
        read_answers(answers, rules.end_use.questions) if answers else (),
    )
