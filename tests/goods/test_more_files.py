"""A nomenclature more: what it leaves as it was, what it teaches, and what it does not have is still found."""

import csv
from pathlib import Path

import pytest
from tests.tools import data_folder

from svat.goods.classify import Classifier

data_folder()  # skips all of it where there is none
ENGLISH = (
    "natural honey in jars",
    "centrifugal pumps for water",
    "women's cotton t-shirts",
    "7 inch tablet pc wifi",
    "no7 stay perfect fdn",
    "stainless steel kitchen sink",
    "live horses",
    "hydraulic excavators",
)
RUSSIAN = (
    "живые лошади",
    "насосы центробежные для воды",
    "трубы стальные бесшовные",
    "мёд натуральный",
    "провода",
)
LACKING = (("лошади живые чистопородные", "0101"), ("рис шелушёный", "1006"), ("сыры плавленые", "0406"))


@pytest.fixture(scope="module")
def several() -> Classifier:
    """English with Russian, Korean and Portuguese."""
    return Classifier.load([data_folder() / "hs" / f"nomenclature_{name}.csv" for name in ("ru", "ko", "pt")])


def test_files_in_other_languages_leave_english_texts_as_they_were(
    classifier: Classifier, several: Classifier
) -> None:
    assert classifier.read(ENGLISH) == several.read(ENGLISH)


def test_files_in_other_languages_leave_russian_texts_as_they_were(several: Classifier) -> None:
    alone = Classifier.load([data_folder() / "hs" / "nomenclature_ru.csv"])
    assert alone.read(RUSSIAN) == several.read(RUSSIAN)


def test_what_a_file_lacks_is_found_by_its_english_text(tmp_path: Path) -> None:
    """Russian without chapters 01 to 19: live horses and honey are asked all the same."""
    with (data_folder() / "hs" / "nomenclature_ru.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["hscode"] >= "20"]
    path = tmp_path / "ru.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["hscode", "description"])
        writer.writerows([row["hscode"], row["description"]] for row in rows)
    partly = Classifier.load([path], spoken=["ru"])
    for text, heading in LACKING:
        assert partly.read([text])[0].codes[0].hs[:4] == heading, text
