"""Texts read as HS codes: who ranks first, in which language, and what is said when nothing can be read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from svat.goods.classify import LEAST_SCORE, Classifier
from svat.goods.encoder import Encoder
from svat.goods.model import Goods
from svat.roll.model import Listing

# (text, true heading): the first heading proposed must be this one.
CERTAIN = [
    ("anthracite coal", "2701"),
    ("каменный уголь, антрацит", "2701"),
    ("КАМЕННЫЙ УГОЛЬ, АНТРАЦИТ", "2701"),
    ("석탄, 무연탄", "2701"),
    ("sunflower seeds", "1206"),
    ("семена подсолнечника", "1206"),
    ("해바라기씨", "1206"),
    ("cathodes of refined copper", "7403"),
    ("автомобильные шины новые", "4011"),
    ("miel natural", "0409"),
    ("天然蜂蜜", "0409"),
    ("lithium-ion accumulators", "8507"),
]


@pytest.mark.parametrize(("text", "heading"), CERTAIN)
def test_first_heading(classifier: Classifier, text: str, heading: str) -> None:
    (reading,) = classifier.read([text])
    assert reading.supported
    assert next(code.hs for code in reading.codes if len(code.hs) == 4) == heading


def test_scores_are_ranked_probabilities(classifier: Classifier) -> None:
    for reading in classifier.read([text for text, _ in CERTAIN], top=20):
        keys = [(-code.score, len(code.hs), code.hs) for code in reading.codes]
        assert keys == sorted(keys)
        assert all(LEAST_SCORE <= code.score <= 1 for code in reading.codes)
        assert {code.origin for code in reading.codes} == {"guessed"}
        for digits in (4, 6):
            assert sum(code.score for code in reading.codes if len(code.hs) == digits) <= 1 + 1e-3
        headings = {code.hs: code.score for code in reading.codes if len(code.hs) == 4}
        assert all(headings[code.hs[:4]] >= code.score for code in reading.codes if code.hs[:4] in headings)


def test_probabilities_add_up(classifier: Classifier) -> None:
    texts = ["coal", "уголь", ""]
    sums = classifier.probabilities(texts, classifier.vectors(texts)).sum(axis=1)
    assert sums == pytest.approx([1, 1, 0])
    with pytest.raises(ValueError, match="must be of shape"):
        classifier.probabilities(texts, classifier.vectors(texts[:1]))


@pytest.fixture(scope="module")
def forgetful(classifier: Classifier) -> Classifier:
    """One that reads whatever it is asked."""
    return Classifier(classifier.nomenclature, Encoder())


def test_one_process_and_two_read_alike(forgetful: Classifier, monkeypatch: pytest.MonkeyPatch) -> None:
    """Goods with the vectors and codes of companies' texts, subheadings of lines: codes, law, notes, languages."""
    monkeypatch.setattr("svat.goods.classify._BLOCK", 4)
    monkeypatch.setattr("svat.goods.distinct._BLOCK", 4)
    monkeypatch.setattr("svat.goods.encoder._LETTERS", 100)
    texts = [f"{text}{tail}" for text, _ in CERTAIN for tail in ("", ", 50 kg", "; delivery", " 0409", " 2")]
    items = [
        Listing(f"C{k}", "offer", 0, text, "0409" if text == "miel natural" else None)
        for k, text in enumerate(texts)
    ]
    assert len(set(texts)) > 4 * 12
    shared = [forgetful.goods(items), forgetful.subheadings(texts, 5), forgetful.read(texts, 5)]
    monkeypatch.setattr("svat.goods.blocks.can_copy", lambda: False)
    alone = [forgetful.goods(items), forgetful.subheadings(texts, 5), forgetful.read(texts, 5)]
    assert shared[1:] == alone[1:]
    assert isinstance(shared[0], Goods)
    assert isinstance(alone[0], Goods)
    assert shared[0].readings == alone[0].readings
    assert shared[0].doubts == alone[0].doubts
    assert np.array_equal(shared[0].vectors, alone[0].vectors)


def test_a_reading_does_not_depend_on_what_is_read_beside_it(classifier: Classifier) -> None:
    texts = [text for text, _ in CERTAIN]
    together = classifier.read(texts)
    assert [classifier.read([text])[0] for text in texts] == together
    assert classifier.read(texts[::-1])[::-1] == together


@pytest.mark.parametrize("text", ["ქვანახშირი", "тас көмір, қоңыр көмір", "???", "", "   "])
def test_what_cannot_be_read_says_so(classifier: Classifier, text: str) -> None:
    (reading,) = classifier.read([text])
    assert not reading.supported
    assert reading.text == text
    assert not classifier.vectors([text]).any()
    assert all(code.score < 0.5 for code in reading.codes)


def test_given_code_stands_first_and_guesses_stay(classifier: Classifier) -> None:
    goods = classifier.goods(
        [
            Listing("A", "offer", 0, "sunflower seeds", "2701"),
            Listing("A", "offer", 1, "", "270112"),
            Listing("A", "need", 0, "", None),
            Listing("B", "need", 0, "тас көмір, қоңыр көмір", "2701"),
        ]
    )
    seeds, coal, nothing, kazakh = goods.readings
    assert (seeds.codes[0].hs, seeds.codes[0].origin, seeds.codes[0].score) == ("2701", "given", 1.0)
    assert seeds.codes[1].hs == "1206"
    assert coal.text == classifier.nomenclature.description("270112")
    assert coal.supported
    assert [(code.hs, code.origin) for code in coal.codes].count(("270112", "given")) == 1
    assert nothing.codes == ()
    assert not kazakh.supported
    assert [bool(row.any()) for row in goods.vectors] == [True, True, False, True]
    assert np.array_equal(
        goods.vectors[3], classifier.vectors([classifier.nomenclature.description("2701")])[0]
    )
    assert [(x.company, x.column, x.value) for x in goods.doubts] == [
        ("B", "needs", "тас көмір, қоңыр көмір")
    ]


def test_codes_of_other_revisions_are_cut_with_a_note(classifier: Classifier) -> None:
    goods = classifier.goods(
        [
            Listing("A", "offer", 0, "coal", "270199"),
            Listing("A", "need", 1, "coal", "279999"),
            Listing("B", "need", 0, "coal", "999999"),
        ]
    )
    assert [reading.codes[0].hs for reading in goods.readings][:2] == ["2701", "27"]
    assert all(code.origin == "guessed" for code in goods.readings[2].codes)
    told = {(x.company, x.column, x.value, x.reason) for x in goods.doubts}
    assert told == {
        ("A", "hs_offers", "270199", "offer 1: HS 2022 has no such code; its heading 2701 is kept"),
        ("A", "hs_needs", "279999", "need 2: HS 2022 has no such code; its chapter 27 is kept"),
        ("B", "hs_needs", "999999", "need 1: HS 2022 has no such code; the code is left out"),
    }


def test_no_listing_at_all(classifier: Classifier) -> None:
    goods = classifier.goods([])
    assert goods.readings == ()
    assert goods.vectors.shape == (0, 256)


def test_a_nomenclature_in_another_language_helps_even_where_the_encoder_does_not(tmp_path: Path) -> None:
    file = tmp_path / "kk.csv"
    file.write_text("hscode,description\n270111,антрацит тас көмір\n120600,күнбағыс тұқымы\n", "utf-8")
    (reading,) = Classifier.load([file]).read(["тас көмір"])
    assert reading.language == "kk"
    assert reading.codes[0].hs == "2701"


def test_a_file_in_another_language_takes_no_true_heading_away(
    classifier: Classifier, tmp_path: Path
) -> None:
    """Kazakh has no vectors: nothing moves at all. Russian moves the centroids of its codes, and no heading is lost."""
    texts = [text for text, _ in CERTAIN]
    before = classifier.read(texts)
    kazakh, russian = tmp_path / "kk.csv", tmp_path / "ru.csv"
    kazakh.write_text("hscode,description\n270111,антрацит тас көмірі\n120600,күнбағыс тұқымы\n", "utf-8")
    russian.write_text(
        "hscode,description\n270111,антрацит\n270112,уголь битуминозный\n120600,семена подсолнечника\n"
        "740311,катоды и секции катодов из рафинированной меди\n040900,мёд натуральный\n",
        "utf-8",
    )
    english = [i for i, text in enumerate(texts) if text.isascii()]
    after = Classifier.load([kazakh]).read([texts[i] for i in english])
    assert after == [before[i] for i in english]
    for reading, (_, heading) in zip(Classifier.load([russian]).read(texts), CERTAIN, strict=True):
        assert heading in [code.hs for code in reading.codes]


def test_labelled_lines_speak_for_lines_like_them_and_equal_texts_share_their_codes(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text("description,hs6\n" + "Zyborg pads for the face,340119\n" * 3, "utf-8")
    plain, told = Classifier.load(), Classifier.load(labelled=[file])
    for text, least in (("zyborg PADS for the face", 0.7), ("zyborg pads for faces, 20 pieces", 0.1)):
        [before], [after] = plain.subheadings([text], top=1), told.subheadings([text], top=1)
        assert before.codes[0].hs != "340119"
        assert (after.codes[0].hs, after.codes[0].score >= least) == ("340119", True)


# What the council has said, what svat itself reads, and whether the word counts for the text.
WORDS = (
    ("honey of flowers, casks", "040900", "Honey of  flowers, casks", ("goods", "040900")),
    ("machine, universal", "847989", "machine, universal", ("goods", "847989")),
    ("transport services", "090210", "transport services", ("goods", "090210")),
    ("goods", "040900", "goods", ("goods", "040900")),
    ("dried apples", "service", "dried apples", ("service", "")),
    ("rent of trucks", "too vague", "rent of trucks", ("too vague", "")),
    ("dried apples", "service", "dried apples in bags", ("goods", "081330")),  # another text
    ("transport services", "090210", "transport service", ("service", "")),
)


@pytest.mark.parametrize(("said_of", "word", "text", "expected"), WORDS)
def test_the_councils_word_on_a_text_wins_over_the_guess_and_says_so(
    tmp_path: Path, said_of: str, word: str, text: str, expected: tuple[str, str]
) -> None:
    file = tmp_path / "confirmed.csv"
    code, answer = (word, "goods") if word.isdigit() else ("", word)
    file.write_text(f'hscode,description,answer\n{code},"{said_of}",{answer}\n', "utf-8")
    classifier = Classifier.load(labelled=[file])
    [reading] = classifier.subheadings([text], top=1)
    [heard] = classifier.goods([Listing("A", "offer", 0, text, None)]).readings
    own = text.split() == said_of.split() or " ".join(text.casefold().split()) == said_of
    for found in (reading, heard):
        assert (found.answer, found.codes[0].hs if found.codes else "") in (
            expected,
            (expected[0], expected[1][:4]),
        )
        assert ("confirmed by the council" in found.note) == own
    if expected[0] != "goods":
        assert not classifier.vectors([text]).any()  # it meets no goods by its meaning either


def test_what_the_council_says_of_two_kinds_is_no_word_of_it(tmp_path: Path) -> None:
    file = tmp_path / "confirmed.csv"
    file.write_text("hscode,description,answer\n040900,honey,goods\n,Honey,service\n", "utf-8")
    [reading] = Classifier.load(labelled=[file]).subheadings(["honey"], top=1)
    assert (reading.answer, "confirmed" in reading.note) == ("goods", False)


def test_the_law_reads_a_code_that_the_company_typed_whatever_the_council_says(tmp_path: Path) -> None:
    file = tmp_path / "confirmed.csv"
    file.write_text("hscode,description,answer\n040900,HS 854231 processors,goods\n", "utf-8")
    listing = Listing("A", "offer", 0, "HS 854231 processors", None)
    [reading] = Classifier.load(labelled=[file]).goods([listing]).readings
    assert reading.codes[0].hs == "040900"
    assert "854231" in [code.hs for code in reading.law]


def test_a_listing_without_a_code_shares_those_of_equal_texts_in_its_roll(classifier: Classifier) -> None:
    coded = [Listing("A", "offer", i, "Accumulator sludge", "2620") for i in range(9)]
    goods = classifier.goods([*coded, Listing("B", "offer", 0, "accumulator  sludge", None)])
    assert goods.readings[-1].codes[0].hs == "2620"
    assert goods.readings[-1].codes[0].score >= 0.9
    assert goods.readings[0].codes[1].hs == goods.readings[1].codes[1].hs
