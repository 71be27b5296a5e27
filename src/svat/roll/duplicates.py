"""Roll: companies of one roll that are likely the same: by identifier, by domain, by name in any script.

The way is described in docs/algorithms/duplicates.md. Nothing here depends on the order of the roll.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations, pairwise

from rapidfuzz.fuzz import ratio

from svat.progress import Progress
from svat.roll.model import Company, Duplicate
from svat.roll.numbers import OFFICIAL, official_numbers, website_host
from svat.tables.values import written
from svat.text.folding import core_readings, fold
from svat.text.legal_forms import legal_forms
from svat.text.scripts import script_of
from svat.text.words import native_words

THRESHOLD = 0.85  # of names in different scripts,
SAME_SCRIPT = 0.9  # and of names in one
_WITH_DOMAIN = 0.6  # of a name with a shared domain
_WORST_WORD = 0.7  # every word must find one this much alike in another script,
_WORST_LETTERS = 0.8  # and in the same script in its letters: a slip of the pen, not another word
_LETTERS, _SOUND = 0.6, 0.4
_LARGEST_BLOCK = 50  # companies compared each with each
_NEIGHBOURS = 5  # in a larger block, sorted
_DOMAIN_SHARED_BY = 3  # more than this many, and the domain is a provider's or a group's
_STEP = 2000

_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("tech", "tek"),
        ("shch|sch|sh|zh|ch|ts|tz", "s"),
        ("kh|q|ck", "k"),
        ("ph", "f"),
        ("x", "ks"),
        ("w", "v"),
        ("c", "k"),
        ("j|z", "s"),
        ("(?<=.)[haeiouy]", ""),
        ("^[aeiouy]", "a"),
        (r"(.)\1+", r"\1"),
    )
)
_DIGITS = re.compile(r"\d+")

_Pair = tuple[int, int]


@lru_cache(maxsize=1 << 16)
def sound(word: str) -> str:
    """What stays of a folded word when spellings of one sound fall together: "treyd" and "trade" are "trd"."""
    for pattern, by in _SOUNDS:
        word = pattern.sub(by, word)
    return word


@dataclass(frozen=True)
class _Name:
    """A name as it is compared, without its legal form.

    `syllables` are a Hangul name's own, for there one syllable makes another name that in Latin letters looks
    much the same. `own` and `trades` part the words that are the company's own from those that many have in
    their names, translated (한빛무역 and Hanbit Trading are both hanbit, trade); both empty when there is no such
    word or no other.
    """

    words: tuple[str, ...]
    numbers: tuple[str, ...]
    script: str
    syllables: str = ""
    own: tuple[str, ...] = ()
    trades: tuple[str, ...] = ()

    @property
    def joined(self) -> str:
        return "".join(self.words)


def _names_of(company: Company) -> tuple[_Name, ...]:
    return tuple(dict.fromkeys(name for text in company.names for name in _readings_of(text)))


@lru_cache(maxsize=1 << 16)
def _readings_of(text: str) -> tuple[_Name, ...]:
    native = _native(text)
    letters = "".join(c for word in native for c in word if c.isalpha())
    syllables = letters if all(_is_syllable(c) for c in letters) else ""
    script = "+".join(sorted({script for char in letters if (script := script_of(char))}))
    own, trades = _parted(native)
    found: dict[_Name, None] = {}
    for reading in core_readings(text):
        numbers = tuple(sorted(_DIGITS.findall(reading)))
        words = tuple(_DIGITS.sub(" ", reading).split())
        if words:
            found[_Name(words, numbers, script, syllables, own, trades)] = None
    return tuple(found)


NameKey = tuple[tuple[str, ...], tuple[str, ...]]


def name_keys(company: Company) -> tuple[NameKey, ...]:
    """The company's names folded, without legal form: companies of one name share a key."""
    return tuple(dict.fromkeys((name.words, name.numbers) for name in _names_of(company)))


def names_agree(a: Company, b: Company) -> bool:
    """Whether a name of one is a name of the other, spelt a little otherwise or in another script."""
    names = (_names_of(a), _names_of(b))
    return _best(names, (0, 1), _likeness)[0] >= THRESHOLD


def names_related(a: Company, b: Company) -> bool:
    """Whether names could be one company's where an official number says so: alike, or one with words more."""
    names = (_names_of(a), _names_of(b))
    if _best(names, (0, 1), _loosely)[0] >= _WITH_DOMAIN or names_agree(a, b):
        return True
    return any(
        x.numbers == y.numbers and (set(x.words) <= set(y.words) or set(y.words) <= set(x.words))
        for x in names[0]
        for y in names[1]
    )


def _native(text: str) -> list[str]:
    """The words of a name in their own script, without legal form."""
    words = native_words(text)
    forms = legal_forms()
    kept, _ = forms.strip(words)
    return [forms.unglue(words[k])[0] for k in kept]


def _is_syllable(char: str) -> bool:
    return "\uac00" <= char <= "\ud7a3"


@cache
def _trades() -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """(folded word → trade, Hangul endings with their trade, the longest first) of the words for trades."""
    table = written("business")
    folded = {fold(word): trade for word, trade in table.items()}
    endings = [(word, trade) for word, trade in table.items() if all(map(_is_syllable, word))]
    return folded, tuple(sorted(endings, key=lambda pair: (-len(pair[0]), pair[0])))


def _parted(native: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(own words folded, trades) of a name; both empty unless it has both."""
    folded, endings = _trades()
    own, trades = [], []
    for word in native:
        while hit := next((e for e in endings if word.endswith(e[0]) and len(word) > len(e[0])), None):
            word = word[: -len(hit[0])]  # noqa: PLW2901 - the word gets shorter
            trades.append(hit[1])
        plain = _DIGITS.sub("", fold(word)).strip()
        if plain in folded:
            trades.append(folded[plain])
        elif plain:
            own.append(plain)
    return (tuple(own), tuple(sorted(trades))) if own and trades else ((), ())


def word_likeness(a: str, b: str, *, letters_only: bool = False) -> float:
    """0 … 1 for two folded words, by letters and sound or letters only; up to three letters they must be equal."""
    if a == b:
        return 1.0
    if len(a) <= 3 and len(b) <= 3:
        return 0.0
    if letters_only:
        return ratio(a, b) / 100
    return (_LETTERS * ratio(a, b) + _SOUND * ratio(sound(a), sound(b))) / 100


def _likeness(a: _Name, b: _Name) -> float:
    """0 … 1 for two names; 0 when their numbers differ or a word of one has none alike in the other."""
    if a.numbers != b.numbers:
        return 0.0
    if a.syllables and b.syllables:
        likeness = ratio(a.syllables, b.syllables) / 100
        return likeness if likeness >= SAME_SCRIPT else 0.0
    same_script = a.script == b.script
    if a.trades and b.trades:
        if a.trades != b.trades and not same_script:
            return 0.0
        if a.trades == b.trades:
            return _words_likeness(a.own, b.own, same_script=same_script)
    return _words_likeness(a.words, b.words, same_script=same_script)


def _words_likeness(a: Sequence[str], b: Sequence[str], *, same_script: bool) -> float:
    """The weighted likeness of words, each with the one most like it; 0 below what the scripts ask for."""
    if a == b:
        return 1.0
    worst, enough = (_WORST_LETTERS, SAME_SCRIPT) if same_script else (_WORST_WORD, THRESHOLD)
    if len(a) != len(b):
        together = word_likeness("".join(a), "".join(b), letters_only=same_script)
        return together if together >= enough else 0.0
    pairs = sorted(
        (
            (word_likeness(x, y, letters_only=same_script), i, j)
            for i, x in enumerate(a)
            for j, y in enumerate(b)
        ),
        key=lambda found: (-found[0], found[1], found[2]),
    )
    left, right = set(range(len(a))), set(range(len(b)))
    total = length = 0.0
    for likeness, i, j in pairs:
        if i in left and j in right:
            if likeness < worst:
                return 0.0
            left.remove(i)
            right.remove(j)
            weight = len(a[i]) + len(b[j])
            total, length = total + likeness * weight, length + weight
    return total / length if total / length >= enough else 0.0


def _loosely(a: _Name, b: _Name) -> float:
    """0 … 1 for two names of which something else already says that they belong together."""
    if a.numbers != b.numbers:
        return 0.0
    in_order = word_likeness(" ".join(sorted(a.words)), " ".join(sorted(b.words)))
    return max(in_order, word_likeness(a.joined, b.joined))


def likely_duplicates(
    companies: Sequence[Company], progress: Progress | None = None
) -> tuple[Duplicate, ...]:
    """Pairs of companies that are likely one, the surest first; a pair's ids are in alphabetical order.

    Sure signs are a shared registration number, tax number or LEI; then a shared domain of website or e-mail
    with names alike; then names alike in any script. Names whose numbers differ are not alike.
    """
    ordered = sorted(companies, key=lambda company: company.external_id)
    names = [_names_of(company) for company in ordered]
    found: dict[_Pair, tuple[float, str]] = {}

    def report(pair: _Pair, score: float, reason: str) -> None:
        if pair not in found or score > found[pair][0]:
            found[pair] = (score, reason)

    for pair, reason in _same_identifier(ordered):
        best, _ = _best(names, pair, _loosely)
        report(pair, 0.95 + 0.05 * best, reason)
    for pair, domain in _same_domain(ordered):
        best, _ = _best(names, pair, _loosely)
        if best >= _WITH_DOMAIN:
            report(pair, 1 - (1 - best) / 2, f"names alike and the same domain {domain}")
    pairs = _candidates(ordered, names)
    for done, pair in enumerate(pairs):
        if progress and done % _STEP == 0:
            progress("looking for duplicates", done, len(pairs))
        best, (a, b) = _best(names, pair, _likeness)
        if best >= THRESHOLD:
            shown = (
                f"names alike: {' '.join(a)} and {' '.join(b)}" if a != b else f"the same name: {' '.join(a)}"
            )
            report(pair, best, shown)
    duplicates = [
        Duplicate(ordered[i].external_id, ordered[j].external_id, round(score, 4), reason)
        for (i, j), (score, reason) in found.items()
    ]
    return tuple(sorted(duplicates, key=lambda d: (-d.score, d.first, d.second)))


def _best(
    names: Sequence[tuple[_Name, ...]], pair: _Pair, likeness: Callable[[_Name, _Name], float]
) -> tuple[float, tuple[tuple[str, ...], tuple[str, ...]]]:
    """The best likeness of any name of one with any of the other, and the words of those two."""
    best: tuple[float, tuple[tuple[str, ...], tuple[str, ...]]] = (0.0, ((), ()))
    for a in names[pair[0]]:
        for b in names[pair[1]]:
            if (score := likeness(a, b)) > best[0]:
                best = score, (a.words + a.numbers, b.words + b.numbers)
    return best


def _same_identifier(companies: Sequence[Company]) -> Iterator[tuple[_Pair, str]]:
    holders: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for i, company in enumerate(companies):
        for column, number in official_numbers(company):
            holders[column, company.country if column != "lei" else "", number].append(i)
    for (column, _, number), group in holders.items():
        for other in group[1:]:
            yield (group[0], other), f"the same {OFFICIAL[column]} {number}"


def _same_domain(companies: Sequence[Company]) -> Iterator[tuple[_Pair, str]]:
    holders: dict[str, dict[int, None]] = defaultdict(dict)
    for i, company in enumerate(companies):
        hosts = [host for host in [website_host(company.website)] if host]
        hosts += [address.rpartition("@")[2] for address in company.email.split("; ") if "@" in address]
        for host in hosts:
            holders[host.lower().removeprefix("www.")][i] = None
    for domain, group in holders.items():
        if len(group) <= _DOMAIN_SHARED_BY:
            for pair in combinations(group, 2):
                yield pair, domain


def _candidates(companies: Sequence[Company], names: Sequence[tuple[_Name, ...]]) -> list[_Pair]:
    """Pairs worth comparing: same country, same numbers, and a word of one sound that is rare in the roll."""
    sounds = [
        [
            (
                (company.country, *name.numbers),
                sorted({sound(word) for word in name.words + name.own}),
                sound(name.joined),
            )
            for name in found
        ]
        for company, found in zip(companies, names, strict=True)
    ]
    common: Counter[tuple[tuple[str, ...], str]] = Counter()
    for entry in sounds:
        common.update({(where, word) for where, words, _ in entry for word in words})
    blocks: dict[tuple[object, ...], dict[int, None]] = defaultdict(dict)
    ends: dict[tuple[object, ...], dict[int, None]] = defaultdict(dict)
    for i, entry in enumerate(sounds):
        for where, words, joined in entry:
            rare = sorted(words, key=lambda word: (common[where, word], word))
            for word in rare[:3]:
                if 1 < common[where, word] <= _LARGEST_BLOCK:
                    blocks[where, word][i] = None
            for first, second in pairwise(rare):
                if common[where, first] > _LARGEST_BLOCK:
                    blocks[where, first, second][i] = None
            blocks[where, "", joined][i] = None
            ends[where, joined[:2], joined[-2:]][i] = None
    blocks.update((key, group) for key, group in ends.items() if len(group) <= _LARGEST_BLOCK)
    pairs: set[_Pair] = set()
    for group in blocks.values():
        members = list(group)
        if len(members) <= _LARGEST_BLOCK:
            pairs.update(combinations(members, 2))
        else:
            members.sort(key=lambda i: (names[i][0].joined, companies[i].external_id))
            for step in range(1, _NEIGHBOURS + 1):
                pairs.update((min(p), max(p)) for p in zip(members, members[step:], strict=False))
    return sorted(pairs)
