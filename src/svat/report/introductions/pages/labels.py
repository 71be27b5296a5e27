"""Report, pages: a company as a line of text: its names, where it is, the letter it is looked up under, its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from svat.report.introductions import views
from svat.report.introductions.file_names import FileNames, address, encoded
from svat.report.introductions.model import Outcome
from svat.report.languages import in_tongue
from svat.roll.model import Company
from svat.sides import SIDES, Side
from svat.text.folding import core_words

_HANGUL_FIRST, _HANGUL_LAST, _PER_INITIAL = 0xAC00, 0xD7A3, 588
_INITIALS = "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ"  # a doubled initial is looked up under the single one
ENDING = ".html"


@dataclass(frozen=True, slots=True)
class Label:
    """A company as a line of text, with the address of its page."""

    side: Side
    id: str
    name: str
    lang: Markup  # of the name, as an attribute
    others: tuple[tuple[str, Markup], ...]  # (another name, its language)
    place: str
    place_lang: Markup
    page: str  # its page's address within companies/
    anchor: str  # what its introduction is called on the page of a partner
    known_by: str  # the name without legal forms, by which companies are ordered


class Labels:
    """Every company of an outcome as pages name it."""

    def __init__(self, outcome: Outcome) -> None:
        files = FileNames(outcome)
        self._of: dict[tuple[Side, str], Label] = {}
        self.ordered: dict[Side, tuple[Label, ...]] = {}
        for side in SIDES:
            for key, company in views.companies(outcome, side).items():
                self._of[side, key] = _label(side, company, files(side, key))
            own = [label for (of, _), label in self._of.items() if of == side]
            self.ordered[side] = tuple(sorted(own, key=lambda label: (label.known_by, label.id)))

    def __call__(self, side: Side, company: str) -> Label:
        """The company with this external_id; KeyError when it stands on no roll."""
        return self._of[side, company]


def _label(side: Side, company: Company, file: str) -> Label:
    place = ", ".join(part for part in (company.city, company.country) if part)
    return Label(
        side=side,
        id=company.external_id,
        name=company.name or company.external_id,
        lang=in_tongue(company.name),
        others=tuple((name, in_tongue(name)) for name in company.names if name != company.name),
        place=place,
        place_lang=in_tongue(company.city),
        page=address(file) + ENDING,
        anchor=f"with-{encoded(company.external_id)}",
        known_by=_known_by(company.name),
    )


def _known_by(name: str) -> str:
    """The words of a name that are no legal form, in their own script."""
    words = core_words(name)
    return " ".join(native for native, _ in words[0]) if words else ""


def initial(known_by: str) -> str:
    """The letter that a name without its legal forms is looked up under: Ж, K, ㅎ; # for digits and signs."""
    for letter in known_by:
        if _HANGUL_FIRST <= ord(letter) <= _HANGUL_LAST:
            return _INITIALS[(ord(letter) - _HANGUL_FIRST) // _PER_INITIAL]
        if letter.isalpha():
            return letter.upper()[0]
        if letter.isdigit():
            return "#"
    return "#"


def by_letter(labels: Sequence[Label]) -> list[tuple[str, list[Label]]]:
    """Companies in their order under each letter; digits and signs come last."""
    found: dict[str, list[Label]] = {}
    for label in labels:
        found.setdefault(initial(label.known_by), []).append(label)
    return sorted(found.items(), key=lambda item: (item[0] == "#", item[0]))
