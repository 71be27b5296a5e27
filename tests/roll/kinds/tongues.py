"""Invented companies in many languages: what a clean roll looks like in each."""

from __future__ import annotations

import unicodedata

# Language → (name; city; goods), one company a line; in brackets the legacy encoding that offices there used.
TONGUES: dict[str, tuple[str, str]] = {
    "russian": ("cp1251", """
        ООО «Берёзовый Мост»; Новосибирск; Мука пшеничная, крупы
        АО «Завод имени Фрунзе»; Санкт-Петербург; Насосы и компрессоры
        ИП Щукин А. Ю.; Йошкар-Ола; Мёд натуральный
        ТОО «Жезл-Транс»; Уральск; Перевозка грузов
        ПАО «Объединённая Химия»; Дзержинск; Аммиак, сода"""),
    "kazakh": ("kz1048", """
        «Көктем Астық» ЖШС; Қостанай; Бидай ұны, жарма
        «Ұлы Дала» АҚ; Шымкент; Мақта және жіп
        «Әділет Құрылыс» ЖШС; Өскемен; Цемент, кірпіш
        «Ғасыр Іскер» ЖК; Түркістан; Былғары бұйымдар"""),
    "ukrainian": ("cp1251", """
        ТОВ «Червона Калина»; Київ; Соняшникова олія
        ПрАТ «Запорізький Верстат»; Запоріжжя; Верстати, інструменти
        ФОП Їжакевич О. Є.; Чернівці; Одяг жіночий
        ТОВ «Гірський Ґрунт»; Івано-Франківськ; Добрива"""),
    "bulgarian": ("cp1251", """
        „Слънчев бряг“ ООД; Бургас; Розово масло
        „Тракия Агро“ АД; Пловдив; Домати, чушки
        ЕТ „Йордан Щерев“; Търново; Сирене"""),
    "serbian": ("cp1251", """
        Привредно друштво Ђердап доо; Кладово; Струја
        Њива Агро доо; Ниш; Паприка, џем
        Џиновић и синови; Краљево; Љубичасто грожђе"""),
    "polish": ("cp1250", """
        Zakłady Mięsne „Żuraw” sp. z o.o.; Łódź; Wędliny, kiełbasy
        Przedsiębiorstwo Górnicze Śląsk S.A.; Kraków; Węgiel kamienny
        Spółdzielnia Mleczarska Źródło; Gdańsk; Ser żółty
        Meble Dąb-Jesień; Poznań; Krzesła, stoły"""),
    "czech": ("cp1250", """
        Strojírna Čáslav s.r.o.; Plzeň; Obráběcí stroje
        Družstvo Žižka; České Budějovice; Pivo, slad
        Řezníček a synové; Ústí nad Labem; Uzeniny"""),
    "hungarian": ("cp1250", """
        Őszi Gyümölcs Kft.; Győr; Alma, körte
        Székely Gépgyártó Zrt.; Székesfehérvár; Hűtőgépek
        Tűzálló Üveg Bt.; Pécs; Üvegáru"""),
    "romanian": ("cp1250", """
        Fabrica de Pâine Ţara SRL; Bucureşti; Făină, pâine
        Întreprinderea Olteniţa SA; Iaşi; Nave
        Vinuri Alese Murfatlar; Constanţa; Vin roşu"""),
    "croatian": ("cp1250", """
        Tvornica Žita d.d.; Osijek; Brašno, tjestenina
        Brodogradilište Školjić; Šibenik; Čamci
        Đurđevački Mlin d.o.o.; Đurđevac; Kukuruz"""),
    "german": ("cp1252", """
        Müller & Söhne GmbH; Köln; Werkzeuge für Gärten
        Bäckerei Weiß oHG; München; Brötchen
        Süddeutsche Möbelwerke AG; Nürnberg; Stühle, Schränke"""),
    "french": ("cp1252", """
        Société Générale des Épices; Orléans; Poivre, safran
        Établissements Crépin Frères; Besançon; Horlogerie
        Fromagerie de la Forêt Noire; Évreux; Fromage de chèvre"""),
    "spanish": ("cp1252", """
        Compañía Azucarera Muñoz S.A.; A Coruña; Azúcar de caña
        Industrias Cárnicas Peñafiel; León; Jamón ibérico
        Construcciones Ibáñez; Logroño; Hormigón"""),
    "portuguese": ("cp1252", """
        Irmãos Gonçalves Ltda.; São Paulo; Café, açúcar
        Cerâmica Conceição; Guimarães; Azulejos
        Pão e Companhia; Évora; Farinhas"""),
    "swedish": ("cp1252", """
        Åkerströms Mejeri AB; Malmö; Ost, smör
        Bröderna Sjögren; Göteborg; Båtar
        Järnvägsverken; Västerås; Lok"""),
    "danish": ("cp1252", """
        Sønderjysk Kød A/S; Århus; Svinekød
        Brødrene Kjær; København; Møbler
        Grønne Æbler ApS; Næstved; Æbler"""),
    "icelandic": ("cp1252", """
        Þorskur og Ýsa ehf.; Ísafjörður; Saltfiskur, síld
        Útgerðarfélag Þórðar; Akureyri; Þorskur
        Jökulsá hf.; Höfn; Orka, jarðgöng"""),
    "turkish": ("cp1254", """
        Şeker Gıda Sanayi A.Ş.; İstanbul; Şeker, çay
        Özgür Çelik Ltd. Şti.; Eskişehir; Demir boru
        Doğuş İnşaat; İzmir; Çimento, tuğla
        Yıldız Dokuma; Kahramanmaraş; İplik"""),
    "azerbaijani": ("utf-8", """
        Xəzər Gəmiçilik MMC; Bakı; Yük daşınması
        Gəncə Şərab Zavodu; Gəncə; Üzüm şərabı
        Çörəkçi və Oğulları; Şəki; Un məmulatı"""),
    "lithuanian": ("cp1257", """
        UAB „Žalioji Giria“; Šiauliai; Lentos, baldai
        AB „Ąžuolas“; Panevėžys; Ąžuolo parketas
        Žuvų Ūkis; Klaipėda; Rūkyta žuvis"""),
    "latvian": ("cp1257", """
        SIA „Zaļā Birzs“; Rīga; Kokmateriāli
        AS „Jūras Zvejnieks“; Ventspils; Šprotes eļļā
        Ķieģeļu Fabrika; Jēkabpils; Ķieģeļi, dakstiņi"""),
    "estonian": ("cp1257", """
        OÜ Põhjala Õlu; Tartu; Õlu, kali
        AS Mööblivabrik; Pärnu; Lauad, kapid
        Jäätise Tööstus; Jõhvi; Jäätis"""),
    "greek": ("cp1253", """
        Αφοί Παπαδόπουλοι Α.Ε.; Θεσσαλονίκη; Ελαιόλαδο, ελιές
        Ναυπηγεία Ελευσίνας; Ελευσίνα; Πλοία
        Βιομηχανία Χάρτου ΕΠΕ; Πάτρα; Χαρτί"""),
    "hebrew": ("cp1255", """
        תעשיות מזון הגליל בע"מ; חיפה; שמן זית
        אחים כהן ובניו; תל אביב; רהיטים
        מפעלי ים המלח; באר שבע; אשלג"""),
    "arabic": ("cp1256", """
        شركة النور للتجارة والصناعة; بغداد; تمور وحبوب
        مؤسسة الفرات للمقاولات; دمشق; إسمنت
        مصنع الخليج للأغذية; دبي; زيوت نباتية"""),
    "persian": ("utf-8", """
        شرکت صنایع غذایی گلستان; تهران; پسته، زعفران
        پتروشیمی خلیج فارس; بندرعباس; متانول
        گروه تولیدی چرم; تبریز; کیف و کفش"""),
    "thai": ("cp874", """
        บริษัท ข้าวหอมไทย จำกัด; กรุงเทพมหานคร; ข้าวสาร
        บริษัท ยางพาราใต้ จำกัด (มหาชน); สงขลา; ยางแผ่น
        ห้างหุ้นส่วนจำกัด ผ้าไหม; ขอนแก่น; ผ้าไหม"""),
    "vietnamese": ("utf-8", """
        Công ty TNHH Gỗ Việt; Đà Nẵng; Đồ gỗ nội thất
        Công ty Cổ phần Thủy sản Cửu Long; Cần Thơ; Cá tra phi lê
        Tập đoàn Dệt may Hà Nội; Hà Nội; Áo sơ mi, vải"""),
    "korean": ("cp949", """
        주식회사 푸른다리; 부산; 냉동 오징어, 손질한 것
        한빛전자(주); 수원; 반도체 부품
        대원산업 유한회사; 인천; 자동차 시트
        농업회사법인 햇살; 전주; 김치, 고추장"""),
    "chinese": ("gb18030", """
        上海东方贸易有限公司; 上海; 钢管，法兰
        青岛海洋食品股份有限公司; 青岛; 冷冻鱼片
        深圳市华兴电子科技有限公司; 深圳; 电路板
        浙江天和纺织集团; 杭州; 丝绸面料"""),
    "taiwanese": ("cp950", """
        臺灣精密機械股份有限公司; 臺中; 工具機
        高雄漁業合作社; 高雄; 冷凍魚
        華新電子企業; 新竹; 電路板、連接器"""),
    "japanese": ("cp932", """
        株式会社みどり橋; 大阪; 冷凍いか、加工品
        東海製作所; 名古屋; 工作機械の部品
        サクラ食品有限会社; 横浜; 味噌、しょうゆ
        北日本水産; 札幌; ホタテ貝"""),
    "japanese (Unix)": ("euc_jp", """
        株式会社みどり橋; 大阪; 冷凍いか、加工品
        東海製作所; 名古屋; 工作機械の部品
        サクラ食品有限会社; 横浜; 味噌、しょうゆ"""),
    "mongolian": ("utf-8", """
        «Өндөр Говь» ХХК; Улаанбаатар; Ноолуур, арьс
        Хүнсний Үйлдвэр ХК; Дархан; Гурил
        «Цагаан Сүү» ХХК; Эрдэнэт; Сүү, ааруул"""),
    "armenian": ("utf-8", """
        «Արարատ Գինի» ՍՊԸ; Երևան; Գինի, կոնյակ
        «Սևան Ձուկ» ՓԲԸ; Գյումրի; Ձուկ"""),
    "georgian": ("utf-8", """
        შპს „კახეთის ღვინო“; თბილისი; ღვინო, ჩაი
        სს „ბორჯომი წყალი“; ბათუმი; მინერალური წყალი"""),
    "hindi": ("utf-8", """
        भारत वस्त्र उद्योग लिमिटेड; मुंबई; सूती कपड़े
        गंगा चाय कंपनी; कोलकाता; चाय"""),
}  # fmt: skip


_SIGNS = str.maketrans("«»„“”‘’", "'''''''")


def companies(tongue: str, encoding: str = "utf-8") -> list[tuple[str, str, str]]:
    """(name, city, goods) of each company of a language, as an encoding can write them."""
    rows = []
    for line in TONGUES[tongue][1].strip().splitlines():
        name, city, goods = (_written(cell, encoding) for cell in line.strip().split("; "))
        rows.append((name, city, goods))
    return rows


def _written(cell: str, encoding: str) -> str:
    """A cell with plain quotation marks, and a letter and its mark apart, where the encoding has no others."""
    out = ""
    for char in cell:
        if not _has(encoding, char) and char.translate(_SIGNS) != char:
            out += char.translate(_SIGNS)
        elif not _has(encoding, char) and encoding == "cp1258":  # has the Vietnamese tones by themselves
            apart = unicodedata.normalize("NFD", char)
            base, marks = apart[0], apart[1:]
            tones = [mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"]
            own = [mark for mark in marks if mark not in tones]
            out += unicodedata.normalize("NFC", base + "".join(own)) + "".join(tones)
        else:
            out += char
    return out


def _has(encoding: str, char: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
