"""Goods room: what a text says beside its goods: packing, amounts, standards, buying and selling, and what it is not.

Each function takes a normalised text and gives what is left; where nothing would be left, the text stays as it is, as
then the aside is the goods ("drums of steel", "4103").
"""

from __future__ import annotations

import re
from functools import cache

from svat.goods.terms import kind_of_words, without

_LETTER = re.compile(r"[^\W\d_]")
_NUMBER = r"\d+(?:[.,]\d+)*"
_UNIT = (
    r"(?:kgs?|kilos?|grams?|gr|g|mg|mt|tons?|tonnes?|t|lbs?|oz|ltrs?|lit(?:er|re)s?|l|ml|cl|gal(?:lons?)?|pcs?|pieces|"
    r"units|pairs?|doz(?:en)?|mm|cm|km|m|inch(?:es)?|ft|"
    r"кг|килограмм\w*|грамм\w*|гр|г|тн|тонн\w*|т|литр\w*|л|мл|шт|штук\w?|мм|см|м|пар[аы]?|"
    r"킬로그램|킬로|그램|톤|리터|개입|개|매|병|세트|켤레|公斤|千克|吨|升|件)"
)
_AMOUNT = re.compile(rf"(?<![\w.,]){_NUMBER}\s?{_UNIT}(?![\w/²³])\.?")
_SIZES = re.compile(rf"(?<![\w.]){_NUMBER}(?:\s?{_UNIT})?(?:\s?[x×х*]\s?{_NUMBER}(?:\s?{_UNIT})?)+(?![\w])")
_ACROSS = re.compile(
    rf"(?<!\w)(?:[ø⌀∅]|(?:diam(?:eter)?|dia|диам(?:етр(?:ом)?)?|ду|dn|ф)\.?)\s?{_NUMBER}(?:\s?{_UNIT})?(?!\w)"
)
_PLAIN_NUMBER = re.compile(
    r"(?<![\w%.,-])[-+#№~≈±]?\d[\d.,/:]*(?![\w%‰°.-]|\s?(?:%|°|v\b|в\b|w\b|kw|квт|cc|см3|g/|г/|"
    r"d?tex|den|hp|л\.с|bar|бар|micron|мкм))"
)
_EVERY = re.compile(r"(?<!\w)(?:в\s(?:месяц|год|сутки|день|неделю)|(?:per|a)\s(?:month|year|day|week))(?!\w)")
_CLASS = re.compile(r"(?<!\w)\d\s?-?(?:го|й)?\s?(?:класс|сорт|категори)\w*")
_STANDARD = re.compile(
    r"(?<!\w)(?:(?:гост|gost|ост|сто|ту|din|iso|en|astm|jis|gb|asme|bs|ansi|ks|стб|ст\sрк)"
    r"(?:[\s-](?:р|r|iso|исо|en|ен|мэк|iec|[a-z]))*)\s?(?:№\s?)?[a-z]?\d[\d.\-/:]*[a-z]?(?!\w)"
)
_NUMBERS = (_STANDARD, _SIZES, _ACROSS, _CLASS, _AMOUNT, _PLAIN_NUMBER)
_DIGIT = re.compile(r"\d")

# A bound ("over 16 kg", "не более 10 мм", "4 kg 이하", "> 5 mm") is a property, and so is a reference to a heading.
_BOUND = re.compile(
    r"(?<!\w)(?:exceed|less\sthan|more\sthan|not\smore|over\s\d|under\s\d|at\sleast|or\s(?:more|less)|above\s\d|below\s\d|"
    r"up\sto\s\d|не\s(?:более|менее|выше|ниже|превыш)|более|менее|свыше|превыша|позици|superior|inferior|menos\sde|"
    r"mais\sde|más\sde|posi[cç]|plus\sde|moins\sde|n'excédant|mehr\sals|höchstens|mindestens|weniger)"
    r"|이상|이하|초과|미만|100분의|以上|以下|超过|[<>≤≥⩽⩾]=?\s?\d"
)

# What is not meant, to the next stop. "Not more than 5 %" is a limit, "not only" and "whether or not" say nothing.
_STOP = r"[^,;:()\[\]/]"
_NOT_EN = re.compile(
    rf"(?<![\w-])(?:(?:other\sthan|except(?:ing)?(?:\sfor)?|excluding|excl\.?|exclusive\sof|with\sthe\sexception\sof|"
    rf"apart\sfrom|but\snot|not\sincluding|without|free\s(?:of|from))\s{_STOP}+"
    r"|not\sput\sup\sfor\sretail\ssale"
    rf"|(?<!whether\sor\s)(?:not|never)\s(?!only|less|more|exceeding|over|under|further|elsewhere)"
    rf"(?:(?!but\b|and\b|with\b|for\b){_STOP})+"
    r"|non-?\s?(?:leather|plastics?|wooden|wood|cotton|wool|glass|paper|rubber|textile)(?!\w))"
)
_NOT_RU = re.compile(
    rf"(?<!\w)(?:(?:кроме|за\sисключением|исключая|помимо|за\sвычетом)\s{_STOP}+"
    r"|не\s(?:из|для|на|с|в|от)\s[^\W\d_]+(?:\s(?:и|или)\s[^\W\d_]+)?"
    r"|не\s(?!более|менее|выше|ниже|больше|меньше|только|указан|включ|поименован|раздел|для\sпродажи)[^\W\d_]+(?:\s(?:и|или|ни)\s(?:не\s)?[^\W\d_]+)?"
    r"|без\s(?:[^\W\d_]+(?:ой|ого|его|ых|их|ей)\s)*[^\W\d_]+(?:\s(?:и|или)\s[^\W\d_]+)?)"
)
_NOT_KO = re.compile(
    r"[^\s,;:()]+(?:\s?(?:및|또는|과|와)\s?[^\s,;:()]+)?\s?(?:은|는|을|를|이|가)?\s?(?:제외한|제외하고|제외|아닌|없는|않은|않는|미포함)(?:\s?것)?(?![가-힣])"
)
_NOT_ZH = re.compile(r"(?:除[^,;，；()]+?(?:以外|之外|外)的?|不含[^,;，；()]+|不包括[^,;，；()]+)")
# The words of a denial that say that it is one.
_MARKERS = re.compile(
    r"(?<![\w-])(?:other\sthan|except(?:ing)?(?:\sfor)?|excluding|excl\.?|exclusive\sof|with\sthe\sexception\sof|apart\sfrom|"
    r"but\snot|not\sincluding|not|never|non(?=[-\s])|кроме|за\sисключением|исключая|помимо|"
    r"за\sвычетом|не|ни)(?!\w)-?|(?:은|는|을|를|이|가)?\s?(?:제외한|제외하고|제외|미포함)(?:\s?것)?|除|以外|之外|外的?|不包括"
)
_LACK = re.compile(r"(?<!\w)(?:without|free|без)(?!\w)|아닌|없는|않은|않는|不含")
_REFERENCE = re.compile(
    r"\(?[^\w(]*(?<!\w)(?:of|in|to|under|from|with|for|subject\sto)?\s?(?:sub)?(?:headings?|items?|chapters?|note)\s?(?:no\.?|nos\.?)?\s?"
    r"\d[\d.]*(?:(?:,|\sor|\sand|\sto|-|,\sor|,\sand)\s?(?:(?:sub)?headings?\s)?\d[\d.]*)*\)?"
)
_IN_PAREN = re.compile(r"\(\s*\)|\[\s*\]")


def kept(text: str, left: str) -> str:
    """What is left, tidied; the text itself where no letter would be left."""
    left = _IN_PAREN.sub(" ", left)
    left = " ".join(left.split())
    left = re.sub(r"\s*([,;])(?:\s*[,;])*", r"\1", left).strip(" ,;:/-–—.+&")
    return left if _LETTER.search(left) else text


def affirmed(text: str) -> str:
    """The text without what it says that it is not.

    >>> affirmed("leather shoes, not waterproof")
    'leather shoes'
    """
    left = text
    for pattern in (_NOT_EN, _NOT_RU, _NOT_KO, _NOT_ZH):
        left = pattern.sub(" ", left)
    return text if left == text else kept(text, left)


def denied(text: str) -> str:
    """What a text says that it is not, without the words that say so; "" where it says nothing of the kind.

    What it is without ("without bones") is no other goods.

    >>> denied("footwear other than of leather"), denied("leather shoes")
    ('of leather', '')
    """
    found = [match[0] for pattern in (_NOT_EN, _NOT_RU, _NOT_KO, _NOT_ZH) for match in pattern.finditer(text)]
    return " ".join(" ".join(_MARKERS.sub(" ", part) for part in found if not _LACK.search(part)).split())


def own_words(text: str) -> str:
    """A description of the nomenclature without references to other headings and what it excludes."""
    left = affirmed(text)
    plain = _REFERENCE.sub(" ", left)
    return left if plain == left else kept(left, plain)


def unpacked(text: str) -> str:
    """The text without its packing.

    >>> unpacked("natural honey in steel drums"), unpacked("steel drums")
    ('natural honey', 'steel drums')
    """
    left = text
    for pattern in () if _BOUND.search(text) else _packing():
        left = pattern.sub(" ", left)
    return text if left == text else kept(text, left)


def unmeasured(text: str) -> str:
    """The text without amounts, sizes, plain numbers and the numbers of standards.

    >>> unmeasured("밀가루 50kg"), unmeasured("round bar ø 30 gost 2590-2006")
    ('밀가루', 'round bar')
    """
    if _BOUND.search(text):
        return text
    left = text
    for pattern in (*(_NUMBERS if _DIGIT.search(text) else ()), _EVERY):
        left = pattern.sub(" ", left)
    return text if left == text else kept(text, left)


def untraded(text: str, language: str) -> str:
    """The text without words of buying and selling at its beginning or, in Korean, its end ("supply of", "куплю")."""
    end = 0
    found = []
    for spot in kind_of_words("commerce", language).find(text):
        first = not _LETTER.search(text[end : spot.start])
        if first or (language == "ko" and not _LETTER.search(text[spot.end :])):
            found.append(spot)
            end = spot.end if first else end
    return kept(text, without(text, found)) if found else text


@cache
def _packing() -> tuple[re.Pattern[str], ...]:
    """Patterns of packing, in English, Russian and Korean; a size may stand before or behind the vessel."""
    mass = r"(?:kgs?|g|mt|tons?|t|lbs?|ltrs?|lit(?:er|re)s?|l|ml|кг|г|т|л|мл|킬로|리터|톤)"
    size = rf"(?:{_NUMBER}\s?-?\s?{mass}(?![^\W\d_])\s?-?\s?)"
    english, russian, korean = (_either(language) for language in ("en", "ru", "ko"))
    word = r"(?:[^\W\d_]+[\s-]){0,2}?"
    after = rf"(?:\s?(?:of|по|a|à|at|на|,)?\s?{size})?"
    return (
        re.compile(
            rf"(?<=\S)\s(?:(?:packed|packaged|supplied|put\sup|bagged|packing|filled)\s)?in(?:to)?\s{size}?{word}{english}(?![\w-]){after}"
        ),
        re.compile(rf"(?<=\S)[\s,]{size}{word}{english}(?![\w-])"),
        re.compile(
            rf"(?<=\S)[\s,(](?:packing|package|packed)\s?:?\s?(?:in\s)?{size}?{word}{english}?(?![\w-])"
        ),
        re.compile(rf"(?<=\S)[\s,]{english}\s(?:packing|packed|packaging)(?!\w)"),
        re.compile(
            rf"(?<=\S)[\s,(](?:(?:фасован\w*|упакован\w*|затарен\w*|расфасован\w*|фасовка|упаковка|тара)\s?:?\s?)?"
            rf"(?:в|во|на|по)\s{size}?{word}{russian}(?!\w){after}"
        ),
        re.compile(rf"(?<=\S)[\s,(](?:фасовка|упаковка|тара)\s?:?\s?(?:{russian}(?!\w))?{after}"),
        re.compile(rf"(?<=\S)[\s,](?:{size}{russian}|{russian}(?:\sпо)?\s{size})(?!\w)"),
        re.compile(r"(?<=\S)[\s,(](?:навалом|наливом|россыпью|насыпью|в\sнавал)(?!\w)"),
        re.compile(
            rf"(?<=\S)[\s,(]{size}?{korean}통?\s?(?:포장(?:용)?|단위|들이)(?![가-힣])|(?<=\S)[\s,(]{size}{korean}(?![가-힣])"
        ),
    )


def _either(language: str) -> str:
    terms = sorted(kind_of_words("packing", language).terms, key=lambda term: (-len(term), term))
    return (
        "(?:" + "|".join(re.escape(t).replace(r"\*", r"[^\W\d_]*").replace(r"\ ", r"\s") for t in terms) + ")"
    )
