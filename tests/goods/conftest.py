"""One classifier for all tests of the room, its vectors kept in the platform's cache."""

from __future__ import annotations

import pytest

from svat.goods.classify import Classifier


@pytest.fixture(scope="session")
def classifier() -> Classifier:
    return Classifier.load()
