"""What a text is before it is read: what is set aside, what is put in plain words, and what the law still reads."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import tools

from svat.candidates.codes import named_codes
from svat.candidates.join import candidates
from svat.candidates.rules import Rules
from svat.goods.chemicals import cas_numbers, has_check_digit, table
from svat.goods.classify import Classifier
from svat.goods.glossary import COLUMNS, load_glossary
from svat.goods.nomenclature import codes
from svat.goods.parts import PartsHeadings
from svat.goods.sense import KINDS, sense
from svat.goods.text import normalise
from svat.refusals import UnusableInput
from svat.roll.model import Listing
from svat.sides import Sides
from svat.tables.strict import read_strict

KNOWN = frozenset(codes())


def test_the_glossary_names_a_reason_for_each_of_its_terms() -> None:
    rows = [row for _, row in read_strict(files("svat.goods").joinpath("data/glossary.csv"), COLUMNS)]
    assert len(rows) >= 600
    assert {row["language"] for row in rows} == {"en", "ru", "ko", "zh", "de", "es", "fr", "it", "pl", "pt"}
    assert all(row["reason"] for row in rows)
    assert [row["term"] for row in rows if row["hs"] and row["hs"] not in KNOWN] == []
    assert [row["term"] for row in rows if row["term"] != normalise(row["term"])] == []
    assert len(load_glossary().terms) == len(rows)


def test_the_chemicals_have_their_check_digits_and_codes() -> None:
    assert len(table()) >= 150
    assert [
        cas for cas, chemical in table().items() if not has_check_digit(cas) or chemical.hs not in KNOWN
    ] == []


@pytest.mark.parametrize(
    ("text", "cas", "unknown", "rest"),
    [
        ("flakes, cas 1310-73-2", ["1310-73-2"], (), "flakes,"),
        ("cas no. 64-19-7 acetic", ["64-19-7"], (), "acetic"),
        ("1310-73-3", [], (), "1310-73-3"),
        ("гост 8732-78", [], (), "гост 8732-78"),
        ("phone 02-123-4567", [], (), "phone 02-123-4567"),
        ("7732-18-5", [], ("7732-18-5",), ""),
    ],
)
def test_cas_numbers(text: str, cas: list[str], unknown: tuple[str, ...], rest: str) -> None:
    found = cas_numbers(text)
    assert ([x.cas for x in found.chemicals], found.unknown, found.rest) == (cas, unknown, rest)


def test_a_council_adds_terms_which_win(tmp_path: Path) -> None:
    own = tmp_path / "glossary.csv"
    own.write_text(
        "term,language,kind,means,hs,reason\nМОП,ru,word,brooms and brushes,,ours\nПЭВД,ru,nothing,,,ours\n",
        "utf-8",
    )
    glossary = load_glossary([own], KNOWN)
    assert sense("моп новый", KNOWN, glossary).plain == "brooms and brushes новый"
    assert glossary.terms["пэвд"].kind == "nothing"
    assert load_glossary().terms["пэвд"].kind == "word"
    assert Classifier.load(glossary=[own]).sense("моп").notes == ("моп: read as brooms and brushes",)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("", "has a header but no row"),
        (",ru,goods,honey,0409,", "column term is empty"),
        ("*,ru,goods,honey,0409,", "column term is empty"),
        ("мёд,ru,thing,honey,0409,", "kind 'thing' is not known"),
        ("мёд,ru,goods,honey,0499,", "HS 2022 has no code 0499"),
        ("мёд,ru,goods,honey,04,", "HS 2022 has no code 04"),
        ("мёд,ru,goods,,0409,", "column means is empty"),
        ("мёд,ru,goods,honey,0409,\nМЁД,ru,goods,honey,0409,", "row 3: the term 'МЁД' appears twice"),
    ],
)
def test_a_term_that_says_nothing_stops_the_run(tmp_path: Path, row: str, said: str) -> None:
    own = tmp_path / "glossary.csv"
    own.write_text(",".join(COLUMNS) + f"\n{row}\n", "utf-8")
    with pytest.raises(UnusableInput, match=said):
        load_glossary([own], KNOWN)


@given(st.text(max_size=60))
def test_every_text_has_one_sense(text: str) -> None:
    glossary = load_glossary()
    found = sense(text, KNOWN, glossary)
    assert found == sense(normalise(text), KNOWN, glossary)
    assert bool(found.plain) == (found.answer == "goods")
    assert found.answer == "goods" or found.note


def test_each_kind_can_be_left_out() -> None:
    glossary = load_glossary()
    texts = [
        "honey in drums, 200 l",
        "spare parts for tractors",
        "hs 0409",
        "leather shoes, not waterproof",
        "пэвд",
    ]
    for text in texts:
        assert sense(text, KNOWN, glossary, but=KINDS).plain == text
    assert sense(texts[0], KNOWN, glossary, but={"packing"}).plain == "honey in drums"
    assert sense(texts[0], KNOWN, glossary, but={"amounts", "terms"}).plain == "honey"


def test_notes_say_how_a_text_was_read() -> None:
    glossary = load_glossary()

    def note(text: str) -> str:
        return sense(text, KNOWN, glossary).note

    assert note("natural honey") == ""
    assert note("spare parts for tractors") == "read as parts of: tractors"
    assert note("рыба с/м, CAS 64-19-7") == "CAS 64-19-7: read as acetic acid; с/м: read as frozen"
    assert note("hs 99999 honey") == "not a code of HS 2022: hs 99999"
    assert note("tractors, tractor repair") == "read without the service that it names: tractors"


def test_what_was_read_otherwise_reaches_the_law() -> None:
    """Codes that the text as it stands suggests, so that nothing is cleared more easily by setting words aside."""
    classifier = tools.classifier()
    texts = [
        "Запчасти для тракторов МТЗ",
        "honey in drums, 200 l",
        "leather shoes, not waterproof",
        "ПЭВД гранулы",
        "footwear other than of leather",
        "parts of centrifuges",
        "pumps, valves and bearings",
        "frequency changers, not for civil use, 25 kg",
    ]
    known = [normalise(text) for text in texts]
    literal = classifier.probabilities(known, classifier.literal_vectors(known))
    subheadings = classifier.nomenclature.subheadings
    for text, row in zip(texts, literal, strict=True):
        [found] = classifier.read([text], top=60)
        read = named_codes(found, Rules().also_score)
        suggested = {
            code for code, p in zip(subheadings, row, strict=True) if round(float(p), 4) >= Rules().also_score
        }
        assert suggested <= read, text
        headings: dict[str, float] = {}
        for code, p in zip(subheadings, row, strict=True):
            headings[code[:4]] = headings.get(code[:4], 0.0) + float(p)
        assert {hs for hs, p in headings.items() if p > Rules().also_score + 1e-3} <= read, text


def test_a_service_meets_no_goods() -> None:
    classifier = tools.classifier()

    def goods(company: str, kind: str, text: str) -> Sides[object] | object:
        return classifier.goods([Listing(company, kind, 0, text, None)])  # type: ignore[arg-type]

    def meet(offer: str, need: str) -> int:
        return len(candidates(Sides(goods("A", "offer", offer), goods("B", "need", need))))  # type: ignore[arg-type]

    assert meet("trucks for the transport of goods", "trucks for the transport of goods") == 1
    for text in ("Грузоперевозки, таможенное оформление", "services of transport", "оборудование"):
        assert meet(text, text) == 0
        assert meet("trucks for the transport of goods", text) == 0
        assert not classifier.vectors([text]).any()
    assert meet("HS 0409", "natural honey") == 1


def test_a_given_code_stands_before_a_typed_one_and_the_law_reads_both() -> None:
    classifier = tools.classifier()
    [found] = classifier.goods([Listing("A", "offer", 0, "HS 8408.20 engines", "2701")]).readings
    assert [code.hs for code in found.codes if code.origin == "given"] == ["2701"]
    assert "840820" in named_codes(found, 0.3)


def test_several_codes_share_the_listing() -> None:
    [found] = tools.classifier().read(["8408.20, 8409.91"])
    assert [(code.hs, code.score, code.origin) for code in found.codes] == [
        ("840820", 0.5, "guessed"),
        ("840991", 0.5, "guessed"),
    ]


def test_parts_take_most_of_their_machines_probability_and_no_more() -> None:
    nomenclature = tools.classifier().nomenclature
    parts = PartsHeadings(nomenclature)
    row = tools.classifier().probabilities(["tractors"], tools.classifier().literal_vectors(["tractors"]))
    led = parts.led(row)
    assert led.sum() == pytest.approx(row.sum())
    assert (led >= 0).all()
    position = {code: i for i, code in enumerate(nomenclature.subheadings)}
    assert led[0, position["870899"]] > 0.1 > row[0, position["870899"]]
    assert (parts.led(row * 0) == 0).all()
