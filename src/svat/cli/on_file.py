"""What the council has on file about law: the options that name its files, and reading them into a dossier."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from svat.law.record.case_file import Dossier
    from svat.law.rules.ruleset import Ruleset

ExemptionsOption = Annotated[
    Path | None, typer.Option(help="File of exemptions on record (docs/how-to/exemptions-and-caps.md).")
]
UsageOption = Annotated[
    Path | None, typer.Option(help="File of what has moved under caps (docs/how-to/exemptions-and-caps.md).")
]
AnswersOption = Annotated[
    Path | None, typer.Option(help="File of answers on military end use (docs/how-to/end-use.md).")
]
OwnersOption = Annotated[
    list[Path] | None,
    typer.Option(help="File of owners and controllers (docs/how-to/owners.md); repeatable."),
]
RulingsOption = Annotated[
    Path | None, typer.Option(help="File of reviewers' rulings on hits (docs/how-to/rulings.md).")
]


@dataclass(frozen=True, slots=True)
class OnFile:
    """The files, as named on the command line."""

    exemptions: Path | None = None
    usage: Path | None = None
    answers: Path | None = None
    owners: tuple[Path, ...] = ()
    rulings: Path | None = None

    def read(self, rules: Ruleset) -> Dossier:
        """What stands in them; each is believed whole or not at all. Raises UnusableInput."""
        from svat.law.ownership.reader import read_owners
        from svat.law.record.case_file import Dossier
        from svat.law.record.read import read_record
        from svat.law.screening.rulings import read_rulings

        record = read_record(rules, exemptions=self.exemptions, usage=self.usage, answers=self.answers)
        rulings = read_rulings(self.rulings) if self.rulings else ()
        return Dossier(record, read_owners(self.owners), rulings)


NOTHING_ON_FILE = OnFile()
