"""What several test modules share: the classifier and the measures, loaded once, and what a machine may lack."""

from __future__ import annotations

import ast
import os
import shutil
from collections.abc import Sequence
from copy import copy
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from svat.goods.classify import WHOLE, Classifier, _Understood
from svat.goods.distinct import DistinctTexts
from svat.goods.encoder import Encoder, Matrix
from svat.goods.glossary import Glossary, load_glossary
from svat.goods.labelled import SameText
from svat.goods.model import Goods
from svat.goods.nomenclature import load as load_nomenclature
from svat.law.rules.ruleset import Ruleset, load_rules
from svat.memory import nothing_to_collect
from svat.progress import Progress
from svat.roll.model import Listing

ROOT = Path(__file__).resolve().parents[1]


_load = Classifier.load
_GLOSSARIES = 8  # whose readings are remembered


class RememberingEncoder(Encoder):
    """The real encoder, which encodes a text once: a vector depends on its text alone (tests/goods)."""

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[str, Matrix] = {}

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        if not texts:
            return super().encode(texts, progress)
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known.update(zip(new, super().encode(new, progress), strict=True))
        return np.array([self._known[text] for text in texts], dtype=np.float32)

    def forget(self) -> None:
        self._known.clear()


class RememberingClassifier(Classifier):
    """The real classifier, which reads a text once: the demo's corridor is run many times over."""

    def __init__(self) -> None:
        self._memory = RememberingEncoder()
        super().__init__(load_nomenclature(), self._memory)
        self._read_before: dict[tuple[str, int], _Understood] = {}
        self._tables: dict[tuple[int, tuple[Listing, ...]], Goods] = {}
        self._others: list[RememberingClassifier] = []

    def beside(self, glossary: Glossary) -> RememberingClassifier:
        """One that knows these words; the nomenclature's indexes and vectors do not depend on them and are shared."""
        for known in (self, *self._others):
            if known._glossary == glossary:
                return known
        other = copy(self)
        other._listen(glossary)
        other._read_before, other._tables = {}, {}
        self._others = [other, *self._others[: _GLOSSARIES - 1]]
        return other

    def goods(self, listings: Sequence[Listing], top: int = WHOLE, progress: Progress | None = None) -> Goods:
        """A roll's table depends on its listings alone: most commands read the same two rolls."""
        asked = (top, tuple(listings))
        if asked not in self._tables:
            self._tables[asked] = super().goods(listings, top, progress)
        return self._tables[asked]

    def _found(self, texts: DistinctTexts, top: int, told: SameText | None = None) -> dict[str, _Understood]:
        new = [x for x in texts.texts if (x, top) not in self._read_before or (told and told.knows(x))]
        found = super()._found(texts.among(new), top, told) if new else {}
        # what a roll tells of a text is of that roll alone
        self._read_before |= {(x, top): own for x, own in found.items() if not (told and told.knows(x))}
        return {text: found.get(text) or self._read_before[text, top] for text in texts.texts}

    def forget(self) -> None:
        """Read every text anew."""
        self._memory.forget()
        self._read_before.clear()
        self._tables.clear()
        self._others.clear()


@cache
def classifier() -> RememberingClassifier:
    """The real classifier with the package's nomenclature, one per process."""
    return RememberingClassifier()


@cache
def rules() -> Ruleset:
    """Svat's own measures, read once per process."""
    return load_rules()


def load_classifier(
    nomenclature: Sequence[Path] = (),
    cache_dir: Path | None = None,
    glossary: Sequence[Path] = (),
    *,
    spoken: Sequence[str] = (),
    labelled: Sequence[Path] = (),
    correlations: Sequence[Path] = (),
) -> Classifier:
    """What Classifier.load gives, made once where nothing is added to it but words of a glossary."""
    if nomenclature or cache_dir or labelled or correlations:
        return _load(
            nomenclature,
            cache_dir,
            glossary,
            spoken=spoken,
            labelled=labelled,
            correlations=correlations,
        )
    known = classifier()
    return known.beside(load_glossary(glossary, known.nomenclature.descriptions)) if glossary else known


@cache
def tree_of(module: Path) -> ast.Module:
    """A module of svat as Python reads it, once per process.

    Nothing is collected meanwhile: what the last session of a test does as it is thrown away would run amid the
    parser, which Python 3.11 takes for a fault of its own.
    """
    with nothing_to_collect():
        return ast.parse(module.read_text(encoding="utf-8"))


@cache
def nodes_of(module: Path) -> tuple[ast.AST, ...]:
    """Everything in it."""
    return tuple(ast.walk(tree_of(module)))


def data_folder() -> Path:
    """The folder of real files: $SVAT_DATA, else ../shared/data beside the checkout; skips where there is none."""
    folder = Path(os.environ.get("SVAT_DATA", ROOT.parent / "shared/data"))
    if not folder.is_dir():
        pytest.skip("needs the data folder: set SVAT_DATA", allow_module_level=True)
    return folder


def cases_folder() -> Path:
    """The folder of small inputs with their right answers, beside that of real files; skips where there is none."""
    folder = Path(os.environ.get("SVAT_DATA", ROOT.parent / "shared/data")).parent / "cases"
    if not folder.is_dir():
        pytest.skip("needs the folder of cases, beside the data folder", allow_module_level=True)
    return folder


def headless() -> str:
    """A Chromium to look at pages with: the one without windows of its own where it is there, in half the time."""
    return shutil.which("chromium-headless-shell") or chromium()


def chromium() -> str:
    """Path of a Chromium browser; skips where there is none."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    pytest.skip("needs Chromium on the PATH", allow_module_level=True)
