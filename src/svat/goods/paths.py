"""Goods room: a text that is a path, from what goods belong to down to what they are: "Plywood: with a ply of oak".

Customs write so, and who copies from a declaration. The whole tells the heading; below it the last part that says
anything tells more than all before it, which every subheading shares.
"""

from __future__ import annotations

import re
from collections.abc import Container

import numpy as np
import numpy.typing as npt

from svat.goods.text import words

WITHIN = 1.0  # what the last part counts beside the whole within a heading
ABOVE = 0.3  # what it counts for the heading, where colons tell a path from a list
_PARTS = re.compile("[:;：；]")
_COLON = re.compile("[:：]")
_REST = re.compile(
    r"(others?|n\.?e\.?[cs]\.?|проч\w*|други\w*|иные|기타|그 밖의 것|ander\w*|sonstig\w*|autres?|(los|las) demás"
    r"|outr[oa]s|inn[eay]|pozostałe|altr[ie]|diğerleri|khác|loại khác|其他|その他(のもの)?)[^\w]*"
)
# What a seller fills in, which is no part of a path.
_FIELD = re.compile(
    r"(?:^|[;；,.\s])(colou?r|size|model|brand|maker|manufacturer|origin|country|material|weight|pack\w*"
    r"|art(?:icle)?|sku|code|hs|price|quantity|qty|volume|type|use|grade|цвет|размер\w*|модель|марка|бренд"
    r"|производитель|страна|происхождение|материал|вес|масса|упаковка|фасовка|артикул|код|цена|количество"
    r"|об[ъь][её]м|тип|назначение|сорт|색상|크기|모델|브랜드|제조사|원산지|재질|중량|포장|가격|수량"
    r"|규격|용도|종류)\s*[:：]"
)

_LONGEST, _LONGEST_PART = 6, 3  # words of a trader's path, and of one part of it
_NO_PATH = re.compile(r"[\d,;/()]|[:：](?!\s)")

Rows = npt.NDArray[np.float64]


def in_speech(text: str, prepositions: Container[str]) -> tuple[str, str]:
    """A trader's short path in the order in which one says it, and what it comes down to; "" for what is none.

    What begins with a preposition goes on about what stands before it.

    >>> in_speech("станки: токарные: с чпу", {"с"})
    ('токарные станки с чпу', 'токарные')
    """
    parts = [part.strip() for part in _COLON.split(text)]
    sizes = [len(part.split()) for part in parts]
    short = len(parts) > 1 and all(sizes) and sum(sizes) <= _LONGEST and max(sizes) <= _LONGEST_PART
    if not short or _NO_PATH.search(text) or _FIELD.search(text):
        return "", ""
    behind = [part for part in parts[1:] if part.split()[0] in prepositions]
    front = [part for part in parts if part not in behind][::-1]
    return " ".join([*front, *behind]), front[0]


def last_part(text: str) -> str:
    """The last part of a path that says what the goods are; empty where a text is none or its first part says it."""
    if _FIELD.search(text.casefold()):
        return ""
    parts = [part.strip() for part in _PARTS.split(text)]
    telling = [part for part in parts[1:] if words(part) and not _REST.fullmatch(part.casefold())]
    return telling[-1] if telling else ""


def is_list(text: str) -> bool:
    """Whether a text may be a list of goods as well: parted by semicolons alone."""
    return not _COLON.search(text)


def above(headings: Rows, of_last: Rows) -> Rows:
    """The probabilities of headings, with a word from those of the last part: (n, headings) each."""
    mixed = headings * np.maximum(of_last, 1e-6) ** ABOVE
    total = mixed.sum(axis=1, keepdims=True)
    return np.asarray(np.divide(mixed, total, out=np.zeros_like(mixed), where=total > 0))
