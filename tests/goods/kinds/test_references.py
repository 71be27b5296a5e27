"""Headings that a text speaks of without being of them, beside headings that are its own."""

from __future__ import annotations

import csv
from collections.abc import Sequence

import pytest
from tests import tools
from tests.kinds import Case, judge

from svat.goods.model import Code
from svat.goods.references import references
from svat.goods.text import normalise
from svat.goods.typed import typed_codes

# (text, codes that it says it is not of); neighbours: (text, code that is its own)
DENIED = (
    [
        ("plywood, other than that of subheading 4412.33", "441233"),
        ("pumps, excluding those of heading 8414", "8414"),
        ("pumps not of HS 8414.10", "841410"),
        ("machines not falling under 8479.89, for mixing concrete", "847989"),
        ("tractors (other than tractors of heading no. 8709)", "8709"),
        ("engines, except those of headings 8407, 8408 or 8410 to 8412", "8407 8408 8410 8411 8412"),
        ("everything but pumps; not 841350", "841350"),
        ("тракторы (кроме тракторов товарной позиции 8709)", "8709"),
        ("насосы, кроме товаров позиции 8414", "8414"),
        ("двигатели, за исключением двигателей товарных позиций 8407 и 8408", "8407 8408"),
        ("насосы не относящиеся к коду ТН ВЭД 8414", "8414"),
        ("펌프(제8414호의 것은 제외한다)", "8414"),
        ("제6001호부터 제6004호까지의 것을 제외한 편직물", "6001 6002 6003 6004"),
        ("泵,品目8414以外的", "8414"),
        ("Sperrholz, ausgenommen Hölzer der Unterposition 441233", "441233"),
        ("Armbanduhren, ausgenommen Uhren der Position 9101", "9101"),
        ("Messer, andere als solche der Positionen 8208 und 8210", "8208 8210"),
        ("relojes de pulsera, excepto los de la partida 9101", "9101"),
        ("montres-bracelets, autres que celles du n° 9101", "9101"),
        ("relógios de pulso, exceto os da posição 91.01", "9101"),
        ("zegarki na rękę, inne niż te objęte pozycją 9101", "9101"),
        ("zegarki z wyjątkiem objętych pozycją 9101", "9101"),
        ("Revolvers et pistolets, autres que ceux des nos 9303 ou 9304", "9303 9304"),
        ("Bombas manuales (excepto las de las subpartidas 841311 u 841319)", "841311 841319"),
        ("orologi da polso, esclusi quelli della voce 9101", "9101"),
        ("pompe, diverse da quelle della voce 8414", "8414"),
    ],
    [
        ("HS 8414.10 vacuum pumps", "841410"),
        ("vacuum pumps (8414.10)", "841410"),
        ("vacuum pumps, not for water, HS 8414.10", "841410"),
        ("bolts other than of brass, HS 7318.15", "731815"),
        ("not knitted, heading 6201 coats", "6201"),
        ("clothing, not knitted, of heading 6201", "6201"),
        ("chemical preparations n.e.c. of heading 3824", "3824"),
        ("item no 5 heading 8414", "8414"),
        ("pumps and parts thereof of heading 8413", "8413"),
        ("HS 8413.70 pumps other than those of heading 8413.50", "841370"),
        ("not only HS 8413.70 pumps", "841370"),
        ("насосы бытовые, не промышленные, код ТН ВЭД 8413 70", "841370"),
        ("제품: 펌프 HS코드 8413.70 (중고 제외)", "841370"),
        ("steel per heading 72.10, cut to length", "7210"),
        ("насосы (ТН ВЭД 8413), кроме вакуумных (ТН ВЭД 8414)", "8413"),
        ("pumps for oil (HS 8413.60), not for water", "841360"),
    ],
)
# (text, codes that its parts are for); neighbours have no parts, and codes of their own or none
PARTS = (
    [
        ("parts suitable for use solely with the engines of heading 8407 or 8408", "8407 8408"),
        ("parts of machinery of heading 8479", "8479"),
        ("accessories for machines of headings 8469 to 8472", "8470 8471 8472"),
        ("Teile für Geräte der Positionen 8519 oder 8521", "8519 8521"),
        ("части двигателей товарной позиции 8407 или 8408", "8407 8408"),
        ("запчасти для машин товарной позиции 8429", "8429"),
        ("제8407호 또는 제8408호의 엔진에 전용되는 부분품", "8407 8408"),
        ("partes para motores de la partida 8407", "8407"),
        ("parties de machines du n° 8479", "8479"),
        ("partes de máquinas da posição 8479", "8479"),
        ("części do maszyn objętych pozycją 8479", "8479"),
        ("parti di macchine della voce 8479", "8479"),
        ("Teile von Maschinen der Unterposition 84752100", "847521"),
        ("Części maszyn objętych podpozycją 84798970", "847989"),
        ("Parties de machines des sous-positions 84853010 ou 84858010", "848530 848580"),
        ("Teile von Waagen der Unterpositionen 842320, 842330 oder 842381", "842320 842330 842381"),
    ],
    [
        ("engines of heading 8407", ""),
        ("parts HS 8409.91", ""),
        ("motor parts, HS code 8409", ""),
        ("pumps and parts thereof of heading 8413", ""),
        ("mixers of heading 8479, without parts", ""),
        ("spare part no 8409 991", ""),
        ("запчасти, код ТН ВЭД 8409", ""),
        ("엔진 부품 HS 8409.91", ""),
        ("articles of other materials of headings 3901 to 3914", ""),
        ("woven fabrics of metallised yarn of heading 56.05", ""),
    ],
)
# heading → where its parts are
THEIRS = {"8407": ["8409"], "8429": ["8431"], "8470": ["8473"], "8519": ["8522"]} | {
    own: [own] for own in ("8423", "8475", "8479", "8485")
}


def found(text: str, role: str) -> list[str]:
    """The codes that a text refers to so."""
    known = tools.classifier().nomenclature.descriptions
    every = references(normalise(text), known)
    return [
        code for one in every if (one.parts if role == "parts" else one.role == role) for code in one.codes
    ]


def given(text: str) -> list[str]:
    """The codes that are taken as the goods' own."""
    return [code.hs for code in tools.classifier().read([text])[0].codes if code.origin == "given"]


def test_what_a_text_says_it_is_not_of() -> None:
    def told(case: tuple[str, str, bool]) -> bool:
        text, codes, denies = case
        if not denies:
            return given(text) != [codes]
        read = tools.classifier().read([text])[0]
        first = read.codes[0].hs if read.codes else ""
        return found(text, "denied") == codes.split() and not given(text) and not first.startswith(codes)

    cases = [Case(text, (text, codes, True), caught=True) for text, codes in DENIED[0]]
    judge("denied codes", cases + [Case(t, (t, c, False), caught=False) for t, c in DENIED[1]], told)


def test_what_parts_are_for() -> None:
    def told(case: tuple[str, str]) -> bool:
        text, codes = case
        if not found(text, "parts"):
            return False
        first = tools.classifier().read([text])[0].codes[0].hs[:4]
        return (found(text, "parts"), given(text)) == (codes.split(), []) and first in THEIRS[codes[:4]]

    cases = [Case(text, (text, codes), caught=True) for text, codes in PARTS[0]]
    judge("parts of a heading", cases + [Case(t, (t, c), caught=False) for t, c in PARTS[1]], told)
    assert {text: found(text, "parts") for text, _ in PARTS[1] if found(text, "parts")} == {}


def test_what_goods_are_made_of_is_no_code_of_theirs() -> None:
    for text in PARTS[1][-2:]:
        assert given(text[0]) == []
        assert found(text[0], "of another")


def test_a_code_behind_what_is_denied_counts_where_the_words_agree() -> None:
    read = tools.classifier().read(["bolts other than of brass HS 7318.15"])[0]
    assert read.codes[0].hs in ("7318", "731815")
    assert read.codes[0].origin == "guessed"
    assert "731815 counts as far as the words agree" in read.note
    other = tools.classifier().read(["frozen fish other than fillets HS 7318.15"])[0]
    assert other.codes[0].hs[:2] == "03"


def test_what_is_denied_is_said_and_the_law_reads_the_text_as_it_stands() -> None:
    plain, read = tools.classifier().read(
        ["centrifugal pumps", "centrifugal pumps, not of heading 8413"], top=40
    )
    assert "it says that it is not of 8413" in read.note

    def score(codes: Sequence[Code]) -> float:
        return next((code.score for code in codes if code.hs == "8413"), 0.0)

    assert score(read.codes) < score(plain.codes)
    assert score(read.law) > 0.8


def test_words_within_words_are_not_tried_in_every_way() -> None:
    assert found(f"насосы, кроме {'товар' * 60}! позиции 8414", "denied") == ["8414"]


def test_descriptions_of_the_nomenclature_are_not_given_codes_of_others() -> None:
    """5,612 subheadings in English name some 700 headings: those that they leave out, are made of, or are parts of."""
    known = tools.classifier().nomenclature.descriptions
    denied = wrongly = 0
    for code, text in known.items():
        typed = typed_codes(normalise(text), known)
        denied += any(code.startswith(x) for x in typed.denied)
        wrongly += any(not code.startswith(x) for x in typed.codes)
    assert denied <= 1, denied  # 5606 says "other than those of heading 5606" of its other half
    assert wrongly <= 5, wrongly


@pytest.mark.parametrize("name", ["ru", "ko", "cn2026/de", "cn2026/es", "cn2026/fr", "cn2026/pl", "pt"])
def test_no_line_of_a_nomenclature_denies_its_own_code(name: str) -> None:
    """Customs refer to other headings in thousands of lines: what these deny is never the line's own."""
    path = tools.data_folder() / "hs" / (f"{name}.csv" if "/" in name else f"nomenclature_{name}.csv")
    if not path.exists():
        pytest.skip(f"needs the shared data: {path.name}")
    known = tools.classifier().nomenclature.descriptions
    seen, wrong = 0, []
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            for one in references(normalise(row["description"]), known):
                seen += 1
                if one.role == "denied" and row["hscode"].startswith(one.codes):
                    wrong.append((row["hscode"], one.codes, row["description"]))
    assert seen > 200
    assert wrong == []
