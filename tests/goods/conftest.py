"""One classifier for all tests of the room, its vectors kept in the platform's cache."""

from __future__ import annotations

import pytest
from tests import tools

from svat.goods.classify import Classifier


@pytest.fixture(scope="session")
def classifier() -> Classifier:
    """Reads every text anew, by the indexes that this process has already."""
    made = Classifier.load()
    made._features = tools.classifier()._features
    return made
