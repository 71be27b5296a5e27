"""A text that stands in a nomenclature word for word is that code's, as lines that somebody has coded are."""

import numpy as np
import pytest

from svat.goods.classify import Classifier
from svat.goods.labelled import OFFICIAL, SameText

CODES = ["010121", "010129", "020110", "841370"]


def classified(classifier: Classifier, text: str) -> tuple[str, float]:
    best = next(x for x in classifier.read([text])[0].codes if len(x.hs) == 6)
    return best.hs, best.score


def test_the_text_of_a_subheading_is_its_code(classifier: Classifier) -> None:
    own = classifier.nomenclature
    for code in ("010129", "291212", "701971", "847629"):
        hs, score = classified(classifier, own.description(code))
        assert hs == code
        assert score >= 0.89


def test_letters_and_spaces_do_not_matter(classifier: Classifier) -> None:
    text = classifier.nomenclature.description("080232")
    assert classified(classifier, f"  {text.upper()} ")[1] >= 0.89


@pytest.mark.parametrize("behind", [".", " .", ";", ",", "...", "!", " –", "\u00a0"])
def test_marks_behind_a_text_do_not_matter(classifier: Classifier, behind: str) -> None:
    text = classifier.nomenclature.description("080232")
    assert classified(classifier, f"{text}{behind}")[1] >= 0.89


def test_marks_within_a_text_do_not_matter(classifier: Classifier) -> None:
    text = classifier.nomenclature.description("080232")
    assert ";" in text
    assert classified(classifier, text.replace(";", ","))[1] >= 0.89
    assert classified(classifier, text.replace("; ", " - "))[1] >= 0.89


def test_another_number_is_another_text() -> None:
    same = official(("Engines up to 1.5 kW", "010121"))
    assert same.knows("engines, up to 1,5 kw")
    assert not same.knows("engines up to 15 kw")
    assert not same.knows("engines up to 1.5")
    assert not same.knows("kw 1.5 up to engines")


def test_a_text_that_is_only_like_it_is_read(classifier: Classifier) -> None:
    text = classifier.nomenclature.description("080232")
    _, score = classified(classifier, f"{text}, Crimean, new harvest")
    assert score < 0.89


def test_the_law_still_reads_what_the_words_alone_suggest(classifier: Classifier) -> None:
    text = classifier.nomenclature.description("441291")
    alone = classifier.probabilities([text], classifier.literal_vectors([text]))
    sums = dict(zip(classifier.headings, classifier.heading_sums(alone)[0], strict=True))
    named = {x.hs for x in classifier.read([text])[0].law}
    assert {code for code, share in sums.items() if share >= 0.1} <= named


def official(*lines: tuple[str, str], coded: tuple[tuple[str, str], ...] = ()) -> SameText:
    return SameText(coded).official(lines)


def test_a_text_that_several_headings_share_tells_none() -> None:
    same = official(("Parts", "010121"), ("parts", "841370"), ("Other horses", "010129"))
    assert not same.knows("parts")
    assert same.knows("other horses")


def test_subheadings_of_one_heading_may_share_a_text() -> None:
    assert official(("Horses", "010121"), ("Horses", "010129")).knows("horses")


def test_the_title_of_a_chapter_tells_no_heading() -> None:
    assert not official(("Live animals", "01")).knows("live animals")


def test_what_somebody_has_coded_wins() -> None:
    rows = np.array([[0.5, 0.3, 0.1, 0.1]])
    same = official(("Horses", "010129"), coded=(("horses", "010121"),))
    assert same.mixed(["horses"], rows, CODES)[0].argmax() == 0
    alone = official(("Horses", "010129")).mixed(["horses"], rows, CODES)[0]
    assert alone[1] > OFFICIAL / (OFFICIAL + 1)
