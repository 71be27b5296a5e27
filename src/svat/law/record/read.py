"""Law, record, reading: the files of the council's case file, each believed whole or not at all."""

from __future__ import annotations

from svat.law.ownership.reader import read_owners
from svat.law.record.answers import read_answers
from svat.law.record.case_file import CaseFile
from svat.law.record.exemptions import read_exemptions
from svat.law.record.paths import CaseFilePaths
from svat.law.record.usage import read_usage
from svat.law.rules.ruleset import Ruleset
from svat.law.screening.rulings import read_rulings
from svat.refusals import Note


def read_case_file(paths: CaseFilePaths, rules: Ruleset, notes: list[Note] | None = None) -> CaseFile:
    """The case file of these files. Each is believed whole or not at all: raises UnusableInput.

    What is noted of the owners files is added to `notes`.
    """
    return CaseFile(
        read_exemptions(paths.exemptions, rules) if paths.exemptions else (),
        read_usage(paths.usage) if paths.usage else None,
        read_answers(paths.answers, rules.end_use.questions) if paths.answers else (),
        read_owners(paths.owners, notes),
        read_rulings(paths.rulings) if paths.rulings else (),
    )
