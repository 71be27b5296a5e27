"""Goods room: a text that is a path, from what goods belong to down to what they are: "Plywood: with a ply of oak".

Customs write so, and who copies from a declaration. The first part is the heading's; the whole and the others
help to know it. Below it the last part that says anything tells nearly all, and the part before that helps it: what
stands before, every subheading shares.

A path that ends with "other" means the subheading of what its sisters leave out, and one that ends with a name means
none such. The Harmonized System numbers those with a nine: 2905.19, 8414.90.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from svat.goods.encoder import Matrix
from svat.goods.text import words

WHOLE = 0.1  # what the whole of a path counts within a heading
LAST = 0.7  # what the last part counts that says anything
BEFORE = 0.4  # what the part before it counts
LEFT_OVER = 3.4  # what a last part "other" counts for what the sisters leave out
LEFT_OVER_ABOVE = 2.9  # what it counts before a last part that says more
NAMED = -1.4  # what a last part that names goods counts for what the sisters leave out
# To which power the readings of the whole and of its parts count for the heading, where colons tell a path from a list.
WHOLE_ABOVE, FIRST_ABOVE, LAST_ABOVE, BEFORE_ABOVE = 0.7, 0.5, 0.27, 0.53
_LEAST = 1e-6  # a heading is not less probable by a part
# A catalogue's arrows between its shelves; before a number ">" says "more than".
_ARROW = r"(?<=\S)\s*(?:[>›→]+|[-=–]+>)(?=\s*[^\W\d_])"
_SHELF = re.compile(_ARROW)
_PARTS = re.compile(rf"[:;：；]|{_ARROW}")
_COLON = re.compile(rf"[:：]|{_ARROW}")
# Words for what is left over, in the languages of nomenclatures.
_LEFT = (
    r"others?|n\.?e\.?[cs]|проч\w*|други\w*|иные|інш\w*|басқа\w*|өзге\w*|ander\w*|sonstig\w*|autres?"
    r"|(?:(?:los|las) )?demás|outr[oa]s|altr[ie]|alte(?:le)?|inn[eay]|pozostał\w*|ostatn[íée]\w*|jin[éíá]|iné"
    r"|ostal[oeia]|drugo|egyéb|andre|andra|muut|λοιπ\w+|άλλ\w+|diğerleri|boshqa\w*|(?:loại )?khác"
)
_LEFT_DENSE = "기타|그 밖의 것|其他|其它|その他(?:のもの)?"
_REST = re.compile(
    rf"(?:{_LEFT}|{_LEFT_DENSE}|más(?:ok|féle)?)[\W\d]*"
)  # Hungarian "más" is Spanish for "more"
# A part means what is left over, though it names goods too: "other butanols", "n.e.c. in heading 0106".
_OTHER = re.compile(
    rf"\b(?:{_LEFT}|excluding|except|not|кроме|ausgenommen|autre que|excepto|exceto)\b|{_LEFT_DENSE}|그 밖의"
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
Apart = Callable[[list[str]], tuple[Rows, Matrix]]  # texts to what `Codes` has of them


@dataclass(frozen=True)
class Codes:
    """What texts may be: how probable headings are, what speaks for subheadings within them, which are left over."""

    headings: Rows  # (texts, headings)
    within: Matrix  # (texts, subheadings)
    left_over: Matrix  # (subheadings,) of `are_left_over`


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
    return "".join(_telling(text)[-1:])


def part_before(text: str) -> str:
    """The part of a path, below its first, that says something before its last part does; empty where none does."""
    return "".join(_telling(text)[-2:-1])


def heading_part(text: str) -> str:
    """The first part of a path, in which customs write the heading; empty for a catalogue's shelf and for what is none.

    >>> heading_part("alcohols: saturated: other"), heading_part("Food > Alcohols")
    ('alcohols', '')
    """
    return _PARTS.split(text)[0].strip() if _below(text) and not _SHELF.search(text) else ""


def _telling(text: str) -> list[str]:
    return [part for part in _below(text) if words(part) and not _REST.fullmatch(part.casefold())]


def _below(text: str) -> list[str]:
    """The parts of a path below its first; none where a text is no path."""
    if _FIELD.search(text.casefold()):
        return []
    return [part.strip() for part in _PARTS.split(text) if part.strip()][1:]


def left_over(text: str) -> float:
    """How far a path's end speaks for what its sisters leave out, against it below 0; 0 for what is no path.

    >>> left_over("alcohols: saturated: other"), left_over("horses: for breeding"), left_over("horses")
    (3.4, -1.4, 0.0)
    """
    parts = [part.casefold() for part in _below(text)]
    if not parts or (_OTHER.search(parts[-1]) and not _REST.fullmatch(parts[-1])):
        return 0.0
    if _REST.fullmatch(parts[-1]):
        return LEFT_OVER
    return LEFT_OVER_ABOVE if len(parts) > 1 and _REST.fullmatch(parts[-2]) else NAMED


def are_left_over(codes: Sequence[str]) -> Matrix:
    """1 for each subheading of what its sisters leave out, else 0: (len(codes),)."""
    return np.array([code[4:].rstrip("0").endswith("9") for code in codes], dtype=np.float32)


def is_list(text: str) -> bool:
    """Whether a text may be a list of goods as well: parted by semicolons alone."""
    return not _COLON.search(text)


def read_down(texts: Sequence[str], codes: Codes, apart: Apart) -> None:
    """Change what texts may be, in place, by what the parts of those that are paths tell."""
    paths = np.array([bool(_below(text)) for text in texts], dtype=np.bool_)
    if not paths.any():
        return
    codes.within[paths] *= np.float32(WHOLE)
    down = paths & ~np.array([is_list(text) for text in texts], dtype=np.bool_)
    codes.headings[down] **= WHOLE_ABOVE
    for part_of, within, above in _PARTS_TELL:
        parts = list(map(part_of, texts))
        rows = np.array([i for i, part in enumerate(parts) if part], dtype=np.intp)
        if not len(rows):
            continue
        of_headings, of_subheadings = apart([parts[i] for i in rows])
        codes.within[rows] += np.float32(within) * of_subheadings
        told = down[rows]
        codes.headings[rows[told]] *= np.maximum(of_headings[told], _LEAST) ** above
    total = codes.headings[down].sum(axis=1, keepdims=True)
    codes.headings[down] = np.divide(
        codes.headings[down], total, out=np.zeros_like(codes.headings[down]), where=total > 0
    )
    ends = np.array([left_over(text) for text in texts], dtype=np.float32)
    codes.within[:] += ends[:, None] * codes.left_over


# Each part of a path: what it counts within a heading, and to which power for the heading.
_PARTS_TELL: tuple[tuple[Callable[[str], str], float, float], ...] = (
    (heading_part, 0.0, FIRST_ABOVE),
    (last_part, LAST, LAST_ABOVE),
    (part_before, BEFORE, BEFORE_ABOVE),
)
