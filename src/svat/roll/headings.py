"""Roll, headings: phrases of known words that mean goods offered or needed, or codes: data/goods_words.csv."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Literal

from svat.tables.values import is_country_at_hand

Role = Literal[
    "goods",
    "thing",
    "what",
    "stuff",
    "offer",
    "need",
    "wish",
    "hs",
    "code",
    "main",
    "name",
    "agent",
    "subject",
    "filler",
]

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_APOSTROPHE = re.compile("['’`]")
_LETTERS = "a-z\u00df-\u00f6\u00f8-\u024f\u0259\u1e00-\u1eff"  # of Latin, in lower case
_THAI = "\u0e00-\u0e7f"  # whose vowels are no letters to \\w
_TOKEN = re.compile(  # each script by itself
    rf"[{_LETTERS}]+|[\uac00-\ud7a3]+|[{_THAI}]+|[^\W\d_{_LETTERS}\uac00-\ud7a3{_THAI}]+|\d+"
)
_UNSPACED = re.compile(
    f"[\uac00-\ud7a3\u3005\u3040-\u30ff\u3400-\u9fff{_THAI}]+"
)  # words stand without spaces
_FOLDED = {ord("ı"): "i", ord("ł"): "l", ord("ø"): "o", ord("đ"): "d"}
_LATIN, _LATIN_WORD = re.compile(f"[{_LETTERS}]{{6,}}"), re.compile(f"[{_LETTERS}]+")
_AUXILIARIES = frozenset(("do", "does", "did", "is", "are", "have", "has", "haben", "sind", "ist"))
_WHERE_TO = frozenset(("to", "куда"))  # at the end
_PLACES = frozenset(
    (("production", "line"), ("production", "lines"), ("production", "area"), ("production", "areas"))
)
_END = re.compile(r"[,;:(（\[–—]|\s-\s")
# Words of two languages: a name in Spanish, a number in French.
_FALSE_FRIENDS = tuple(
    frozenset(("nombre", goods)) for goods in ("produits", "marchandises", "articles", "services")
)
_SIDE_BY_SIDE = re.compile(r"[/|,;&+\n]|\s(?:and|и|y|e|et|und)\s")
_REMEMBERED = 1 << 14  # texts: the same cells are looked at again where a roll is read again
_MOST_WORDS = 40
_SHORT = 3  # letters of a code, which may be any word
_BESIDE = re.compile(r"[/&+(（]")
_AND = frozenset(("and", "и", "및", "with", "с", "과", "와"))
_LONGEST_NAMED = 80  # letters of a heading that names a language
_LANGUAGE = re.compile(
    r"(?P<latin>english|eng|en|latin\w*|английск\w*|англ|англійськ\w*|englisch|inglés|ingles|inglês|anglais|inglese|ingilizce|i̇ngilizce|angielsk\w*|ingliz\w*|inggris|英文|英語|英语|الإنجليزية|انگلیسی|латин\w*|ағылшын\w*|영문|영어|로마자)"
    r"|(?P<local>russian|rus|ru|русск\w*|рус|러시아어|korean|kor|kr|ko|корейск\w*|кор|국문|한글|한국어|국어|kazakh|kaz|kz"
    r"|казахск\w*|каз|қазақ\w*|local|native|original|national|местн\w*|национальн\w*|государственн\w*|оригинал\w*|현지어)"
)
_OF_LANGUAGES = frozenset(
    ("in", "the", "language", "languages", "letters", "script", "на", "язык", "языке", "языка", "языком", "буквами",
     "표기", "тілінде", "version", "версия", "spelling")
)  # fmt: skip


@cache
def _words() -> tuple[Mapping[str, Role], Mapping[str, Role], re.Pattern[str]]:
    """(word → role, beginning of a word → role, all such beginnings as a pattern, the longest first)."""
    whole: dict[str, Role] = {}
    begun: dict[str, Role] = {}
    text = files("svat.roll").joinpath("data/goods_words.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        role: Role = row["role"]  # type: ignore[assignment]  # a test holds the file against Role
        (begun if row["word"].endswith("*") else whole)[row["word"].rstrip("*").replace("ё", "е")] = role
    return whole, begun, re.compile("|".join(sorted(begun, key=len, reverse=True)))


def tokens_of(text: str) -> list[str]:
    """The words and numbers of a heading, each by itself though they are written together."""
    plain = _CAMEL.sub(" ", unicodedata.normalize("NFKC", text)).replace("İ", "i")
    return _TOKEN.findall(_APOSTROPHE.sub("", plain).casefold().replace("ё", "е"))


@lru_cache(maxsize=_REMEMBERED)
def goods_heading(text: str) -> str | None:
    """The column of goods or codes that a phrase means; None where one of its words is not known, or it is not clear.

    A noun for goods is needed ("Main products", "Виды продукции", "주생산품"), or one such as "item" or "what" beside a
    word for offering or needing. Words for needing make it needs, words for both leave it open; those for wishing mean
    needs where none for offering is. A word for the Harmonized System makes it codes, unless they are named, described
    or beside goods. A question that is answered by yes or no, or by a place, asks for no goods.
    """
    said: list[str] = []
    roles: list[Role] = []
    tokens = tokens_of(text)
    for token in tokens:
        found = _roles(token) or _of_somewhere(token, roles)
        if not found or len(roles) > _MOST_WORDS:
            return "" if _turns(text) else None
        said += [word for word, _ in found]
        roles += [role for _, role in found]
    has = frozenset(roles)
    if not _agents_fit(text, roles) or _asks_otherwise(text, tokens, roles) or {"offer", "need"} <= has:
        return None
    side = "needs" if "need" in has or ("wish" in has and "offer" not in has) else "offers"
    if "hs" in has:
        return side if "name" in has or _beside_codes(text, said, roles) else f"hs_{side}"
    if "code" in has or (
        "stuff" in has and side == "offers"
    ):  # "raw materials for products" are for the maker
        return None
    named = (
        "goods" in has
        or ("thing" in has and has & {"offer", "need", "main", "name"})
        or ("what" in has and has & {"offer", "need", "wish"})
        or "stuff" in has
    )
    return side if named else None


def _turns(text: str) -> bool:
    """Whether a heading speaks of needs after its first comma or bracket and not before."""
    parts = _END.split(text, maxsplit=1)
    return len(parts) > 1 and "need" in roles_of(parts[1]) and "need" not in roles_of(parts[0])


def _asks_otherwise(text: str, tokens: Sequence[str], roles: Sequence[Role]) -> bool:
    """Whether it is a question for yes or no ("Do you export products?") or where to ("Products exported to"), or
    speaks of where goods are made ("Production line").
    """
    if not tokens or tokens[-1] in _WHERE_TO or any(pair in _PLACES for pair in pairwise(tokens)):
        return True
    if any(words <= set(tokens) for words in _FALSE_FRIENDS):
        return True
    if "what" in roles:
        return False
    return tokens[0] in _AUXILIARIES or (
        text.rstrip(" *)").endswith(("?", "？", "؟")) and roles[0] in ("offer", "need", "wish")
    )


def roles_of(text: str) -> frozenset[Role]:
    """What the known words of a heading are for."""
    return frozenset(role for token in tokens_of(text) for _, role in _roles(token))


@lru_cache(maxsize=_REMEMBERED)
def _roles(token: str) -> Sequence[tuple[str, Role]]:
    """(word, role) of each word that a token is made of; none when a part of it is not known."""
    if token.isdecimal():
        return [(token, "filler")]
    if role := _role(token) or _role(_folded(token)):
        return [(token, role)]
    if _UNSPACED.fullmatch(token) or _LATIN.fullmatch(token):
        return _cut(token) or _cut(_folded(token)) or []
    return []


def _folded(token: str) -> str:
    """Latin letters without their marks: "ürünler" is "urunler"."""
    if token.isascii() or not _LATIN_WORD.fullmatch(token):
        return token
    plain = unicodedata.normalize("NFD", token.replace("ß", "ss").translate(_FOLDED))
    return "".join(char for char in plain if char.isascii())


def _of_somewhere(token: str, before: Sequence[Role]) -> list[tuple[str, Role]]:
    """A country as a word that changes nothing, where goods were spoken of before: "products for Kazakhstan"."""
    spoken = {"goods", "thing", "offer", "need"} & set(before) and len(token) > _SHORT
    return [(token, "filler")] if spoken and is_country_at_hand(token) else []


def _role(word: str) -> Role | None:
    whole, begun, beginnings = _words()
    if role := whole.get(word):
        return role
    start = beginnings.match(word)
    return begun[start[0]] if start else None


def _cut(token: str) -> list[tuple[str, Role]] | None:
    """A token as known words one after the other, as few as possible."""
    whole, _, _ = _words()
    least = 0 if _UNSPACED.fullmatch(token) else 2
    best: list[list[tuple[str, Role]] | None] = [[], *[None] * len(token)]
    for end in range(1, len(token) + 1):
        for start in range(end):
            before, role = best[start], whole.get(token[start:end])
            if before is not None and role and (end - start > least):
                now = best[end]
                if now is None or len(before) + 1 < len(now):
                    best[end] = [*before, (token[start:end], role)]
    return best[-1]


def _agents_fit(text: str, roles: Sequence[Role]) -> bool:
    """Whether companies are spoken of only as owners of goods: "company products", not "company name, products"."""
    for i, role in enumerate(roles):
        if role == "subject" and "what" not in roles[:i]:
            return False
        if role != "agent":
            continue
        near = {*roles[max(0, i - 1) : i], *roles[i + 1 : i + 2]}
        if "name" in near or not (
            "goods" in roles[:i] or near & {"goods", "offer", "main", "filler", "need"}
        ):
            return False
    if "agent" not in roles:
        return True
    if roles[:2] == ["agent", "offer"] and any(word.endswith("ing") for word in tokens_of(text)[1:2]):
        return False  # "companies exporting goods"
    apart = (roles_of(part) for part in _SIDE_BY_SIDE.split(text))
    return not any("agent" in part and part <= {"agent", "filler", "main"} for part in apart)


def _beside_codes(text: str, said: Sequence[str], roles: Sequence[Role]) -> bool:
    """Whether goods and codes stand beside each other: "products and HS codes", "product (HS code)"."""
    goods = [i for i, role in enumerate(roles) if role in ("goods", "thing")]
    if not goods:
        return False
    first, last = sorted((goods[0], roles.index("hs")))
    return any(word in _AND for word in said[first:last]) or bool(_BESIDE.search(text))


@lru_cache(maxsize=_REMEMBERED)
def name_language(text: str) -> tuple[str, bool] | None:
    """(the heading without it, whether it is English) of one that names a language: "Name (in English)"; else None."""
    kept: list[str] = []
    latin = local = False
    if len(text) > _LONGEST_NAMED:
        return None
    for token in tokens_of(text):
        if named := _LANGUAGE.fullmatch(token):
            latin, local = latin or named.lastgroup == "latin", local or named.lastgroup == "local"
        elif token not in _OF_LANGUAGES:
            kept.append(token)
    return ("".join(kept), latin) if latin != local and kept else None
