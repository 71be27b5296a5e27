"""Letters read wrongly are never taken as they are: the encoding is found and said, or the roll is held.

`pytest -n 0 -s tests/roll/kinds/test_letters.py` prints the counts by kind.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from tests.kinds import Case, judge
from tests.roll.kinds.tongues import TONGUES, companies

from svat.refusals import UnusableInput
from svat.roll.model import Roll
from svat.roll.reader import read_roll

Rows = Sequence[tuple[str, ...]]
HEADER = ("name", "city", "offers")


def csv_of(rows: Rows, encoding: str = "utf-8") -> bytes:
    return "".join(";".join(row) + "\n" for row in (HEADER, *rows)).encode(encoding)


def xlsx_of(rows: Rows) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((HEADER, *rows)):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)
    return out.getvalue()


def parquet_of(rows: Rows) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table({name: [row[k] for row in rows] for k, name in enumerate(HEADER)}), out)
    return out.getvalue()


class Reading:
    """Reads what a case is about, in a folder of the test's."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "roll.csv"

    def __call__(self, data: bytes, encoding: str | None = None) -> Roll:
        self.path.write_bytes(data)
        return read_roll([self.path], default_country="KZ", encoding=encoding)

    def held(self, data: bytes) -> str:
        """Why a roll is held, or "" when it is not."""
        try:
            roll = self(data)
        except UnusableInput as unusable:
            assert "\n" not in str(unusable)
            return str(unusable)
        assert not roll.refusals, roll.refusals[0]
        doubts = [note for note in roll.notes if note.kind in ("letters-doubtful", "letters-lost")]
        assert not doubts, doubts
        return ""


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    return Reading(tmp_path)


def said(roll: Roll) -> list[str]:
    """The encodings that notes speak of."""
    return [note.reason for note in roll.notes if note.kind == "encoding-assumed"]


def stated(roll: Roll) -> list[tuple[str, str]]:
    return [(company.name, company.city) for company in roll.companies]


def composed(rows: Rows) -> list[tuple[str, str]]:
    return [(unicodedata.normalize("NFC", row[0]), row[1]) for row in rows]


def test_encodings_are_told_from_the_letters_and_said(reading: Reading) -> None:
    def caught(case: tuple[str, str]) -> bool:
        tongue, encoding = case
        rows = companies(tongue, encoding)
        roll = reading(csv_of(rows, encoding))
        assert stated(roll) == composed(rows), stated(roll)
        return bool(said(roll))

    legacy = [(tongue, encoding) for tongue, (encoding, _) in TONGUES.items() if encoding != "utf-8"]
    legacy += [
        ("russian", "koi8-r"), ("russian", "cp866"), ("russian", "mac_cyrillic"), ("russian", "iso8859-5"),
        ("polish", "iso8859-2"), ("polish", "cp852"), ("turkish", "cp857"), ("czech", "mac_latin2"),
        ("japanese", "iso2022_jp"), ("ukrainian", "koi8-u"), ("german", "cp850"), ("french", "mac_roman"),
        ("kazakh", "ptcp154"), ("chinese", "gb18030"), ("vietnamese", "cp1258"),
    ]  # fmt: skip
    plain = [(tongue, encoding) for tongue in TONGUES for encoding in ("utf-8", "utf-16", "utf-8-sig")]
    cases = [
        Case(f"{tongue} in {encoding}", (tongue, encoding), caught=True)
        for tongue, encoding in dict.fromkeys(legacy)
    ]
    cases += [Case(f"{tongue} in {encoding}", (tongue, encoding), caught=False) for tongue, encoding in plain]
    judge("encoding told and said", cases, caught, at_least=20)


# (language, its encoding, the one it was read in by mistake)
WRONG = [
    ("russian", "utf-8", "cp1252"), ("russian", "utf-8", "cp1251"), ("russian", "cp1251", "latin-1"),
    ("russian", "cp1251", "cp1252"), ("russian", "koi8-r", "cp1251"), ("russian", "cp1251", "koi8-r"),
    ("russian", "cp866", "cp1251"), ("russian", "cp1251", "cp866"), ("russian", "utf-8", "cp866"),
    ("russian", "cp1251", "mac_roman"), ("kazakh", "utf-8", "cp1252"), ("kazakh", "utf-8", "cp1251"),
    ("kazakh", "kz1048", "latin-1"), ("kazakh", "kz1048", "cp1251"), ("ukrainian", "cp1251", "cp1252"),
    ("bulgarian", "utf-8", "latin-1"), ("serbian", "cp1251", "latin-1"), ("polish", "cp1250", "cp1252"),
    ("polish", "utf-8", "cp1250"), ("czech", "cp1250", "cp1252"), ("turkish", "cp1254", "cp1252"),
    ("turkish", "utf-8", "cp1254"), ("turkish", "cp1254", "cp1251"), ("lithuanian", "cp1257", "cp1252"),
    ("latvian", "cp1257", "latin-1"), ("greek", "cp1253", "cp1252"), ("greek", "utf-8", "cp1252"),
    ("hebrew", "cp1255", "latin-1"), ("arabic", "cp1256", "cp1252"), ("arabic", "utf-8", "cp1256"),
    ("thai", "cp874", "latin-1"), ("german", "utf-8", "cp1252"), ("french", "utf-8", "latin-1"),
    ("french", "cp1252", "mac_roman"), ("spanish", "utf-8", "cp1252"), ("portuguese", "cp1252", "cp437"),
    ("vietnamese", "utf-8", "latin-1"), ("korean", "cp949", "latin-1"), ("korean", "cp949", "cp1251"),
    ("korean", "utf-8", "cp1252"), ("korean", "cp949", "gb18030"), ("chinese", "gb18030", "latin-1"),
    ("chinese", "gb18030", "cp949"), ("chinese", "utf-8", "gb18030"), ("taiwanese", "cp950", "gb18030"),
    ("japanese", "cp932", "latin-1"), ("japanese", "cp932", "gb18030"), ("japanese", "utf-8", "cp932"),
    ("russian", "cp1251", "cp932"), ("german", "cp1252", "cp932"), ("mongolian", "utf-8", "cp1252"),
    ("georgian", "utf-8", "latin-1"), ("azerbaijani", "utf-8", "cp1252"),
]  # fmt: skip
# Letters that no encoding turns right, or that are lost.
BEYOND_REPAIR = {
    "font of before Unicode, Vietnamese (TCVN3)": (
        ("C«ng ty cæ phÇn ®Çu t­", "Hµ Néi", "giÊy, v¶i"),
        ("Tæng c«ng ty thÐp ViÖt Nam", "§µ N½ng", "thÐp tÊm"),
        ("XÝ nghiÖp chÕ biÕn thñy s¶n", "CÇn Th¬", "c¸ ®«ng l¹nh"),
    ),
    "font of before Unicode, Armenian": (
        ("²ñ³ñ³ï ¶ÇÝÇ êäÀ", "ºñ¨³Ý", "¶ÇÝÇ, ÏáÝÛ³Ï"),
        ("ê¨³Ý ÒáõÏ ö´À", "¶ÛáõÙñÇ", "ÒáõÏ"),
    ),
    "question marks": (
        ("??? «??????»", "??????", "????"),
        ("?? ????????", "?????? ????", "?????, ????"),
        ("LLP ???????? ????", "Almaty", "??????"),
    ),
    "letters lost": (("\ufffd\ufffd\ufffd", "Almaty", "flour"), ("S\ufffdo Jo\ufffdo", "Porto", "salt")),
    "private-use letters": (
        ("\ue021\ue022\ue023 \ue030\ue031", "Almaty", "\ue010\ue011"),
        ("\ue041аза\ue042стан", "Astana", "flour"),
    ),
    "boxes": (("═рчтрэшх ╤ЄЁрэр", "▀┴║▄▌", "╬╬╬ л╤ЄЁющ╗"), ("╥╬╬ ┴хЁ╕чр", "└ы№рЄ√", "╠єър")),
}
CLEAN = {
    "brand names": (
        ("Häagen-Dazs", "Köln", "Pokémon"), ("L'ORÉAL®", "Paris", "NESCAFÉ™"), ("Mötley Crüe", "Zürich", "Citroën C4"),
        ("ÉlanTech", "Ørsted", "KärcherPro"), ("MÜLLERmilch", "ČEZ", "Škoda"),
    ),
    "one accent in all": (("Alpha Trade", "Almaty", "steel"), ("Café Beta", "Astana", "tea"), ("Gamma", "Aktau", "oil")),
    "codes": (("№ 12-АБ", "А-100", "ТУ-154"), ("ИЖ-2126", "Б/200", "КамАЗ-5320"), ("ГОСТ Р 9001", "№13", "БИН")),
    "capitals": (
        ("ŞEKERBANK ÇELİK A.Ş.", "İZMİR", "DOĞUŞ"), ("ŁÓDZKA SPÓŁKA ŹRÓDŁO", "ŁÓDŹ", "ŻYWNOŚĆ"),
        ("ПРОМСТРОЙМОНТАЖ", "ЕКАТЕРИНБУРГ", "КИРПИЧ"), ("ČESKÁ ŽELEZNIČNÍ", "PLZEŇ", "VÝROBA"),
    ),
    "abbreviations": (("ОАО РЖД", "СПб", "ГСМ"), ("ТОО ГОК", "ВКО", "ЖБИ"), ("ФГУП ЦНИИТМАШ", "МО", "КНПЗ")),
    "mixed scripts": (
        ("ООО «Samsung Электроникс»", "Алматы", "TV"), ("ТОО LG-Казахстан", "Astana", "холодильники A++"),
        ("삼성Electronics", "서울", "반도체 DRAM"), ("北京Microsoft有限公司", "北京", "软件"),
        ("Müller Қазақстан ЖШС", "Көкшетау", "Bier"), ("株式会社Sony Москва", "東京", "テレビ"),
    ),
    "half-width katakana": (
        ("ｶ)ﾐﾄﾞﾘﾊﾞｼ", "ｵｵｻｶ", "ﾚｲﾄｳｲｶ"), ("ﾄｳｶｲｾｲｻｸｼﾖ", "ﾅｺﾞﾔ", "ｷｶｲ"), ("ﾐｽﾞﾎｷﾞﾝｺｳ", "ﾄｳｷﾖｳ", "ﾕｳｼ"),
    ),
    "full-width Latin": (("ＡＢＣ商事", "東京", "ＬＥＤ照明"), ("㈱みどり", "大阪", "ＰＣ部品")),
    "transliteration": (
        ("Žukov i Ščerbakov", "Tōkyō", "Kāneʻohe"), ("Muḥammad al-Ḥusaynī", "Běijīng", "ʿAbd ar-Raḥmān"),
        ("Kṛṣṇa Śrī Lakṣmī", "Ōsaka", "yǒuxiàn gōngsī"),
    ),
    "Kazakh in Latin letters": (("Qazaqstan Jäñalyq", "Şymkent", "ūn"), ("Ūly Dala Öñdeu", "Ğasyr", "bidaı")),
    "all languages at once": tuple(companies(x)[0] for x in TONGUES if x != "japanese (Unix)"),
    "bullets of symbol fonts": (("ТОО Мост", "Алматы", "\uf0b7 мука \uf0b7 соль"), ("АО Берег", "Актау", "\uf0a7крупа")),
    "questions": (("What?? Ltd", "Almaty", "tea"), ("Who's Who", "Astana", "???"), ("Guess", "Aktau", "salt"),
                  ("Beta", "Aktau", "salt"), ("Gamma", "Aktau", "tea"), ("Delta", "Aktau", "oil")),
    "Yoruba and Hausa": (("Ilé-iṣẹ́ Ọ̀ṣun", "Ìbàdàn", "ẹ̀wà"), ("Kamfanin Ƙasa", "Ɗan Hassan", "goro")),
    "signs": (("A–Z «Trade» №1", "Алматы", "t° ≤ 5 °C; ±2 µm"), ("Ø-Steel", "Aktau", "Ø 20×3 mm, 5 m²"),
              ("µTech", "Astana", "10 €/t")),
    "Tibetan and Khmer": (("བོད་ཇོང་ཁྲོམ", "ལྷ་ས", "ཇ"), ("ក្រុមហ៊ុន អង្គរ", "ភ្នំពេញ", "អង្ករ")),
}  # fmt: skip


def mistaken(tongue: str, encoding: str, read_in: str) -> Rows:
    return [
        tuple(cell.encode(encoding).decode(read_in, "replace") for cell in row)
        for row in companies(tongue, encoding)
    ]


def test_letters_that_make_no_language_hold_the_roll(reading: Reading) -> None:
    def caught(rows: Rows) -> bool:
        made = (csv_of, xlsx_of, parquet_of)
        held = [bool(reading.held(make(rows))) for make in made]
        assert len(set(held)) == 1, held
        return held[0]

    cases: list[Case[Rows]] = [
        Case(f"{tongue}, {encoding} read as {wrong}", mistaken(tongue, encoding, wrong), caught=True)
        for tongue, encoding, wrong in WRONG
    ]
    cases += [Case(name, rows, caught=True) for name, rows in BEYOND_REPAIR.items()]
    cases += [Case(tongue, companies(tongue), caught=False) for tongue in TONGUES]
    cases += [Case(name, rows, caught=False) for name, rows in CLEAN.items()]
    judge("roll held for its letters", cases, caught, at_least=20)


def test_the_encoding_named_in_the_message_sets_the_letters_right(reading: Reading) -> None:
    def caught(case: tuple[str, str, str]) -> bool:
        tongue, encoding, wrong = case
        rows = companies(tongue, encoding)
        data = xlsx_of(mistaken(tongue, encoding, wrong))
        message = reading.held(data)
        if "--encoding" not in message:
            return False
        option = message.partition("--encoding ")[2].split(",")[0]
        return stated(reading(data, option)) == composed(rows)

    without_loss = [
        case for case in WRONG if not any("\ufffd" in cell for row in mistaken(*case) for cell in row)
    ]
    cases = [Case(", ".join(case), case, caught=True) for case in without_loss]
    cases += [Case(tongue, (tongue, "utf-8", "utf-8"), caught=False) for tongue in TONGUES]
    judge("set right by the encoding named", cases, caught)
