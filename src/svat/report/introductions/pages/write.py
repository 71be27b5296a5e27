"""Report, pages: the council's folder of pages, written file by file so that no size of roll fills the memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from svat import __version__
from svat.files import make_folder
from svat.files import write as write_file
from svat.report.environment import environment
from svat.report.introductions import charts, views
from svat.report.introductions.model import Outcome
from svat.report.introductions.pages import (
    changes,
    companies,
    find,
    front,
    holding,
    indexes,
    paging,
    pieces,
    send,
    tables,
)
from svat.report.introductions.pages.labels import Labels
from svat.report.introductions.sending.numbers import sending_numbers
from svat.report.introductions.steps import WORDS
from svat.sides import SIDES
from svat.wording import SOURCE, Foreign, say, wording

COMPANIES, ASSETS, STYLE = "companies", "assets", "style.css"
_MARK = Markup("<svat>")  # nothing from elsewhere can look like it: that is escaped
# Everything that the pages are, as a folder of results is told it; what ends in / is a folder of theirs alone.
NAMES = (
    *("index.html", "send.html", "decide.html", "left-out.html", "barred.html", "lists.html", "changes.html"),
    *(f"{folder}/" for folder in (COMPANIES, ASSETS, paging.MORE)),
)


@dataclass(frozen=True, slots=True)
class PageOptions:
    """How pages are written, beside what they say."""

    run: str = ""  # the run's id, which stands at the end of each page
    sent: str = ""  # the folder of what goes to companies, "to-send/"; "" where nothing is made for them
    language: str = "en"


def write_pages(outcome: Outcome, folder: Path, options: PageOptions = PageOptions()) -> list[str]:
    """Write all pages into a folder; the names of what was made, as NAMES has them.

    The same outcome gives the same bytes. Raises views.BrokenOutcome, before anything is written, for one that
    contradicts itself about the law.
    """
    views.check(outcome)
    return _PageWriter(outcome, folder, options).write()


class _PageWriter:
    """One folder of pages being written."""

    def __init__(self, outcome: Outcome, folder: Path, options: PageOptions) -> None:
        self._outcome, self._folder = outcome, folder
        self._labels = Labels(outcome)
        self._rows = companies.by_company(outcome)
        self._held = holding.holders(outcome, self._labels)
        self._site = front.site(outcome, options.run, options.sent, [holder for holder, _ in self._held])
        self._words = wording(options.language)
        self._countries = {side: self._words.country(outcome.corridor[side]) for side in SIDES}
        self._environment: Environment = environment(self._words)
        steps = [text for _, text in sorted(WORDS.items())]
        self._pieces = pieces.CompanyPieces(self._words, companies.REPEATED, steps)
        self._made: dict[str, None] = {}
        self._places: dict[str, str] = {}  # anchor of a holder → its page

    def write(self) -> list[str]:
        """All files, each once."""
        for name in (COMPANIES, ASSETS):
            make_folder(self._folder / name)
        self._tables()
        self._company_pages()
        self._indexes()
        self._assets()
        self._index()
        return list(self._made)

    def _tables(self) -> None:
        outcome, labels = self._outcome, self._labels
        if self._site.sent:
            self._paged("send", send.receivers(outcome, labels, self._words), **self._sending)
        self._paged("decide", self._held)
        self._paged("left-out", tables.left_out(outcome, labels))
        self._paged("barred", tables.barred(outcome, labels))
        if outcome.earlier is not None:
            self._paged("changes", changes.changes(outcome, outcome.earlier, labels))
        refusals, notes, duplicates = views.refusals(outcome), views.notes(outcome), views.duplicates(outcome)
        most = tables.MOST_ROWS
        self._page(
            "lists.html",
            "lists",
            refusals=refusals[:most],
            refused=len(refusals),
            notes=notes[:most],
            noted=len(notes),
            duplicates=[(labels(side, d.first), labels(side, d.second), d) for side, d in duplicates[:most]],
            doubled=len(duplicates),
            rolls=[
                (self._countries[side], views.roll(outcome, side), views.files(outcome, side))
                for side in SIDES
            ],
        )

    @cached_property
    def _sending(self) -> dict[str, Any]:
        """What an office should know before it sends; no company sees it."""
        numbers = sending_numbers(self._outcome)
        words = self._words
        tongues = ", ".join(
            f"{words.language_name(code)}: {words.number(count)}"
            for code, count in numbers.by_language.items()
        )
        return {"sending": numbers, "tongues": tongues}

    def _paged(self, stem: str, groups: Sequence[tuple[Any, Sequence[Any]]], **values: Any) -> None:
        pages = paging.paged(groups)
        links = [paging.file_name(stem, page.number) for page in pages]
        places = {
            part.group.anchor: links[page.number - 1]
            for page in pages
            for part in page.parts
            if not part.continued
        }
        if stem == "decide":
            self._places = places
        if len(pages) > 1:
            make_folder(self._folder / paging.MORE)
        for page, name in zip(pages, links, strict=True):
            self._page(
                name,
                stem,
                page=page,
                pages=links,
                groups=[group for group, _ in groups],
                places=places,
                confidence=tables.CONFIDENCE,
                **values,
            )

    def _company_pages(self) -> None:
        links = {
            (holder.regime, holder.rule): (holder, self._places[holder.anchor]) for holder, _ in self._held
        }
        template = self._environment.get_template("council/company.html.j2")
        common = {**self._common("../"), **self._repeated(), "mark": _MARK}
        frames: dict[companies.PageShape, list[str]] = {}
        for page in companies.company_pages(self._outcome, self._labels, links):
            name = f"{COMPANIES}/{page.label.page}".replace("%25", "%")
            shape = page.shape
            if shape not in frames:
                frames[shape] = template.render(common, shape=shape).split(_MARK)
            self._put(name, self._pieces.page(page, frames[shape]))

    def _indexes(self) -> None:
        listed = indexes.states(self._outcome, self._labels, self._rows)
        lines = {key: pieces.line(row, "../", self._pieces.words) for key, row in listed.items()}
        made = [(side, indexes.letters(side, self._labels, lines)) for side in SIDES]
        by_chapter = indexes.chapters(self._outcome, self._labels, lines, self._rows)
        for side, index in [*made, ("", by_chapter)]:
            for page in index.pages:
                self._page(
                    f"{COMPANIES}/{index.file(page.number)}", "letters", side=side, index=index, page=page
                )

    def _assets(self) -> None:
        own = files("svat.report")
        style = "".join(own.joinpath(name).read_text("utf-8") for name in ("page.css", "assets/pages.css"))
        self._put_bytes(f"{ASSETS}/{STYLE}", style.encode())
        self._put_bytes(f"{ASSETS}/{find.PROGRAM}", find.program())
        self._put_bytes(f"{ASSETS}/{find.LETTERS}", find.letters())
        self._shards = []
        for name, data in find.shards(self._outcome, self._labels, self._rows):
            self._put_bytes(f"{ASSETS}/{name}", data)
            self._shards.append(name)

    def _index(self) -> None:
        outcome = self._outcome
        earlier = outcome.earlier
        self._page(
            "index.html",
            "index",
            screening=views.screening(outcome),
            **(self._sending if self._site.sent else {"sending": None}),
            certified=self._words.at_least(outcome.certificate.share),
            holders=[(holder, self._places[holder.anchor]) for holder, _ in self._held],
            causes=[cause for cause, _ in tables.left_out(outcome, self._labels)],
            changed=[kind for kind, _ in changes.changes(outcome, earlier, self._labels)] if earlier else [],
            newer=changes.newer_lists(outcome, earlier) if earlier else (),
            earlier=earlier,
            refused=len(views.refusals(outcome)),
            doubled=len(views.duplicates(outcome)),
            charts=[(chart, Markup(chart.svg)) for chart in charts.charts(outcome, self._words)],  # noqa: S704 - names are escaped in it
            roll_files=[file for side in SIDES for file in views.files(outcome, side)],
            scripts=[find.PROGRAM, find.LETTERS, *self._shards],
            chapters=[
                (row.chapter, self._words.table(Foreign(row.title, SOURCE)))
                for row in sorted(outcome.chapters, key=lambda row: row.chapter)
            ],
        )

    def _common(self, base: str, here: str = "") -> dict[str, Any]:
        outcome = self._outcome
        known = {
            "version": __version__,
            "site": self._site,
            "outcome": outcome,
            "corridor": outcome.corridor,
            "country": self._countries,
            "base": base,
            "company": pieces.company,
            "state": partial(pieces.state, words=self._pieces.words),
        }
        frame: Any = self._environment.get_template("council/frame.html.j2").make_module(known)
        shared = {"how_to_read": frame.how_to_read(), "steps": frame.steps()}
        return {**known, **shared, "bar": frame.bar(base, here), "foot": frame.foot()}

    def _repeated(self) -> dict[str, Any]:
        """What stands on every company's page, in the language."""
        made = self._pieces
        of = {
            side: self._words(say("Companies of {country}", country=self._countries[side])) for side in SIDES
        }
        repeated = {f"w_{name}": Markup(text) for name, text in made.words.items()}  # noqa: S704 - escaped
        return {**repeated, "w_of": of}

    def _page(self, name: str, template: str, **values: Any) -> None:
        base = "../" * name.count("/")
        found = self._environment.get_template(f"council/{template}.html.j2")
        end = f"\n<!-- svat run {self._site.run} -->\n" if self._site.run else ""
        self._put(name, found.render({**self._common(base, name), **values}) + end)

    def _put(self, name: str, text: str) -> None:
        self._put_bytes(name, text.encode("utf-8", "backslashreplace"))

    def _put_bytes(self, name: str, data: bytes) -> None:
        write_file(self._folder / name, data)
        self._made[f"{name.partition('/')[0]}/" if "/" in name else name] = None
