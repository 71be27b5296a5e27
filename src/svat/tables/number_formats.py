"""Tables, number formats: how a workbook shows numbers that it keeps without zeros: 123 as 000123, 3.4 as 03.40."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from svat.tables.numbers import read_unit
from svat.tables.table import Shown, Stored, WithUnit

FORMAT_TAGS = ("numFmt", "cellStyleXfs", "cellXfs", "xf", "cellStyles", "dxfs")
_TWO_DECIMALS = (
    2  # of the formats that every workbook has without naming them, the one that shows 3.4 as 3.40
)
_LONGEST = 255  # letters of a format, in every spreadsheet
_DECIMALS = 12  # at most, beside as many digits as a number has
_LARGEST = 10**15  # of the numbers that a spreadsheet keeps whole
_UNSEEN = re.compile(r"\[[^\]<>=]*\]|_.|\*.")  # colours and locales, widths, fillings
_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_ZEROS = re.compile(r"[-0 ./()+№․]+")
_DOT = "․"
_UNIT = "\0"  # before a unit that stands in the place of zeros
_WIDTHS = re.compile(r"_.|\*.")
_BESIDE = re.compile(r'"([^"]+)"|\[\$([^\]-]+)(?:-[^\]]*)?\]|([$€£¥₽₸₩₴]+)')
_DIVIDED = re.compile(r"[0#?],+(?![0#?])")
_DIGITS = re.compile(r"\d[\d\s.,'’]*")
_TYPE = re.compile(rb'\bt="(?!n")')


def zeros_of(code: str) -> str:
    """A format that shows a number's zeros, in zeros and signs; "" of any other, such as General, 0 or #,##0.00."""
    if len(code) > _LONGEST:
        return ""
    code = _UNSEEN.sub("", code.partition(";")[0])
    if any("0" in quoted for pair in _QUOTED.findall(code) for quoted in pair):
        return ""  # a digit that is written out, not one of the number's
    plain = _QUOTED.sub(_written_out, code).strip()
    fits = _ZEROS.fullmatch(plain) and plain.count("0") > 1 and plain.count(".") < 2
    return plain if fits else ""


def with_unit(unit: str) -> str:
    """What is kept in place of a format of zeros where numbers are shown with a unit; "" where that says nothing."""
    return _UNIT + unit if unit and read_unit(unit) != (1, "") else ""


def unit_of(code: str) -> str:
    """The unit that a format writes beside a number ("тыс. тг", "USD", "€"), "" where it has none.

    A format that divides numbers to show thousands of them (#,##0,"K") keeps its currency alone.
    """
    code = code.partition(";")[0]
    if len(code) > _LONGEST or not any(sign in code for sign in "0#"):
        return ""
    written = [next(filter(None, found)) for found in _BESIDE.findall(_WIDTHS.sub("", code))]
    if _DIVIDED.search(code):
        written = [text for text in written if read_unit(text)[0] == 1]
    return " ".join(" ".join(written).split())


def unit_shown(text: str, number: str) -> str:
    """The unit in how a number is shown, "" where it has none, or where the number is shown divided."""
    whole = number.partition(".")[0]
    digits = "".join(filter(str.isdigit, text))
    if not digits.startswith(whole) or len(digits) > len(whole) + 2:
        return ""
    return " ".join(_DIGITS.sub(" ", text).split())


def _written_out(quoted: re.Match[str]) -> str:
    text = quoted[2] or quoted[1]
    return text.replace(".", _DOT) if _ZEROS.fullmatch(text) else ""


def formats_of(styles: Sequence[tuple[str, Mapping[str, str]]]) -> Mapping[str, str]:
    """Number of a style → format of zeros, of those that have one: from the FORMAT_TAGS of a workbook's styles."""
    codes: dict[str, str] = {}
    used: list[str] = []
    part = ""
    for tag, attributes in styles:
        if tag == "numFmt" and not part:
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag == "xf":
            used += [attributes.get("numFmtId", "")] if part == "cellXfs" else []
        elif tag != "numFmt":
            part = tag
    return {str(place): zeros for place, zeros in zeros_by_style(codes, used).items()}


def zeros_by_style(codes: Mapping[str, str], used: Sequence[str]) -> Mapping[int, str]:
    """Place of a style → format of zeros, of those that have one: `codes` by their number, `used` a number a style."""
    zeros = {str(_TWO_DECIMALS): "0.00"}
    zeros |= {number: zeros_of(code) or with_unit(unit_of(code)) for number, code in codes.items()}
    return {place: found for place, number in enumerate(used) if (found := zeros.get(number))}


def cells_with(formats: Mapping[str, str], sheet: bytes) -> Iterator[tuple[str, int, str]]:
    """(letters of the column, row, format) of a sheet's numbers in one of the formats."""
    if not formats:
        return
    styles = b"|".join(style.encode() for style in formats)
    cell = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"((?:\s[^>]*?)?)\ss="(' + styles + rb')"([^>]*)>')
    for letters, row, before, style, after in cell.findall(sheet):
        if not after.endswith(b"/") and not _TYPE.search(before + after):
            yield letters.decode(), int(row), formats[style.decode()]


def shown(cell: str, zeros: str) -> str:
    """A cell as its format shows it, where the file keeps it as a number that this adds zeros to; else as it is."""
    if not isinstance(cell, Stored):
        return cell
    if zeros.startswith(_UNIT):
        return WithUnit(cell, zeros.removeprefix(_UNIT))
    whole, dot, decimals = zeros.partition(".")
    number = Decimal(cell)
    places = decimals.count("0")
    if not 0 <= number < _LARGEST or (dot and not 0 < places < _DECIMALS) or number != round(number, places):
        return cell
    digits, _, after = f"{number:.{places}f}".partition(".")
    text = _filled(whole, digits) + (dot + _filled(decimals, after) if places else "")
    text = text.replace(_DOT, ".")
    return Shown(cell, text) if text != cell else cell


def _filled(zeros: str, digits: str) -> str:
    """The zeros of a format replaced by digits from the right; what is left over goes before the first."""
    left = list(digits.zfill(zeros.count("0")))
    out = []
    first = zeros.find("0")
    for place in range(len(zeros) - 1, -1, -1):
        if zeros[place] != "0":
            out.append(zeros[place])
        elif place == first:
            out.extend(reversed(left))
        else:
            out.append(left.pop())
    return "".join(reversed(out))


def shows_zeros(text: str, number: str) -> bool:
    """Whether a number is shown with zeros that it has not: 123 as 000123, 3.4 as 03.40."""
    if not _ZEROS.fullmatch(re.sub(r"\d", "0", text)) or text.strip() == number:
        return False
    digits = "".join(filter(str.isdigit, text))
    return digits.strip("0") == "".join(filter(str.isdigit, number)).strip("0") and "0" in digits
