"""Rolls of offices that write none of English, Russian and Korean: countries, headings, and what to do with others."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from tests.kinds import judge
from tests.roll.kinds.tables import cases, read_rows
from tests.tools import data_folder
from typer.testing import CliRunner

from svat.cli import app
from svat.refusals import UnusableInput
from svat.roll.columns import CANONICAL, roll_schema
from svat.roll.reader import read_roll
from svat.tables.values import countries_named

COUNTRIES = {
    "ES": "España Spanien Espagne Spanyol İspanya スペイン 西班牙 إسبانيا Іспанія Espanha",
    "DE": "Deutschland Alemania Allemagne Almanya ドイツ 德国 德國 ألمانيا Німеччина Niemcy Germania Đức آلمان Герман",
    "FR": "France Francia Frankreich Fransa フランス 法国 فرنسا Франція Pháp فرانسه Франц Francja",
    "TR": "Türkiye Turquía Türkei Turquie トルコ 土耳其 تركيا Туреччина Turcja Turkiye Түркия ترکیه",
    "CN": "中国 中國 China Xitoy Çin Chiny الصين چین Хятад Қытай Tiongkok Kina",
    "JP": "日本 Japón Japon Giappone Japão Nhật اليابان ژاپن Jepang Japonia Японія",
    "VN": "越南 ベトナム فيتنام Wietnam Вʼєтнам ویتنام",
    "KZ": "Қазақстан Kasachstan Kazajistán Kazakistan 哈萨克斯坦 カザフスタン كازاخستان قزاقستان Kazachstan Казахстан",
    "UZ": "O‘zbekiston Oʻzbekiston Ўзбекистон Usbekistan Uzbekistán Özbekistan 乌兹别克斯坦 أوزبكستان Узбекистан",
    "MN": "Монгол 蒙古 モンゴル منغوليا Moğolistan مغولستان Mongolei",
    "PL": "Polska Polonia Polen Pologne Polonya ポーランド 波兰 بولندا Польща لهستان Polónia Ba-Lan",
    "CZ": "Česko Tschechien Tchéquie Czechy Çekya チェコ 捷克 التشيك Cesko Чехія",
    "GR": "Ελλάδα Griechenland Grèce Yunanistan ギリシャ 希腊 اليونان Греція یونان",
    "HU": "Magyarország Ungarn Hongrie Macaristan ハンガリー 匈牙利 المجر Угорщина",
    "AE": "ОАЭ BAE VAE EAU 阿联酋 الإمارات U.A.E.",
    "US": "ABD EEUU EUA 美国 アメリカ合衆国 États-Unis США AQSH АНУ АҚШ",
    "GE": "საქართველო Georgien Gürcistan Грузія جورجيا ジョージア",
    "IN": "भारत Indien Hindistan 印度 インド الهند हिन्दी",
    "NL": "Nederland Niederlande Hollanda Holandia 荷兰 オランダ هولندا",
    "HR": "Hrvatska Kroatien Croacia Hırvatistan 克罗地亚",
}
COUNTRIES["IN"] = COUNTRIES["IN"].replace(" हिन्दी", "")
COUNTRIES["PL"] = COUNTRIES["PL"].replace("Ba-Lan", "Ba\u00a0Lan")
OFFICIAL = {
    "República de Corea": "KR", "République de Corée": "KR", "Republik Korea": "KR", "대한민국": "KR", "大韩民国": "KR",
    "Kore Cumhuriyeti": "KR", "Korea Południowa": "KR", "Güney Kore": "KR", "Hàn Quốc": "KR", "БНСУ": "KR",
    "Corée du Nord": "KP", "朝鲜": "KP", "北朝鮮": "KP", "República Popular Democrática de Corea": "KP",
    "République du Congo": "CG", "République démocratique du Congo": "CD", "Republic of China": "TW", "臺灣": "TW",
    "Volksrepublik China": "CN", "中华人民共和国": "CN", "Монгол Улс": "MN", "Bundesrepublik Deutschland": "DE",
    "Türkiye Cumhuriyeti": "TR", "O'zbekiston Respublikasi": "UZ", "جمهورية كازاخستان": "KZ", "جمهوری قزاقستان": "KZ",
    "Cộng hòa Kazakhstan": "KZ", "Liên bang Nga": "RU", "République d'Ouzbékistan": "UZ", "Königreich Spanien": "ES",
    "哈萨克斯坦共和国": "KZ", "Rzeczpospolita Polska": "PL", "Republika Srbija": "RS",
    "Kingdom of the Netherlands": "NL",
    "Espana": "ES", "Osterreich": "AT", "Mexico": "MX", "Grossbritannien": "GB", "398": "KZ", "410": "KR", "008": "AL",
    "Deutschland, Berlin": "DE", "Berlin, Deutschland": "DE", "Schweiz / Suisse": "CH", "Russia / Россия": "RU",
    "Korea, Republic of": "KR", "Iran (Islamic Republic of)": "IR", "Ý": "IT", "Áo": "AT", "Holland": "NL",
    "Burma": "MM",
}  # fmt: skip
IN_A_SENTENCE = {
    "KZ": """
        казахстанская|казахстанский|из Казахстана|в Казахстане|Казахстану|Қазақстаннан|Kazakistan'dan|Kazakhstani
        from Kazakhstan|🇰🇿|🇰🇿 Казахстан|Алматы 🇰🇿|KAZ|KZ Kazakhstan|398 Казахстан|Казахстан г. Алматы
        г. Алматы, Казахстан|Almaty (Kazakhstan)|Республики Казахстан|哈薩克斯坦|สาธารณรัฐคาซัคสถาน|कज़ाकिस्तान
    """,
    "KR": """
        южнокорейская|из Южной Кореи|из Республики Корея|Юж. Корея|🇰🇷 South Korea|Seoul, South Korea|South Korean
    """,
    "RU": """
        российская|из России|Российской Федерации|Москва, Россия|Російська Федерація|LB Nga|Rusia (Federación de)
        俄联邦|روسيا الاتحادية
    """,
    "CN": """
        китайская|из Китая|Китаем|中國大陸|CHND Trung Hoa|Čínská lidová republika|上海，中国|جمهوری خلق چین
        Chinese
    """,
    "US": """
        американская|из США|США, Нью-Йорк|🇺🇸|アメリカ|SUA|ארה"ב
    """,
    "TR": """
        турецкая|из Турции|İstanbul/TURKEY|İSTANBUL / TÜRKİYE|Türkiye'den|तुर्की
    """,
    "DE": """
        немецкая|германский|из Германии|aus Deutschland|CHLB Đức|München, Deutschland
    """,
    "HK": """
        China, Hong Kong SAR|Hong Kong, China|香港特别行政区
    """,
    "UA": """
        з України|украинская|Киев, Украина
    """,
    "PL": """
        из Польши|польская
    """,
    "AE": """
        из ОАЭ|Дубай, ОАЭ
    """,
    "GE": """
        საქართველო
    """,
    "IR": """
        I.R. Iran|ИРИ
    """,
    "BY": """
        белорусская|из Беларуси
    """,
    "IN": """
        индийская|भारत
    """,
    "VN": """
        вьетнамская|из Вьетнама|TP.HCM, Việt Nam
    """,
}
NO_SENTENCE = {
    "корейская": "KP KR", "из Кореи": "KP KR", "🇰🇿 Россия": "KZ RU", "🇰🇿🇰🇷": "KR KZ", "KR Казахстан": "KR KZ",
    "из Москвы": "", "Татарстана": "", "Крыма": "", "Индиана": "", "из города": "", "in house": "", "de facto": "",
    "Русь": "", "Ливанов": "", "Индия-плюс": "", "Chinese food": "", "ID 398": "", "км 643": "", "🇪🇺": "",
    "Paris TX": "",
    "ул. Грузинская": "", "Panama City": "", "Niger State": "", "Ирландия Северная": "", "D'Artagnan": "",
}  # fmt: skip
NO_COUNTRY = {
    "Korea": "KP KR", "Corée": "KP KR", "Corea": "KP KR", "Kore": "KP KR", "Coreia": "KP KR", "한반도": "KP KR",
    "Kongo": "CD CG", "Congo": "CD CG", "刚果": "CD CG", "Nga": "NG RU", "РК": "KR KZ", "Deutschland, España": "DE ES",
    "China, Taiwan": "CN TW", "Virgin Islands": "VG VI", "EU": "", "Europäische Union": "", "XK": "", "+7": "", "7": "",
    "303": "", "999": "", "Berlin": "", "Москва": "", "東京": "", "Atlantis": "", "New Jersey": "", "Georgia State": "",
    "Bavaria": "", "القاهرة": "", "Ao Nang": "",
}  # fmt: skip


def _words(text: str) -> list[str]:
    return [word for line in text.strip().splitlines() for word in line.strip().split("|")]


def test_countries_in_their_own_languages_and_others() -> None:
    known = {
        f"{word} is {code}": (word, code) for code, names in COUNTRIES.items() for word in names.split(" ")
    }
    known |= {f"{name} is {code}": (name, code) for name, code in OFFICIAL.items()}
    known |= {f"{x} is {code}": (x, code) for code, names in IN_A_SENTENCE.items() for x in _words(names)}

    def clear(case: tuple[str, str]) -> bool:
        name, codes = case
        found = countries_named(name.replace("\u00a0", " "))
        if len(found) == 1:
            return found[0] == codes
        assert sorted(found) == codes.split(), found
        return False

    judge(
        "countries",
        cases(
            known, {f"{name} is unclear": (name, codes) for name, codes in (NO_COUNTRY | NO_SENTENCE).items()}
        ),
        clear,
    )


def _pairs(text: str) -> dict[str, str]:
    return {name.strip(): codes.strip() for name, _, codes in (x.partition(" =") for x in text.split(";"))}


# Short forms: initials with dots are those of a country's name, ISO codes stand without; what may be two is said.
SHORT = _pairs("""
T.C. = TR; T. C. = TR; T.C = TR; Ｔ．Ｃ． = TR; Türkiye (T.C.) = TR; TC = TC; P.R.C. = CN;
P. R. China = CN; R.O.C. = TW; U.A.E. = AE; U. A. E. = AE; U.K. = GB; U.S.A. = US; U.S. = US;
EE.UU. = US; R.F. = RU; РФ = RU; Р.Ф. = RU; Қ.Р. = KZ; ҚР = KZ; К.Н.Р. = CN; DPRK = KP; D.P.R.K. = KP;
P.R.K. = KP; ROK = KR; R.O.K. = KR; KR = KR; PRK = KP; CH = CH; SK = SK; CR = CR; UK = GB; EL = GR;
GE = GE; AR = AR; IN = IN; RU = RU; SA = SA; ARE = AE; K.S.A. = SA; R.S.A. = ZA; D.R.C. = CD;
N.Z. = NZ; H.K. SAR = HK; I.R. Iran = IR; S.R.Vietnam = VN; РБ = BY; РУз = UZ; Р.Казахстан = KZ;
Rep.Korea = KR; R. Korea = KR; Korea, Rep. of = KR; Korea, Dem. Rep. = KP;
Korea, Dem. People’s Rep. = KP; Dem. People's Rep. of Korea = KP; Corée (Rép. pop. dém.) = KP;
Corea, R.P.D. = KP; Корея, Дем. Нар. Респ. = KP; Сев. Корея = KP; С.Корея = KP; Ю.Корея = KR;
Korea, Sth = KR; China P.R. = CN; Kyrgyz Rep. = KG; Slovak Rep. = SK; Dominican Rep. = DO;
Congo, Dem. Rep. = CD; Lao People's Dem. Rep. = LA; Russian Fed. = RU; Solomon Isds = SB;
Br. Virgin Isds = VG; China, Hong Kong SAR = HK; S.Africa = ZA; St. Lucia = LC""")
SHORT_UNCLEAR = _pairs("""
R.K. = KR KZ; R. K. = KR KZ; RK = KR KZ; Р.К. = KR KZ; К.Р. = KG KR; K.R. = KG KR; K. R. = KG KR;
KP/KR = KP KR; S.K. = KR SK; C.R. = CR CZ; D.R. = CD DO; A.R. = AR AZ; P.R. = CN PR; S.R. = SK SR;
S.A. = SA ZA; A.R.E. = AE EG; R.U. = GB RU; R.O.U. = RO UY; R.S. = RS SI; DR =; SP =; SAR =; S.A.R. =;
RM =; РТ =; E.U. =; K.K.T.C. =; U.S.S.R. =; D.D.R. =; R. =; Rep. =; S. =; Rep. of =; ТС =; X.Y. =""")


def test_countries_written_short() -> None:
    def clear(case: tuple[str, str]) -> bool:
        name, codes = case
        found = countries_named(name)
        if len(found) == 1:
            return found[0] == codes
        assert sorted(found) == codes.split(), found
        return False

    judge(
        "countries written short",
        cases({n: (n, c) for n, c in SHORT.items()}, {n: (n, c) for n, c in SHORT_UNCLEAR.items()}),
        clear,
        at_least=15,
    )


def test_a_country_half_understood_is_said_where_the_default_decides(tmp_path: Path) -> None:
    path = tmp_path / "roll.csv"
    path.write_text(
        'Company,Country\nAlfa,Korea\nBeren,"Korea, Xyz"\nKumis,R.K.\nOrda,T.C.\n', encoding="utf-8"
    )
    roll = read_roll([path], default_country="KR")
    assert [company.country for company in roll.companies] == ["KR", "KR", "KR", "TR"]
    (note,) = (note for note in roll.notes if note.column == "Country")
    assert (note.row, note.kind) == (3, "read-as")
    assert "KP or KR" in note.reason


HEADINGS = {
    "es": "Empresa|País|Ciudad|Dirección|Sitio web|Correo electrónico|Teléfono|Persona de contacto|NIF|Productos",
    "pt": "Nome da empresa|País|Cidade|Endereço|Site web|E-mail|Telefone|Pessoa de contato|CNPJ|Produtos",
    "fr": "Raison sociale|Pays|Ville|Adresse|Site web|Courriel|Téléphone|Interlocuteur|Numéro de TVA|Produits",
    "de": "Firmenname|Land|Stadt|Anschrift|Webseite|E-Mail-Adresse|Telefon|Ansprechpartner|Steuernummer|Produkte",
    "it": "Ragione sociale|Paese|Città|Indirizzo|Sito web|E-mail|Telefono|Referente|Partita IVA|Prodotti",
    "nl": "Bedrijfsnaam|Land|Plaats|Adres|Website|E-mail|Telefoon|Contactpersoon|BTW-nummer|Producten",
    "pl": "Nazwa firmy|Kraj|Miasto|Adres|Strona internetowa|E-mail|Numer telefonu|Osoba kontaktowa|NIP|Produkty",
    "cs": "Název firmy|Země|Město|Adresa|Webové stránky|E-mail|Telefon|Kontaktní osoba|DIČ|Výrobky",
    "uk": "Назва підприємства|Країна|Місто|Адреса|Вебсайт|Ел. пошта|Номер телефону|Контактна особа|ІПН|Продукція",
    "kk": "Кәсіпорын атауы|Ел|Қала|Мекенжайы|Веб-сайты|Электрондық пошта|Телефоны|Байланыс тұлғасы|ЖСН|Өнімдер",
    "uz": "Korxona nomi|Mamlakat|Shahar|Manzil|Veb-sayt|Elektron pochta|Telefon raqami|Mas'ul shaxs|STIR|Mahsulotlar",
    "tr": "Firma Adı|Ülke|Şehir|Açık adres|Web sitesi|E-posta|Telefon No|Yetkili kişi|Vergi No|Ürünler",
    "ar": "اسم الشركة|الدولة|المدينة|العنوان|الموقع الإلكتروني|البريد الإلكتروني|الهاتف|المسؤول|الرقم الضريبي|المنتجات",
    "fa": "نام شرکت|کشور|شهر|آدرس|وب سایت|پست الکترونیک|تلفن|نام رابط|شناسه ملی|محصولات",
    "zh": "公司名称|国家|城市|地址|网址|邮箱|电话|联系人|税号|产品",
    "zh_Hant": "公司名稱|國家|城市|地址|網址|電郵|電話|聯絡人|稅號|產品",
    "ja": "会社名|国名|都市|住所|ホームページ|メールアドレス|電話番号|担当者名|納税者番号|主要製品",
    "vi": "Tên công ty|Quốc gia|Thành phố|Địa chỉ|Trang web|Địa chỉ email|Điện thoại|Người liên hệ|Mã số thuế|Sản phẩm",
    "mn": "Компанийн нэр|Улс|Хот|Хаяг|Вэб сайт|Цахим шуудан|Утас|Холбоо барих хүн|Татвар төлөгчийн дугаар|Бүтээгдэхүүн",
    "id": "Nama perusahaan|Negara|Kota|Alamat|Situs web|Surel|Nomor telepon|Nama kontak|NPWP|Produk",
    "th": "ชื่อบริษัท|ประเทศ|จังหวัด|ที่อยู่|เว็บไซต์|อีเมล|โทรศัพท์|ชื่อผู้ติดต่อ|เลขประจำตัวผู้เสียภาษี|สินค้า",
    "ky": "Ишкананын аталышы|Өлкө|Шаар|Дареги|Сайты|Электрондук почта|Телефону|Байланыш адамы|ИНН|Продукция",
    "az": "Şirkətin adı|Ölkə|Şəhər|Ünvan|Veb sayt|E-poçt|Telefon|Əlaqələndirici şəxs|VÖEN|Məhsullar",
    "ka": "კომპანიის დასახელება|ქვეყანა|ქალაქი|მისამართი|ვებსაიტი|ელ-ფოსტა|ტელეფონი|საკონტაქტო პირი|ს/კ|პროდუქცია",
    "hy": "Ընկերության անվանումը|Երկիր|Քաղաք|Հասցե|Կայք|Էլ. փոստ|Հեռախոս|Կոնտակտային անձ|ՀՎՀՀ|Արտադրանք",
    "hi": "कंपनी का नाम|देश|शहर|पता|वेबसाइट|ईमेल|फोन|संपर्क व्यक्ति|जीएसटी संख्या|उत्पाद",
    "hu": "Cégnév|Ország|Város|Cím|Weboldal|E-mail cím|Telefonszám|Kapcsolattartó|Adószám|Termékek",
    "he": 'שם החברה|מדינה|עיר|כתובת|אתר אינטרנט|דוא"ל|טלפון|איש קשר|ח.פ.|מוצרים',
    "uz (Cyrillic)": "Корхона номи|Давлат|Шаҳар|Манзил|Сайт|Эл. почта|Телефон рақами|Алоқа шахси|СТИР|Маҳсулот",
    "ro": "Denumirea firmei|Țara|Oraș|Adresă|Pagină web|E-mail|Număr de telefon|Persoană de contact|Cod fiscal|Produse",
}
ELSEWHERE = {
    "es": "Superficie|Socio desde|Stand|Idioma de la visita|Color|Peso|Foto|Hora|Sala|Firma",
    "de": "Fläche|Halle|Farbe|Gewicht|Bild|Uhrzeit|Saal|Unterschrift|Mitglied seit|Parkplatz",
}  # fmt: skip
COLUMNS = (
    "name", "country", "city", "address", "website", "email", "phone", "contact_name", "tax_number", "offers",
)  # fmt: skip


def test_headings_in_the_languages_of_offices() -> None:
    known = {
        f"{language}: {heading}": (heading, column)
        for language, row in HEADINGS.items()
        for heading, column in zip(row.split("|"), COLUMNS, strict=True)
    }
    others = {f"{k}: {heading}": (heading, "") for k, row in ELSEWHERE.items() for heading in row.split("|")}
    synonyms = roll_schema().synonyms

    def understood(case: tuple[str, str]) -> bool:
        heading, column = case
        found = synonyms.match(heading)
        assert found is None or found.canonical == column, found
        return found is not None

    del others["es: Firma"]  # a signature in Spanish, a company in German
    judge("headings", cases(known, others), understood)


@pytest.mark.parametrize("language", HEADINGS)
def test_a_roll_in_each_language(language: str, tmp_path: Path) -> None:
    china = {
        "ar": "الصين",
        "fa": "چین",
        "zh": "中国",
        "zh_Hant": "中國",
        "ja": "中国",
        "vi": "Trung Quốc",
        "mn": "Хятад",
        "th": "จีน",
        "ky": "Кытай",
        "ka": "ჩინეთი",
        "hy": "Չինաստան",
        "hi": "चीन",
        "he": "סין",
        "hu": "Kína",
    }
    cells = [
        "Alfa",
        china.get(language, "China"),
        "Xi'an",
        "1, Street",
        "alfa.example",
        "a@alfa.example",
        "+86 29 1",
    ]
    roll = read_rows(tmp_path, [HEADINGS[language].split("|"), [*cells, "Li", "123456789", "flour"]])
    (company,) = roll.companies
    assert (company.name, company.country, company.city, company.phone) == ("Alfa", "CN", "Xi'an", "+86 29 1")
    assert (company.contact_name, company.tax_number, company.offers[0].text) == ("Li", "123456789", "flour")
    assert all(canonical for _, canonical in roll.columns)


BOTH = {
    "País / Ciudad": ("México / León", "MX", "León"), "Страна, город": ("Казахстан, г. Алматы", "KZ", "г. Алматы"),
    "Город / Страна": ("Алматы / Казахстан", "KZ", "Алматы"),
    "국가/도시": ("대한민국, 서울", "KR", "서울"), "国家/城市": ("中国、上海", "CN", "上海"),
    "Country and city": ("Korea, Republic of", "KR", ""), "Country/City": ("Iran (Islamic Republic of)", "IR", ""),
    "Country & City": ("Germany", "DE", ""), "Country": ("Russia, Moscow", "RU", ""),
    "City, Country": ("Singapore, Singapore", "SG", ""), "Land und Ort": ("Deutschland (Köln)", "DE", "Köln"),
}  # fmt: skip


@pytest.mark.parametrize("heading", BOTH)
def test_a_column_of_country_and_town(heading: str, tmp_path: Path) -> None:
    cell, country, city = BOTH[heading]
    (company,) = read_rows(tmp_path, [["Name", heading, "Products"], ["Alfa", cell, "tea"]]).companies
    assert (company.country, company.city) == (country, city)


GOODS = {
    "Persian digits and semicolon": (
        "نام شرکت|کشور|محصولات|کد HS",
        "گلستان|ایران|زعفران؛ پسته|۰۹۱۰۲۰؛ ۰۸۰۲۵۱",
    ),
    "the business beside the goods": (
        "公司名称|国家|主营业务|出口产品|HS编码",
        "海洋|中国|水产|鱼; 虾|091020; 080251",
    ),
}


@pytest.mark.parametrize("name", GOODS)
def test_goods_and_codes_as_their_offices_write_them(name: str, tmp_path: Path) -> None:
    (company,) = read_rows(tmp_path, [row.split("|") for row in GOODS[name]]).companies
    assert [x.hs for x in company.offers] == ["091020", "080251"]
    assert "水产" not in [x.text for x in company.offers]


PERSONS = {
    "de": ("Name;Vorname;Firma;Land", "Müller;Hans;Alfa;Deutschland"),
    "fr": ("Nom;Prénom;Société;Pays", "Dupont;Jean;Alfa;France"),
    "es": ("Nombre;Apellidos;Empresa;País", "Juan;García;Alfa;España"),
    "en": ("Name;Company;Country", "John Smith;Alfa;UK"),
    "en, the company first": ("Company;Name;Country", "Alfa;John Smith;UK"),
    "zh": ("姓名;公司;国家", "李明;Alfa;中国"),
    "tr": ("Ad Soyad;Firma Adı;Ülke", "Ali Veli;Alfa;Türkiye"),
    "vi": ("Họ tên;Tên công ty;Quốc gia", "Nguyễn Văn A;Alfa;Việt Nam"),
    "its maker beside": ("Üretici;Firma Adı;Ülke", "Beren;Alfa;Türkiye"),
}


@pytest.mark.parametrize("language", PERSONS)
def test_a_person_beside_is_not_taken_for_the_company(language: str, tmp_path: Path) -> None:
    path = tmp_path / "roll.csv"
    path.write_text("\n".join(PERSONS[language]), encoding="utf-8")
    assert [company.name for company in read_roll([path]).companies] == ["Alfa"]


UNKNOWN = (
    "Mitgliedsbetrieb;Vaterland;Umsatz (Mio EUR);Lieferbares\n"
    "Müller GmbH;Deutschland;12;Pumpen\nSchmidt;Österreich;3,5;\n"
)


def test_the_refusal_lists_the_headings_and_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "roll.csv"
    path.write_text(UNKNOWN, encoding="utf-8")
    with pytest.raises(UnusableInput) as refused:
        read_roll([path])
    said = str(refused.value)
    assert "the headings met are: Mitgliedsbetrieb, Vaterland, Umsatz (Mio EUR), Lieferbares" in said
    assert "--synonyms" in said
    assert "--write-synonyms" in said
    assert "\n" not in said


@pytest.mark.parametrize("title", ["", "Mitgliederliste 2026;;;\n;;;\n"])
def test_a_table_of_synonyms_is_written_filled_in_and_taken(title: str, tmp_path: Path) -> None:
    path, table = tmp_path / "roll.csv", tmp_path / "own.csv"
    path.write_text(title + UNKNOWN, encoding="utf-8")
    written = CliRunner().invoke(app, ["roll", "check", str(path), "--write-synonyms", str(table)])
    assert written.exit_code == 0
    assert "own.csv, 3 headings" in written.stdout
    assert all(column in written.stdout for column in CANONICAL)
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["canonical"], row["language"], row["synonym"]) for row in rows] == [
        ("", "", "Mitgliedsbetrieb"), ("", "", "Vaterland"), ("", "", "Lieferbares"),
    ]  # fmt: skip
    assert rows[0]["samples"] == "below it: Müller GmbH; Schmidt"

    refused = CliRunner().invoke(app, ["roll", "check", str(path), "--synonyms", str(table)])
    assert isinstance(refused.exception, UnusableInput)  # nothing is filled in yet
    with table.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.DictWriter(file, rows[0])
        out.writeheader()
        out.writerows(
            row | {"canonical": name} for row, name in zip(rows, ("name", "country", ""), strict=True)
        )
    taken = CliRunner().invoke(app, ["roll", "check", str(path), "--synonyms", str(table)])
    assert taken.exit_code == 0
    assert "2 companies usable" in taken.stdout
    first, second = read_roll([path], synonyms=table).companies
    assert (first.country, second.country, first.turnover_currency) == ("DE", "AT", "EUR")
    assert ("Lieferbares", "Pumpen") in first.extra


def test_a_table_of_synonyms_has_the_headings_that_a_usable_roll_has_no_use_for(tmp_path: Path) -> None:
    path, table = tmp_path / "roll.csv", tmp_path / "own.csv"
    path.write_text("name,country,=odd,Shoe size (EUR)\nA,KZ,1,43\nB,KZ,,44\n", encoding="utf-8")
    written = CliRunner().invoke(app, ["roll", "check", str(path), "--write-synonyms", str(table)])
    assert written.exit_code == 0
    assert "2 companies usable" in written.stdout
    text = table.read_text(encoding="utf-8-sig")
    assert text.splitlines()[1:] == [",,'=odd,below it: 1", ",,Shoe size,below it: 43; 44"]
    table.write_text(text.replace(",,'=odd", "city,,'=odd"), encoding="utf-8")
    assert read_roll([path], synonyms=table).companies[0].city == "1"
    again = CliRunner().invoke(app, ["roll", "check", str(path), "--write-synonyms", str(table)])
    assert isinstance(again.exception, UnusableInput)  # what somebody filled in is not written over


def test_the_case_of_countries() -> None:
    folder = data_folder().parent / "cases/rolls"
    if not folder.is_dir():
        pytest.skip("needs the folder of cases beside the data")
    roll = read_roll([folder / "countries.csv"])
    assert {refusal.value for refusal in roll.refusals} == {"Korea", "Kosovo", "EU", "+7"}
    read = {company.name: company.country for company in roll.companies}
    assert [read[f"C{k}"] for k in (0, 1, 2, 3, 4, 7, 8, 9, 10, 23, 36, 40)] == [
        "DE", "ES", "CN", "JP", "VN", "CZ", "PL", "UZ", "MN", "KR", "DE", "KZ",
    ]  # fmt: skip


QUOTED = {
    'ООО "Ромашка"': 'A1,"ООО "Ромашка"",RU,"мука, крупа"',
    'ООО "Лютик, К"': 'A1,"ООО "Лютик, К"",RU,соль',
    'Иван "и" Ко': 'A1,"Иван ""и"" Ко",RU,сахар',
    "незакрытая": 'A1,"незакрытая,RU,масло',
    "закрытая": 'A1,закрытая",RU,масло',
    '"A" Trade': 'A1,"A" Trade,RU,масло',
    'ООО "А" и "Б"': 'A1,"ООО "А" и "Б"",RU,масло',
    '"Ромашка" ООО': 'A1,""Ромашка" ООО",RU,масло',
    'Трубы 24"': 'A1,Трубы 24",RU,масло',
    "Норма": "A1,Норма,RU,рис",
    "«Заря»": "A1,«Заря»,RU,рис",
}


@pytest.mark.parametrize("name", QUOTED)
def test_no_stray_quotes_in_names(name: str, tmp_path: Path) -> None:
    path = tmp_path / "roll.csv"
    path.write_text(f"external_id,name,country,offers\n{QUOTED[name]}\nA2,Next,RU,oats\n", encoding="utf-8")
    assert [(c.name, c.country) for c in read_roll([path]).companies] == [(name, "RU"), ("Next", "RU")]
