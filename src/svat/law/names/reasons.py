"""Law, names: what was found of one name, said in words."""

from __future__ import annotations

from collections.abc import Sequence

from svat.law.names import scale
from svat.law.names.compare import Comparison, WordMatch
from svat.law.names.forms import form_besides
from svat.law.names.index import Listed
from svat.law.names.query import Query
from svat.law.names.romanisations import other_person
from svat.wording import say, say_list

_HOW = {
    "edit": say("'{listed}' spelt '{query}'"),
    "spelling": say("'{query}' is a spelling of '{listed}'"),
    "short": say("'{query}' may be '{listed}', one of them cut short"),
    "nickname": say("'{query}' and '{listed}' may be one name, one of them for short"),
    "sound": say("'{query}' sounds like '{listed}'"),
    "misread": say("'{query}' looks like '{listed}'"),
    "vowels left out": say("'{query}' is '{listed}' without its vowels"),
    "other vowels": say("'{query}' is '{listed}' with other vowels"),
    "initial": say("'{query}' may stand for '{listed}'"),
    "letters": say("'{query}' may be '{listed}' in other letters"),
    "meant": say("'{query}' means '{listed}'"),
    "romanised": say("'{query}' may be '{listed}' in another romanisation of Chinese"),
    "ending": say("'{query}' is '{listed}' with another ending"),
    "ending added": say("'{query}' is '{listed}' with an ending of another language"),
    "ending lacking": say("'{query}' is '{listed}' without its ending"),
    "surname": say("'{query}' may be another form of the surname '{listed}'"),
    "joined": say("'{listed}' written as one word"),
    "split": say("'{listed}' written as two words"),
}
_UNSURE = {
    "father": say("one of the names has no such father's name"),
    "initial": say("one of the names has no such initial"),
    "number": say("the numbers differ"),
    "swapped": say("son and father are the other way about"),
    "one word": say("one word alone is alike"),
    "contained": say("one of the names has words besides"),
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
    said: list[str] = [] if in_order else [say("words in another order")]
    if exact:
        said = [say("same name") if in_order else say("same words in another order")]
        if list(query.words) != [listed_words[j] for m in found.matches for j in m.listed] or len(
            query.words
        ) != len(listed_words):
            said[0] = say("{name}, legal form or title aside", name=said[0])
    said += [_UNSURE[why] for why in found.unsure]
    said += [_say(match, query, listed_words) for match in telling if match.how != "same"]
    if listed_left:
        said.append(say("the listed name has '{words}' besides", words=" ".join(listed_left)))
    if query_left:
        said.append(say("'{words}' is not in the listed name", words=" ".join(query_left)))
    return say_list(said, "; "), exact


def is_sure(query: Query, listed: Listed, listed_words: Sequence[str], found: Comparison) -> bool:
    """Whether a comparison may make a hit: no word only guessed at, none besides that may be a legal form.

    A Chinese person's name in pinyin that differs in a letter is most often another person's.
    """
    return not (
        found.unsure
        or (listed.kind == "person" and other_person(query.words, tuple(listed_words)))
        or any(m.how in scale.NEVER_SURE for m in found.matches)
        or form_besides(query.words, query.weights, [i for m in found.matches for i in m.query])
        or form_besides(listed_words, listed.weights, [j for m in found.matches for j in m.listed])
    )


def _say(match: WordMatch, query: Query, listed_words: Sequence[str]) -> str:
    written = " ".join(query.words[i] for i in match.query)
    return say(_HOW[match.how], query=written, listed=" ".join(listed_words[j] for j in match.listed))


def _left(words: Sequence[str], weights: Sequence[float], used: Sequence[int]) -> list[str]:
    return [w for n, w in enumerate(words) if n not in used and weights[n] > _WORTH_SAYING]
