"""Law, names: a Hangul name against names in Latin letters, which may follow any of four spelling habits."""

from __future__ import annotations

from functools import cache

from svat.law.names.han import korean_readings
from svat.law.names.korean import korean, surname_spellings
from svat.law.names.query import Marked
from svat.text.folding import marked_readings
from svat.text.hangul import is_hangul, romanise
from svat.text.words import native_words

# What companies are called by, at the end of the Hangul name: → English, in which the lists write it.
ENDINGS: dict[str, str] = {
    "총회사": "corporation", "무역": "trading", "상사": "trading",
    "은행": "bank", "회사": "company", "공사": "corporation",
    "산업": "industry", "공업": "industry", "건설": "construction", "개발": "development", "해운": "shipping",
    "물산": "trading", "전자": "electronics", "화학": "chemical", "중공업": "heavy industry", "제철": "steel",
    "철강": "steel", "금속": "metal", "기계": "machinery", "자동차": "motors", "식품": "food", "제약": "pharma",
    "물류": "logistics", "기술": "technology", "투자": "investment", "보험": "insurance", "항공": "aviation",
    "석유": "oil", "광업": "mining", "그룹": "group", "홀딩스": "holdings", "수출": "export", "수입": "import",
    "연구소": "institute", "대학": "university", "병원": "hospital", "공장": "factory", "트레이딩": "trading",
    "인터내셔널": "international", "글로벌": "global", "테크": "tech", "에너지": "energy", "엔지니어링": "engineering",
}  # fmt: skip


@cache
def _endings() -> tuple[str, ...]:
    return tuple(sorted(ENDINGS, key=lambda ending: (-len(ending), ending)))


def has_hangul(name: str) -> bool:
    """Whether the name has any Hangul."""
    return not name.isascii() and any(map(is_hangul, name))


def translated(name: str) -> tuple[Marked, ...]:
    """Readings of a Hangul name with the common word at its end in English; () when it has none."""
    out = []
    changed = False
    for word in native_words(name):
        ending = next((e for e in _endings() if word.endswith(e) and len(word) > len(e)), None)
        if ending and has_hangul(word):
            out += [word[: -len(ending)], ENDINGS[ending]]
            changed = True
        else:
            out.append(word)
    return marked_readings(" ".join(out)) if changed else ()


def spellings(name: str) -> tuple[str, ...]:
    """A name in Hangul, or a Korean's in Han characters, written together in the one form of `korean`.

    With and without sounds run together, and with the surname in each of its usual spellings; () for other names.
    """
    found: dict[str, None] = {}
    for hangul in (name,) if has_hangul(name) else korean_readings(name):
        bare = "".join(word for word, of_form in marked_readings(hangul)[0] if not of_form)
        found[korean(bare)] = None
        words = native_words(hangul)
        if len(words) == 1:
            for way in (*surname_spellings(words[0]), words[0]):
                found[korean("".join(romanise(c) for c in way))] = None
                found[korean(romanise(way))] = None
    return tuple(spelt for spelt in found if spelt.isascii())


def latin_spellings(name: str) -> tuple[str, ...]:
    """A Latin name written together in the one form of `korean`, the surname first or last; () for other names."""
    words = [word for word, of_form in marked_readings(name)[0] if not of_form] if name.isascii() else []
    ways = (words, [*words[-1:], *words[:-1]], [*words[1:], *words[:1]])
    return tuple(dict.fromkeys(form for way in ways if (form := korean("".join(way)))))
