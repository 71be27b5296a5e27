"""Options that several commands share, and the store that they and a council's folder make together."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from svat.refusals import UnusableInput
from svat.wording import say

if TYPE_CHECKING:
    from svat.council.files import CouncilFiles
    from svat.council.folder import FolderStore
    from svat.council.matching import AskExternal
    from svat.progress import Progress

# Rooms are imported where a command needs them: `svat law check` should not wait for charts and solvers to load.

YENTE_KEY = "SVAT_YENTE_KEY"

CouncilOption = Annotated[
    Path | None,
    typer.Option(
        "--council", help="A council's folder (docs/reference/council-folder.md); single options win over it."
    ),
]
OnOption = Annotated[
    datetime | None,
    typer.Option("--on", formats=["%Y-%m-%d"], help="Date of the verdict, YYYY-MM-DD. Default: today."),
]
CorridorOption = Annotated[Path | None, typer.Option(help="Corridor file (TOML).")]
ListsOption = Annotated[
    Path | None,
    typer.Option(help="Folder of sanctions lists with its manifest lists.toml. Without it nothing is clear."),
]
MeasuresOption = Annotated[
    list[Path] | None, typer.Option(help="File of own measures, in the format of docs/how-to/regimes.md.")
]
NomenclatureOption = Annotated[
    list[Path] | None,
    typer.Option(help="HS nomenclature, also in another language (hscode and description); repeatable."),
]
LangOption = Annotated[
    list[str] | None,
    typer.Option("--lang", help="Language of each --nomenclature file, in their order, such as ru."),
]
LabelledOption = Annotated[
    list[Path] | None,
    typer.Option(
        help="Goods lines that somebody has coded (description, hscode; answer for the council's word); repeatable."
    ),
]
GlossaryOption = Annotated[
    Path | None, typer.Option(help="Your own words of the trade, in the format of docs/how-to/glossary.md.")
]
SynonymsOption = Annotated[
    Path | None, typer.Option(help="More column headings, in the format of docs/how-to/rolls.md.")
]
EncodingAOption = Annotated[
    str | None,
    typer.Option(
        "--encoding-a",
        help="Encoding of the first country's roll, such as cp1251, where it does not say its own.",
    ),
]
EncodingBOption = Annotated[
    str | None, typer.Option("--encoding-b", help="Encoding of the second country's roll.")
]
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
YenteOption = Annotated[
    str | None,
    typer.Option(help=f"Address of a yente server to screen with too; {YENTE_KEY} may hold its API key."),
]
YenteDatasetOption = Annotated[str, typer.Option(help="Dataset of the yente server.")]


def day(on: datetime | None) -> date:
    """The date asked for, or today's: the one place where svat looks at the clock."""
    return on.date() if on else datetime.now(UTC).astimezone().date()


@dataclass(frozen=True, slots=True)
class Given:
    """The files that single options name; each wins over what a council's folder has in its place."""

    corridor: Path | None = None
    roll_a: Path | None = None
    roll_b: Path | None = None
    lists: Path | None = None
    measures: Sequence[Path] | None = None
    exemptions: Path | None = None
    usage: Path | None = None
    answers: Path | None = None
    owners: Sequence[Path] | None = None
    rulings: Path | None = None
    synonyms: Path | None = None
    nomenclatures: Sequence[Path] | None = None
    wishes: Path | None = None
    decisions: Sequence[Path] | None = None
    deals: Path | None = None
    rates: Sequence[Path] | None = None
    trade: Sequence[Path] | None = None
    factors: Path | None = None
    stale_after: int | None = None  # days after which a rate is too old
    encoding_a: str | None = None  # of the letters of the rolls
    encoding_b: str | None = None
    glossary: Path | None = None  # the council's own words of the trade
    spoken: Sequence[str] | None = None  # the language of each nomenclature file given
    labelled: Sequence[Path] | None = None

    def files(self, council: Path | None) -> CouncilFiles:
        """A council's files with these in their places. Raises UnusableInput when there is no such folder."""
        from svat.council.files import CaseFilePaths, CouncilFiles, files_of, with_case_file
        from svat.council.goods import languages_of
        from svat.sides import Sides

        held = files_of(council) if council else CouncilFiles()
        nomenclatures = tuple(self.nomenclatures or held.nomenclatures)
        given = CaseFilePaths(
            self.exemptions, self.usage, self.answers, tuple(self.owners or ()), self.rulings
        )
        rolls = Sides(
            (self.roll_a,) if self.roll_a else held.rolls.a, (self.roll_b,) if self.roll_b else held.rolls.b
        )
        return with_case_file(
            replace(
                held,
                corridor=self.corridor or held.corridor,
                rolls=rolls,
                encodings=Sides(self.encoding_a, self.encoding_b),
                lists=self.lists or held.lists,
                measures=tuple(self.measures or held.measures),
                synonyms=self.synonyms or held.synonyms,
                nomenclatures=nomenclatures,
                glossary=self.glossary or held.glossary,
                spoken=languages_of(self.spoken or (), self.nomenclatures or ()),
                labelled=tuple(self.labelled or held.labelled),
                wishes=self.wishes or held.wishes,
                decisions=tuple(self.decisions or held.decisions),
                deals=self.deals or held.deals,
                rates=tuple(self.rates or held.rates),
                trade=tuple(self.trade or held.trade),
                factors=self.factors or held.factors,
                stale_after=held.stale_after if self.stale_after is None else self.stale_after,
            ),
            given,
        )

    def store(self, council: Path | None) -> FolderStore:
        """The store of these files."""
        from svat.council.folder import FolderStore

        return FolderStore(self.files(council))


def yente_source(url: str | None, dataset: str, progress: Progress) -> AskExternal | None:
    """How a yente server is asked about both rolls; None without an address. Raises UnusableInput."""
    if url is None:
        return None
    try:
        from svat.yente.companies import source
    except ModuleNotFoundError as error:
        raise UnusableInput(
            say("{name} is not installed: install svat with its extra svat[yente]", name=error.name),
            "not-installed",
        ) from None
    return source(url, dataset, os.environ.get(YENTE_KEY, ""), progress)
