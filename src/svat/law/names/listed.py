"""Law, names listed: the names, numbers and scripts of a list's entries, ready to be searched."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection
from functools import partial
from weakref import WeakValueDictionary

from svat.cached import cached, source_of
from svat.law.lists.model import Entry
from svat.law.names import scale
from svat.law.names.hangul import has_hangul
from svat.law.names.index import Index
from svat.law.names.numbers import Numbers
from svat.law.names.romanisations import ChinesePersons
from svat.memory import nothing_to_collect
from svat.text.scripts import OTHER, script_of
from svat.text.words import APOSTROPHES

_KEPT_FROM = 1_000  # entries: fewer are made ready in less than a second
_ROOMS = ("svat.law.names", "svat.law.lists.model", "svat.text")  # of whose classes an index is made


class ListedNames:
    """Names, numbers and scripts of entries, ready to be searched."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        """Building takes seconds for the full lists."""
        self.index = Index(entries)
        self.numbers = Numbers(entries)
        self.kinds: Counter[str] = Counter(e.kind for e in entries)
        self.chinese = ChinesePersons(
            (number, name.text, tuple(self.index.word_index.words[n] for n in name.words))
            for number, name in enumerate(self.index.names)
            if name.kind in ("person", "unknown") and not name.guessed
        )
        self.scripts: Counter[tuple[str, str]] = Counter(
            (e.kind, script)
            for e in entries
            for n in e.names
            for script in (*scripts_apart(n.text), *(("Hangul",) if has_hangul(n.text) else ()))
        )

    def covers(self, script: str, kinds: Collection[str]) -> bool:
        """Whether entries of these kinds have enough names in a script: so many, or half of them one each."""
        names = sum(self.scripts[kind, script] for kind in kinds)
        return names >= scale.SCRIPT_COVERED_FROM or 0 < sum(self.kinds[kind] for kind in kinds) <= 2 * names


# Days with the same lists share them, as long as anybody has them: they are too large to be kept for nobody.
_READY: WeakValueDictionary[tuple[Entry, ...], ListedNames] = WeakValueDictionary()


def listed_names(entries: tuple[Entry, ...]) -> ListedNames:
    """The names of entries, ready; the same object while it is in use."""
    found = _READY.get(entries)
    if found is None:
        with nothing_to_collect():
            if len(entries) < _KEPT_FROM:
                found = ListedNames(entries)
            else:
                found = cached("names", _depends(entries), partial(_whole, entries), _ROOMS)
            _READY[entries] = found
    return found


def _whole(entries: tuple[Entry, ...]) -> ListedNames:
    """The names of entries with all that is otherwise made when it is first asked for."""
    names = ListedNames(entries)
    names.index.korean_forms()
    return names


def _depends(entries: tuple[Entry, ...]) -> tuple[str, ...]:
    """What an index is made of: the entries with all that they hold, our code and its tables, Unicode's letters."""
    return (repr(entries), source_of("svat.law", "svat.text"), unicodedata.unidata_version)


def scripts_apart(name: str) -> tuple[str, ...]:
    """Scripts of the name that are compared only within themselves (Arabic, Han …), each once, as Unicode says."""
    if name.isascii():
        return ()
    found = {
        unicodedata.name(c, "UNKNOWN").split()[0].split("-")[0].capitalize()
        for c in name
        if not c.isascii()
        and script_of(c) == OTHER
        and c not in APOSTROPHES
        and unicodedata.category(c) != "Lm"
    }
    return tuple(sorted({"Han" if s == "Cjk" else s for s in found}))
