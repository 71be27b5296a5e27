"""Law, proof, causes: why a verdict of before is another one now, each with a code and in an officer's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from svat.wording import say


@dataclass(frozen=True, slots=True)
class Cause:
    """What svat reads or weighs otherwise than it did; `code` is for programs, `words` are for people."""

    code: str
    words: str


_WORDS: Mapping[str, str] = {
    # names that are read otherwise
    "brackets": say(
        "what stands in brackets in a listed name is read apart, and the whole is kept; a place or a legal "
        "form in them is no name"
    ),
    "initials": say(
        "a person's initials are read apart where they are written together, and may stand for names"
    ),
    "father": say("a father's name that one of the names lacks hides nobody: a question"),
    "father-differs": say("a father's name that differs tells persons apart"),
    "swapped": say("son and father the other way about (A bin B, B bin A) are a question"),
    "one-word": say("one word of a person's name alone is a question"),
    "within": say("a person's name that is all within another, beside common given names, is a question"),
    "stroke": say("of names that a stroke parts each is looked for: a question"),
    "misread": say("digits within a word are read as the letters that they look like"),
    "common-words": say("places, letters and common words alone find nobody while a word that tells is left"),
    "title": say("a person's title or office counts for nothing"),
    "ship": say("M/V, т/х and their like count for nothing in a ship's name"),
    "number": say("a small number (II, 3) that one of the names lacks, or another one, is a question"),
    "initial": say("an initial that one of the names lacks is a question"),
    "initial-differs": say("an initial that differs tells persons apart"),
    "own-name": say("one who trades under the own name is looked for as a person"),
    "forms": say(
        "more legal forms, branches and ventures are known, however they are written, and count for nothing"
    ),
    "forms-differ": say("one word alike under legal forms of different kinds is a question"),
    "form-besides": say("a word besides that is spelt like a legal form makes a question"),
    "left-aside": say("a short unknown word at the edge, or a trading house, may be left aside: a question"),
    "lone-letters": say("single letters with a legal form or a word in common find nobody"),
    "cut": say("a name that was cut short finds nobody unless enough of it is there besides its legal form"),
    "together": say("letters alike when written together find no person whose words are other names"),
    "abbreviation": say("a business word may be cut short: a question where it is short for several"),
    "nickname": say("a given name and its short form may be one name: a question"),
    "spelling": say("more spellings and abbreviations of one word are known"),
    "letters": say("a name in other letters is looked for by its sound: a question"),
    "romanised": say(
        "a Chinese name in another romanisation (Wade–Giles, Tongyong, MPS II) may be the name: a question"
    ),
    "ending": say("a person's name with the ending of another language may be the name: a question"),
    "meaning": say("an organisation's words are looked for by their meaning: a question"),
    "hangul": say("Hangul is read in the spellings of press and passports: a question"),
    "syllables": say("two Hangul names that differ in a syllable are two persons'"),
    "ended": say("a listing that has ended is a question"),
    "births": say("birth dates that contradict each other are a question"),
    # identifiers
    "same-number": say("the number is the entry's by the table of identifiers, and bars"),
    "number-question": say("the number counts as a question, as it may be the entry's"),
    "no-number": say("the number is too short, made up or nobody's own, and finds nobody"),
    # what keeps from clearing
    "apostrophe": say("apostrophes are letters, so that the name can be compared"),
    "hangul-organisation": say(
        "an organisation named in Hangul alone is not cleared, as lists may name it in translation"
    ),
    "few-in-script": say(
        "a name is not cleared where the lists have next to no names of its kind in its letters"
    ),
    "wrong-letters": say("a name whose letters may have been read wrongly is not cleared"),
    "lost-digits": say("a number of which a spreadsheet has lost digits is not cleared"),
    # besides names
    "same-company": say("a company that may be on both rolls is held"),
    "countries": say("the country is read otherwise"),
    "lists": say("whether the lists may clear anybody (their age, one that is missing) is judged otherwise"),
    "other-list": say("the lists in force on the day asked about are other versions"),
    "outside": say("what another server said is no answer for another day"),
    "measures": say("the measures on trade, or what is read of the goods, say otherwise"),
    "failed": say("judging failed on one of the two occasions"),
    "not explained": say("not explained: look at the findings before and now"),
}
CAUSES: Mapping[str, Cause] = {code: Cause(code, words) for code, words in _WORDS.items()}
NOT_EXPLAINED = CAUSES["not explained"]
