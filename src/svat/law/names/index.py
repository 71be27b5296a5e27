"""Law, names: all listed names by their words, and which of them can reach a score for a query.

Nothing is left out that the comparison would score at or above the threshold: the bounds computed here for all
listed names at once never lie below the score itself.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from svat.law.lists.model import Entry, EntryKind
from svat.law.names import scale
from svat.law.names.asides import OF_KIND, Asides, asides, sons
from svat.law.names.edit_index import EditIndex
from svat.law.names.hangul import has_hangul, press_spellings, spellings
from svat.law.names.korean import korean
from svat.law.names.letters import begins
from svat.law.names.query import (
    Marked,
    Query,
    core,
    guessed,
    guessed_weight,
    lightest,
    may_leave,
    read,
    read_parts,
    saved,
    shares,
    together,
)
from svat.law.names.word_index import Likeness, WordIndex
from svat.law.names.words import weight
from svat.law.names.written_short import sign_of


@dataclass(frozen=True, slots=True)
class Listed:
    """One reading of one listed name."""

    entry: int  # number of the entry
    text: str  # as listed
    weak: bool
    words: tuple[int, ...]  # numbers in the word index, in order
    weights: tuple[float, ...]
    kind: EntryKind = "unknown"
    guessed: bool = False  # a reading of Han characters
    asides: Asides = ()  # places of words beside the own ones, of the classes that the kind has
    sons: frozenset[int] = frozenset()  # places of names that follow bin and its like
    initials: bool = False  # a surname and initials alone
    edges: tuple[tuple[int, ...], ...] = ()  # places of words that may be left aside, for a question
    part: bool = False  # of a name with a stroke what stands before or after it


@dataclass(frozen=True, slots=True)
class KoreanForms:
    """Listed names in the one form for Korean: for forms that are alike, and all of them for those that are equal."""

    forms: list[str]
    names: list[list[int]]  # of each form
    index: EditIndex
    exact: dict[str, list[int]]


class Index:
    """Listed names by their words, with what each word counts."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        rows = list(_rows(entries))
        self.word_index = WordIndex(sorted({word for *_, marked in rows for word, _ in marked}))
        numbers = [tuple(self.word_index.number[word] for word, _ in marked) for *_, marked in rows]
        lengths = np.fromiter(map(len, numbers), dtype=np.int64, count=len(rows))
        flat = np.fromiter((n for ns in numbers for n in ns), dtype=np.int64, count=int(lengths.sum()))
        owner = np.repeat(np.arange(len(rows)), lengths)
        counts = np.bincount(flat, minlength=len(self.word_index.words))
        self._starts = np.concatenate([[0], np.cumsum(counts)])
        self._owners = owner[np.argsort(flat, kind="stable")]
        self.weights = [
            weight(w, c, len(rows)) for w, c in zip(self.word_index.words, counts.tolist(), strict=True)
        ]
        self.names = [
            self._listed(row, own, entries[row[0]].kind) for row, own in zip(rows, numbers, strict=True)
        ]
        self._totals = np.array(
            [max(lightest(n.weights, n.edges) - saved(n.weights, n.asides), 1e-9) for n in self.names]
        )
        self._persons = np.array([n.kind == "person" for n in self.names], dtype=bool)
        self._own = np.array([sum(w for w in n.weights if w > scale.PARTICLE_AT_MOST) for n in self.names])
        kinds = list(OF_KIND)
        self._kinds = np.array([kinds.index(name.kind) for name in self.names], dtype=np.int64)
        self._initials = self._by_initial(flat, owner)
        self._joined = self._by_joined()
        self._wholes, self._of_whole, self._letters = self._by_whole(rows)
        self._whole_index = EditIndex(self._wholes)
        self._cores = [core(marked) for *_, marked in rows]
        full = ("".join(w for w, _ in marked) for *_, marked in rows)
        self._prefixes = sorted({(w, n) for written in (self._cores, full) for n, w in enumerate(written)})
        self.hangul = {number for number, name in enumerate(self.names) if has_hangul(name.text)}
        self._in_korean: KoreanForms | None = None

    def _listed(self, row: tuple[int, str, bool, Marked], own: tuple[int, ...], kind: EntryKind) -> Listed:
        entry, text, weak, marked = row
        words = tuple(word for word, _ in marked)
        beside = asides(words, OF_KIND[kind])
        weights = shares(marked, [self.weights[n] for n in own])
        letters = sum(of == "initial" for _, of in beside)
        return Listed(
            entry, text, weak, own, weights, kind, guessed(text, marked), beside,
            sons(words) if beside else frozenset(), letters > 0 and letters == len(words) - 1,
            () if kind == "person" else may_leave(marked, weights), marked in read_parts(text, kind == "person"),
        )  # fmt: skip

    def _by_initial(self, flat: NDArray[np.int64], owner: NDArray[np.int64]) -> dict[str, NDArray[np.int64]]:
        """Letter → the names that have a word beginning with it."""
        letters = np.array([w[0] for w in self.word_index.words] or [""])
        found = {}
        for letter in np.unique(letters).tolist():
            found[letter] = np.unique(owner[letters[flat] == letter])
        return found

    def _by_joined(self) -> dict[str, list[int]]:
        """Two neighbouring words written together → the names that have them."""
        words = self.word_index.words
        found: dict[str, list[int]] = {}
        for number, name in enumerate(self.names):
            for first, second in pairwise(name.words):
                letters = words[first] + words[second]
                found.setdefault(letters, []).append(number)
                if sign := sign_of(letters):
                    found.setdefault(sign, []).append(number)
        return found

    def _by_whole(
        self, rows: list[tuple[int, str, bool, Marked]]
    ) -> tuple[list[str], list[list[int]], list[dict[int, float]]]:
        """Names written together as they sound, with and without legal form, and what their letters count."""
        found: dict[str, dict[int, float]] = {}
        for number, (*_, marked) in enumerate(rows):
            name = self.names[number]
            letters = sum(len(w) * x for (w, _), x in zip(marked, name.weights, strict=True))
            for whole in {together([w for w, _ in marked]), together([w for w, f in marked if not f])}:
                if len(whole) >= scale.WHOLE_LETTERS:
                    found.setdefault(whole, {})[number] = letters
        return list(found), [list(names) for names in found.values()], list(found.values())

    def query(
        self, marked: Marked, likeness: Sequence[dict[int, tuple[float, str]]], *, person: bool = True
    ) -> Query:
        """A reading of a name, ready to be looked for; `likeness` as the word index gives it for its words."""
        words = tuple(word for word, _ in marked)
        plain = []
        for word, like in zip(words, likeness, strict=True):
            number = self.word_index.number.get(word)
            if number is not None:
                plain.append(self.weights[number])
            else:
                plain.append(
                    min(
                        weight(word, 1, len(self.names)),
                        guessed_weight(self._in_own_letters(like), self.weights),
                    )
                )
        pairs = tuple(self.word_index.known(a + b) for a, b in pairwise(words))
        weights = shares(marked, plain)
        known = self.word_index.number
        edges = () if person else may_leave(marked, weights, {w for w in words if w in known})
        beside = asides(words)
        sons_ = sons(words) if beside else frozenset[int]()
        return Query(words, weights, tuple(likeness), pairs, beside, sons_, edges)

    def _in_own_letters(self, likeness: Likeness) -> Likeness:
        """Without words in Arabic letters: a particle there (بن) says nothing of how common a Latin word is."""
        words = self.word_index.words
        return {n: x for n, x in likeness.items() if x[1] != "letters" or words[n].isascii()}

    def _with_words(
        self, words: Sequence[int], values: Sequence[float]
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Numbers of the names that each word is in, one after the other, each with its word's value."""
        parts = [self._owners[self._starts[word] : self._starts[word + 1]] for word in words]
        owners = np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)
        return owners, np.repeat(np.array(values, dtype=np.float64), [len(part) for part in parts])

    def bounds(self, query: Query) -> NDArray[np.float64]:
        """For each listed name a score that the word-by-word comparison with the query cannot exceed."""
        covered, listed, best = self._covered(query)
        bound = self._bound(covered / self._least(query), listed + self._found_in_listed(best), self._totals)
        contained = self._contained(query, covered, best)
        bound[contained] = np.maximum(bound[contained], scale.CONTAINED)
        return bound

    def reaching(self, query: Query) -> list[int]:
        """The listed names whose bound reaches the score from which a name is shown, in order."""
        covered, listed, best = self._covered(query)
        # a name of which less is covered stays below, whatever is covered of the listed one
        least = (scale.REVIEW_FROM - scale.MORE_THAN_LISTED) / (1 - scale.MORE_THAN_LISTED)
        share = covered / self._least(query)
        contained = self._contained(query, covered, best)
        maybe = np.union1d(np.nonzero(share >= least - 1e-6)[0], contained)
        if len(maybe) and any(
            map(begins, query.words)
        ):  # letters alone find nothing: a word that tells must be there
            telling = [n for n in best if self.weights[n] > scale.PARTICLE_AT_MOST]
            owners, _ = self._with_words(telling, [1.0] * len(telling))
            joined = [n for word in query.words for n in self._joined.get(word, ())]
            maybe = np.intersect1d(maybe, np.append(owners, np.array(joined, dtype=np.int64)))
        if not len(maybe):
            return []
        of_listed = (listed + self._found_in_listed(best))[maybe]
        bound = self._bound(share[maybe], of_listed, self._totals[maybe])
        reached: list[int] = np.union1d(maybe[bound >= scale.REVIEW_FROM], contained).tolist()
        return reached

    def _contained(
        self, query: Query, covered: NDArray[np.float64], best: dict[int, float]
    ) -> NDArray[np.int64]:
        """Persons' names that may be all in the query, or it in theirs, by words that tell."""
        own = [n for n, weight in enumerate(query.weights) if weight > scale.PARTICLE_AT_MOST]
        if len(query.words) == 1:
            number = self.word_index.number.get(query.words[0])
            words = [] if number is None else [number]
            owners, _ = self._with_words(words, [1.0] * len(words))
            alone: NDArray[np.int64] = owners[self._persons[owners]]
            return alone
        sure = {n: self.weights[n] for n, like in best.items() if like >= scale.SURE_WORD}
        owners, worth = self._with_words(list(sure), list(sure.values()))
        found = np.bincount(owners, weights=worth, minlength=len(self.names)).astype(np.float64)
        for word in query.words:
            for name in self._joined.get(word, ()):
                found[name] = np.inf
        enough = np.nonzero(self._persons & (found >= scale.TOLD_FROM - 1e-9))[0]
        all_of_query = scale.SURE_WORD * sum(query.weights[n] for n in own)
        whole = (found[enough] >= self._own[enough] - 1e-9) | (covered[enough] >= all_of_query - 1e-9)
        contained: NDArray[np.int64] = enough[whole]
        return contained

    def _least(self, query: Query) -> float | NDArray[np.float64]:
        """The least that the query's words may count, for each listed name by its kind."""
        if not query.asides:
            return lightest(query.weights, query.edges)
        return np.array([query.least_total(kind) for kind in OF_KIND])[self._kinds]

    def _covered(self, query: Query) -> tuple[NDArray[np.float64], NDArray[np.float64], dict[int, float]]:
        """Of each listed name: how much of the query it covers, and of itself by letters and words joined; and of each
        listed word the best likeness to any of the query's."""
        covered = np.zeros(len(self.names))
        listed = np.zeros(len(self.names))
        mine = np.zeros(len(self.names))
        best: dict[int, float] = {}
        for place, word in enumerate(query.words):
            found = {}
            for number, (like, how) in query.likeness[place].items():
                found[number] = like
                best[number] = 1.0 if how == "initial" else max(best.get(number, 0.0), like)
            for pair in query.pairs[max(place - 1, 0) : place + 1]:
                for number, (like, _) in pair.items():
                    found[number] = max(found.get(number, 0.0), like)
                    best[number] = max(best.get(number, 0.0), like)
            ranked = sorted(found.items(), key=lambda item: item[1])
            owners, likes = self._with_words([n for n, _ in ranked], [like for _, like in ranked])
            if any(how == "initial" for _, how in query.likeness[place].values()):
                likes = np.maximum(likes, scale.LISTED_INITIAL)
            mine[owners] = likes  # the likest is written last
            touched = [owners]
            for letter in begins(word):
                if (has := self._initials.get(letter)) is not None:
                    mine[has] = 1.0
                    listed[has] += scale.INITIAL
                    touched.append(has)
            for name in self._joined.get(word, ()):
                mine[name] = 1.0
                listed[name] += 2.0
                touched.append(np.array([name]))
            for names in touched:  # a name that is there twice gets the same value twice
                covered[names] += query.weights[place] * mine[names]
                mine[names] = 0.0
        return covered, listed, best

    def _found_in_listed(self, best: dict[int, float]) -> NDArray[np.float64]:
        owners, worth = self._with_words(list(best), [self.weights[n] * like for n, like in best.items()])
        return np.bincount(owners, weights=worth, minlength=len(self.names)).astype(np.float64, copy=False)

    @staticmethod
    def _bound(
        of_query: NDArray[np.float64], listed: NDArray[np.float64], totals: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        of_query = np.minimum(of_query, 1.0)
        of_listed = np.minimum(listed / totals, 1.0)
        part = of_query * (scale.PART_OF_LISTED + (1 - scale.PART_OF_LISTED) * of_listed)
        more = of_listed * (scale.MORE_THAN_LISTED + (1 - scale.MORE_THAN_LISTED) * of_query)
        bound: NDArray[np.float64] = np.maximum(part, more) + 1e-9
        return bound

    def alike_whole(self, wholes: Sequence[str]) -> list[list[tuple[int, float]]]:
        """For each name written together: (listed name, score) of those with nearly the same letters.

        An edit counts by the letters of the words that matter, so that names alike in common words only are not.
        """
        out: list[list[tuple[int, float]]] = []
        for whole in wholes:
            found = []
            if len(whole) >= scale.WHOLE_LETTERS:
                columns, edits = self._whole_index.within(whole, 1 - scale.WHOLE_FROM)
                for column, edited in zip(columns.tolist(), edits.tolist(), strict=True):
                    for name in self._of_whole[column]:
                        likeness = 1.0 - edited / max(self._letters[column][name], 1.0)
                        if likeness >= scale.WHOLE_FROM:
                            found.append((name, likeness * scale.WHOLE))
            out.append(found)
        return out

    def alike_korean(self, forms: Sequence[str]) -> list[list[tuple[int, float]]]:
        """For each name in the one form for Korean: (listed name, score) of those that may be the same."""
        if not forms:
            return []
        korean_forms = self.korean_forms()
        out: list[list[tuple[int, float]]] = []
        for form in forms:
            found = []
            if len(form) >= scale.KOREAN_LETTERS:
                columns, edits = korean_forms.index.within(form, 1 - scale.KOREAN_FROM)
                for column, edited in zip(columns.tolist(), edits.tolist(), strict=True):
                    likeness = 1.0 - edited / max(len(form), len(korean_forms.forms[column]))
                    if likeness >= scale.KOREAN_FROM - 1e-9:
                        found += [(name, likeness * scale.KOREAN) for name in korean_forms.names[column]]
            out.append(found)
        return out

    def written_so(self, forms: Sequence[str]) -> list[int]:
        """Listed names that are one of these in the one form for Korean, letter by letter."""
        found = self.korean_forms().exact if forms else {}
        return list(dict.fromkeys(n for form in forms for n in found.get(form, ())))

    def korean_forms(self) -> KoreanForms:
        """The listed names in the one form for Korean, made when first asked for."""
        if self._in_korean is None:
            found: dict[str, list[int]] = {}
            exact: dict[str, list[int]] = {}
            for number, core in enumerate(self._cores):
                if core.isascii() and len(form := korean(core)) >= scale.KOREAN_LETTERS_EXACT:
                    exact.setdefault(form, []).append(number)
                    if len(form) >= scale.KOREAN_LETTERS:
                        found.setdefault(form, []).append(number)
            for number in sorted(self.hangul):
                for form in press_spellings(self.names[number].text):
                    if len(form) >= scale.KOREAN_LETTERS_EXACT:
                        exact.setdefault(form, []).append(number)
                for form in spellings(self.names[number].text):
                    if number not in found.setdefault(form, []):
                        found[form].append(number)
            self._in_korean = KoreanForms(list(found), list(found.values()), EditIndex(list(found)), exact)
        return self._in_korean

    def begins(self, marked: Marked) -> list[int]:
        """Listed names that begin with these words, the last perhaps cut short; legal forms tell nothing of it."""
        start, own = "".join(word for word, _ in marked), core(marked)
        found = []
        if len(start) >= scale.PREFIX_LETTERS and len(own) >= scale.PREFIX_OWN_LETTERS:
            for place in range(bisect_left(self._prefixes, (start, -1)), len(self._prefixes)):
                whole, name = self._prefixes[place]
                if not whole.startswith(start):
                    break
                theirs = self._cores[name]
                enough = len(own) >= min(scale.PREFIX_LETTERS, scale.PREFIX_SHARE * len(theirs))
                if enough and (theirs.startswith(own) or own.startswith(theirs)):
                    found.append(name)
        return found


def _rows(entries: Sequence[Entry]) -> Iterator[tuple[int, str, bool, Marked]]:
    """Entry number, name as listed, whether weak, and words, for each reading of each listed name."""
    for number, entry in enumerate(entries):
        seen = set()
        # a sure reading comes before one that is guessed at or weak and gives the same words
        for name in sorted(entry.names, key=lambda x: (x.strength == "weak", not x.text.isascii())):
            person = entry.kind == "person"
            ways = (*read(name.text, person), *read_parts(name.text, person))
            if entry.kind == "unknown":
                ways += read(name.text, person=True)
            for marked in ways:
                if marked not in seen:
                    seen.add(marked)
                    yield number, name.text, name.strength == "weak", marked
