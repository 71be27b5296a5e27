"""Invented persons of many peoples, in the script that each writes: given names and surnames put together by chance.

Names are those of the package Faker (MIT licence) where it has enough of a people, else common ones from the tables
below; which given name meets which surname is drawn by a seeded generator, so that nobody in particular is meant.
"""

from __future__ import annotations

import importlib
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pypinyin import lazy_pinyin

from svat.text.hangul import romanise

Order = Literal["given first", "surname first", "surname first, as one word"]
Draw = Callable[[random.Random], str]


_CALLED = {"g": "first", "f": "middle", "s": "last"}


@dataclass(frozen=True, slots=True)
class Table:
    """Given names and surnames of one people, by sex where surnames or fathers' names have endings."""

    men: tuple[str, ...]
    women: tuple[str, ...]
    surnames: tuple[str, ...]
    of_women: str = ""  # what a woman's surname has at its end besides
    middle: tuple[str, ...] = ()  # names between, as the Vietnamese have them
    fathers: tuple[str, str] = ("", "")  # what follows the father's given name, of a son and of a daughter
    order: Order = "given first"


@dataclass(frozen=True, slots=True)
class People:
    """Who writes which script, and how a person of them is named."""

    name: str
    script: str
    draw: Draw


def peoples(seed: int) -> list[People]:
    """All peoples; names from Faker depend on the seed."""
    faker: Any = importlib.import_module("faker").Faker
    found = []
    for name, script, locale, shape in LOCALES:
        source = faker(locale)
        source.seed_instance(seed)
        found.append(People(name, script, _of_locale(source, shape)))
    found += [People(name, script, of_table(table)) for name, script, table in TABLES]
    return found


def in_passports(own: Sequence[People]) -> list[People]:
    """Peoples of other scripts as their passports have them in Latin letters, and Arabs."""
    chinese = next(people for people in own if people.name == "Chinese, simplified")
    korean = next(people for people in own if people.name == "Korean")

    def pinyin(rng: random.Random) -> str:
        surname, *given = lazy_pinyin(chinese.draw(rng))
        return f"{surname} {''.join(given)}".title().replace("V", "U")

    def romanised(rng: random.Random) -> str:
        name = korean.draw(rng)
        return f"{romanise(name[0])} {''.join(map(romanise, name[1:]))}".title()

    found = {"Chinese, pinyin": pinyin, "Korean, romanised": romanised, "Arabic, Latin": of_table(ARABIC)}
    return [People(name, "Latin", draw) for name, draw in found.items()]


def persons(of: People, count: int, seed: int) -> Iterator[str]:
    """So many names of a people, no two the same."""
    rng = random.Random(f"{seed} {of.name}")  # noqa: S311 - invented names, no secret
    seen: set[str] = set()
    for _ in range(1000 * count):
        if len(seen) == count:
            return
        if (name := of.draw(rng)) not in seen:
            seen.add(name)
            yield name


def _of_locale(source: Any, shape: str) -> Draw:
    """A person of a locale; in the shape g is a given name, f a father's name, s a surname; | parts shapes."""
    shapes = shape.split("|")

    def draw(rng: random.Random) -> str:
        sex = rng.choice(("male", "female"))
        parts = (
            sign if sign == " " else getattr(source, f"{_CALLED[sign]}_name_{sex}")()
            for sign in rng.choice(shapes)
        )
        return "".join(parts)

    return draw


def of_table(table: Table) -> Draw:
    """A person of a table."""

    def draw(rng: random.Random) -> str:
        woman = rng.random() < 0.5
        given = rng.choice(table.women if woman else table.men)
        surname = rng.choice(table.surnames) + (table.of_women if woman else "")
        between = rng.choice(table.middle) if table.middle else ""
        if any(table.fathers) and rng.random() < 0.5:
            between = rng.choice(table.men) + table.fathers[woman]
        if table.order == "given first":
            return " ".join(filter(None, (given, between, surname)))
        parts = (surname, between, given)
        return ("" if "one word" in table.order else " ").join(filter(None, parts))

    return draw


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# name, script, locale of Faker, shapes
LOCALES = (
    ("English, United Kingdom", "Latin", "en_GB", "g s|g g s"),
    ("English, United States", "Latin", "en_US", "g s|g g s"),
    ("Spanish, Spain", "Latin", "es_ES", "g s s|g s"),
    ("Spanish, Mexico", "Latin", "es_MX", "g s s|g s|g g s s"),
    ("Spanish, Colombia", "Latin", "es_CO", "g s s|g s|g g s s"),
    ("Portuguese, Brazil", "Latin", "pt_BR", "g s|g s s"),
    ("Portuguese, Portugal", "Latin", "pt_PT", "g s|g s s"),
    ("French", "Latin", "fr_FR", "g s"),
    ("German", "Latin", "de_DE", "g s"),
    ("Italian", "Latin", "it_IT", "g s"),
    ("Dutch", "Latin", "nl_NL", "g s"),
    ("Swedish", "Latin", "sv_SE", "g s"),
    ("Finnish", "Latin", "fi_FI", "g s"),
    ("Polish", "Latin", "pl_PL", "g s"),
    ("Czech", "Latin", "cs_CZ", "g s"),
    ("Croatian", "Latin", "hr_HR", "g s"),
    ("Romanian", "Latin", "ro_RO", "g s|g g s"),
    ("Hungarian", "Latin", "hu_HU", "s g"),
    ("Turkish", "Latin", "tr_TR", "g s"),
    ("Azerbaijani", "Latin", "az_AZ", "g s"),
    ("Indonesian", "Latin", "id_ID", "g s|g g s"),
    ("Swahili", "Latin", "sw", "g s|g g s"),
    ("Kenyan English", "Latin", "en_KE", "g s"),
    ("Yoruba", "Latin", "yo_NG", "g s"),
    ("Akan", "Latin", "tw_GH", "g s"),
    ("Indian English", "Latin", "en_IN", "g s"),
    ("Pakistani English", "Latin", "en_PK", "g s"),
    ("Uzbek", "Latin", "uz_UZ", "g s|s g"),
    ("Russian", "Cyrillic", "ru_RU", "g s|s g"),
    ("Russian, father's name", "Cyrillic", "ru_RU", "s g f|g f s"),
    ("Ukrainian", "Cyrillic", "uk_UA", "g s|s g|s g f"),
    ("Bulgarian", "Cyrillic", "bg_BG", "g s"),
    ("Macedonian", "Cyrillic", "mk_MK", "g s"),
    ("Greek", "Greek", "el_GR", "g s"),
    ("Chinese, simplified", "Han", "zh_CN", "sg"),
    ("Chinese, traditional", "Han", "zh_TW", "sg"),
    ("Arabic", "Arabic", "ar_AA", "g s|g g s"),
    ("Persian", "Arabic", "fa_IR", "g s"),
    ("Hebrew", "Hebrew", "he_IL", "g s"),
    ("Hindi", "Devanagari", "hi_IN", "g s"),
    ("Bengali", "Bengali", "bn_BD", "g s"),
    ("Thai", "Thai", "th_TH", "g s"),
    ("Georgian", "Georgian", "ka_GE", "g s"),
    ("Armenian", "Armenian", "hy_AM", "g s"),
)

KAZAKH = Table(
    _words(
        "Абай Адиль Азамат Айдар Айдос Алмас Алтынбек Аман Арман Арыстан Асан Аскар Асхат Бақыт Бауыржан"
        " Бейбіт Берік Болат Ғалым Дамир Данияр Дархан Дәурен Дидар Дулат Елдос Ербол Ерлан Ермек Ернар"
        " Ержан Есен Жандос Жанибек Жасұлан Жомарт Қайрат Қанат Қуат Мақсат Марат Медет Мейрам Мұрат"
        " Мұхтар Нариман Нұрбол Нұржан Нұрлан Олжас Рақым Рустам Санжар Самат Саят Серік Талғат Тимур"
        " Төлеген Шыңғыс"
    ),
    _words(
        "Айгерім Айгүл Айжан Айнұр Айсұлу Ақбота Ақмарал Алия Алма Алтынай Анар Асель Ару Балжан Баян"
        " Ботагөз Гаухар Гүлбану Гүлмира Гүлнар Гүлсім Дамира Дана Дариға Динара Еркежан Жадыра Жанар"
        " Жансая Жанна Жібек Зарина Зере Инкар Кәмила Қарлығаш Лаура Ләззат Мадина Мөлдір Меруерт Назгүл"
        " Назерке Нұргүл Перизат Раушан Роза Салтанат Самал Сәуле Светлана Томирис Торғын Ұлжан Фариза"
        " Шолпан Ырысты Эльмира Ақерке Құралай"
    ),
    _words(
        "Абдрахманов Абенов Абилов Айтбаев Айтжанов Ақышев Алимжанов Алпысбаев Аманов Арыстанов Асанов"
        " Ахметов Әбдіров Байжанов Баймұханов Бекетов Бектұров Бержанов Досжанов Досмағамбетов Дүйсенов"
        " Елемесов Ерғалиев Есенов Жақсыбеков Жанұзақов Жұмабаев Жүнісов Ибраев Искаков Кенжебаев"
        " Көшербаев Құдайбергенов Қалиев Қасенов Қонаев Мамыров Мұқанов Мұсин Мұстафин Нұрпейісов Омаров"
        " Оразов Оспанов Рахимов Сағынтаев Садуақасов Сапаров Сәрсенов Сейітов Сүлейменов Тасмағамбетов"
        " Тілеубаев Тоқтаров Төлеев Үмбетов Шаймерденов Шәкіров Ыбыраев Ысқақов"
    ),
    of_women="а", fathers=("ұлы", "қызы"), order="surname first",
)  # fmt: skip
UZBEK = Table(
    _words(
        "Абдулла Абдумалик Азиз Акмал Алишер Анвар Асқар Аҳрор Баҳодир Баҳром Ботир Бобур Дилмурод Дилшод"
        " Дониёр Жамол Жамшид Жасур Жаҳонгир Зафар Зоҳид Иброҳим Икром Илҳом Искандар Ислом Камол Комил"
        " Лазиз Мансур Миржалол Мирзо Мурод Музаффар Наврўз Нодир Обид Одил Ойбек Олим Отабек Равшан"
        " Рустам Сайфулла Санжар Сардор Собир Султон Тоҳир Турсун Улуғбек Умид Фаррух Фозил Фурқат Хуршид"
        " Шавкат Шерзод Шуҳрат Эркин Юсуф Қаҳрамон Ғайрат Ҳамид"
    ),
    _words(
        "Азиза Барно Башорат Гулбаҳор Гулнора Гулчеҳра Дилбар Дилдора Дилноза Дилором Дилрабо Дурдона"
        " Ёқут Замира Зебо Зилола Зиёда Зулайҳо Зулфия Интизор Ирода Камола Лайло Латофат Лобар Лола"
        " Малика Малоҳат Мафтуна Мавлуда Меҳри Мунира Муҳаббат Наргиза Насиба Нафиса Нигора Нилуфар Нодира"
        " Озода Ойгул Ойдин Раъно Робия Рухшона Саида Сабоҳат Севара Ситора Соҳиба Тамара Умида Феруза"
        " Фотима Хуршида Чарос Шаҳло Шаҳноза Шоира Юлдуз"
    ),
    _words(
        "Абдуллаев Абдураҳмонов Азимов Алимов Аминов Ашуров Аҳмедов Бобоев Бўриев Давронов Жалилов Жўраев"
        " Зокиров Ибрагимов Икромов Исмоилов Исроилов Йўлдошев Каримов Қодиров Қосимов Қурбонов Мавлонов"
        " Мамадалиев Маҳмудов Мирзаев Муминов Муродов Мусаев Назаров Нарзуллаев Неъматов Норов Нурматов"
        " Облоқулов Олимов Очилов Пўлатов Раҳимов Раҳмонов Рашидов Рўзиев Рўзметов Саидов Салимов Саттаров"
        " Собиров Содиқов Султонов Тешабоев Тўраев Тўхтаев Умаров Усмонов Файзиев Халилов Холматов Хўжаев"
        " Шарипов Шодиев Эргашев Юнусов Юсупов Ғаниев Ҳакимов"
    ),
    of_women="а", fathers=(" ўғли", " қизи"), order="surname first",
)  # fmt: skip
TAJIK = Table(
    _words(
        "Абдулло Абдураҳим Азиз Акбар Алишер Амирҷон Анвар Ардашер Аслам Афзал Баҳодур Баҳром Бахтиёр"
        " Беҳзод Беҳрӯз Далер Диловар Дилшод Довуд Зафар Зоир Исмоил Исфандиёр Камол Комрон Лутфулло"
        " Мансур Махмадсаид Меҳроб Мирзо Муҳаммадҷон Мунир Назар Насим Наврӯз Нозим Нуриддин Озод"
        " Оламафрӯз Парвиз Равшан Раҳматулло Рустам Рӯзибой Саидҷамол Самандар Сафар Сиёвуш Сорбон Сӯҳроб"
        " Тоҷиддин Толиб Умед Умар Фаридун Фаррух Фирдавс Хайрулло Хуршед Шамсиддин Шариф Эраҷ Ҷамшед"
        " Ҷовид"
    ),
    _words(
        "Адолат Азиза Амина Анора Баҳор Бунафша Гулбаҳор Гулнора Гулрухсор Гулчеҳра Дилафрӯз Дилбар"
        " Дилноза Зайнаб Заррина Зебуннисо Зулайхо Зулфия Лайло Лола Малика Манижа Маҳина Мавзуна"
        " Меҳрангез Мижгона Мунира Нигина Нилуфар Ниссо Нозанин Нодира Нозия Озода Парвина Рафоат Раъно"
        " Рухшона Рӯдоба Садбарг Саодат Сабрина Ситора Соҷида Тахмина Тоҷинисо Умеда Фарангис Фариштамоҳ"
        " Фарзона Фируза Хосият Хуршеда Шабнам Шаҳло Шаҳноза Шоира Шукрона Ҷамила Ҳафиза"
    ),
    _words(
        "Абдуллоев Азизов Алиев Амонов Ашӯров Аюбов Бобоев Бобоҷонов Бозоров Бурҳонов Валиев Гулов"
        " Давлатов Додихудоев Додоев Зоиров Зиёев Иброҳимов Исломов Исмоилов Каримов Комилов Латифов"
        " Маҳмадов Маҳмудов Маҷидов Мирзоев Муродов Мирсаидов Муҳиддинов Назаров Насимов Наҷмиддинов"
        " Неъматов Нуров Одинаев Орифов Пиров Раҳимов Раҳмонов Раҷабов Рӯзиев Саидов Саймуддинов Салимов"
        " Сангинов Сафаров Сатторов Собиров Тағоев Табаров Турсунов Умаров Усмонов Файзуллоев Холов Хоҷаев"
        " Шарипов Шоев Юнусов Қурбонов Ғафуров Ғуломов Ҳакимов Ҳасанов"
    ),
    of_women="а", order="given first",
)  # fmt: skip
SERBIAN = Table(
    _words(
        "Александар Алекса Андрија Бојан Бранислав Бранко Велимир Видан Владан Владимир Војислав Вук"
        " Горан Гојко Данило Дарко Дејан Драган Драгиша Душан Ђорђе Жарко Живојин Зоран Иван Игор Јован"
        " Лазар Лука Љубиша Марко Милан Милош Миодраг Мирко Михајло Младен Момчило Небојша Немања Никола"
        " Огњен Павле Петар Предраг Радован Раде Синиша Славко Слободан Србољуб Срђан Стефан Страхиња Урош"
        " Филип Цветко Чедомир Мирослав Тихомир"
    ),
    _words(
        "Александра Ана Анђела Биљана Бојана Бранка Валентина Весна Виолета Гордана Даница Данијела"
        " Дејана Драгана Драгица Дуња Душица Ђурђица Жељка Загорка Зорица Ивана Исидора Јасмина Јелена"
        " Јована Јулијана Катарина Косара Ксенија Лепосава Љиљана Љубица Маја Марија Марина Милена Милица"
        " Мирјана Надежда Невена Нина Оливера Олгица Радмила Ружица Сања Светлана Славица Слађана Снежана"
        " Софија Станислава Сузана Тамара Тања Теодора Тијана Христина Цвета"
    ),
    _words(
        "Анђелковић Арсић Благојевић Богдановић Бранковић Васиљевић Видаковић Вуковић Вучковић Гавриловић"
        " Грујић Гајић Дабић Давидовић Димић Ђокић Ђорђевић Ђурић Живковић Жикић Зечевић Зорић Ивановић"
        " Илић Јанковић Јевтић Јовановић Јокић Костић Крстић Лазаревић Лукић Љубичић Максимовић Марић"
        " Марковић Матић Милићевић Миловановић Милошевић Митровић Младеновић Недељковић Недић Николић"
        " Новаковић Обрадовић Павловић Пантић Пејић Петровић Поповић Радић Ристић Савић Симић Спасић"
        " Стаменковић Станковић Стојановић Тасић Тодоровић Трајковић Ћирић Филиповић Цветковић Чолић"
    ),
)  # fmt: skip
URDU = Table(
    _words(
        "احمد اسد اسلم اشرف اعجاز افتخار اقبال اکبر اکرم امجد انور انیس ایوب بابر بشیر بلال پرویز تنویر"
        " توقیر ثاقب جاوید جمشید جنید حامد حسن حسیب خالد خرم دانش ذیشان راشد رضوان رفیق زاہد زبیر ساجد"
        " سجاد سرفراز سعید سلیم سہیل شاہد شعیب شفیق شہباز شہزاد صابر طارق طلحہ ظفر عادل عاصم عامر عثمان"
        " عدنان عرفان عمران غلام فاروق فرحان فہد فیصل قاسم کاشف کامران گلزار محسن مدثر مظہر معین ناصر ندیم"
        " نعمان نوید وسیم وقاص یاسر یوسف"
    ),
    _words(
        "آسیہ آمنہ ارم اسماء افشاں اقراء انیلہ بشریٰ پروین تسنیم ثمینہ ثناء جمیلہ جویریہ حنا حمیرا خدیجہ"
        " رابعہ رخسانہ رضیہ رفعت روبینہ زاہدہ زرینہ زینب سائرہ سدرہ سعدیہ سلمیٰ سمیرا سیما شازیہ شاہدہ"
        " شبانہ شمائلہ شہناز صائمہ صباحت صدف طاہرہ طیبہ عائشہ عاصمہ عالیہ عظمیٰ غزالہ فائزہ فاطمہ فرح"
        " فرزانہ فوزیہ قرۃالعین کرن کوثر گلناز لبنیٰ ماریہ مریم مصباح ناہید نادیہ نازیہ نبیلہ نجمہ نرگس"
        " نسرین نصرت نورین یاسمین"
    ),
    _words(
        "آفریدی ابڑو اعوان انصاری اورکزئی باجوہ بٹ بخاری بخش بگٹی بلوچ بھٹی پاشا پراچہ ترین ٹوانہ جاموٹ"
        " جٹ جمالی جوئیہ چاولہ چغتائی چوہان چوہدری چیمہ حیدری خان خٹک خواجہ درانی ڈار ڈوگر راجپوت رانا"
        " رحمانی رضوی رند زیدی سبزواری سدھو سومرو سیال شاہ شیخ شیرازی صدیقی ضیاء عباسی علوی غوری فاروقی"
        " فاطمی قادری قاضی قریشی کاظمی کمبوہ کھوسہ کیانی گجر گردیزی گورایہ گیلانی لاشاری لغاری لودھی مروت"
        " مرزا مغل ملک مگسی مہر میمن نقوی نیازی وڑائچ وٹو ہاشمی یوسفزئی"
    ),
)  # fmt: skip
VIETNAMESE = Table(
    _words(
        "An Anh Bách Bảo Bình Công Cường Danh Dũng Duy Dương Đại Đạt Điền Định Đông Đức Giang Hải Hào Hậu"
        " Hiếu Hiệp Hòa Hoàn Hùng Huy Hưng Khang Khánh Khoa Khôi Kiên Lâm Long Lộc Lợi Mạnh Minh Nam Nghĩa"
        " Nguyên Nhân Nhật Phát Phong Phú Phúc Phước Quân Quang Quốc Quý Sang Sơn Tài Tâm Tân Thái Thắng"
        " Thành Thiện Thịnh Thông Thuận Tiến Toàn Trí Trung Trường Tuấn Tùng Việt Vinh Vũ"
    ),
    _words(
        "Ánh Bích Châu Chi Cúc Diễm Diệp Diệu Dung Duyên Đào Gấm Giao Hà Hạnh Hằng Hiền Hoa Hoài Hồng Huệ"
        " Huyền Hương Khuê Kiều Lam Lan Lệ Liên Linh Loan Ly Mai Mi My Mỹ Nga Ngân Ngọc Nguyệt Nhàn Nhi"
        " Nhung Như Oanh Phương Phượng Quỳnh Quyên Sương Tâm Thảo Thanh Thơ Thoa Thu Thủy Thúy Thư Tiên"
        " Trà Trang Trâm Trinh Trúc Tuyết Uyên Vân Vy Xuân Xuyến Yên Yến"
    ),
    _words(
        "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý An Âu Bành Bế Bồ Cao Châu"
        " Chu Chung Cù Diệp Doãn Đàm Đào Đinh Đoàn Đồng Giang Giáp Hà Hứa Khổng Khúc Kiều Kim La Lã Lâm"
        " Lại Lộ Lục Lư Lương Lưu Mạc Mai Mẫn Nghiêm Nông Ninh Ông Phùng Quách Quan Sơn Tạ Tăng Tô Tôn"
        " Tống Thạch Thái Thân Tiêu Tòng Trịnh Trương Từ Văn Vi Viên Vương"
    ),
    middle=_words("Văn Thị Hữu Đức Thành Công Quang Minh Ngọc Xuân Thanh Kim Thu Bảo Gia Đình Hoàng Anh Quốc Phương"),
    order="surname first",
)  # fmt: skip
FILIPINO = Table(
    _words(
        "Aldrin Alfredo Allan Andres Angelo Antonio Arnel Arturo Benjie Bernardo Bong Carlito Cesar"
        " Crisanto Danilo Dante Dennis Diosdado Domingo Edgardo Eduardo Efren Emmanuel Ernesto Felipe"
        " Ferdinand Florante Froilan Gerardo Gilbert Gregorio Isagani Jayson Jericho Jerome Jhun Jomar"
        " Jonel Joselito Jovito Jun Junrey Lito Macario Marvin Melchor Michael Nestor Noel Norberto"
        " Orlando Pablito Ramil Randy Renato Reynaldo Rodel Rogelio Rolando Romeo Ronaldo Ruel Rufino"
        " Sonny Teodoro Virgilio Wilfredo"
    ),
    _words(
        "Aileen Alma Analyn Angelica Arlene Aurora Babylyn Beverly Carmelita Cherry Christine Corazon"
        " Cristina Daisy Divina Dolores Edna Elvira Emelita Erlinda Estrella Evangeline Fe Felicidad"
        " Florencia Gemma Gina Gloria Grace Hazel Imelda Jasmin Jennylyn Jocelyn Josefina Joy Juliet"
        " Katrina Leonora Liezel Ligaya Liwayway Lorna Lourdes Luzviminda Maricel Maricris Marilou Marissa"
        " Marites Melanie Mercedita Milagros Myrna Nenita Norma Ofelia Pilar Princess Remedios Rosalinda"
        " Rosario Rowena Rubylyn Sheila Teresita Vilma Zenaida"
    ),
    _words(
        "Abad Abella Agbayani Aguinaldo Alcantara Alonzo Andrada Aquino Arellano Atienza Bacani Balagtas"
        " Balingit Bautista Baylon Belmonte Bonifacio Buenaventura Cabrera Calderon Capulong Castillo"
        " Catacutan Concepcion Cordero Cruz Cunanan Dacanay Dagohoy Dalisay Datu David Dimaculangan"
        " Dimaandal Dimagiba Dizon Domingo Enriquez Escudero Espiritu Evangelista Fajardo Galang Gatbonton"
        " Gatdula Gonzaga Guinto Ignacio Javier Lacson Lagman Lapid Laurel Lazaro Lim Macapagal Macaraeg"
        " Magbanua Magsaysay Malabanan Manalo Manansala Mangahas Manlapig Mendoza Mercado Natividad Ocampo"
        " Olivares Ong Pacheco Padilla Pamintuan Pangilinan Panganiban Quiambao Quizon Ramos Reyes Rivera"
        " Salonga Santos Sarmiento Sison Soriano Sumulong Sy Tan Tañada Tolentino Tumbokon Valdez Velasco"
        " Villanueva Yap"
    ),
)  # fmt: skip
JAPANESE = Table(
    _words(
        "大輔 健太 翔太 拓也 直樹 和也 達也 哲也 誠 浩 豊 隆 剛 学 進 実 明 修 茂 勝 清 正 博 健一 浩二"
        " 雄介 裕太 康平 悠斗 蓮 陽翔 湊 樹 大翔 颯太 陸 海斗 優斗 亮 涼介 慎一 秀樹 英明 義男 正樹 和夫"
        " 孝之 俊介 啓介 洋平 智也 真一 克己 功 武 昭夫 敏夫 幸雄 一郎 次郎 たかし つよし"
    ),
    _words(
        "陽子 恵子 裕子 幸子 和子 洋子 京子 久美子 由美子 明美 真由美 直美 智子 美穂 愛 美咲 彩 千尋 七海"
        " 遥 葵 凛 結衣 結菜 陽菜 莉子 美月 桜 花 優奈 真央 麻衣 香織 里美 加奈子 奈々 沙織 友美 恵美 典子"
        " 節子 文子 春子 秋子 雪 静香 綾香 瞳 望 梓 さくら ひなた あかり あおい ひかり みゆき めぐみ"
        " かおり のぞみ まゆみ エミ ユリ マリ"
    ),
    _words(
        "佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 林 斎藤"
        " 清水 山崎 森 池田 橋本 阿部 石川 山下 中島 石井 小川 前田 岡田 長谷川 藤田 後藤 近藤 村上 遠藤"
        " 青木 坂本 斉藤 福田 太田 西村 藤井 金子 岡本 藤原 三浦 中野 中川 原田 松田 竹内 小野 田村 中山"
        " 和田 石田 森田 上田 原 内田 柴田 酒井 宮崎 横山 高木 安藤 宮本 大野 小島 谷口 工藤 今井 高田"
        " 丸山 増田 杉山 村田"
    ),
    order="surname first",
)  # fmt: skip
ARABIC = Table(
    _words(
        "Abdulaziz Abdulkarim Abdulrahman Adel Adnan Ahmed Akram Ali Amin Anas Anwar Ayman Bandar Bashir"
        " Bassam Bilal Fadi Fahad Faisal Faris Fawaz Ghassan Hamad Hamza Hani Hassan Hatem Hisham Hussein"
        " Ibrahim Imad Ismail Jamal Jaber Karim Khaled Khalil Mahmoud Majed Malik Mansour Marwan Mazen"
        " Mohamed Mohannad Mustafa Nabil Nader Nasser Omar Osama Qasim Rami Rashid Saeed Salem Salman Sami"
        " Samir Sultan Tamer Tarek Waleed Yasser Youssef Ziad"
    ),
    _words(
        "Abeer Afaf Aisha Alia Amal Amani Amina Asma Aya Basma Buthaina Dalal Dalia Dina Eman Fadwa Farah"
        " Faten Fatima Ghada Hala Hanan Hayat Hind Huda Iman Inas Jamila Karima Khadija Lamia Layla Lina"
        " Lubna Maha Mai Malak Manal Mariam Maysa Mona Nada Nadia Nahla Najwa Nawal Noor Noura Rana Rania"
        " Rasha Reem Rim Ruba Saba Safaa Salma Samar Samira Sana Sara Shaima Siham Suad Wafa Yasmin Zahra"
        " Zainab"
    ),
    _words(
        "Abbadi Abdallah Abdelnour Aboud Ajlouni Alami Amari Ansari Asfour Ashour Awad Ayyash Azzam"
        " Badawi Bakri Barakat Basha Bitar Daher Dajani Darwish Dosari Fakhouri Farouk Ghanem Ghamdi Habib"
        " Haddad Hakim Hamdan Hariri Harbi Hijazi Husseini Jabri Jaber Juhani Kamal Kanaan Karam Khalaf"
        " Khalidi Khatib Khoury Kurdi Maalouf Maktari Mansour Masri Mutairi Nasr Nassar Otaibi Qahtani"
        " Qasimi Rifai Saadi Sabbagh Saleh Salem Shami Shehri Sharif Suleiman Taha Tamimi Tawil Yassin"
        " Zahrani Zubaidi"
    ),
    middle=_words("Ahmed Ali Hassan Ibrahim Jamal Khaled Mahmoud Mohamed Mustafa Nasser Omar Saleh Samir Youssef"),
)  # fmt: skip
_FIRST = (
    "민 서 지 현 수 예 도 하 준 은 윤 정 승 재 동 성 영 태 경 상 기 종 병 진 주 세 유 혜 미 선 소 채 나"
    " 다 아 연 원 용 인 희"
)
_SECOND = (
    "준 우 현 호 민 서 진 훈 석 철 수 환 식 규 영 혁 원 빈 율 윤 은 연 아 희 정 경 숙 자 미 선 주 나 란"
    " 옥 순 례 림 솔 인 찬"
)
_GIVEN = tuple(a + b for a in _FIRST.split() for b in _SECOND.split() if a != b)
KOREAN = Table(
    _GIVEN, _GIVEN,
    _words(
        "김 김 김 김 이 이 이 박 박 최 정 강 조 윤 장 임 한 오 서 신 권 황 안 송 전 홍 유 고 문 양 손 배"
        " 백 허 남 심 노 하 곽 성 차 주 우 구 민 류 나 진 지 엄 채 원 천 방 공 현 함 변 염 여 추 도 소 석"
        " 선 설 마 길 연 위 표 명 기 반 왕 금 옥 육 인 맹 제 남궁 황보 선우 독고"
    ),
    order="surname first, as one word",
)  # fmt: skip
TABLES = (
    ("Vietnamese", "Latin", VIETNAMESE),
    ("Filipino", "Latin", FILIPINO),
    ("Kazakh", "Cyrillic", KAZAKH),
    ("Uzbek", "Cyrillic", UZBEK),
    ("Tajik", "Cyrillic", TAJIK),
    ("Serbian", "Cyrillic", SERBIAN),
    ("Urdu", "Arabic", URDU),
    ("Japanese", "Kana and Han", JAPANESE),
    ("Korean", "Hangul", KOREAN),
)
