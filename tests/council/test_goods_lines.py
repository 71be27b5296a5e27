"""Files of goods lines: which columns are read, from whatever headings offices write above them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.kinds import Case, judge

from svat.council.goods_lines import DESCRIBED, goods_lines, joined
from svat.goods.headings import DESCRIPTIONS, NAMES, PLAIN_NAMES
from svat.refusals import UnusableInput
from svat.roll.model import ListingKind

# heading of the only column of goods, and headings that look like one and are none
GOODS = [
    "Наименование товара", "Наименование товара (работ/услуг)", "Номенклатура", "Описание товара", "Товар",
    "Product", "Item description", "Description of goods", "product_name", "Goods EN", "Commodity",
    "품명", "상품명(국문)", "제품명", "거래품목", "Bezeichnung", "Warenbeschreibung", "Artikelbezeichnung",
    "Descripción de la mercancía", "Producto", "Descrição", "Mercadoria", "Désignation", "Libellé",
    "Nazwa towaru", "Opis", "Ürün adı", "Eşya tanımı", "Tên hàng", "Mô tả hàng hóa", "商品名称", "品名及规格",
    "Name of goods / Наименование товара", "offers", "Предлагаемая продукция", "수출품목", "Потребность", "Name",
]  # fmt: skip
OTHERS = [
    "Farbe", "Colour", "Количество", "Ед. изм.", "Цена", "Страна", "수량", "단가", "原产地", "Quantity", "HS code",
    "Код ТН ВЭД", "Date", "Ülke", "Kraj", "Số lượng",
]  # fmt: skip


def write(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return path


def test_columns_of_goods_are_known_by_their_headings(tmp_path: Path) -> None:
    def is_read(heading: str) -> bool:
        file = write(tmp_path / "lines.csv", f"№;{heading};x", "1;natural honey;3", "2;;4", "3;cement;5")
        try:
            return goods_lines(file).texts == ("natural honey", "", "cement")
        except UnusableInput:
            return False

    cases = [Case(heading, heading, caught=True) for heading in GOODS]
    judge("columns of goods", cases + [Case(h, h, caught=False) for h in OTHERS], is_read)


def test_a_file_without_goods_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="no header with a column of goods"):
        goods_lines(write(tmp_path / "lines.csv", "colour;size", "red;3"))


def test_no_heading_means_two_things() -> None:
    every = [*NAMES, *DESCRIPTIONS, *PLAIN_NAMES]
    assert sorted({heading for heading in every if every.count(heading) > 1}) == []


@pytest.mark.parametrize(
    ("header", "row", "text", "notes"),
    [
        ("Product,Description", "Pump,centrifugal", "Pump, centrifugal", ["Product: read as one text"]),
        ("Описание,Наименование", "белый,сахар", "сахар, белый", ["Наименование: read as one text"]),
        ("Product,Description", "honey,natural honey", "natural honey", ["Product: read as one text"]),
        ("Product,Description", "natural honey,Honey", "natural honey", ["Product: read as one text"]),
        ("Product,Description", ",natural honey", "natural honey", ["Product: read as one text"]),
        ("Company,Name,Description", "A,Kim,honey", "honey", ["Name: not read: Description"]),
        ("Name,Product", "Kim,honey", "honey", ["Name: not read: Product"]),
        ("Goods EN,Goods RU", "honey,мёд", "honey", ["Goods RU: not read: Goods EN"]),
        ("Name,Country", "honey,KZ", "honey", []),
        ("description,hs", "honey,0409", "honey", []),
    ],
)
def test_several_columns(tmp_path: Path, header: str, row: str, text: str, notes: list[str]) -> None:
    found = goods_lines(write(tmp_path / "lines.csv", header, row))
    assert found.texts == (text,)
    said = [f"{note.column}: {note.reason}" for note in found.notes]
    assert len(said) == len(notes)
    assert all(whole.startswith(begun) for whole, begun in zip(said, notes, strict=True))


@pytest.mark.parametrize(("kind", "text"), [("offer", "honey"), ("need", "sugar")])
def test_of_a_roll_the_column_of_its_side_is_read(tmp_path: Path, kind: ListingKind, text: str) -> None:
    found = goods_lines(write(tmp_path / "roll.csv", "name,offers,needs", "A,honey,sugar"), kind)
    assert found.texts == (text,)


def test_a_long_description_counts_by_its_beginning() -> None:
    told = joined("Pump", " ".join(f"word{k}" for k in range(40)))
    assert told.split()[1:] == [f"word{k}" for k in range(DESCRIBED)]
