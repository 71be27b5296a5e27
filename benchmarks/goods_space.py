"""Fits the space of goods on customs nomenclatures in eight languages and writes src/svat/goods/data/space.npz.

Run: ./dev python benchmarks/goods_space.py [--out FILE]

In closed form from "same code, several languages" and "same code, whole line and a piece of it". Headings whose hash
is divisible by five are left out, so that they can be asked: the benchmarks' rows of the same code across languages.
"""

from __future__ import annotations

import argparse
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

import svat.goods.space as room
from goods_data import folder, is_asked, read
from svat.goods import nomenclature
from svat.goods.encoder import Encoder
from svat.goods.text import normalise

FILES = (
    "nomenclature_ru",
    "nomenclature_ko",
    "nomenclature_pt",
    "cn2026/de",
    "cn2026/es",
    "cn2026/fr",
    "cn2026/pl",
)
EVEN = 1.0  # of the mean variance, added to every direction: what is known of none counts the same
PIECES = 0.5  # weight of what differs between a line and its pieces, against what differs between languages
PER_LENGTH = 400  # pieces drawn for each language and length
_BOUNDS = (12, 25, 50, 100)
_FINE = 2**15


@dataclass(frozen=True)
class Views:
    """One language's lines with their codes, raw vectors, and the same of pieces of lines."""

    texts: list[str]
    codes: list[str]
    rows: Any
    pieces: list[str]
    piece_codes: list[str]
    piece_rows: Any


def main() -> None:
    """Means by length and script, then the matrix, then the file."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    own = Path(room.__file__).with_name("data") / "space.npz"
    arguments.add_argument("--out", type=Path, default=own)
    out = arguments.parse_args().out
    views = list(gathered())
    by_length, by_script = means(views)
    space = room.Space(by_length, by_script, np.zeros((512, 1)))
    matrix = fitted(views, space)
    step = np.abs(matrix).max() / (2**15 - 1)
    np.savez(
        out,
        by_length=np.round(by_length * _FINE).astype(np.int32),
        by_script=np.array([np.round(row * _FINE) for row in by_script.values()]).astype(np.int16),
        scripts=np.array(list(by_script)),
        matrix=np.round(matrix / step).astype(np.int16),
    )
    print(f"{out}: {out.stat().st_size} bytes")


def gathered() -> Any:
    """The English texts of the package, then each file: one line a subheading, and pieces of lines."""
    known, encoder = nomenclature.load(), Encoder()
    yield viewed({code: known.description(code) for code in known.subheadings}, encoder)
    valid = set(known.subheadings)
    for name in FILES:
        first: dict[str, str] = {}
        for text, code in read(folder() / f"{name}.csv", "hscode"):
            if code[:6] in valid:
                first.setdefault(code[:6], text)
        yield viewed(first, encoder)


def viewed(lines: dict[str, str], encoder: Encoder) -> Views:
    """Lines of codes that are not asked; pieces between marks, up to PER_LENGTH of each length."""
    rows = [(normalise(text), code) for code, text in lines.items() if not is_asked(code)]
    order = sorted(rows, key=lambda row: hashlib.sha256(f"{row[0]}\0{row[1]}".encode()).digest())
    drawn: dict[str, str] = {}
    count = [0] * (len(_BOUNDS) + 1)
    for text, code in order:
        for piece in (part.strip() for part in re.split("[:;,()]", text)):
            size = sum(len(piece) > bound for bound in _BOUNDS)
            if len(piece) > 2 and piece not in drawn and count[size] < PER_LENGTH:
                drawn[piece] = code
                count[size] += 1
    texts, pieces = [text for text, _ in rows], list(drawn)
    return Views(
        texts,
        [code for _, code in rows],
        encoder.encode_cached(texts),
        pieces,
        list(drawn.values()),
        encoder.encode_cached(pieces),
    )


def means(views: list[Views]) -> tuple[Any, dict[str, Any]]:
    """Least squares of raw vectors on length and language; languages of one script are averaged."""
    left, right = [], []
    for number, view in enumerate(views):
        for texts, rows, weight in ((view.texts, view.rows, 0.3), (view.pieces, view.piece_rows, 1.0)):
            language = np.zeros((len(texts), len(views)))
            language[:, number] = 1
            scripts = [room.main_script(text) for text in texts]
            lower, share = room.between(texts, scripts)
            lengths = np.zeros((len(texts), len(room.LENGTHS)))
            at = np.arange(len(texts))
            lengths[at, lower], lengths[at, lower + 1] = 1 - share, share
            left.append(np.sqrt(weight) * np.hstack([lengths, language]))
            right.append(np.sqrt(weight) * rows.astype(np.float64))
    x, y = np.vstack(left), np.vstack(right)
    found = np.linalg.solve(x.T @ x + 0.1 * np.eye(x.shape[1]), x.T @ y)
    size = len(room.LENGTHS)
    by_script: dict[str, list[Any]] = {}
    for number, view in enumerate(views):
        by_script.setdefault(room.main_script(" ".join(view.texts[:100])), []).append(found[size + number])
    middle = {name: np.mean(rows, axis=0) for name, rows in by_script.items()}
    return found[:size], {"": np.mean(list(middle.values()), axis=0), **dict(sorted(middle.items()))}


def fitted(views: list[Views], space: room.Space) -> Any:
    """The matrix: directions by variance between codes over variance within a code."""
    codes = sorted({code for view in views for code in view.codes})
    place = {code: i for i, code in enumerate(codes)}
    sums, count = np.zeros((len(codes), 512)), np.zeros(len(codes))
    centred = []
    for view in views:
        rows = view.rows - space.mean(view.texts)
        at = np.array([place[code] for code in view.codes])
        np.add.at(sums, at, rows)
        np.add.at(count, at, 1)
        centred.append((at, rows))
    middle = sums / count[:, None]
    several = count > 1
    between = np.cov(middle[several], rowvar=False)
    apart = np.vstack([(rows - middle[at])[several[at]] for at, rows in centred])
    within = apart.T @ apart / (len(apart) - several.sum())
    pieces = []
    for view in views:
        at = np.array([place[code] for code in view.piece_codes])
        rows = view.piece_rows - space.mean(view.pieces)
        long = np.array([len(piece) > _BOUNDS[0] for piece in view.pieces])
        pieces.append((rows - middle[at])[long])
    stacked = np.vstack(pieces)
    within += PIECES * stacked.T @ stacked / len(stacked)
    values, vectors = np.linalg.eigh(within + EVEN * np.trace(within) / 512 * np.eye(512))
    white = vectors @ np.diag(values**-0.5) @ vectors.T
    _, directions = np.linalg.eigh(white @ between @ white)
    return white @ directions[:, ::-1][:, : room.BREADTH]


if __name__ == "__main__":
    main()
