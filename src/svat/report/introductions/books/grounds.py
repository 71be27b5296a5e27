"""Report, introductions: why two companies should meet, as the cells of workbooks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from svat.candidates.model import Line
from svat.market.model import Interest, Reason
from svat.report import words
from svat.report.introductions.books.cells import CellText
from svat.wording import Wording, say

_ORIGINS: Mapping[str, str] = {"given": say("given"), "guessed": say("guessed")}
REASON_NAMES: Mapping[str, str] = {
    "product fit": say("product fit"),
    "market interest": say("market interest"),
    "volume fit": say("volume fit"),
    "common language": say("common language"),
    "certificates": say("certificates"),
    "size fit": say("size fit"),
    "partnership type": say("partnership type"),
}
_LINE = say("{direction}: {offer} ↔ {need}; {code}, similarity {similarity}")
_CODE, _NO_CODE, _CODE_ONLY = say("HS {code} ({origin})"), say("no common code"), say("(code only)")
_RELATED = say("{line} – {relation}")
_REASON = say("{reason} {value} (weight {weight}): {detail}")
_BETWEEN = " • "
_MANY = 1 << 16  # reasons whose texts are kept


class Grounds:
    """Why two companies should meet, in one language; a text is made where it is first written, and stands in others.

    There are very many: each is put together in the language itself, not in English first.
    """

    def __init__(self, said: Wording) -> None:
        self._said = said
        # by name, value, weight and detail, the very object: of most reasons there are few
        self._reasons: dict[tuple[str, float, float, int], tuple[str, str]] = {}

    def why(self, interest: Interest) -> CellText:
        """The reasons of one side."""
        return CellText(interest, self._why)

    def lines(self, lines: Sequence[Line]) -> CellText:
        """Lines of trade in one cell."""
        return CellText(lines, self._lines)

    def _why(self, interest: Interest) -> str:
        return _BETWEEN.join(map(self._reason, interest.reasons))

    def _reason(self, reason: Reason) -> str:
        key = (reason.name, reason.value, reason.weight, id(reason.detail))
        found = self._reasons.get(key)
        if found is None:
            if len(self._reasons) >= _MANY:
                self._reasons.clear()
            found = self._reasons[key] = (
                self._made(reason),
                reason.detail,
            )  # the detail stays, and so does its id
        return found[0]

    def _made(self, reason: Reason) -> str:
        said = self._said
        return said(
            _REASON.template,
            reason=REASON_NAMES.get(reason.name, reason.name),
            value=said.fixed(reason.value, 2),
            weight=f"{reason.weight:g}",
            detail=reason.detail,
        )

    def _lines(self, lines: Sequence[Line]) -> str:
        return _BETWEEN.join(map(self._line, lines))

    def _line(self, line: Line) -> str:
        said = self._said
        told = said(
            _LINE.template,
            direction="a → b" if line.direction == "a_to_b" else "b → a",
            offer=line.offer.text or _CODE_ONLY,
            need=line.need.text or _CODE_ONLY,
            code=said(_CODE.template, code=words.code(line.hs), origin=_ORIGINS[line.origin])
            if line.hs
            else _NO_CODE,
            similarity=said.fixed(line.similarity, 2),
        )
        if not line.relation.words:
            return told
        return said(_RELATED.template, line=told, relation=said(line.relation.words))
