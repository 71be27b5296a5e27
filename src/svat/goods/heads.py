"""Goods room: what a text names first and foremost: a service, parts of something, or nothing in particular.

The word that carries the sense stands last in an English or Korean group of words ("tractor repair kits" are kits),
first in a Russian one ("запчасти для ремонта": parts). Only that word decides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from svat.goods.terms import Spot, Terms, endings, kind_of_words, without
from svat.goods.text import script
from svat.tables.lines import is_total, is_word_of

_SEGMENT = re.compile(r"\s*[,;/•|\n]\s*|\s+-\s+")
_AND = re.compile(r"\s+(?:and|&|и|a также|및)\s+|\s*&\s*|·|ㆍ")
_PAREN = re.compile(r"[(\[][^)\]]*[)\]]?")
_WORDS = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
# Behind these an English group of words goes on about the one before.
_EN_STOPS = frozenset(
    [
        "of",
        "for",
        "in",
        "on",
        "with",
        "from",
        "to",
        "by",
        "at",
        "per",
        "de",
        "del",
        "des",
        "di",
        "da",
        "do",
        "used",
        "made",
        "suitable",
        "including",
        "without",
        "under",
        "via",
        "as",
        "into",
        "between",
        "through",
        "para",
        "pour",
        "für",
        "von",
    ]
)
_RU_ADJECTIVE = re.compile(
    r"[^\W\d_]{2,}(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ых|их|ого|его|ому|ему|ую|юю|ей|ным|ными|ской)"
)
_RU_STOPS = frozenset(
    [
        "для",
        "по",
        "в",
        "на",
        "из",
        "с",
        "со",
        "от",
        "к",
        "у",
        "о",
        "об",
        "при",
        "до",
        "и",
        "или",
        "без",
        "под",
        "за",
    ]
)
_KO_TAIL = re.compile(r"\s*(?:등|업|사업|업무|제공|일체|전문|업체)$")
_KO_NOT = ("독수리", "크리스마스 리스")
# What stands between parts and what they are parts of, in the languages of Latin letters.
_PARTS_OF = re.compile(
    r"^(?:(?:thereof\s)?(?:for|of|to|suitable\sfor|für|von|zu|pour|de|des|du|d['’]|para|del|do|da|dos|das|na|per|di|dei|delle)\s?)"
)
# What goods are for: "tyres for tractors", "шины для тракторов", "트랙터용 타이어". Goods for people are other goods:
# clothes for children have a heading of their own.
_PEOPLE_EN = r"(?!sale|export|retail|men|women|boys|girls|bab|child|infant|kids|human|person|adult)"
_PEOPLE_RU = r"(?!продажи|экспорта|розничной|дет|муж|жен|мальчик|девоч|младенц|взросл|люд|новорожд)"
_PURPOSE = {
    "en": (
        " for ",
        r"(?P<goods>[^,;()]+?)\s(?:used\s|suitable\s|designed\s|intended\s)?for\s"
        + _PEOPLE_EN
        + r"[^,;()]+$",
    ),
    "ru": (
        " для ",
        r"(?P<goods>[^,;()]+?)\s(?:предназначенн\w+\s)?для\s" + _PEOPLE_RU + r"[^,;()]+$",
    ),
    "ko": ("용 ", r"[^,;()]*(?<!아동)(?<!유아)(?<!남성)(?<!여성)(?<!어린이)용\s(?P<goods>[^,;()]+)$"),
}
_LONGEST_GOODS, _LONGEST_USED = 4, 8  # words of goods beside which a purpose is seen, and of both
_LONGEST_TOTAL = 30  # characters of a text that is a total without beginning with a word for one: 총 10건
_LANGUAGES = {"Latin": "en", "Cyrillic": "ru", "Hangul": "ko", "Han": "zh"}
_SOFTWARE = ("software", "программн", "소프트웨어", "saas")


@lru_cache(maxsize=1 << 10)  # one text is asked about several times on its way to plain words
def spoken(text: str) -> str:
    """Which of the tables a text is read by: en, ru, ko, zh; Latin words beside another script do not count."""
    counts = Counter(_LANGUAGES.get(script(letter), "") for letter in text)
    counts.pop("", None)
    other = {language: n for language, n in counts.items() if language != "en"}
    chosen = other or counts
    return min(chosen, key=lambda language: (-chosen[language], language)) if chosen else "en"


def prepositions(text: str) -> frozenset[str]:
    """The small words by which a group of words goes on about the one before, in the languages of a text's script."""
    if spoken(text) == "ru":
        return _RU_STOPS
    return _EN_STOPS | frozenset(kind_of_words("small", "Latin").terms)


def segments(text: str) -> list[str]:
    """The groups of words between commas and the like, without what stands in brackets."""
    return [part for part in _SEGMENT.split(_PAREN.sub(" ", text)) if _WORDS.search(part)]


def _groups(text: str, language: str) -> list[str]:
    """The segments, one that begins with a preposition with the one that it goes on: "delivery, within the city"."""
    stops = _RU_STOPS if language == "ru" else _EN_STOPS
    found: list[str] = []
    for part in segments(text):
        if found and part.split()[0] in stops:
            found[-1] += f" {part}"
        else:
            found.append(part)
    return found


def is_service(text: str, language: str) -> bool:
    """Whether all that a normalised text names is done for somebody, not sold to them.

    >>> is_service("customs clearance, freight", "en"), is_service("trucks for freight", "en")
    (True, False)
    """
    return bool(named := _groups(text, language)) and all(_is_service(part, language) for part in named)


def goods_alone(text: str, language: str) -> str:
    """The text without the services that it names beside goods."""
    named = _groups(text, language)
    goods = [part for part in named if not _is_service(part, language)]
    return ", ".join(goods) if goods and len(goods) < len(named) else text


def is_vague(text: str, language: str) -> bool:
    """Whether every word of a text could be said of any goods, or there is none.

    >>> is_vague("various industrial goods", "en"), is_vague("industrial pumps", "en")
    (True, False)
    """
    words = "".join(c if c.isalpha() else " " for c in text).strip()
    return (
        not words
        or kind_of_words("vague", language).covers(words)
        or kind_of_words("vague", "en").covers(words)
    )


def is_total_line(text: str) -> bool:
    """Whether a text is the total below a list: "итого по разделу 2", "total amount usd 12,000", "합계".

    >>> is_total_line("итого: 15 позиций"), is_total_line("total station")
    (True, False)
    """
    found = _WORDS.findall(text[:_LONGEST_TOTAL])
    begun = [size for size in (3, 2, 1) if len(found) >= size and is_word_of("total", " ".join(found[:size]))]
    if (begun or len(text) < _LONGEST_TOTAL) and is_total(text):
        return True
    for size in begun:
        if len(found) > size:
            rest = "".join(c if c.isalpha() else " " for c in text.split(found[size - 1], 1)[1])
            return not rest.strip() or kind_of_words("total beside", "any").covers(rest)
    return False


def parts_of(text: str, language: str) -> str | None:
    """What a text's parts and accessories are parts of; None where it does not name parts first.

    >>> parts_of("spare parts for tractors", "en"), parts_of("tractors with spare parts", "en")
    ('tractors', None)
    """
    named = segments(text)
    if not named:
        return None
    rest = {"ru": _parts_ru, "ko": _parts_ko, "zh": _parts_ko}.get(language, _parts_en)(named[0])
    if rest is None:
        machine = _has_part(named[0], language)
        return None if kind_of_words("material", language).covers(machine) else machine or None
    return ", ".join([part for part in (rest, *named[1:]) if part]).strip() or None


def article_of(text: str, language: str) -> str:
    """What is made of the material that a text names beside it; "" where it names none, or the material itself.

    >>> article_of("leather shoes", "en"), article_of("natural rubber", "en")
    ('shoes', '')
    """
    terms = kind_of_words("material", language)
    named = segments(text)
    if not named:
        return ""
    head = _head_en(named[0]) if language == "en" else named[0]
    of = re.match(r"\sof\s[^,]+", named[0][len(head) :])
    found = [x for x in terms.find(named[0]) if x.end <= len(head) + (of.end() if of else 0)]
    if not found:
        return ""
    if language == "ru":
        heads = list(_heads_ru(named[0]))
        itself = len(heads) > 1 and terms.begins(heads[-1])
        itself = itself or (len(heads) == 1 and found[0].start == 0)
    else:
        itself = found[-1].end == len(head)
    article = " ".join(without(named[0], found).split())
    formed = kind_of_words("form", language).find(article)  # granules of it are the material still
    return "" if itself or formed or is_vague(article, language) else article


def purpose_of(text: str, language: str) -> Spot | None:
    """The goods of a text that also says what they are for: "tyres" in "tyres for tractors"; None where it does not.

    >>> purpose_of("tyres for tractors", "en")
    Spot(start=0, end=5, term='tyres')
    """
    sign, pattern = _PURPOSE.get(language, ("", ""))
    match = re.match(pattern, text) if sign and sign in text else None
    if not match:
        return None
    goods = match["goods"].strip()
    if (
        is_vague(goods, language)
        or not 1 <= len(goods.split()) <= _LONGEST_GOODS
        or len(text.split()) > _LONGEST_USED
    ):
        return None
    start = match.start("goods")
    return Spot(start, start + len(goods), goods)


def carrying(segment: str, spots: Sequence[Spot], language: str) -> Spot | None:
    """The spot that is a segment's carrying word, with words beside it; None where none is.

    >>> carrying("truck tyres", [Spot(0, 5, "truck"), Spot(6, 11, "tyres")], "en")
    Spot(start=6, end=11, term='tyres')
    """
    if language == "ru":
        heads = {len(segment) - len(rest) for rest in _heads_ru(segment)}
        found = [x for x in spots if x.start in heads]
    else:
        end = len(_head_en(segment) if language == "en" else _KO_TAIL.sub("", segment).rstrip())
        found = [x for x in spots if x.end == end and segment[x.start - 1 : x.start] in ("", " ")]
    return found[0] if found and (found[0].start, found[0].end) != (0, len(segment)) else None


def head_begins(segment: str, terms: Terms) -> Spot | None:
    """Where a Russian segment's carrying word is one of the terms."""
    for rest in _heads_ru(segment):
        first = terms.find(rest)[:1]
        if first and first[0].start == 0:
            lead = len(segment) - len(rest)
            return Spot(lead, lead + first[0].end, first[0].term)
    return None


def head_ends(segment: str, terms: Terms | Sequence[str]) -> Spot | None:
    """Where an English segment's carrying word is one of the terms; a Korean one's or Chinese one's ends in it."""
    if isinstance(terms, Terms):
        head = _head_en(segment)
        last = terms.find(head)[-1:]
        return last[0] if last and last[0].end == len(head) and segment.startswith(head) else None
    bare = _KO_TAIL.sub("", segment).rstrip()
    fitting = sorted((term for term in terms if bare.endswith(term)), key=len)
    return Spot(len(bare) - len(fitting[-1]), len(bare), fitting[-1]) if fitting else None


def _is_service(segment: str, language: str) -> bool:
    carried = kind_of_words("carrier", language).find(segment)
    if carried and any(word in segment for word in _SOFTWARE):
        return False
    if language == "ru":
        return all(_service_ru(part) for part in _AND.split(segment))
    if language in ("ko", "zh"):
        return _service_ko(segment, language)
    return all(_service_en(part) for part in _AND.split(segment)) or kind_of_words("service", "other").begins(
        segment
    )


def _head_en(segment: str) -> str:
    """The first group of words, up to a preposition that is not its first word."""
    kept: list[str] = []
    for word in _WORDS.findall(segment):
        if kept and word in _EN_STOPS:
            break
        kept.append(word)
    return " ".join(kept)


def _service_en(segment: str) -> bool:
    terms = kind_of_words("service", "en")
    if any(found.start == 0 and " of " in f"{found.term} " for found in terms.find(segment)):
        return True
    head = _head_en(segment)
    return any(found.end == len(head) for found in terms.find(head))


def _service_ru(segment: str) -> bool:
    return any(kind_of_words("service", "ru").begins(rest) for rest in _heads_ru(segment))


def _heads_ru(segment: str) -> Iterator[str]:
    """The segment from each word on that may be its head: the first, and those behind adjectives."""
    for match in _WORDS.finditer(segment):
        yield segment[match.start() :]
        if match[0] in _RU_STOPS or not (match[0].isdigit() or _RU_ADJECTIVE.fullmatch(match[0])):
            return


def _service_ko(segment: str, language: str) -> bool:
    bare = _KO_TAIL.sub("", segment).strip()
    return bare.replace(" ", "").endswith(endings("service", language)) and not bare.endswith(_KO_NOT)


def _has_part(segment: str, language: str) -> str:
    """What a part that has no heading of its own is said to be of ("pistons for diesel engines"); "" for others."""
    terms = kind_of_words("named part", language)
    if language == "ru":
        spot = head_begins(segment, terms)
        behind = segment[spot.end :] if spot else ""
        return re.sub(r"^\s*(?:[^\W\d_]+(?:ые|ый|ая|ое)\s)?(?:для|к|ко|на|от)\s", "", behind).strip()
    spot = head_ends(segment, terms.terms if language in ("ko", "zh") else terms)
    if spot is None:
        return ""
    behind = segment[spot.end :].strip()
    of = re.match(r"(?:for|of|to)\s(.+)", behind)
    before = re.sub(r"(?:의|용|用)$", "", segment[: spot.start].strip())
    return (of[1] if of else before).strip()


def _parts_en(segment: str) -> str | None:
    terms = kind_of_words("parts", "en")
    first = terms.find(segment)[:1]
    if first and first[0].start == 0:
        rest = segment[first[0].end :].strip()
        return _PARTS_OF.sub("", rest)
    head = _head_en(segment)
    last = terms.find(head)[-1:]
    if not last or last[0].end != len(head):
        return None
    before = re.sub(r"\s(?:and|&)$|\s*&$", "", head[: last[0].start].strip())
    if before != head[: last[0].start].strip():
        return None  # the thing itself and its parts
    behind = segment[len(head) :].strip() if segment.startswith(head) else ""
    return f"{before} {re.sub(r'^(?:for|of|to) ', '', behind)}".strip()


def _parts_ru(segment: str) -> str | None:
    terms = kind_of_words("parts", "ru")
    for rest in _heads_ru(segment):
        if terms.begins(rest):
            lead = segment[: len(segment) - len(rest)].strip()
            machine = rest[terms.find(rest)[0].end :]
            machine = re.sub(r"^\s*(?:и\s[^\W\d_]+\s)?(?:для|к|ко|на|от)\s", "", machine).strip()
            return f"{lead} {machine}".strip()
    return None


def _parts_ko(segment: str) -> str | None:
    bare = _KO_TAIL.sub("", segment).strip()
    for language in ("ko", "zh"):
        for ending in sorted(endings("parts", language), key=len, reverse=True):
            if bare.endswith(ending):
                machine = bare[: -len(ending)].strip()
                if re.search(r"(?:및|와|과)$", machine):
                    return None
                return re.sub(r"(?:의|용|예비)$", "", machine).strip()
    return None


def without_words(text: str, terms: Terms) -> str:
    """The text without those terms."""
    return " ".join(without(text, terms.find(text)).split())
