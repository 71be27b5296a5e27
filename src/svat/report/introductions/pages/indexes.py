"""Report, pages: companies by letter and by HS chapter, which work without a script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from svat.report.introductions import views
from svat.report.introductions.model import Introduction, Outcome
from svat.report.introductions.pages.find import chapters_of
from svat.report.introductions.pages.labels import Label, Labels, by_letter
from svat.report.introductions.pages.paging import Sheetful, paged
from svat.sides import SIDES, Side
from svat.wording import SOURCE, Foreign

PAGE = 250_000  # bytes of rows: a list that is read, not searched


@dataclass(frozen=True, slots=True)
class CompanyState:
    """One company with the state of its introductions."""

    company: Label
    clear: int
    held: int
    left_out: bool


@dataclass(frozen=True, slots=True)
class IndexHeading:
    """One letter or one chapter of an index."""

    name: str
    title: str  # of a chapter
    anchor: str
    count: int


@dataclass(frozen=True, slots=True)
class IndexPages:
    """One index over its pages."""

    stem: str  # "index-a"
    pages: tuple[Sheetful[IndexHeading, Markup], ...]

    def file(self, number: int) -> str:
        """The file of a page, within companies/."""
        return f"{self.stem}.html" if number == 1 else f"{self.stem}-{number}.html"

    @property
    def contents(self) -> tuple[tuple[IndexHeading, str], ...]:
        """Every heading once, with the address where it begins."""
        return tuple(
            (part.group, f"{self.file(page.number)}#{part.group.anchor}")
            for page in self.pages
            for part in page.parts
            if not part.continued
        )


Rows = Mapping[tuple[Side, str], Sequence[Introduction]]
Lines = Mapping[tuple[Side, str], Markup]  # each company as it stands in a list


def states(outcome: Outcome, labels: Labels, rows: Rows) -> dict[tuple[Side, str], CompanyState]:
    """Each company with how its introductions stand."""
    left = {(row.side, row.company) for row in outcome.left_out}
    found = {}
    for side in SIDES:
        for label in labels.ordered[side]:
            own = rows.get((side, label.id), ())
            held = sum(not views.is_clear(row) for row in own)
            found[side, label.id] = CompanyState(label, len(own) - held, held, (side, label.id) in left)
    return found


def letters(side: Side, labels: Labels, lines: Lines) -> IndexPages:
    """The companies of one side by the letter of their names."""
    groups = [
        (
            IndexHeading(letter, "", f"letter-{number}", len(own)),
            tuple(lines[side, label.id] for label in own),
        )
        for number, (letter, own) in enumerate(by_letter(labels.ordered[side]), start=1)
    ]
    return IndexPages(f"index-{side}", paged(groups, PAGE))


def chapters(outcome: Outcome, labels: Labels, lines: Lines, rows: Rows) -> IndexPages:
    """The companies of both sides by the HS chapters that they deal in."""
    titles = {row.chapter: Foreign(row.title, SOURCE) for row in outcome.chapters}
    found: dict[str, list[Markup]] = {}
    for side in SIDES:
        companies = views.companies(outcome, side)
        for label in labels.ordered[side]:
            for chapter in chapters_of(companies[label.id], rows.get((side, label.id), ())):
                found.setdefault(chapter, []).append(lines[side, label.id])
    groups = [
        (
            IndexHeading(chapter, titles.get(chapter, ""), f"chapter-{chapter}", len(found[chapter])),
            tuple(found[chapter]),
        )
        for chapter in sorted(found)
    ]
    return IndexPages("index-chapters", paged(groups, PAGE))
