"""Goods room: marks of steel, metals and fuels, which name a material by a formula: 12Х18Н10Т is stainless steel."""

from __future__ import annotations

import re

# (mark, plain words). Letters of marks are Cyrillic or Latin, as they are mixed in rolls.
_MARKS = (
    (r"\d{2,3}[хx]\d{2}[нnгmм]\d{0,2}(?:[мmтtбbдdсcнn]\d{0,2}){0,4}", "stainless steel"),
    (r"(?:08|12|15|20|30|40)х(?:13|17)|95х18", "stainless steel"),
    (r"(?:aisi|sus|sts|inox)[\s-]?(?:3|4)\d{2}[a-z]{0,2}", "stainless steel"),
    (r"1\.4[3-5]\d{2}", "stainless steel"),
    (r"ст\.?\s?[0-6](?:сп|пс|кп)?\d?", "non-alloy steel"),
    (
        r"q(?:195|215|235|275|345)|ss400|s(?:235|275|355)(?:jr|j0|j2|jrh)?|a36|sphc|spcc|dx51d?",
        "non-alloy steel",
    ),
    (r"сталь\s(?:0?8|10|15|20|25|30|35|40|45|50)", "non-alloy steel"),
    (r"09г2с|10хснд|15хснд|17г1с|40х|30хгса|20х|шх15|65г|60с2а|scm\d{3}|42crmo4", "alloy steel"),
    (r"р6м5|р18|hss", "high speed steel"),
    (r"ад[013]\d?|амг[2-6]|амц|д16т?|в95|ак12", "aluminium alloy"),
    (r"(?:aa|al)[\s-]?[1-8]\d{3}(?:-?[hto]\d{0,3})?", "aluminium alloy"),
    (r"л(?:63|68|70|80|90)|лс59(?:-1)?|c2[67]\d00", "brass"),
    (r"бр[аоб][^\W_]{0,6}\d(?:-\d)?|c5\d{4}", "bronze"),
    (r"вт1-0|вт6|от4|ti-?6al-?4v", "titanium"),
    (r"(?:аи|ai|а|ron)[\s-]?(?:76|80|92|93|95|98|100)(?:-к\d)?", "motor spirit petrol light oils"),
)
_GRADES = tuple((re.compile(rf"(?<!\w)(?:{mark})(?!\w)"), words) for mark, words in _MARKS)
_ANY = re.compile(rf"(?<!\w)(?:{'|'.join(f'(?:{mark})' for mark, _ in _MARKS)})(?!\w)")

_IRON_WORDS = r"steel|iron|hot-rolled|cold-rolled|стальн\w+"
_METAL = re.compile(rf"(?<!\w)(?:{_IRON_WORDS}|alumini?um|brass|bronze|copper|titanium|nickel|zinc)(?!\w)")
# What mills sell, in every language, beside the nomenclature's words for it: of iron and steel, and of other metals.
_FORMS = (
    (
        r"лист\w{0,3}|полос[аы]|рулон\w{0,2}|sheets?|plates?|coils?|strips?|\w*강판|판재|코일",
        "flat-rolled products",
        "plates, sheets and strip",
    ),
    (
        r"круг\w?|прут\w{0,3}|пруток|bars?|rods?|round bars?|환봉|봉강",
        "bars and rods",
        "bars, rods and profiles",
    ),
    (r"труб[аы]?|tubes?|pipes?|강관|파이프", "tubes, pipes and hollow profiles", "tubes and pipes"),
    (r"проволок[аи]|wires?|와이어|선재", "wire", "wire"),
    (
        r"уголок|швеллер\w?|балк[аи]|двутавр\w?|angles?|channels?|beams?|형강",
        "angles, shapes and sections",
        "profiles",
    ),
)
_IRON = re.compile(rf"(?<!\w)(?:{_IRON_WORDS})(?!\w)")


def named_forms(text: str) -> str:
    """The text with the nomenclature's word for a metal's form in the place of the mill's.

    >>> named_forms("лист stainless steel"), named_forms("лист бумаги")
    ('flat-rolled products stainless steel', 'лист бумаги')
    """
    if not _METAL.search(text):
        return text
    iron = bool(_IRON.search(text))
    for form, of_iron, of_others in _FORMS:
        text = re.sub(rf"(?<![\w-])(?:{form})(?![\w-])", of_iron if iron else of_others, text, count=1)
    return text


def named_grades(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with marks as plain words, and the marks that were read so.

    >>> named_grades("круг 12х18н10т")
    ('круг stainless steel', ('12х18н10т',))
    """
    if not _ANY.search(text):
        return text, ()
    read: list[str] = []
    for mark, words in _GRADES:

        def said(match: re.Match[str], words: str = words) -> str:
            read.append(match[0])
            return words

        text = mark.sub(said, text)
    return text, tuple(read)
