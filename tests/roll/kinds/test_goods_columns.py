"""Goods not found, or found where none are: headings by kind, columns that hold none, commas that part them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from tests.kinds import Case, judge
from tests.roll.kinds.tables import cases, read_rows, themselves
from tests.tools import data_folder
from typer.testing import CliRunner

from svat.cli import app
from svat.roll.columns import roll_schema
from svat.roll.model import Roll

Read = Callable[[Sequence[Sequence[str]]], Roll]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read a table, given row by row, as a roll."""
    return lambda rows: read_rows(tmp_path, rows)


GOODS = """
What products does your company export? | Which products do you wish to export? | Products (select all that apply)
Main products, in order of importance | Products [max. 3] | B2. Main products | Exhibits | Your main products?
What are the main products/services your organisation exports or intends to export? (please list up to five)
Какую продукцию экспортирует Ваше предприятие? (можно выбрать несколько) | Предлагаемая к экспорту продукция
Продукция, которую вы хотите экспортировать | Продуктовая линейка | Продукция для экспорта в Корею
수출하는 제품은 무엇입니까? | 귀사의 주요 제품은 무엇입니까? | 주요 제품(복수선택) | 제품 카테고리
업종/주요제품 | 업종(주요제품) | 업종 및 주요제품 | 주요제품/업종 | Sector / products | Вид деятельности, продукция
Rubro / Productos | 業種・取扱品目 | 行业/主要产品 | Branche / Produkte
¿Qué productos exporta su empresa? | Principales productos | Oferta exportable | Descripción del producto
Quais produtos sua empresa exporta? | Linha de produtos | Quels produits exportez-vous ? | Produits fabriqués
Welche Produkte exportiert Ihr Unternehmen? | Angebotene Produkte | Warengruppe | Produktbeschreibung
Hangi ürünleri ihraç ediyorsunuz? | İhraç edilen ürünler | Principali prodotti | Oferta produktowa
Товари та послуги | Ishlab chiqariladigan mahsulotlar | Экспортқа шығарылатын өнімдер | Гол бүтээгдэхүүн
贵公司的主要产品是什么？ | 您公司出口哪些产品？ | 产品(可多选) | 出口商品 | 主要取扱品目 | 製品・サービス
Các sản phẩm chính | Tên sản phẩm | أهم المنتجات | محصولات اصلی | Hoofdproducten | Glavni proizvodi
Main product(s) | Main products | Main Products/Services | Product categories | Product category | Products exported
Export items | Exportable products | Key product lines | Product range | List of products | Range of goods produced
Goods/services offered | Company's main products | What do you produce? | Please list your main products / services
1. Main products: | (2) Products* | ① Products | IV. Goods for export | Main products (in English) | Products\n(max. 5)
MainProducts | main_products_en | Products and HS codes | HS code description | Commodities | Export commodity
Основная продукция | Виды продукции | Выпускаемая продукция | Перечень продукции | Номенклатура продукции | Ассортимент
Наименование выпускаемой продукции | Экспортируемые товары | Экспортируемая продукция | Продукция/услуги
Товарная группа
Основные виды производимой продукции | Какую продукцию Вы производите? | Что предлагаете на экспорт?
Продукция предприятия
Продукция (перечислить) | Товары (услуги) | 3) Продукция на экспорт * | Виды выпускаемой предприятием продукции
주요품목 | 주요 품목 | 주생산품 | 주요생산품 | 취급품목 | 수출품목 | 주요제품(영문) | 제품명 | 생산제품
주력상품 | 대표 제품
전시품목 | 수출희망품목 | 수출 가능 품목 | 주요 취급 품목 | 품목명 | ①주요제품 | 생산품목(국문) | Негізгі өнім
Өнім түрлері
"""
NEEDED = """
Products you would like to buy | Which Korean products are you interested in importing? | Sourcing needs
Что хотите приобрести? | Продукция, которую хотели бы приобрести | 수입하고자 하는 제품 | 수입품 | Закупка
¿Qué productos desea importar? | Produits importés | Was suchen Sie? | İthal edilmek istenen ürünler | 求购产品
Products of interest | Import products | Imported products | Interested in products | Products needed | Required goods
What are you looking for? | Products you wish to import | Goods sought | Интересующая продукция | Закупаемые товары
Какие товары Вас интересуют? | Потребность в товарах | Импортируемая продукция | 관심품목 | 수입희망품목
구매희망제품 | 수입 품목
"""
CODED = """
HS code(s) | HS-Code | HSK | Tariff code | Customs code | HS code of products | Код ТН ВЭД | Коды ТНВЭД
Коды ТН ВЭД ЕАЭС
Код товара по ТН ВЭД | HS코드 | HS Code (6 digits) | 세번 | H.S. Code
"""
NO_GOODS = """
Product quality certificates | Export countries | Products sold to | Does your company export its products?
Products exported to (countries) | How many products do you export? | Production line
Company / Products
Products (that we would like to source in Almaty) | Do you want to import products? | Companies exporting goods
Продукция сертифицирована | Экспортирует ли ваша компания продукцию? | Куда экспортируете продукцию
Продукция (интересующая Вас для закупа в Корее у поставщиков) | Предприятие / продукция | Потребители продукции
수출국 | 대표전화 | 제품 인증 현황 | 수출여부 | 공급업체 | 수출 실적
Certificados de productos | ¿Exporta sus productos? | Número de productos | Nombre de produits
Exportez-vous vos produits ?
Anzahl der Produkte | Produktmanager | Exportländer | Ürün sayısı | İhracat ülkeleri
Numero di prodotti | Liczba produktów
Кількість продукції | Mahsulotlar soni | Экспорт елдері | 产品数量 | 是否出口 | 出口国家 | 生产能力
製品数 | 輸出先 | 取扱店
Số lượng sản phẩm | Tên hãng | Nước xuất khẩu | عدد المنتجات | رمز المنتج | تعداد محصولات | Negara ekspor
Product certificates | Product supplier | Product code | Product number | Number of products
Production capacity | Item No.
Item | Category | Year of production | Products sold, tons | Sales of products, countries | Export volume
Export share, %
Export experience | Export manager | Product manager | Product photo | Product price | Packaging of products
Trade mark
Производитель продукции | Покупатели продукции | Поставщик товаров | Объем производства продукции
Рынки сбыта продукции
Код товара | Количество наименований | Сертификация продукции | Стоимость продукции | Цена товара
Опыт экспорта | Категория
Цель участия | Доля экспорта в продукции | Штрих-код товара | Сырье для продукции | Мощность производства
Экспортный отдел
생산량 | 수출액 | 제품코드 | 상품 사진 | 제품 단가 | 생산능력 | 희망바이어 | 수출 담당자 | 품목 수
Export/import products
"""


def headings(text: str) -> list[str]:
    """Those of a table above: parted by "|" and by lines, of which one heading has one of its own."""
    text = text.replace("Products\n(max", "Products~(max").strip()
    return [part.strip().replace("~", "\n") for line in text.splitlines() for part in line.split("|")]


def test_headings_of_goods_are_known_by_their_kind() -> None:
    known = roll_schema().synonyms

    def meaning(heading: str) -> str:
        found = known.match(heading)
        return found.canonical if found else ""

    cases = [
        *[Case(h, (h, "offers"), caught=True) for h in headings(GOODS)],
        *[Case(h, (h, "needs"), caught=True) for h in headings(NEEDED)],
        *[Case(h, (h, "hs_offers"), caught=True) for h in headings(CODED)],
        *[Case(h, (h, ""), caught=False) for h in headings(NO_GOODS)],
    ]
    goods = {"offers", "needs", "hs_offers", "hs_needs"}

    def caught(case: tuple[str, str]) -> bool:
        heading, column = case
        return meaning(heading) == column if column else meaning(heading) in goods

    judge("headings of goods", cases, caught)


NOT_OURS = (
    "Category", "Booth", "Stand", "Hall", "State", "Province", "Region", "Postal code", "ZIP", "Fax", "First name",
    "Last name", "ISO", "№", "№ п/п", "КПП", "Регион", "Область", "Факс", "Цель участия", "Ищем партнеров",
    "Объем экспорта, тыс. долл. США", "연번", "번호", "순번", "팩스", "수출액", "수출액(USD)", "희망바이어",
)  # fmt: skip


def test_every_heading_collected_from_real_lists_is_known_or_honestly_not_ours() -> None:
    path = data_folder().parent / "cases/rolls/headings.txt"
    if not path.exists():
        pytest.skip("needs cases/rolls/headings.txt beside the data folder")
    known = roll_schema().synonyms
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not known.match(line)] == list(NOT_OURS)


WORDS = "wheat flour|honey|sunflower oil"
HELD: dict[str, tuple[str, str]] = {  # name → (heading, what its rows say)
    "export: yes, no": ("Export", "yes|no|yes"),
    "экспорт: да, нет": ("Экспорт", "да|нет|да"),
    "yes in every row": ("Exports", "Yes|Yes|Yes"),
    "yes, no and an amount": ("Экспорт", "да|да|1500000"),
    "marks": ("Экспорт", "✓||✓"),
    "plus and minus": ("Импорт", "+|-|+"),
    "Korean yes": ("수출", "예|아니오|예"),
    "crosses": ("Export", "x||x"),
    "yes with a share": ("Экспорт продукции", "да (20%)|нет|да, 5 %"),
    "planned": ("Экспорт", "планируем|нет|частично"),
    "planned, in English": ("Export", "Planned|No|Yes, 30%"),
    "amounts": ("Экспорт", "1 500 000|250 000|12 000"),
    "amounts with units": ("Export", "1.2 mln USD|300 thousand USD|5 bn KRW"),
    "shares": ("Export", "30%|до 50 %|100%"),
    "tons": ("Продукция", "1500 тонн|20 тонн|3 тонны"),
    "years": ("Exports", "2023|2024|2025"),
    "amounts under a unit": ("Экспорт (тыс. долл. США)", "1 500|250|12"),
    "countries": ("Экспорт", "Россия|Китай, Узбекистан|Турция"),
    "countries by code": ("Export", "RU|CN; UZ|TR"),
    "yes under a heading of goods": ("Own production", "yes|yes|no"),
    "numbers under a heading of goods": ("Production", "1500|20000|3"),
    "circles and crosses": ("수출", "○|×|○"),
    "circles, X and a triangle": ("수출", "○|X|△"),
    "Japanese circles": ("Products", "◎|×|〇"),
    "Chinese yes": ("主要产品", "是|否|是"),
    "Japanese yes": ("製品", "はい|いいえ|はい"),
    "Spanish yes": ("Productos", "Sí|No|Sí"),
    "French yes": ("Produits", "oui|non|oui"),
    "Turkish yes": ("Ürünler", "evet|hayır|evet"),
    "Ukrainian yes": ("Продукція", "так|ні|так"),
    "Uzbek yes": ("Mahsulotlar", "ha|yo'q|ha"),
    "Arabic yes": ("المنتجات", "نعم|لا|نعم"),
    "Vietnamese yes": ("Sản phẩm", "có|không|có"),
    "yes to where": ("Export", "Yes, to China|No|Yes, Russia"),
    "how often": ("Export", "Yes, regularly|No, never|Occasionally"),
    "which way": ("수출", "직접수출|간접수출|내수"),
    "it is exported": ("Экспорт", "экспортируется|не экспортируется|нет"),
    "parts of the world": ("Export", "CIS countries|EU|Asia, Africa"),
    "Russian parts of the world": ("Экспорт", "СНГ|ЕС|Азия"),
    "Korean parts of the world": ("수출", "중국, 일본|미국|동남아"),
    "yes and where": ("Export", "yes|China|no"),
    "how many kinds": ("Products", "12 kinds|3 types|20+"),
    "how many kinds, in Russian": ("Продукция", "12 видов|3 наименования|более 20"),
    "how many kinds, in Korean": ("주요제품", "12종|3종|20여종"),
    "Korean amounts": ("수출", "10억원|3.5억|50만불"),
    "shares in words": ("Export", "10-20%|<5%|less than 10 %"),
}
WORDED: dict[str, tuple[str, str]] = {
    "goods": ("Export", WORDS),
    "goods beside none": ("Экспорт", "мука|нет|мёд"),
    "goods and a yes": ("Экспорт", "мука|да|мёд"),
    "goods with numbers in their names": ("Products", "AK-92 petrol|95 octane petrol|T-34 model kits"),
    "machines by number": ("Products", "CNC 5-axis|3D printers|M8 bolts"),
    "turkey among meat": ("Products", "turkey|chicken|duck"),
    "china among tableware": ("Products", "china|porcelain|glass"),
    "letters among goods": ("Products", "x|flour|honey"),
    "sand, 1 class": ("Products", "yes mints|no-wax candles|OK lamps"),
    "one word": ("Продукция", "цемент|шифер|кирпич"),
    "oil, in Korean letters alone": ("주요품목", "유류|쌀|김"),
    "codes with their names": ("Products", "1101 flour|0409 honey|1512 oil"),
    "grades": ("Продукция", "цемент М500|арматура А3|песок 1 класса"),
    "quantity with goods": ("Products", "flour 50 kg|honey 1 l|oil 5 l"),
    "kinds of something": ("Products", "12 kinds of tea|3 types of pumps|20 models of cars"),
    "direct and indirect goods": (
        "Products",
        "direct current motors|never-stick pans|global positioning receivers",
    ),
    "a country in a name": ("Products", "China tea|Turkey carpets|Asian noodles"),
    "yes as part of a name": ("Products", "Yes-brand tea|Даёшь чай|No-name shoes"),
    "Korean goods of one letter": ("수출", "김|쌀|차"),
    "Chinese goods of one letter": ("产品", "茶|米|油"),
    "two countries are no column": ("Products", "china|glass|cups"),
}


def test_a_column_of_yes_and_no_or_of_numbers_holds_no_goods(read: Read) -> None:
    def held(case: tuple[str, str]) -> bool:
        heading, cells = case
        rows = [[f"Company {k}", cell] for k, cell in enumerate(cells.split("|"))]
        roll = read([["Company", heading], *rows])
        said = any(n.kind == "column-passed-over" and n.column == heading for n in roll.notes)
        listed = sum(len(company.listings) for company in roll.companies)
        assert said == (listed == 0)
        assert said or listed == sum(cell not in ("нет", "да") for cell in cells.split("|"))
        return said

    judge(
        "columns without goods",
        cases(HELD, WORDED),
        held,
    )


def test_another_column_takes_the_place_of_one_without_goods(read: Read) -> None:
    roll = read(
        [
            ["Компания", "Экспорт", "Импорт", "Товары", "Закупки"],
            ["A", "да", "нет", "мука", "насосы"],
            ["B", "да", "да", "мёд", ""],
        ]
    )
    assert [[x.text for x in c.offers] for c in roll.companies] == [["мука"], ["мёд"]]
    assert [[x.text for x in c.needs] for c in roll.companies] == [["насосы"], []]
    assert roll.companies[0].extra == (("Экспорт", "да"), ("Импорт", "нет"))


def test_a_yes_among_goods_is_left_out_and_said(read: Read) -> None:
    roll = read([["Company", "Products"], ["A", "flour; yes; 1500"], ["B", "honey"]])
    assert [x.text for x in roll.companies[0].offers] == ["flour"]
    assert [(n.row, n.column, n.value) for n in roll.notes if n.kind == "left-out"] == [
        (2, "Products", "yes"),
        (2, "Products", "1500"),
    ]


NAMELESS = (
    "yes", "Да", "예", "1500", "30 %", "20 тонн", "www.firm.example", "info@firm.example",
    "https://firm.example/list", "***", "см. сайт", "see website", "то же", "상동", "да (20%)", "planned",
)  # fmt: skip
NAMED = (
    "t.e.l.", "n. oil", "J.A. bearings",
    "flour", "мука", "쌀", "T-34", "7UP", "95 octane petrol", "websites", "3D printers", "yes mints", "A4",
    "website design", "e-mail services", "100% cotton yarn", "WD-40", "да-чай",
)  # fmt: skip


def test_what_names_no_goods_is_left_out_and_said(read: Read) -> None:
    def left_out(text: str) -> bool:
        roll = read([["Company", "Products"], ["A", f"salt; {text}"], ["B", "a mill"]])
        offers = [x.text for x in roll.companies[0].offers]
        said = [n for n in roll.notes if n.row == 2 and n.column == "Products" and n.value == text]
        assert offers == (["salt"] if said else ["salt", text])
        return bool(said)

    judge("texts that name no goods", cases(themselves(NAMELESS), themselves(NAMED)), left_out)


def test_names_are_not_those_of_a_column_that_says_yes(read: Read) -> None:
    roll = read([["Manufacturer", "Company", "Products"], ["yes", "Alfa", "flour"], ["no", "Beta", "honey"]])
    assert [company.name for company in roll.companies] == ["Alfa", "Beta"]
    only = read([["Manufacturer", "Importer", "Products"], ["Alfa", "yes", "flour"], ["Beta", "no", "honey"]])
    assert [company.name for company in only.companies] == ["Alfa", "Beta"]


def test_certificates_may_be_yes_and_no(read: Read) -> None:
    roll = read([["Company", "Products", "Certificates"], ["A", "flour", "yes"], ["B", "honey", "no"]])
    assert not any(note.kind == "column-passed-over" for note in roll.notes)
    assert roll.companies[0].certificates == ("yes",)


@pytest.mark.parametrize(
    "heading", ["Product (HS code)", "Products (HS code)", "HS code / Product", "Наименование и код ТН ВЭД"]
)
def test_a_heading_of_goods_and_codes_is_read_as_what_its_column_holds(read: Read, heading: str) -> None:
    words = read([["Company", heading], ["A", "pumps (8413); fans"], ["B", "valves 8481"]])
    assert [x.text for c in words.companies for x in c.offers] == ["pumps (8413)", "fans", "valves 8481"]
    codes = read([["Company", heading], ["A", "8413"], ["B", "8481; 8482.10"]])
    assert [x.hs for c in codes.companies for x in c.offers] == ["8413", "8481", "848210"]


def test_numbered_columns_of_goods_are_read_together(read: Read) -> None:
    rows = [
        ["Company", "Product 1", "HS code 1", "Product 2", "HS code 2", "Product 3"],
        ["A", "flour", "1101", "honey", "0409", "salt"],
        ["B", "oil", "", "", "", ""],
        ["C", "", "", "tea", "0902", ""],
    ]
    roll = read(rows)
    assert [[(x.text, x.hs) for x in c.offers] for c in roll.companies] == [
        [("flour", "1101"), ("honey", "0409"), ("salt", None)],
        [("oil", None)],
        [("tea", "0902")],
    ]
    assert [n.column for n in roll.notes if n.kind == "columns-joined"] == ["Product 1", "HS code 1"]
    assert all(company.extra == () for company in roll.companies)


LISTS = {
    "three and more": "cotton yarn, denim fabric, T-shirts, bed linen|pumps, valves and cranes",
    "two in the plural": "pumps, valves|tractors, ploughs|boilers",
    "Russian": "мука пшеничная, макароны|цемент|шерсть",
    "Russian, many": "мука, крупа, макаронные изделия|сахар, соль|чай",
    "Korean": "김치, 라면, 고추장|화장품, 마스크팩|전선",
    "Chinese commas": "茶叶、丝绸、瓷器|机械、电缆",
    "with brackets": "pumps (water, oil), valves, cranes|motors, fans, belts",
    "with and": "nuts, bolts, and screws|hammers, saws, and drills",
    "with etc.": "flour, groats, bran, etc.|мука, крупа, отруби и др.",
    "seeds and feeds": "seeds, feeds, fertilisers|rapeseed, linseed, flax",
    "capitals": "Carpets, Rugs, Blankets|Shoes, Boots, Sandals",
    "many short ones, one doubtful": "|".join(
        ["tea, coffee, cocoa", "nuts, raisins, figs", "rice, beans, peas"] * 5 + ["beef, frozen or chilled"]
    ),
    "two, three times": "wheat, barley|wool, leather|copper, zinc",
    "with 3D": "3D printers, drones, robots|sensors, cameras, lasers",
    "metals in Russian": "алюминий, медь, цинк|свинец, олово",
    "slashes": "flour / honey / oil|salt",
    "slashes without spaces": "мука/сахар/соль|чай/кофе",
    "Korean slashes": "화장품/마스크팩|김치/라면|가구/침대",
    "Korean dots": "김치·라면·고추장|화장품ㆍ마스크팩",
    "slashes between plurals": "pumps / valves|boilers / tractors",
    "and at the end": "мука, сахар и соль|чай",
    "Arabic commas": "تمور، عسل، زيت|تمور",
}
ONES = {
    "tariff language": "cotton, not carded or combed|rice, broken|meat of bovine animals, frozen",
    "grades": "Мука пшеничная, 1 сорт|Мука ржаная, высший сорт|Крупа, 2 сорт",
    "Korean description": "냉동 오징어, 손질한 것|냉동 명태, 자르지 않은 것",
    "adjectives behind": "двери, стальные|окна, пластиковые|мясо, свежее или охлаждённое",
    "participles behind": "coffee, roasted|fish, smoked|fruit, dried",
    "semicolons are used": "flour, fine; pasta|honey, wax, pollen",
    "lines are used": "flour, fine\npasta|honey, wax, pollen",
    "decimals": "water 0,5 l, sparkling|juice 1,5 l, apple",
    "companies": "pumps of Alfa Co., Ltd.|valves of Beta, Inc.",
    "sentences": "We produce flour, pasta and bread for export|Компания выпускает муку, крупу и макароны",
    "long descriptions": "equipment for the production of pasta, with a capacity of up to 500 kg per hour|dryers",
    "only in brackets": "pumps (water, oil)|gloves (cotton, rubber)",
    "parts thereof": "aircraft, spacecraft, and parts thereof|ships, boats and similar floating structures",
    "measures": "pipes, 20 mm|cable, 100 m|sheets, 2 mm",
    "for what": "machines, for textile|oils, for cooking",
    "one doubtful pair": "corduroy fabric, cotton|denim",
    "no commas": "pumps|valves",
    "single letters": "x, y|z, w",
    "slashes within names": "AC/DC converters|input/output modules|indoor/outdoor lamps|import/export services",
    "two languages": "Kimchi / 김치|Ramen / 라면|Chapchae / 잡채",
    "two languages, in Russian": "мука / flour|сахар / sugar|соль / salt",
    "grades by slash": "мука в/с|соль б/г|цемент М400/500",
    "Korean pairs that describe": "전기·전자·통신 장비|자동차",
    "slashes where semicolons are used": "a/b fuses; pumps|tea / coffee / cocoa",
    "one slash": "flour / honey|salt",
}


def test_commas_part_goods_where_the_column_shows_it(read: Read) -> None:
    def parted(cells: str) -> bool:
        rows = [[f"Company {k}", cell] for k, cell in enumerate(cells.split("|"))]
        roll = read([["Company", "Products"], *rows])
        said = sum(note.kind == "goods-parted" for note in roll.notes)
        lines = sum(len(cell.replace("\n", ";").split(";")) for cell in cells.split("|"))
        found = sum(len(company.offers) for company in roll.companies)
        assert said == (found > lines)
        return found > lines

    judge(
        "commas between goods",
        cases(LISTS, ONES),
        parted,
    )


COUNTED = {
    "1) flour 2) honey 3) oil": ["flour", "honey", "oil"],
    "1. flour, 2. honey": ["flour", "honey"],
    "(1) flour, (2) honey": ["flour", "honey"],
    "① 김치 ② 라면": ["김치", "라면"],
    "①고추장②된장": ["고추장", "된장"],
    "a) flour b) honey": ["flour", "honey"],
    "а) мука; б) сахар": ["мука", "сахар"],
    "1.Flour\n2.Honey": ["Flour", "Honey"],
    "• flour • honey • oil": ["flour", "honey", "oil"],
    "► salt ► tea": ["salt", "tea"],
    "✓ flour\n✓ honey": ["flour", "honey"],
    "- flour - honey": ["flour", "honey"],
    "flour | honey": ["flour", "honey"],
    "flour<br>honey<br/>oil": ["flour", "honey", "oil"],
    "1) T-shirts; 2) jeans": ["T-shirts", "jeans"],
    "etc.; flour": ["flour"],
}
UNCOUNTED = {
    "pumps (oil; gas)": ["pumps (oil; gas)"],
    "R&amp;D kits": ["R&D kits"],
    "No. 1 steel": ["No. 1 steel"],
    "water 1.5 l 2.0 l": ["water 1.5 l 2.0 l"],
    "type 2) valves": ["type 2) valves"],
    "A4 paper": ["A4 paper"],
    "x-ray films - medical": ["x-ray films - medical"],
    "7) valves 9) pumps": ["valves 9) pumps"],
    "vitamin D3+K2": ["vitamin D3+K2"],
    "3.5 mm jacks": ["3.5 mm jacks"],
    "flour and honey": ["flour and honey"],
    "김치 및 라면": ["김치 및 라면"],
}


def test_goods_are_parted_by_counts_bullets_and_lines(read: Read) -> None:
    def parted(cell: str) -> bool:
        roll = read([["Company", "Products"], ["A", cell], ["B", "a mill"]])
        found = [x.text for x in roll.companies[0].offers]
        assert found == {**COUNTED, **UNCOUNTED}[cell]
        return cell in COUNTED and found != [cell]

    judge("goods counted", cases(themselves(COUNTED), themselves(UNCOUNTED)), parted)


def test_a_heading_of_sector_and_goods_is_read_as_goods_and_said(read: Read) -> None:
    roll = read([["회사명", "업종/주요제품"], ["가", "제조업 / 김치"], ["나", "라면"]])
    assert [x.text for c in roll.companies for x in c.offers] == ["제조업 / 김치", "라면"]
    assert any("means offers and sector_code" in n.reason for n in roll.notes if n.column == "업종/주요제품")
    both = read([["회사명", "업종/주요제품", "주요제품"], ["가", "제조업", "김치"]])
    assert [x.text for c in both.companies for x in c.offers] == ["김치"]


def test_goods_parted_by_commas_are_those(read: Read) -> None:
    roll = read(
        [["Company", "Products"], ["A", "pumps (water, oil), valves and cranes, nuts, etc."], ["B", "a mill"]]
    )
    assert [x.text for x in roll.companies[0].offers] == ["pumps (water, oil)", "valves and cranes", "nuts"]


def test_codes_beside_goods_decide_what_commas_do(read: Read) -> None:
    header = ["Company", "Products", "HS codes"]
    one = read([header, ["A", "flour, fine wheat", "1101"], ["B", "cars, lorries", "8703"]])
    assert [[(x.text, x.hs) for x in c.offers] for c in one.companies] == [
        [("flour, fine wheat", "1101")],
        [("cars, lorries", "8703")],
    ]
    each = read([header, ["A", "flour, honey", "1101; 0409"], ["B", "salt, tea", "2501; 0902"]])
    assert [[(x.text, x.hs) for x in c.offers] for c in each.companies] == [
        [("flour", "1101"), ("honey", "0409")],
        [("salt", "2501"), ("tea", "0902")],
    ]


def test_commas_that_do_both_are_left_alone_and_said_once(read: Read) -> None:
    cells = ["tea, coffee, cocoa", "nuts, figs, dates", "beef, frozen", "fish, smoked"]
    roll = read([["Company", "Products"], *[[f"C{k}", cell] for k, cell in enumerate(cells)]])
    assert [x.text for c in roll.companies for x in c.offers] == cells
    assert [note.kind for note in roll.notes if note.kind.startswith("goods")] == ["goods-doubtful"]


def first_line(*arguments: str) -> str:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == 0, result.output
    return " ".join(result.output.split())


NOTHING = {
    "no column": "Company,Country,City\nA,KZ,Aktobe\n",
    "a column not known": "Company,Country,Bestellgut\nA,KZ,Mehl\n",
    "an empty column": "Company,Country,Products\nA,KZ,\n",
    "a column of nothing": "Company,Country,Products\nA,KZ,-\nB,KZ,n/a\n",
    "yes and no": "Company,Country,Export\nA,KZ,yes\nB,KZ,no\n",
    "amounts": "Company,Country,Продукция\nA,KZ,1500\nB,KZ,20\n",
    "codes that are none": "Company,Country,HS code\nA,KZ,fish\n",
    "codes that are days": "Company,Country,HS code\nA,KZ,3-Apr\nB,KZ,2026-04-03\n",
    "no needs": "Company,Country,Needs\nA,KZ,нет\nB,KZ,нет\n",
    "a category": "Company,Country,Category\nA,KZ,Food\n",
}
SOMETHING = {
    "offers": "Company,Country,Products\nA,KZ,flour\n",
    "one of two": "Company,Country,Products\nA,KZ,flour\nB,KZ,\n",
    "needs alone": "Company,Country,Needs\nA,KZ,pumps\n",
    "codes alone": "Company,Country,HS code\nA,KZ,1101\n",
    "by phrase": "Company,Country,Main product(s)\nA,KZ,flour\n",
    "Russian": "Компания,Страна,Основная продукция\nA,KZ,мука\n",
    "Korean": "회사명,국가,주요품목\n가,KR,김치\n",
    "beside yes": "Company,Country,Export,Products\nA,KZ,yes,flour\nB,KZ,no,\n",
    "with a code": "Company,Country,Products,HS code\nA,KZ,,1101\n",
    "one yes": "Company,Country,Export\nA,KZ,yes\nB,KZ,flour\n",
}


def test_that_no_row_has_goods_is_the_first_line(tmp_path: Path) -> None:
    path = tmp_path / "roll.csv"

    def said(text: str) -> bool:
        path.write_text(text, encoding="utf-8")
        return "NO GOODS IN ANY ROW" in first_line("roll", "check", str(path)).partition("usable")[0]

    judge(
        "no goods in any row",
        cases(NOTHING, SOMETHING),
        said,
    )
