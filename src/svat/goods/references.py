"""Goods room: headings that a text speaks of without being of them: "other than those of heading 8414".

Customs write what goods are not, and what they are parts of, by number. Such a number is no code of the goods: what
is denied counts against its codes, what goods are parts of or for says what those are. Everything else is the goods'
own, and is left to `typed`.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Literal

Role = Literal["denied", "of another", "unsure"]

_DOTTED = r"\d{4}(?:[. ]\d{2,4}(?!\d)){1,3}|\d{2}\.\d{2}(?:\.\d{2}){0,3}(?!\d)"
_NUMBER = rf"(?:제\s?)?(?:{_DOTTED}|\d{{4}}(?:\d{{2}}){{0,3}}(?![\d]|\.\d))호?"
_RANGE = r"to|bis|à|a|do|до|по|부터|내지|至|[-–—~]"
_JOIN = (
    rf"\s?(?:,\s?(?:or|and|oder|und|или|и|o|y|ou|et|e|lub|i)|[,/、]|or|and|oder|und|sowie|o|u|y|e|ou|et|lub|i|oraz|или|и|"
    rf"또는|및|와|과|或|和|{_RANGE})\s?"
)
# Words by which customs refer to a heading; in other cases than these a number stands for the goods themselves.
_REFERS = (
    r"(?:sub)?headings?|(?:tariff\s)?items?|tariff\slines?|(?:unter)?position(?:en)?|pos\.|(?:sous-)?positions?|(?:sub)?partidas?|"
    r"(?:sub)?posiç(?:ão|ões)|(?:pod)?pozycj\w+|(?:sotto)?voc[ei]|(?:du|des|aux?|les?)\sn[o°º]s?|n°|nº|n\.º|"
    r"(?:товарн\w+\s)?(?:под|суб)*позици\w+|品目|税目|子目|제(?=\s?\d)"
)
_NAMES = (
    r"(?:hs|hts|cn|ncm|taric)(?:\s?codes?)?|codes?|код\w*(?:\sтн\sвэд(?:\sеаэс)?)?|тн\sвэд(?:\sеаэс)?|税号"
)
_REFERENCE = re.compile(
    rf"(?<![\w.])(?:(?:(?P<refers>{_REFERS})|(?P<names>{_NAMES}))\s?(?:(?:n[o°º]s?\.?|number|№)\s?)?|(?<![a-zа-я\d.,]))"
    rf"(?P<list>{_NUMBER}(?:{_JOIN}(?:of\s)?(?:(?:{_REFERS})\s(?:nos?\.?\s)?)?{_NUMBER})*)(?![a-zа-я\d])"
)
_ONE = re.compile(_NUMBER)
_TO = re.compile(rf"\s?(?:{_RANGE})\s?(?:제\s?)?")
_SHORTEST = 6  # digits of a number that is taken for a code without a word that says so

# What says that goods are not of a heading; the first kind goes on behind a comma.
_OTHER_THAN = re.compile(
    r"(?<!\w)(?:other\sthan|except(?:ing)?(?:\sfor)?|(?:but\s)?not\sincluding|excluding|excl\.?|exclusive\sof|with\sthe\sexception\sof|apart\sfrom|"
    r"кроме|за\sисключением|исключая|помимо|ausgenommen|ausgeschlossen|andere\sals|außer|excepto|salvo|distint[oa]s?\sde|"
    r"à\sl['’]exclusion|à\sl['’]exception|autres?\sque|sauf|hormis|exceto|exclu[ií]d[oa]s?|outr[oa]s?\sque|z\swyjątkiem|"
    r"inn[aey]\w*\sniż|esclus[oaie]|divers[oaie]\sda)(?!\w)"
)
_NOT = re.compile(
    r"(?<!\w)(?:not|never|non|but\snot|не|nicht|keine?\w*|ne\s\w+\spas|não|nie)\s(?!more|less|over|exceeding|более|менее)"
)
_DENIED_BEHIND = re.compile(r"제외|아닌|以外|之外|[^\w]外")
# Each word to its end: words within words would be tried in every way.
_ONLY_SMALL = re.compile(
    r"\s?(?:(?:those|that|goods|articles|products|of|under|in|the|any|falling|being|classified|within|from|covered|by|"
    r"товар\w*|изделий|относящ\w*|включ\w*|указанн\w*|в|к|из|der|des|die|den|de|la|las|los|les|celles?|ceux|du|da|das|do|dos|"
    r"objęt\w*|waren|solche\w*)(?:\s|$))*"
)
# Of which goods are parts, for which they are, or what they are made of.
_PARTS = re.compile(
    r"(?<!\w)(?:parts?|accessor(?:y|ies)|components?|spares?|(?:ersatz)?teile?n?|zubehör|pi[eè]zas?|pi[eè]ces|parti|ricambi|partes|parties|"
    r"repuestos|accesorios|accessoires|części|akcesoria|peças|acessórios|част[иьей]\w*|запчаст\w*|"
    r"принадлежност\w*|комплектующ\w*)(?!\w)(?!\s(?:and\saccessories\s)?(?:thereof|davon))"
)
_FOR = re.compile(
    r"(?<!\w)(?:for|based\son|mixtures?\sof|derived\sfrom|incorporating|containing|two\sor\smore\sof|with|without|für|mit|ohne|pour|avec|sans|para|con|sin|sem|per|для|без)\s[^\W\d_]"
)
_MADE_OF = re.compile(
    r"(?<!\w)(?:of|from|containing|by)\s(?:[^\W\d_]+\s){0,3}(?:materials?|yarns?|fabrics?|fibres?|products|substances|goods)"
    r"\s(?:of|from|in|under)\s$"
)
# "Of the poultry of heading 0105", and "flour; of roots of heading 0714": what they are made of.
_OF_WHAT = re.compile(r"(?:(?<!\w)of\sthe\s[^,]+|^\s?(?:of|from)\s.+)\sof\s$")
_OF = re.compile(r"(?<!\w)(?:of|from|der|aus|de|du|des)\s$")
# What is classified nowhere else in a heading is of it, or of the one behind it.
_ELSEWHERE = re.compile(r"(?:n\.?\s?e\.?\s?[cs]\.?|not\selsewhere\s\w+|nesoi|nes|nec)\sin\s$")
_PARTS_BEHIND = re.compile(r"부분품|부속품|부품|전용|零件|附件|部件")
_STOP = re.compile(r"[;:()\[\]]")
_NUMBER_AND_COMMA = re.compile(r"\d,\s?$")


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a text speaks of headings that are not its own, or may not be, and which."""

    start: int
    end: int
    codes: tuple[str, ...]
    role: Role
    parts: bool = False  # whether the goods are parts of what is of that heading


def references(text: str, known: Container[str]) -> Iterator[Reference]:
    """The headings and subheadings that a normalised text says it is not of, or that its parts are for.

    >>> [one] = references("pumps, other than those of heading 8414", {"8414"})
    >>> one.codes, one.role
    (('8414',), 'denied')
    """
    for match in _REFERENCE.finditer(text):
        codes = dict(_codes(match["list"], known))
        refers = bool(match["refers"]) or match["list"].startswith("제")
        shortest = min(len(_digits(number[0])) for number in _ONE.finditer(match["list"]))
        if not codes or not (refers or match["names"] or shortest >= _SHORTEST):
            continue
        role, parts = _role(text, match.start(), match.end(), refers=refers)
        if role is None and _OF.search(text[: match.start()]) and len({code[:4] for code in codes}) > 1:
            role = "of another"  # nothing is of two headings: "glass of headings 7003 or 7004, bent"
        if role == "denied":
            # Of a country's own code its siblings are not denied, which HS knows by the same digits.
            codes = {code: whole for code, whole in codes.items() if whole}
        if role:
            yield Reference(match.start(), match.end(), tuple(codes), role, parts)


def _role(text: str, start: int, end: int, *, refers: bool) -> tuple[Role | None, bool]:
    stops = [match.end() for match in _STOP.finditer(text, 0, start)]
    if stops and text[stops[-1] - 1] in "([" and not text[stops[-1] : start].strip():
        stops.pop()  # a number alone in brackets is told by what stands before them
    clause = text[stops[-1] if stops else 0 : start]
    stop = _STOP.search(text, end)
    behind = text[end : stop.start() if stop else len(text)]
    last = clause[_last_comma(clause) :]
    if _ELSEWHERE.search(last):
        return "unsure", False
    marked = [*_OTHER_THAN.finditer(last), *_NOT.finditer(last)]
    if any(_ONLY_SMALL.fullmatch(last[marker.end() :]) for marker in marked):
        return "denied", False
    if _OTHER_THAN.search(last):
        return ("denied" if refers else "unsure"), False
    if refers and _NOT.search(last):
        return "unsure", False
    led = refers or clause.endswith((" of ", " under "))
    if _DENIED_BEHIND.search(behind) or (led and _OTHER_THAN.search(clause)):
        return "denied", False
    if not refers:
        return None, False
    if _PARTS.search(clause) or _PARTS_BEHIND.search(behind):
        return "of another", True
    if _FOR.match(clause.lstrip()):  # the end of a line that does not say what is for that
        return "unsure", False
    another = _FOR.search(clause) or _MADE_OF.search(clause) or _OF_WHAT.search(last)
    return ("of another" if another else None), False


def _last_comma(clause: str) -> int:
    """Where the part behind the last comma begins that does not stand between numbers."""
    place = len(clause)
    while (place := clause.rfind(",", 0, place)) >= 0:
        if not _NUMBER_AND_COMMA.search(clause[: place + 2]):
            return place + 1
    return 0


def _codes(written: str, known: Container[str]) -> Iterator[tuple[str, bool]]:
    """The codes of a list of numbers, each as far as the nomenclature knows it, and whether that is all of it.

    Of a range all headings.
    """
    numbers = list(_ONE.finditer(written))
    for i, match in enumerate(numbers):
        digits = _digits(match[0])
        if i and _TO.fullmatch(written[numbers[i - 1].end() : match.start()]):
            first = _digits(numbers[i - 1][0])
            between = range(int(first[:4]) + 1, int(digits[:4])) if len(digits) == len(first) == 4 else ()
            yield from ((code, True) for code in map("{:04}".format, between) if code in known)
        code = next((digits[:size] for size in (6, 4) if len(digits) >= size and digits[:size] in known), "")
        if code:
            yield code, code == digits


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)
