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
from tests.roll.kinds.oldbooks import biff5, biff8, compound
from tests.roll.kinds.tongues import TONGUES, companies

from svat.refusals import UnusableInput
from svat.roll.model import Roll
from svat.roll.reader import read_roll
from svat.tables.biff import old_workbook
from svat.tables.encoding import known_encoding
from svat.tables.one_name import doubtful

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
    return [(unicodedata.normalize("NFC", row[0]), unicodedata.normalize("NFC", row[1])) for row in rows]


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
        ("kazakh", "ptcp154"), ("chinese", "gb18030"), ("vietnamese", "cp1258"), ("chinese", "hz"),
        ("russian", "utf-7"), ("lithuanian", "iso8859-13"), ("arabic", "cp720"), ("hebrew", "cp862"),
        ("korean", "iso2022_kr"),
    ]  # fmt: skip
    plain = [(tongue, ("utf-16", "utf-8-sig", "utf-8")[k % 3]) for k, tongue in enumerate(TONGUES)]
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
    "one accent": (("Alpha Trade", "Almaty", "tin"), ("Café Beta", "Astana", "tea"), ("Gamma", "Aktau", "oil")),
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
    "bullets": (("ТОО Мост", "Алматы", "\uf0b7 мука \uf0b7 соль"), ("АО Берег", "Актау", "\uf0a7крупа")),
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
        return bool(reading.held(csv_of(rows)))

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
    cases += [Case(tongue, (tongue, "utf-8", "utf-8"), caught=False) for tongue in list(TONGUES)[::3]]
    judge("set right by the encoding named", cases, caught)


GOOD = [(f"Товарищество Ладья {k}", "Караганда", "мука") for k in range(30)]


def test_a_name_alone_amid_good_ones_is_refused_where_its_letters_are_beyond_doubt(reading: Reading) -> None:
    def caught(name: str) -> bool:
        roll = reading(csv_of([*GOOD, (name, "Алматы", "соль")]))
        assert len(roll.companies) + len(roll.refusals) == 31
        return bool(roll.refusals)

    wrong = [
        "РўРћРћ В«РЎС‚СЂРѕР№В»", "Ð¢ÐžÐž Ð¡Ñ‚Ñ€Ð¾Ð¹",
        "ÎÎÎ «Ñòðîéêà»", "╬╬╬ л╤ЄЁющър╗", "ннн ╚яРПНИЙЮ╩", "ñÒÐÏÊ ÍÁÒËÅÔÐÏÌ",
        "??? «????????»", "???????? ??????", "\ue021\ue022\ue023\ue024", "ÁÖ½ÄÈ¸»ç Çª¸¥´Ù¸®",
        "ì£¼ì‹íšŒì‚¬ í‘¸ë¥¸ë‹¤ë¦¬",
        "ÉÏº£¶«·½Ã³Ò×ÓÐÏÞ¹«Ë¾", "JosÃ© GonÃ§alves & IrmÃ£os",
    ]  # fmt: skip
    right = [
        "ООО «Стройка»", "Müller & Söhne", "Şeker Gıda Sanayi A.Ş.", "Þorskur og Ýsa ehf.", "주식회사 푸른다리",
        "上海东方贸易有限公司", "ｶ)ﾐﾄﾞﾘﾊﾞｼ", "КамАЗ-Лизинг", "ТОО «iТехно»", "What?? Ltd", "Łódź Żuraw",
        "Ñandú Ñuñoa S.A.",
        "Đurđevački Mlin", "ОАО РЖД", "Zürcher Öle", "Công ty Cổ phần Thủy sản", "ТОО «Қазақ Ұны»", "İŞ BANKASI",
    ]  # fmt: skip
    cases = [Case(name, name, caught=True) for name in wrong]
    cases += [Case(name, name, caught=False) for name in right]
    judge("one name refused", cases, caught)


TIES = {  # one word in the whole file, too short to tell
    "cp1252": ("Æ", "Ñ", "É", "Ö AG", "Ø 5", "à"), "cp1250": ("Ő", "Ş", "Żak"), "cp1251": ("Я", "ГОК", "АО", "Ёж"),
    "cp1254": ("Şah", "İş", "Işık"), "cp1257": ("Ūkis", "Žuvis"), "cp1253": ("ΑΕ", "Ω"), "cp949": ("한",),
    "koi8-r": ("ТОО",), "cp866": ("ТОО",), "cp1256": ("ن",),
}  # fmt: skip
TOLD = {  # and those that are not
    "cp1252": ("São Paulo", "Müller", "A \u2013 B", "Citroën", "5° Est", "El Niño", "Škoda", "L\u2019Oréal", "Beta™"),
    "cp1250": ("Łódź", "Čech", "Győr", "Gdańsk"), "cp1251": ("Мост", "ТОО Заря", "Омск"), "cp1253": ("Ήλιος",),
    "cp949": ("부산",), "gb18030": ("上海",), "cp932": ("東京",), "cp950": ("臺中",), "cp874": ("บริษัท",),
    "cp1255": ("שלום",), "koi8-r": ("Мост",), "cp866": ("Мост",),
}  # fmt: skip


def test_the_encoding_is_asked_for_where_two_are_as_likely(reading: Reading) -> None:
    def caught(case: tuple[str, str]) -> bool:
        encoding, name = case
        data = f"name,country,city\n{name},KZ,Aktau\n".encode(encoding)
        if "--encoding" in reading.held(data):
            assert [company.name for company in reading(data, encoding).companies] == [name]
            return True
        assert [company.name for company in reading(data).companies] == [name]
        return False

    cases = [
        Case(f"{name} in {encoding}", (encoding, name), caught=of is TIES)
        for of in (TIES, TOLD)
        for encoding, names in of.items()
        for name in names
    ]
    judge("encoding asked for", cases, caught, at_least=20)


def amid(rows: Rows, *wrong: tuple[str, ...]) -> bytes:
    return csv_of([*rows[:7], *wrong, *rows[7:]])


def read_as(encoding: str, wrong: str, *cells: str) -> tuple[str, ...]:
    return tuple(cell.encode(encoding).decode(wrong, "replace") for cell in cells)


RIGHT = {
    "Latin": [(f"Alpha Trade {k}", "Almaty", "flour") for k in range(40)],
    "Cyrillic": [(f"ТОО Ладья {k}", "Караганда", "мука") for k in range(40)],
    "Hangul": [(f"주식회사 푸른다리 {k}", "부산", "냉동 오징어") for k in range(40)],
    "all": [row for tongue in TONGUES for row in companies(tongue)[:2] if tongue != "japanese (Unix)"],
}
STROIKA = ("ТОО Стройка Востока", "Алматы", "цемент, кирпич")
SINGLE = {
    "UTF-8 as cp1252": read_as("utf-8", "cp1252", *STROIKA),
    "UTF-8 as cp1251": read_as("utf-8", "cp1251", *STROIKA),
    "UTF-8 as latin-1": read_as("utf-8", "latin-1", *STROIKA),
    "cp1251 as cp1252": read_as("cp1251", "cp1252", *STROIKA),
    "koi8-r as cp1251": read_as("koi8-r", "cp1251", *STROIKA),
    "cp866 as cp1251": read_as("cp866", "cp1251", *STROIKA),
    "cp1251 as cp866": read_as("cp1251", "cp866", *STROIKA),
    "the name alone": (*read_as("utf-8", "cp1252", STROIKA[0]), "Almaty", "salt"),
    "Müller": read_as("utf-8", "cp1252", "Müller Söhne", "Köln", "Öl"),
    "Łódzka": read_as("cp1250", "cp1252", "Łódzka Żywność", "Łódź", "żyto"),
    "Korean": read_as("cp949", "cp1252", "주식회사 대한무역", "부산", "김치"),
    "Chinese": read_as("utf-8", "cp1252", "上海东方贸易有限公司", "上海", "钢管"),
    "question marks": ("??? «???????»", "??????", "??????"),
    "lost": ("\ufffd\ufffd\ufffd \ufffd\ufffd\ufffd\ufffd", "Almaty", "salt"),
}


def test_a_row_read_wrongly_is_refused_and_does_not_hold_the_roll(reading: Reading) -> None:
    def caught(case: tuple[str, str, int]) -> bool:
        base, kind, times = case
        name, city, goods = SINGLE[kind]
        roll = reading(amid(RIGHT[base], *[(name + " I" * k, city, goods) for k in range(times)]))
        assert {company.name for company in roll.companies} == {row[0] for row in RIGHT[base]}
        return len(roll.refusals) == times

    cases = [
        Case(f"{kind} amid {base}, {times}", (base, kind, times), caught=True)
        for place, kind in enumerate(SINGLE)
        for times, base in ((1, list(RIGHT)[place % 4]), (3, list(RIGHT)[(place + 1) % 4]))
    ]
    cases += [Case(f"{base} alone", (base, "", 0), caught=False) for base in RIGHT]
    cases += [
        Case(f"{base} and a right row, {k}", (base, "", k), caught=False) for base in RIGHT for k in (1, 2)
    ]
    judge(
        "single rows refused",
        cases,
        lambda case: bool(case[2]) and caught(case) if case[1] else amiss(reading, case),
    )


def amiss(reading: Reading, case: tuple[str, str, int]) -> bool:
    """Whether right rows of other languages amid a roll are refused, or anything is said of its letters."""
    base, _, times = case
    others = [companies("turkish")[-1], companies("vietnamese")[-1]]
    return bool(reading.held(amid(RIGHT[base], *others[:times])))


def test_a_column_read_wrongly_holds_the_roll_and_a_right_one_does_not(reading: Reading) -> None:
    def caught(rows: Rows) -> bool:
        return bool(reading.held(csv_of(rows)))

    def pasted(encoding: str, name: str, times: int) -> Rows:
        return [read_as(encoding, "cp1252", f"{name} {k}", "Gera", "") for k in range(times)]

    def column(wrong_one: str, encoding: str, wrong: str) -> Rows:
        plain = [[cell.translate({0xAB: "'", 0xBB: "'"}) for cell in row] for row in companies("russian")]
        place = HEADER.index(wrong_one)
        return [(*row[:place], *read_as(encoding, wrong, row[place]), *row[place + 1 :]) for row in plain]

    cases: list[Case[Rows]] = [
        Case("20 wrong rows of 60", [*RIGHT["Latin"], *pasted("utf-8", "ТОО Ладья", 20)], caught=True),
        Case(
            "10 wrong rows of 30", [*RIGHT["Cyrillic"][:20], *pasted("cp1251", "ТОО Мост", 10)], caught=True
        ),
        Case("few letters, all wrong", [*RIGHT["Latin"], *pasted("utf-8", "Müller Söhne", 8)], caught=True),
        Case("a wrong row alone", [SINGLE["UTF-8 as cp1252"]], caught=True),
        Case("two wrong rows", [SINGLE["UTF-8 as cp1251"], SINGLE["UTF-8 as cp1251"]], caught=True),
    ]
    cases += [
        Case(f"{heading}, {encoding} as {wrong}", column(heading, encoding, wrong), caught=True)
        for heading in HEADER
        for encoding, wrong in (("utf-8", "cp1252"), ("cp1251", "cp1252"), ("koi8-r", "cp1251"))
        if (heading, encoding) != ("city", "koi8-r")
    ]
    cases += [Case(name, rows, caught=False) for name, rows in RIGHT.items()]
    cases += [Case(f"one row, {tongue}", companies(tongue)[:1], caught=False) for tongue in TONGUES]
    judge("column held", cases, caught)


CODED = {
    "&#1058;&#1054;&#1054; &#1047;&#1072;&#1088;&#1103;": "ТОО Заря", "M&uuml;ller &amp; S&ouml;hne": "Müller & Söhne",
    "&#x422;&#x41E;&#x41E; &#x41C;&#x438;&#x440;": "ТОО Мир", "Johnson &amp;amp; Sons": "Johnson & Sons",
    "ТОО &quot;Мост&quot;": 'ТОО "Мост"', "=D0=A2=D0=9E=D0=9E =D0=9C=D0=B8=D1=80": "ТОО Мир",
    "%D0%A2%D0%9E%D0%9E Mir": "ТОО Mir", "\\u0422\\u041e\\u041e Mir": "ТОО Mir", "Caf&eacute; Beta": "Café Beta",
    "O&apos;Neill Ltd": "O'Neill Ltd", "=D2=CE=CE =CC=E8=F0=E0": "", "=?utf-8?B?0KLQntCe?=": "",
}  # fmt: skip
UNCODED = (
    "AT&T; R&D", "Alpha & Beta", "M&S", "Polymer 100% A", "C=O=C Labs", "A=10", "50%50 Trading", "\\user", "Q&A; Gamma",
    "H&M #1058", "E=mc2 GmbH", "B&B;",
    "Food+Drink", "C++ Labs", "A+B Ltd", "+ENERGY", "Health+Beauty+Care",
)  # fmt: skip


def test_letters_written_as_codes_are_read_and_noted_or_refused(reading: Reading) -> None:
    def caught(name: str) -> bool:
        roll = reading(xlsx_of([(name, "Almaty", "salt"), ("Beta", "Almaty", "tea")]))
        if not CODED.get(name, name):
            return [refusal.value for refusal in roll.refusals] == [name]
        assert roll.companies[0].name == CODED.get(name, name)
        return any(note.kind == "mended" and note.value == name for note in roll.notes)

    cases = [Case(name, name, caught=True) for name in CODED]
    cases += [Case(name, name, caught=False) for name in UNCODED]
    judge("letters written as codes", cases, caught)


# Names alone, and what the law says of them: told by their letters, or doubtful; never clear.
DOUBTFUL = (
    "Ð¢ÐžÐž Ð¡Ñ‚Ñ€Ð¾Ð¹", "РўРћРћ РЎС‚СЂРѕР№", "–¢–û–û –ó–∞—Ä—è", "ТОО ��ря", "SociĂ©tĂ© GĂ©nĂ©rale", "√ñzg√ºr √áelik",
    "Orl‚ans Fils", "M?ller Maschinenbau", "?stanbul Ticaret", "£ódzka ¯ywnoœæ", "Âîñòîê Ñòðîé", "A³maty Band¿ul",
    "&#1058;&#1054;&#1054;", "=D2=CE=CE =CC=E8=F0=E0", "%D2%CE%CE%20%CC", "GÃ¼nther", "Mιnchen Lomι",
    "???????? ????", "&#1058", "M&uuml", "Alpha &amp",
)  # fmt: skip
PLAIN = (
    "ООО «Стройка»", "Müller & Söhne", "Şeker Gıda Sanayi A.Ş.", "Þorskur og Ýsa ehf.", "주식회사 푸른다리",
    "ג׳ונו בע״מ", "AT&T", "Black & Decker", "R&D",
    "上海东方贸易有限公司", "ｶ)ﾐﾄﾞﾘﾊﾞｼ", "КамАЗ-Лизинг", "ТОО «iТехно»", "What?? Ltd", "O‘zbekiston Temir Yo‘llari",
    "Oʻzbekneftgaz", "Đurđevački Mlin", "Công ty Cổ phần Thủy sản", "ТОО «Қазақ Ұны»", "㈱みどり", "L'ORÉAL®",
    "NESCAFÉ™", "«Өндөр Говь» ХХК", "Nº 1 Trading", "ბორჯომი", "भारत वस्त्र", "شرکت می‌خواهم", "Who's next?",
)  # fmt: skip


def test_a_name_alone_is_doubtful_or_not() -> None:
    def caught(name: str) -> bool:
        return bool(doubtful(name))

    cases = [Case(name, name, caught=True) for name in DOUBTFUL]
    cases += [Case(name, name, caught=False) for name in PLAIN]
    judge("one name doubtful", cases, caught)


def test_an_encoding_given_wins(reading: Reading) -> None:
    rows = companies("turkish")
    roll = reading(csv_of(rows, "cp1254"), "windows-1252")
    assert roll.companies[0].name == "Þeker Gýda Sanayi A.Þ."
    assert said(roll) == ["read as cp1252, as was asked for"]
    assert [note.column for note in roll.notes if note.kind == "letters-doubtful"]
    assert stated(reading(csv_of(rows, "cp1254"), "ISO-8859-9"))[0] == ("Şeker Gıda Sanayi A.Ş.", "İstanbul")
    western = reading(csv_of(companies("russian"), "cp1251"), "cp1252")
    assert (len(western.companies), western.companies[0].name) == (5, "ÎÎÎ «Áåð¸çîâûé Ìîñò»")
    # Bytes that say their own encoding do not change it.
    for data in (csv_of(rows), csv_of(rows, "utf-8-sig"), csv_of(rows, "utf-16"), xlsx_of(rows)):
        assert stated(reading(data, "cp1251"))[0] == ("Şeker Gıda Sanayi A.Ş.", "İstanbul")
    assert stated(reading(xlsx_of(rows), "utf-8"))[0] == ("Şeker Gıda Sanayi A.Ş.", "İstanbul")
    with pytest.raises(UnusableInput, match="--encoding: 'klingon' is no encoding"):
        reading(csv_of(rows), "klingon")


@pytest.mark.parametrize(
    ("written", "codec"),
    [
        ("windows-1251", "cp1251"), ("Win1251", "cp1251"), ("CP1251", "cp1251"), ("1251", "cp1251"), ("ansi", "cp1252"),
        ("dos-866", "cp866"), ("Shift_JIS", "cp932"), ("GBK", "gb18030"), ("gb2312", "gb18030"), ("Big5", "cp950"),
        ("EUC-KR", "cp949"), ("euc-jp", "euc_jp"), ("KOI8-R", "koi8-r"), ("latin1", "iso8859-1"), ("UTF8", "utf-8"),
        ("utf-8-sig", "utf-8"), ("x-mac-cyrillic", "mac_cyrillic"), ("tis-620", "cp874"),
    ],
)  # fmt: skip
def test_encodings_go_by_many_names(written: str, codec: str) -> None:
    name = known_encoding(written)
    assert "Ж1é한漢".encode(name, "ignore") == "Ж1é한漢".encode(codec, "ignore")


@pytest.mark.parametrize(
    "name", ["", "rot13", "base64", "idna", "punycode", "unicode_escape", "zip", "\0", "hex"]
)
def test_what_is_no_encoding_is_said_to_be_none(name: str) -> None:
    with pytest.raises(UnusableInput, match="is no encoding"):
        known_encoding(name)


CYRILLIC = [
    HEADER,
    ("ООО «Заря Востока»", "Москва", "мука"),
    ("АО «Ладья»", "Тверь", "соль"),
    ("ИП Щукин", "Клин", "мёд"),
]
PAGES = {
    "cp1251": 1251, "cp866": 866, "koi8-r": 20866, "mac_cyrillic": 10007, "cp1252": 1252, "cp1250": 1250,
    "cp1254": 1254, "cp949": 949, "gb18030": 936, "cp950": 950, "cp932": 932, "cp1253": 1253, "cp850": 850,
}  # fmt: skip


def old(tongue: str, encoding: str, page: int | None) -> bytes:
    return biff5([HEADER, *companies(tongue, encoding)], encoding, page)


def test_old_workbooks_are_read_by_their_code_page_or_refused(reading: Reading) -> None:
    def caught(case: tuple[str, str, int | None]) -> bool:
        tongue, encoding, page = case
        data = old(tongue, encoding, page)
        if "--encoding" in reading.held(data):
            assert stated(reading(data, encoding)) == stated_rows(tongue, encoding)
            return True
        roll = reading(data)
        assert stated(roll) == stated_rows(tongue, encoding), stated(roll)
        assert said(roll) == [f"read as {encoding}, the code page that this old workbook names"]
        return False

    languages = {
        "cp1251": "russian", "cp866": "russian", "koi8-r": "russian", "mac_cyrillic": "russian", "cp1252": "german",
        "cp1250": "polish", "cp1254": "turkish", "cp949": "korean", "gb18030": "chinese", "cp950": "taiwanese",
        "cp932": "japanese", "cp1253": "greek", "cp850": "french",
    }  # fmt: skip
    cases: list[Case[tuple[str, str, int | None]]] = []
    for encoding, tongue in languages.items():
        page = PAGES[encoding]
        cases.append(Case(f"{tongue}, code page {page}", (tongue, encoding, page), caught=False))
        cases.append(Case(f"{tongue} in {encoding}, no code page", (tongue, encoding, None), caught=True))
    lies = [("russian", "cp1251", 1252), ("russian", "cp866", 1251), ("greek", "cp1253", 1252),
            ("korean", "cp949", 1251),
            ("turkish", "cp1254", 1251), ("russian", "cp1251", 1200), ("chinese", "gb18030", 1252)]  # fmt: skip
    cases += [Case(f"{t} in {e}, code page {page} a lie", (t, e, page), caught=True) for t, e, page in lies]
    judge("old workbook refused", cases, caught)


def stated_rows(tongue: str, encoding: str) -> list[tuple[str, str]]:
    return [(name, city) for name, city, _ in companies(tongue, encoding)]


def test_old_workbooks_in_other_shapes(reading: Reading) -> None:
    plain = biff5([HEADER, ("Alpha", "Aktau", "salt")], "ascii", None)
    assert not reading.held(plain)  # nothing beyond ASCII needs a code page
    assert said(reading(plain)) == []
    for page in (1200, 1251, 437, 949):  # since Excel 97 letters are Unicode, whatever the code page
        assert [name for name, _ in stated(reading(biff8(CYRILLIC, page)))] == [
            row[0] for row in CYRILLIC[1:]
        ]
    assert "before 1995" in reading.held(b"\x09\x00\x04\x00\x07\x00\x10\x00" + b"\0" * 30)
    stream = biff5(CYRILLIC, "cp1251", 1251)[1536:].rstrip(b"\0") + b"\0\0"
    small = old_workbook(compound(stream, "Book", small=True))
    assert (small.in_bytes, small.encoding) == (True, "cp1251")
    for cut in (8, 40, 520, 1100, 1600):  # damaged ones are left to the reader, which says so
        assert old_workbook(small.data[:cut]).encoding in (None, "cp1251")
