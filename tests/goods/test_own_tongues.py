"""Languages that the encoder does not know, read by a nomenclature of their own: small invented files."""

from __future__ import annotations

from pathlib import Path
from statistics import median

import pytest
from tests import tools

from svat.goods.classify import Classifier

FILES = Path(__file__).parent / "tongues"
LINES = {
    "vi": [
        ("Cà phê nhân xanh Robusta sàng 16", "0901"),
        ("Hạt điều nhân W320", "0801"),
        ("Cá tra phi lê đông lạnh", "0304"),
        ("Gạo trắng 5% tấm", "1006"),
        ("Tôm sú đông lạnh", "0306"),
        ("Hạt tiêu đen 500g/l", "0904"),
        ("Quế chi", "0906"),
        ("Gỗ cao su xẻ", "4407"),
        ("Bàn ghế gỗ", "9403 9401"),
        ("Giày thể thao", "6402 6403 6404"),
        ("Áo thun nam cotton", "6109"),
        ("Mủ cao su SVR 3L", "4001"),
        ("Xi măng PCB40", "2523"),
        ("Thép cuộn cán nóng SS400", "7208"),
        ("Phân urê hạt đục", "3102"),
        ("Điện thoại di động", "8517"),
        ("Máy bơm nước", "8413"),
        ("Lốp xe tải 11R22.5", "4011"),
        ("Phụ tùng xe máy", "8714"),
        ("Máy giặt LG", "8450"),
        ("Tinh bột sắn", "1108"),
        ("Sầu riêng tươi", "0810"),
        ("Dầu cọ tinh luyện", "1511"),
        ("Than antraxit cục", "2701"),
        ("Ống nhựa uPVC", "3917"),
        ("Mật ong", "0409"),
    ],
    "kk": [
        ("Сиыр еті, мұздатылған", "0202"),
        ("бидай, 3 класс", "1001"),
        ("қой жүні", "5101"),
        ("бал", "0409"),
        ("күнбағыс майы, тазартылмаған", "1512"),
        ("тас көмір", "2701"),
        ("мыс катодтары", "7403"),
        ("цемент М400", "2523"),
        ("мақта", "5201"),
        ("картоп, жаңа", "0701"),
        ("жүк көліктері", "8704"),
        ("болат құбырлар", "7306"),
    ],
    "uz": [
        ("paxta tolasi, 1-nav", "5201"),
        ("quritilgan o'rik", "0813"),
        ("mayiz", "0806"),
        ("tabiiy asal", "0409"),
        ("bug'doy uni", "1101"),
        ("muzlatilgan mol go'shti", "0202"),
        ("kafel plitka", "6907"),
        ("ipak mato", "5007"),
        ("karbamid", "3102"),
        ("erkaklar shimlari", "6203"),
        ("yuk mashinalari", "8704"),
        ("gilam, jun", "5701"),
    ],
}


@pytest.fixture(scope="module")
def loaded() -> Classifier:
    """A classifier with all of the files."""
    return tools.load_classifier([FILES / f"{name}.csv" for name in LINES], spoken=list(LINES))


@pytest.mark.parametrize("name", sorted(LINES))
def test_a_file_of_its_own_makes_a_language_readable(loaded: Classifier, name: str) -> None:
    lines = LINES[name]
    readings = loaded.read([text for text, _ in lines], top=40)
    assert {reading.answer for reading in readings} == {"goods"}
    headings = [[code for code in reading.codes if len(code.hs) == 4] for reading in readings]
    first = [found[0].hs in truth.split() for found, (_, truth) in zip(headings, lines, strict=True)]
    some = [
        any(code.hs in truth.split() for code in found[:5])
        for found, (_, truth) in zip(headings, lines, strict=True)
    ]
    assert sum(first) >= 0.8 * len(lines)
    assert sum(some) >= 0.9 * len(lines)
    assert median(found[0].score for found in headings) >= 0.5
    assert sum(reading.language == name for reading in readings) >= 0.8 * len(lines)


@pytest.mark.parametrize("name", sorted(LINES))
def test_without_a_file_it_is_said_that_a_language_is_not_read(name: str) -> None:
    readings = tools.classifier().read([text for text, _ in LINES[name]], top=5)
    strange = [reading for reading in readings if reading.answer == "unsupported language"]
    assert len(strange) >= 0.5 * len(readings)
    assert all("is not supported" in reading.note for reading in strange)


def test_a_file_more_leaves_other_languages_as_they_were(loaded: Classifier) -> None:
    texts = ["natural honey", "цемент", "밀가루", "硫酸", "Weizenmehl", "harina de trigo", "tractors", "рис"]
    told = [(x.language, x.answer, x.codes[0].hs) for x in loaded.read(texts, top=1)]
    assert told == [(x.language, x.answer, x.codes[0].hs) for x in tools.classifier().read(texts, top=1)]
