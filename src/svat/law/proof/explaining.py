"""Law, proof, explaining: why a finding came, went or weighs otherwise, told from how names and numbers are read now.

The svat of then is not at hand. What it lacked is told from what today's comparison rests on; where that does not say
it, nothing is guessed: "not explained".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from svat.law.births import agreement, births_of
from svat.law.lists.model import Entry
from svat.law.lists.name_fields import names_of
from svat.law.model import SEVERITY, Finding, Hit, Party
from svat.law.names import scale
from svat.law.names.asides import AsideClass, number_of
from svat.law.names.forms import form_besides, forms_differ
from svat.law.names.han import has_han
from svat.law.names.hangul import has_hangul, translated
from svat.law.names.initials import apart
from svat.law.names.korean import other_syllables
from svat.law.names.letters import begins
from svat.law.names.other_scripts import has_other
from svat.law.names.query import guessed, is_part
from svat.law.names.romanisations import same_in_chinese
from svat.law.proof.alignment import Aligner, Alignment, trades_alone
from svat.law.proof.causes import CAUSES, NOT_EXPLAINED, Cause
from svat.law.screening.screener import Screener
from svat.tables.one_name import doubtful
from svat.text.official.comparing import plain, unreadable
from svat.text.words import APOSTROPHES

_UNREAD = "NAME-NOT-SCREENED"
_OWN_RULES = {
    "SAME-COMPANY": "same-company", "COUNTRY-UNKNOWN": "countries", "ENGINE-ERROR": "failed", "NOT-SCREENED": "outside",
    "SOURCE-FAILED": "outside", "LISTS-NONE": "lists", "LISTS-STALE": "lists", "LISTS-LATER": "lists",
    "LISTS-MISSING": "lists",
}  # fmt: skip
# Why today's comparison of two names makes a question only, the first that holds counting; and by which words.
UNSURE: Mapping[str, str] = {
    "swapped": "swapped", "number": "number", "one word": "one-word", "father": "father", "initial": "initial",
    "contained": "within", "title": "title", "ship": "ship",
}  # fmt: skip
GUESSED_WORDS: Mapping[str, str] = {
    "initial": "initials", "short": "abbreviation", "nickname": "nickname", "meant": "meaning", "letters": "letters",
    "romanised": "romanised", **dict.fromkeys(sorted(scale.ENDINGS), "ending"),
}  # fmt: skip

# Words beside a name's own that count for nothing, and those that tell names apart.
_BESIDE: Mapping[AsideClass, str] = {"ship": "ship", "title": "title", "father": "father"}
_TELLS: Mapping[AsideClass, str] = {
    "father": "father-differs",
    "number": "number",
    "initial": "initial-differs",
}


class Explainer:
    """Why findings are others now, asked of one list set; what was asked before is remembered."""

    def __init__(self, screener: Screener, entries: Sequence[Entry]) -> None:
        self._screener = screener
        self._aligner = Aligner(screener, entries)
        self._known: dict[tuple[object, ...], Cause] = {}

    def cause(self, parties: Sequence[Party], before: Sequence[Finding], now: Sequence[Finding]) -> Cause:
        """Why what one rule says of one company is another thing now. `parties` are the company, its contact person
        and its owners; either of the findings may be none."""
        key = (tuple(parties), tuple(before), tuple(now))
        if (known := self._known.get(key)) is None:
            known = self._known[key] = self._cause(parties, before, now)
        return known

    def _cause(self, parties: Sequence[Party], before: Sequence[Finding], now: Sequence[Finding]) -> Cause:
        finding = (*now, *before)[0]
        if finding.rule == _UNREAD:
            return CAUSES.get(_unread(parties, finding.matched, came=bool(now)), NOT_EXPLAINED)
        entry = self._aligner.entry(finding.rule)
        if entry is None:
            return NOT_EXPLAINED
        hit = self._hit(parties, now[0], entry) if now else None
        party = next((p for p in parties if hit and p.id == hit.party and hit in self._hits(p)), None)
        milder = worst(now) < worst(before)
        code = ""
        if hit and hit.matched_name not in (party.names if party else ()):
            code = "same-number" if hit.status == "hit" else "number-question"
        if not code and hit and milder and entry.ended and entry.ended < hit.list_version:
            code = "ended"
        if not code and party and milder and _contradict(party, entry):
            code = "births"
        if not code:
            among = [party] if party else parties
            of = [f.matched for f in ((*before, *now) if milder else (*now, *before))]
            aligned = (self._aligner.best(among, finding.rule, text) for text in dict.fromkeys(of))
            code = next(filter(None, (self._of_names(a, before, now) for a in aligned if a)), "")
        if not code and not now and _shares_number(parties, entry):
            code = "no-number"
        return CAUSES.get(code, NOT_EXPLAINED)

    def _of_names(self, a: Alignment, before: Sequence[Finding], now: Sequence[Finding]) -> str:
        if not now:
            return _no_longer_found(a, before[0].matched)
        if worst(now) < worst(before):
            return _question(a)
        return _newly_found(a, now[0].matched, barred=worst(now) == SEVERITY["barred"])

    def _hits(self, party: Party) -> tuple[Hit, ...]:
        return self._screener.screen([party])[0]

    def _hit(self, parties: Sequence[Party], finding: Finding, entry: Entry) -> Hit | None:
        """What screening finds of the parties that the finding was made of."""
        found = [h for party in parties for h in self._hits(party) if h.entry_id == entry.id]
        found = [h for h in found if h.publisher == entry.publisher]
        return max(
            found, key=lambda h: (h.listed_name == finding.matched, h.score == finding.score), default=None
        )


def besides_names(finding: Finding) -> str | None:
    """The code of why a finding that is of no name is another now; None for one on a list entry or a name."""
    if finding.score is not None or finding.rule == _UNREAD:
        return None
    return _OWN_RULES.get(finding.rule, "measures")


def worst(findings: Sequence[Finding]) -> int:
    """How severe the severest is; 0 for none."""
    return max((SEVERITY[f.effect] for f in findings), default=0)


def _unread(parties: Sequence[Party], matched: str, *, came: bool) -> str:
    """Why a name or number could not be compared, or can be now."""
    numbers = [n for party in parties for label, n in party.identifiers if f"{label} {n}" == matched]
    if not came:
        return (
            "apostrophe" if not APOSTROPHES.isdisjoint(matched) else "letters" if has_other(matched) else ""
        )
    if any(map(unreadable, numbers)):
        return "lost-digits"
    if doubtful(matched):
        return "wrong-letters"
    return "hangul-organisation" if has_hangul(matched) else "few-in-script"


def _question(a: Alignment) -> str:
    """What makes a question of what is found, and no hit."""
    for why, code in UNSURE.items():
        if why in a.found.unsure:
            return code
    if guessed(a.name, a.way) or a.listed.guessed:
        return "letters"
    if has_hangul(a.name) and a.way in translated(a.name):
        return "meaning"
    if a.listed.part or is_part(a.name, a.way):
        return "stroke"
    for how, code in GUESSED_WORDS.items():
        if any(m.how == how for m in a.found.matches):
            return code
    if a.found.left_aside:
        return "left-aside"
    mine = [i for m in a.found.matches for i in m.query]
    theirs = [j for m in a.found.matches for j in m.listed]
    if form_besides(a.query.words, a.query.weights, mine) or form_besides(
        a.listed_words, a.listed.weights, theirs
    ):
        return "form-besides"
    if sum(not of_form for _, of_form in a.way) == 1 and forms_differ(a.name, a.listed.text):
        return "forms-differ"
    return "number" if _numbers(a.query.words) != _numbers(a.listed_words) else ""


def _newly_found(a: Alignment, text: str, *, barred: bool) -> str:
    """What finds a listed name that was not found before, or makes a hit of a question."""
    if _of_brackets(text, a.entry):
        return "brackets"
    if not barred and (code := _newly_asked(a, text)):
        return code
    for of, code in _BESIDE.items():
        if any(a.beside(of)):
            return code
    if any(m.how == "spelling" for m in a.found.matches):
        return "spelling"
    if any(m.how == "misread" for m in a.found.matches):
        return "misread"
    return "forms" if any(of_form for _, of_form in a.way) or _has_form(a) else ""


def _newly_asked(a: Alignment, text: str) -> str:
    """What makes a question of a name that nothing was found for before."""
    if a.found.score < scale.REVIEW_FROM:  # found by other ways than word by word
        if has_hangul(a.name) or has_hangul(text):
            return "hangul"
        alike = same_in_chinese(a.name, tuple(word for word, _ in a.way), text, a.listed_words)
        return "romanised" if alike else ""
    if any(a.beside("ship")):
        return "ship"
    if a.party.kind != "organisation" and apart(a.name) != (a.name,):
        return "initials"
    if has_other(a.name) or has_other(text) or has_han(a.name) or has_han(text):
        return "letters"
    if trades_alone(a.party, a.name) and a.entry.kind == "person":
        return "own-name"
    if has_hangul(a.name) and a.way in translated(a.name):
        return "meaning"
    if has_hangul(a.name) or has_hangul(text):
        return "hangul"
    return _question(a)


def _no_longer_found(a: Alignment, text: str) -> str:
    """What keeps a listed name from being found that was found before."""
    if text not in {name.text for name in a.entry.names}:
        return "brackets" if any(text in name.text for name in a.entry.names) else ""
    if other_syllables(a.name, text):
        return "syllables"
    letters_alone = all(of_form or begins(word) for word, of_form in a.way)
    if letters_alone or (not a.found.score and any(m.how == "initial" for m in a.found.matches)):
        return "lone-letters"
    mine, theirs = a.left
    for of, code in _TELLS.items():
        has, listed_has = a.beside(of)
        if (has and theirs) or (listed_has and mine):
            return code
    if "".join(a.listed_words).startswith("".join(word for word, _ in a.way)):
        return "cut"
    if a.entry.kind == "person" and len(a.listed.words) == len(a.way):
        return "together"
    return "common-words" if a.found.matches and not a.found.score else _question(a)


def _of_brackets(text: str, entry: Entry) -> bool:
    """Whether a listed name is one with brackets, or what is left or held by them in another of the entry's."""
    return any(len(found := names_of(name.text)) > 1 and text in found for name in entry.names)


def _has_form(a: Alignment) -> bool:
    return any(w <= scale.FORM_AT_MOST for w in a.listed.weights)


def _numbers(words: Sequence[str]) -> set[int]:
    return {n for word in words if (n := number_of(word)) is not None}


def _contradict(party: Party, entry: Entry) -> bool:
    return agreement(births_of(party.births), entry.births) == "contradict"


def _shares_number(parties: Sequence[Party], entry: Entry) -> bool:
    """Whether an identifier of a party is the entry's letter by letter, whatever it is worth."""
    mine = {plain(number) for party in parties for _, number in party.identifiers}
    return not mine.isdisjoint(plain(number) for _, number in entry.identifiers)
