"""Tables of words: what goes with what in two languages, and how far a text then speaks for a description."""

from pathlib import Path

import numpy as np
import pytest

from svat.goods import nomenclature
from svat.goods.bilingual import Shipped, english_stems, learnt, packed, shipped, stems, stems_in
from svat.goods.kept import Shelf
from svat.goods.translated import Translated

PAIRS = [
    ("гвозди стальные", "Steel; nails"),
    ("гвозди медные", "Copper; nails"),
    ("трубы стальные", "Steel; tubes"),
    ("трубы медные", "Copper; tubes"),
    ("проволока стальная", "Steel; wire"),
    ("проволока медная, изолированная", "Copper; wire, insulated"),
]


def translations(language: str, stem: str) -> list[str]:
    """The English stems of a stem in the shipped table, the most probable first."""
    table = shipped().table(language)
    at = table.stems.index(stem)
    own = slice(table.starts[at], table.starts[at + 1])
    order = np.argsort(-table.chance[own], kind="stable")
    return [table.english[i] for i in table.partner[own][order]]


def test_words_that_come_together_are_told_from_those_that_only_stand_beside() -> None:
    table = learnt("ru", PAIRS)
    at = table.stems.index("гвозд")
    own = slice(table.starts[at], table.starts[at + 1])
    chances = dict(zip([table.english[i] for i in table.partner[own]], table.chance[own], strict=True))
    assert max(chances, key=lambda name: chances[name]) == "nails"
    assert chances["nails"] > 0.8
    assert chances.get("steel", 0) < 0.2


def test_a_table_is_the_same_every_time_whatever_the_order_of_its_texts() -> None:
    one, other = learnt("ru", PAIRS), learnt("ru", PAIRS[::-1])
    assert one.stems == other.stems
    assert np.allclose(one.chance, other.chance, rtol=1e-9)


def test_what_is_written_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = learnt("ru", PAIRS)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "words.npz").write_bytes(packed([table]))
    monkeypatch.setattr("svat.goods.bilingual.files", lambda _: tmp_path)
    again = Shipped().table("ru")
    assert (again.stems, again.english) == (table.stems, table.english)
    assert np.array_equal(again.starts, table.starts)
    assert np.array_equal(again.partner, table.partner)
    assert np.allclose(again.chance, table.chance, rtol=0.01)


def test_stems_are_words_cut_short_and_pairs_of_letters() -> None:
    assert stems("Стальные ТРУБЫ, 20") == ["стальн", "труб", "20"]
    assert stems("рис риса чай Reis") == ["рис", "рис", "ча", "reis"]
    assert stems("냉동오징어 살") == ["냉동오징어", "냉동", "동오", "오징", "징어", "살"]


def test_what_a_description_leaves_out_is_marked() -> None:
    assert english_stems("Fish; frozen, other than tuna") == ["fish", "frozen", "~", "~tuna"]
    assert english_stems("Notebooks") == ["noteboo"]  # "not" is a word, no beginning


def test_the_shipped_tables_know_plain_words_of_goods() -> None:
    assert translations("pl", "cement")[0] == "cement"
    assert translations("ru", "рис")[0] == "rice"
    assert translations("de", "reis")[0] == "rice"
    assert translations("fr", "riz")[0] == "rice"
    assert "sugar" in translations("ko", "설탕")[:2]
    assert "sugar" in translations("es", "azúcar")[:2]


def test_a_text_speaks_for_the_description_that_its_words_go_with_and_english_for_none(
    tmp_path: Path,
) -> None:
    known = nomenclature.load()
    codes = known.subheadings
    translated = Translated(known, Shelf(tmp_path))
    texts = ["живые лошади", "오징어", "live horses", "", "12345", "ሰላም"]
    shares = translated.shares(texts)
    assert codes[int(shares[0].argmax())][:4] == "0101"
    assert codes[int(shares[1].argmax())][:4] in {"0307", "1605"}
    assert not shares[2:].any()
    assert shares.min() >= 0
    assert shares.max() <= 1
    assert [translated.language(text) for text in texts] == ["ru", "ko", "", "", "", ""]


def test_a_text_alone_reads_as_among_others(tmp_path: Path) -> None:
    known = nomenclature.load()
    translated = Translated(known, Shelf(tmp_path))
    texts = ["Halbgeschliffener Reis", "рис шлифованный", "azúcar de caña", "sucre de canne", "sól kamienna"]
    together = translated.shares(texts)
    for i, text in enumerate(texts):
        assert np.array_equal(translated.shares([text])[0], together[i])


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("de", "Glasfasern", ["glasfa", "fasern"]),
        ("de", "Halbleiterbauelemente", ["halble", "bauele", "elemen"]),
        ("nl", "glasvezels van staal", ["glasve", "van", "staal", "vezels"]),
        ("de", "Fasern aus Glas", ["fasern", "aus", "glas"]),
        ("de", "Bauxit, roh", ["bauxit", "roh"]),  # too short to be several words
        ("de", "Musterwaren", ["muster"]),  # no end that is known
        ("de", "ABC123fasern", ["abc123"]),  # a model, not a word
        ("es", "Glasfasern", ["glasfa"]),
        ("ru", "стекловолокно", ["стекл"]),
    ],
)
def test_a_language_that_writes_several_words_as_one_is_read_by_their_ends(
    language: str, text: str, found: list[str]
) -> None:
    known = {"glasfa", "fasern", "bauele", "elemen", "vezels", "волокн", "xit"}
    assert stems_in(language, text, known) == found
