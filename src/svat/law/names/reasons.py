"""Law, names: what was found of one name, said in words."""

from __future__ import annotations

from collections.abc import Sequence

from svat.law.names import scale
from svat.law.names.compare import Comparison, WordMatch
from svat.law.names.forms import form_besides
from svat.law.names.index import Listed
from svat.law.names.query import Query

_HOW = {
    "edit": "'{listed}' spelt '{query}'",
    "spelling": "'{query}' is a spelling of '{listed}'",
    "short": "'{query}' may be '{listed}', one of them cut short",
    "nickname": "'{query}' and '{listed}' may be one name, one of them for short",
    "sound": "'{query}' sounds like '{listed}'",
    "misread": "'{query}' looks like '{listed}'",
    "vowels left out": "'{query}' is '{listed}' without its vowels",
    "other vowels": "'{query}' is '{listed}' with other vowels",
    "initial": "'{query}' may stand for '{listed}'",
    "letters": "'{query}' may be '{listed}' in other letters",
    "meant": "'{query}' means '{listed}'",
    "joined": "'{listed}' written as one word",
    "split": "'{listed}' written as two words",
}
_UNSURE = {
    "father": "one of the names has no such father's name",
    "initial": "one of the names has no such initial",
    "number": "the numbers differ",
    "swapped": "son and father are the other way about",
    "one word": "one word alone is alike",
    "contained": "one of the names has words besides",
}
_WORTH_SAYING = 0.05  # weight of a word; those of legal forms and titles are below


def in_words(
    query: Query, listed: Listed, listed_words: Sequence[str], found: Comparison
) -> tuple[str, bool]:
    """The reason for a hit, such as "words in another order; 'trading' spelt 'tradnig'", and whether it is exact.

    Exact are the same words in any order; legal forms and titles make no difference.
    """
    telling = [m for m in found.matches if max(listed.weights[j] for j in m.listed) > _WORTH_SAYING]
    places = [j for m in telling for j in m.listed]
    query_left = _left(query.words, query.weights, [i for m in found.matches for i in m.query])
    listed_left = _left(listed_words, listed.weights, [j for m in found.matches for j in m.listed])
    in_order = places == sorted(places)
    exact = all(m.how == "same" for m in telling) and not query_left and not listed_left
    said = [] if in_order else ["words in another order"]
    if exact:
        said = ["same name" if in_order else "same words in another order"]
        if list(query.words) != [listed_words[j] for m in found.matches for j in m.listed] or len(
            query.words
        ) != len(listed_words):
            said[0] += ", legal form or title aside"
    said += [_UNSURE[why] for why in found.unsure]
    said += [_say(match, query, listed_words) for match in telling if match.how != "same"]
    if listed_left:
        said.append(f"the listed name has '{' '.join(listed_left)}' besides")
    if query_left:
        said.append(f"'{' '.join(query_left)}' is not in the listed name")
    return "; ".join(said), exact


def is_sure(query: Query, listed: Listed, listed_words: Sequence[str], found: Comparison) -> bool:
    """Whether a comparison may make a hit: no word only guessed at, none besides that may be a legal form."""
    return not (
        found.unsure
        or any(m.how in scale.NEVER_SURE for m in found.matches)
        or form_besides(query.words, query.weights, [i for m in found.matches for i in m.query])
        or form_besides(listed_words, listed.weights, [j for m in found.matches for j in m.listed])
    )


def _say(match: WordMatch, query: Query, listed_words: Sequence[str]) -> str:
    written = " ".join(query.words[i] for i in match.query)
    return _HOW[match.how].format(query=written, listed=" ".join(listed_words[j] for j in match.listed))


def _left(words: Sequence[str], weights: Sequence[float], used: Sequence[int]) -> list[str]:
    return [w for n, w in enumerate(words) if n not in used and weights[n] > _WORTH_SAYING]
