"""Roll, headings: phrases of known words that mean goods offered or needed, or codes: data/goods_words.csv."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

from svat.tables.values import is_country_at_hand

Role = Literal[
    "goods", "thing", "what", "stuff", "offer", "need", "hs", "code", "main", "name", "agent", "filler"
]

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_APOSTROPHE = re.compile("['’`]")
_TOKEN = re.compile(r"[a-z]+|[\uac00-\ud7a3]+|[^\W\d_a-z\uac00-\ud7a3]+|\d+")  # each script by itself
_HANGUL = re.compile("[\uac00-\ud7a3]+")
_LATIN = re.compile("[a-z]{6,}")
_MOST_WORDS = 24
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
    plain = _CAMEL.sub(" ", unicodedata.normalize("NFKC", text))
    return _TOKEN.findall(_APOSTROPHE.sub("", plain).casefold().replace("ё", "е"))


def goods_heading(text: str) -> str | None:
    """The column of goods or codes that a phrase means; None where one of its words is not known, or it is not clear.

    A noun for goods is needed ("Main products", "Виды продукции", "주생산품"), or one such as "item" or "what" beside a
    word for offering or needing. Words for needing make it needs, words for both leave it open. A word for the
    Harmonized System makes it codes, unless they are named, described or beside goods.
    """
    said: list[str] = []
    roles: list[Role] = []
    for token in tokens_of(text):
        found = _roles(token) or _of_somewhere(token, roles)
        if not found or len(roles) > _MOST_WORDS:
            return None
        said += [word for word, _ in found]
        roles += [role for _, role in found]
    has = frozenset(roles)
    if not _agents_fit(roles) or {"offer", "need"} <= has:
        return None
    side = "needs" if "need" in has else "offers"
    if "hs" in has:
        return side if "name" in has or _beside_codes(text, said, roles) else f"hs_{side}"
    if "code" in has or (
        "stuff" in has and "need" not in has
    ):  # "raw materials for products" are for the maker
        return None
    named = (
        "goods" in has
        or ("thing" in has and has & {"offer", "need", "main", "name"})
        or ("what" in has and has & {"offer", "need"})
        or "stuff" in has
    )
    return side if named else None


def roles_of(text: str) -> frozenset[Role]:
    """What the known words of a heading are for."""
    return frozenset(role for token in tokens_of(text) for _, role in _roles(token))


def _roles(token: str) -> list[tuple[str, Role]]:
    """(word, role) of each word that a token is made of; none when a part of it is not known."""
    if token.isdecimal():
        return [(token, "filler")]
    if role := _role(token):
        return [(token, role)]
    if _HANGUL.fullmatch(token) or _LATIN.fullmatch(token):
        return _cut(token) or []
    return []


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
    best: list[list[tuple[str, Role]] | None] = [[], *[None] * len(token)]
    for end in range(1, len(token) + 1):
        for start in range(end):
            before, role = best[start], whole.get(token[start:end])
            if before is not None and role and (token[start] > "z" or end - start > 2):
                now = best[end]
                if now is None or len(before) + 1 < len(now):
                    best[end] = [*before, (token[start:end], role)]
    return best[-1]


def _agents_fit(roles: Sequence[Role]) -> bool:
    """Whether companies are spoken of only as owners of goods: "company products", not "company name, products"."""
    for i, role in enumerate(roles):
        if role != "agent":
            continue
        near = {*roles[max(0, i - 1) : i], *roles[i + 1 : i + 2]}
        if "name" in near or not (
            "goods" in roles[:i] or near & {"goods", "offer", "main", "filler", "need"}
        ):
            return False
    return True


def _beside_codes(text: str, said: Sequence[str], roles: Sequence[Role]) -> bool:
    """Whether goods and codes stand beside each other: "products and HS codes", "product (HS code)"."""
    goods = [i for i, role in enumerate(roles) if role in ("goods", "thing")]
    if not goods:
        return False
    first, last = sorted((goods[0], roles.index("hs")))
    return any(word in _AND for word in said[first:last]) or bool(_BESIDE.search(text))


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
