"""What several test modules share: the classifier, loaded once, and what a machine may lack."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from svat.goods.classify import Classifier

ROOT = Path(__file__).resolve().parents[1]


_load = Classifier.load


@cache
def classifier() -> Classifier:
    """The real classifier with the package's nomenclature."""
    return _load()


def load_classifier(nomenclature: Sequence[Path] | None = None) -> Classifier:
    """What Classifier.load gives, made once where nothing is added to it."""
    return _load(nomenclature) if nomenclature else classifier()


def data_folder() -> Path:
    """The folder of real files: $SVAT_DATA, else ../shared/data beside the checkout; skips where there is none."""
    folder = Path(os.environ.get("SVAT_DATA", ROOT.parent / "shared/data"))
    if not folder.is_dir():
        pytest.skip("needs the data folder: set SVAT_DATA")
    return folder


def chromium() -> str:
    """Path of a Chromium browser; skips where there is none."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    pytest.skip("needs Chromium on the PATH")
