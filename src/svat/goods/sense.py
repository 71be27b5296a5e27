"""Goods room: what a text is before it is read, and what to read of it.

`sense` sets aside what is not the goods (asides), puts plain words in the place of those that nobody knows (glossary,
grades, CAS numbers), and sees whether the text names parts of something or several products. It says so in a note. A
setting aside that would leave nothing is not made.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from svat.goods.asides import affirmed, denied, unmeasured, unpacked, untraded
from svat.goods.chemicals import CasNumbers, Chemical, cas_numbers
from svat.goods.glossary import Glossary, Term
from svat.goods.grades import named_forms, named_grades
from svat.goods.heads import (
    article_of,
    carrying,
    goods_alone,
    is_service,
    is_total_line,
    is_vague,
    parts_of,
    prepositions,
    purpose_of,
    segments,
    spoken,
)
from svat.goods.made import made_of
from svat.goods.model import Answer
from svat.goods.paths import in_speech
from svat.goods.plain_names import (
    as_state,
    is_denied,
    is_named_of,
    is_of_state,
    leads,
    never,
    says_state_alone,
)
from svat.goods.several import is_listed, products
from svat.goods.terms import Spot, kind_of_words
from svat.goods.text import normalise
from svat.goods.typed import Typed, typed_codes
from svat.wording import say, say_list

SURE_ALONE = 0.7  # how much a code of the glossary counts where its term is all that the text says
_ALONE = 0.8  # share of a text's letters from which on a term is all that it says
_MACHINES = frozenset(map(str, range(84, 90)))
_POLYMERS, _PLASTICS = "39", "of plastics"
SURE_FIRST = 0.3  # the same where it is all of the first group of words: "pump, centrifugal"
SURE_LAST = 0.6  # the same where a path comes down to it: "equipment: pumps"
SURE_CAS = 0.9  # the same of a CAS number, wherever it stands
_LETTERS = re.compile(r"[^\W\d_]")
_TURNED = re.compile(r"\s*,\s+|\s+[–-]\s+")
_HEAD_FIRST = frozenset(("es", "fr", "it", "pl", "pt"))  # languages in Latin letters whose noun comes first
_LONGEST_ARTICLE = 5  # words of a text in which a material beside a head word is looked for
# Words of a text that "parts" or "accessories" may stand for: a long title ends in them by habit.
_LONGEST_PARTS = 6
Hints = tuple[tuple[str, float], ...]  # codes that terms and numbers stand for, and how much they count


@dataclass(frozen=True, slots=True)
class Product:
    """One of several products that a text may name: what is read of it, and the codes that its terms stand for."""

    plain: str
    hints: Hints


@dataclass(frozen=True, slots=True)
class Sense:
    """One text made ready to be read."""

    text: str  # normalised, as it stands
    plain: str = ""  # what is read in its place; "" where nothing is
    voiced: str = ""  # the same with amounts and sizes: the encoder knows what to make of them, words do not
    answer: Answer = "goods"
    codes: tuple[str, ...] = ()  # typed in the text
    hints: Hints = ()
    beside: str = ""  # a code that stands beside the words and counts where they agree
    machine: str = ""  # what the goods are parts of
    parts_of: Hints = ()  # the headings of that, where the text names them
    article: str = ""  # what is made of the material that is named beside it
    purposed: Product | None = None  # the goods alone of which a use is said: "tyres" in "tyres for tractors"
    denied: str = ""  # the goods as the text says that they are not: "footwear of leather"
    never: tuple[str, ...] = ()  # codes of what it says that it is not: 4015 of gloves that are not of rubber
    products: tuple[Product, ...] = ()  # what may be several products, each to be read alone
    listed: bool = False  # what stands between them says that they are several
    notes: tuple[str, ...] = field(default=(), compare=False)

    @property
    def changed(self) -> bool:
        """Whether something else is read than what stands there, or more than that."""
        more = (
            self.hints, self.beside, self.machine, self.article, self.purposed, self.products, self.never
        )  # fmt: skip
        return self.answer == "goods" and (any(more) or self.plain != self.text)

    @property
    def note(self) -> str:
        """How the text was read, in one line."""
        return say_list(self.notes, "; ")


KINDS = (
    "code", "cas", "negation", "packing", "trade", "kind", "path", "parts", "purpose", "made", "material", "terms",
    "grades", "amounts", "several",
)  # fmt: skip


def sense(text: str, known: Container[str], glossary: Glossary, *, but: Container[str] = ()) -> Sense:
    """What a text is and what to read of it; `known` is the codes of the nomenclature.

    `but` leaves out what is done for some of KINDS, to measure what each is worth.
    """
    text = normalise(text)
    typed = Typed(rest=text) if "code" in but else typed_codes(text, known)
    if typed.codes and not _LETTERS.search(typed.rest):
        note = say("a code typed as text counts as a code: {codes}", codes=", ".join(typed.codes))
        return Sense(text, answer="code", codes=typed.codes, notes=(note,))
    notes = typed.notes()
    left = typed.rest if typed.codes or typed.parts_of else typed.bare or text
    numbers = CasNumbers((), (), left) if "cas" in but else cas_numbers(left)
    if "kind" not in but and is_total_line(text):
        return Sense(text, answer="too vague", notes=(*notes, say("the total of a list, no goods")))
    if not _LETTERS.search(left) and not numbers.chemicals:
        return Sense(
            text,
            answer="too vague",
            codes=typed.codes,
            notes=(*notes, _no_words(typed.year, numbers.unknown)),
        )
    made = _Plain(
        numbers.rest if numbers.chemicals else left, glossary, notes, but, coded=bool(typed.parts_of)
    )
    made.put_in_place_of_numbers(numbers.chemicals, numbers.unknown)
    made.set_aside()
    if made.answer != "goods":
        return Sense(text, answer=made.answer, codes=typed.codes, notes=tuple(made.notes))
    made.see_path()
    made.see_turned()
    made.see_parts()
    made.see_first()
    several = () if made.machine or "several" in but else products(made.left)
    listed = is_listed(made.left)
    made.see_articles()
    made.left = made.in_plain_words(made.left, told=True)
    made.left = " ".join(filter(None, [made.left, *made.names]))
    made.left = made.left or text  # a term that says nothing, and nothing else
    voiced = made.left
    if "amounts" not in but:
        made.left = unmeasured(made.left)
    return Sense(
        text,
        made.left,
        voiced,
        codes=typed.codes,
        hints=tuple(made.hints),
        parts_of=typed.parts_hints(SURE_ALONE) if made.machine else (),
        beside=typed.beside,
        machine=made.machine,
        article=made.article,
        purposed=made.purposed,
        denied=made.denied,
        never=tuple(dict.fromkeys((*made.never, *typed.denied))),
        products=tuple(_product(part, glossary, but) for part in several),
        listed=listed,
        notes=tuple(dict.fromkeys(made.notes)),
    )


def _product(text: str, glossary: Glossary, but: Container[str]) -> Product:
    """One of several products, put in plain words as if it stood alone."""
    alone = _Plain(unmeasured(text), glossary, [], but)
    alone.see_articles()
    plain = " ".join(filter(None, [alone.in_plain_words(alone.left, told=True), *alone.names]))
    return Product(plain, tuple(alone.hints))


def _no_words(year: str, cas: tuple[str, ...]) -> str:
    if year:
        return say("{year} may be a heading or a year: write HS {year} if it is a code", year=year)
    if cas:
        return say(
            "CAS {numbers} is not known here: write what it is, or its HS code", numbers=", ".join(cas)
        )
    return say("no words that name goods: write what it is, or its HS code")


@dataclass
class _Plain:
    """A text on its way to plain words."""

    left: str
    glossary: Glossary
    notes: list[str]
    but: Container[str] = ()
    coded: bool = False  # whether a heading tells what its parts are for
    answer: Answer = "goods"
    machine: str = ""
    article: str = ""
    purposed: Product | None = None
    denied: str = ""
    never: tuple[str, ...] = ()
    headed: bool = False  # whether the carrying word is a plain name
    come_down: bool = False  # whether what a path comes down to is a plain name
    goods: Spot | None = None  # where the goods stand whose use is said
    hints: list[tuple[str, float]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)  # that CAS numbers and materials of articles stand for
    _terms: dict[str, list[tuple[Spot, Term]]] = field(default_factory=dict)

    def terms(self, text: str) -> list[tuple[Spot, Term]]:
        """The glossary's terms in a text."""
        if text not in self._terms:
            self._terms[text] = self.glossary.find(text)
        return list(self._terms[text])

    def put_in_place_of_numbers(self, chemicals: Sequence[Chemical], unknown: Sequence[str]) -> None:
        """Add the names that CAS numbers stand for."""
        for chemical in chemicals:
            self.hints.append((chemical.hs, SURE_CAS / len(chemicals)))
            self.names.append(chemical.name)
            self.notes.append(say("CAS {number}: read as {words}", number=chemical.cas, words=chemical.name))
        if unknown:
            self.notes.append(say("CAS {numbers} is not known here", numbers=", ".join(unknown)))

    def set_aside(self) -> None:
        """Take out negations, packing and trading, and see whether what is left names goods."""
        if not _LETTERS.search(self.left):
            self.left = ""  # of a CAS number alone
            return
        language = spoken(self.left)
        said = self.left if "negation" in self.but else affirmed(self.left)
        if said != self.left:
            self.notes.append(say("what it says that it is not does not count"))
            what = denied(self.left)
            self.denied = f"{said} {what}" if what else ""
            if what and "made" not in self.but:
                self.never = never(said, what, language, [term.hs for _, term in self.terms(said)])
        bare = said if "packing" in self.but else unpacked(said)
        bare = bare if "trade" in self.but else untraded(bare, language)
        if "kind" in self.but:
            self.left = bare
            return
        service = [found for found, term in self.terms(bare) if term.kind == "service"]
        if is_service(bare, language) or (service and service[0].start == 0):
            self.answer = "service"
            self.notes.append(say("a service has no HS code and is not joined with goods"))
            return
        vague = {found.term for found, term in self.terms(bare) if term.kind == "vague"}
        if (is_vague(bare, language) or vague & {bare}) and not self.hints and not self.coded:
            self.answer = "too vague"
            self.notes.append(say("it could be said of any goods: write what it is, or its HS code"))
            return
        goods = goods_alone(bare, language)
        if goods != bare:
            self.notes.append(say("read without the service that it names: {words}", words=goods))
        self.left = goods

    def see_parts(self) -> None:
        """Where the text names parts of something, read that; not where the glossary knows all of it."""
        if self.is_known():
            return
        machine = None if "parts" in self.but else parts_of(self.left, spoken(self.left))
        machine = machine or (self.left if self.coded else None)
        if machine and (self.coded or len(machine.split()) <= _LONGEST_PARTS):
            self.machine = unmeasured(self.in_plain_words(machine, told=False))
            self.notes.append(say("read as parts of: {words}", words=machine))

    def see_path(self) -> None:
        """Put a trader's short path as one says it; where the glossary knows what it comes down to, that counts."""
        said, last = in_speech(self.left, prepositions(self.left)) if "path" not in self.but else ("", "")
        if not said:
            return
        self.left = said
        others = kind_of_words("made into", "any").find(said)  # dried apples are other goods than apples
        known = [] if "terms" in self.but or others else self.terms(last)
        whole = [term for place, term in known if (place.start, place.end) == (0, len(last))]
        self.come_down = any(term.kind == "alone" and term.hs for term in whole)
        self.hints += [(term.hs, SURE_LAST) for term in whole if self.come_down]

    def see_turned(self) -> None:
        """Put two groups of words together where the glossary knows them so: "apples, dried", in either order."""
        parts = _TURNED.split(self.left.strip())
        if len(parts) != 2 or "terms" in self.but or self.is_known():
            return
        for turned in (" ".join(parts), " ".join(parts[::-1])):
            if [(place.start, place.end) for place, _ in self.terms(turned)] == [(0, len(turned))]:
                self.left = turned
                return

    def see_first(self) -> None:
        """Where the first of several groups of words is one term of the glossary, whole, its code counts a little."""
        named = segments(self.left)
        if self.machine or not named or "terms" in self.but or self.come_down:
            return
        if len(named) == 1:
            self.see_head(named[0])
            return
        if any(kind_of_words("made into", "any").find(part) for part in named[1:]):
            return  # dried apples are other goods than apples
        for place, term in self.terms(named[0]):
            if (place.start, place.end) == (0, len(named[0])) and term.kind == "alone" and term.hs:
                self.hints.append((term.hs, SURE_FIRST))

    def see_head(self, segment: str) -> None:
        """Where the carrying word is such a term, its code counts as much: "truck tyres", "насос НШ-50".

        Machines beside it say what it is for: they keep their own words.
        """
        known = [(place, term) for place, term in self.terms(self.left) if term.kind == "alone" and term.hs]
        start = self.left.find(segment)
        first = [place for place, term in known[:1] if term.language in _HEAD_FIRST and place.start == start]
        spots = [
            Spot(x.start - start, x.end - start, x.term)
            for x, term in known
            if x.start >= start and term.language not in _HEAD_FIRST
        ]
        head = first[0] if first else carrying(segment, spots, spoken(segment)) if spots else None
        if head is None or not leads(
            segment, head.start - start * bool(first), head.end - start * bool(first)
        ):
            return
        rest = segment[head.end - start :] if first else f"{segment[: head.start]} {segment[head.end :]}"
        if len(known) > 1 or kind_of_words("made into", "any").find(rest):
            return  # flour of rice is no flour of wheat
        self.hints += [(term.hs, SURE_FIRST) for place, term in known if place.term == head.term][:1]
        self.headed = True

    def is_known(self) -> bool:
        """Whether the text is one term of the glossary, whole."""
        found = [] if "terms" in self.but else self.terms(self.left)
        return [(place.start, place.end) for place, _ in found] == [(0, len(self.left))]

    def see_articles(self) -> None:
        """Where the text names an article, see what it is made of, and what it is for."""
        language = spoken(self.left)
        if self.machine or self.is_known():
            return
        phrases = [] if "terms" in self.but else self.terms(self.left)
        known = any(" " in place.term and term.kind == "goods" for place, term in phrases)
        made = None if known or "made" in self.but else made_of(self.left, language)
        if made:
            self.left = made.rest
            self.names.append(made.means)
            self.hints.append((made.hs, SURE_ALONE))
            self.notes.append(say("read as {words}", words=made.means))
            return
        self.goods = None if "purpose" in self.but else purpose_of(self.left, language)
        if self.goods:
            self.purposed = _product(self.goods.term, self.glossary, self.but)
        elif "material" not in self.but and len(self.left.split()) <= _LONGEST_ARTICLE:
            article = article_of(self.left, language)
            self.article = unmeasured(self.in_plain_words(article, told=False)) if article else ""

    def in_plain_words(self, text: str, *, told: bool) -> str:
        """The text with plain words in the place of terms and marks; `told` says so and counts their codes.

        What goods are for is left in its own words: its code is not theirs. A plain name beside what was done to the
        goods alone ("огурцы маринованные") is put in plain words too, and its code does not count: they are others.
        """
        found = [] if "terms" in self.but else self.terms(text)
        if told and self.headed:
            found = [x for x in found if not (x[1].kind in ("goods", "word") and x[1].hs[:2] in _MACHINES)]
        if told and self.goods:
            found = [x for x in found if self.goods.start <= x[0].start and x[0].end <= self.goods.end]
        read: list[tuple[str, Term]] = []
        whole = text
        silent = sum(len(place.term) for place, term in found if term.kind == "nothing")
        size = max(len(_LETTERS.findall(unmeasured(text))) - silent, 1)
        for place, term in reversed(found):
            share = len(_LETTERS.findall(text[place.start : place.end])) / size
            stated = term.kind == "alone" and share < _ALONE
            if is_denied(term, self.never) or says_state_alone(term, [x for _, x in found]):
                continue
            if is_named_of(whole, place, term) or (stated and not is_of_state(whole, place, term)):
                continue
            read.append((text[place.start : place.end], term))
            if term.kind in ("goods", "word", "alone", "nothing"):
                # Beside an article a polymer is its material: pipes of plastics, no raw polymer.
                means = _PLASTICS if self.article and term.hs[:2] == _POLYMERS else term.means
                means = as_state(means) if stated else means
                text = f"{text[: place.start]}{means}{text[place.end :]}"
            elif term.kind == "beside":
                text = f"{text[: place.end]} {term.means}{text[place.end :]}"
            if told and term.hs and (term.kind == "goods" or share >= _ALONE) and not stated:
                self.hints.append((term.hs, SURE_ALONE * min(share, 1.0)))
        for written, term in reversed(read):
            if told and term.means and term.means != written:
                self.notes.append(say("{term}: read as {words}", term=written, words=term.means))
        text, grades = (text, ()) if "grades" in self.but else named_grades(text)
        if grades or any(term.kind == "word" for _, term in read):
            text = named_forms(text)
        if told and grades:
            self.notes.append(say("mark of a material: {marks}", marks=", ".join(grades)))
        return " ".join(text.split())
