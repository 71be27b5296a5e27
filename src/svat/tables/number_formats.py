"""Tables, number formats: how a workbook shows numbers that it keeps without zeros: 123 as 000123, 3.4 as 03.40."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from xml.etree.ElementTree import ParseError, fromstring

from svat.tables.table import Shown, Stored

Formats = Mapping[int, Mapping[int, str]]  # row number → 0-based column → format of zeros and signs

_TWO_DECIMALS = (
    "2"  # of the formats that every workbook has without naming them, the one that shows 3.4 as 3.40
)
_UNSEEN = re.compile(r"\[[^\]<>=]*\]|_.|\*.")  # colours and locales, widths, fillings
_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_ZEROS = re.compile(r"[-0 ./()+№․]+")
_DOT = "․"
_ADDRESS = re.compile(rb'\br="([A-Z]{1,3})(\d+)"')
_TYPE = re.compile(rb'\bt="(?!n")')


def zeros_of(code: str) -> str:
    """A format that shows a number's zeros, in zeros and signs; "" of any other, such as General, 0 or #,##0.00."""
    code = _UNSEEN.sub("", code.partition(";")[0])
    if any("0" in quoted for pair in _QUOTED.findall(code) for quoted in pair):
        return ""  # a digit that is written out, not one of the number's
    plain = _QUOTED.sub(_written_out, code).strip()
    fits = _ZEROS.fullmatch(plain) and plain.count("0") > 1 and plain.count(".") < 2
    return plain if fits else ""


def _written_out(quoted: re.Match[str]) -> str:
    text = quoted[2] or quoted[1]
    return text.replace(".", _DOT) if _ZEROS.fullmatch(text) else ""


def formats_of(styles: bytes) -> Mapping[int, str]:
    """Style number → format of zeros, of the styles of a workbook (xl/styles.xml) that have one."""
    try:
        root = fromstring(styles)  # noqa: S314 - measured and searched for entities before
    except ParseError:
        return {}
    codes = {_TWO_DECIMALS: "0.00"}
    used: list[str] = []
    for part in root:
        kind = part.tag.rpartition("}")[2]
        if kind == "numFmts":
            codes |= {item.get("numFmtId", ""): zeros_of(item.get("formatCode", "")) for item in part}
        elif kind == "cellXfs":
            used = [item.get("numFmtId", "") for item in part]
    return {place: zeros for place, code in enumerate(used) if (zeros := codes.get(code))}


def cells_with(formats: Mapping[int, str], sheet: bytes) -> Formats:
    """Which cells of a sheet (xl/worksheets/*.xml) hold a number in one of the formats."""
    found: dict[int, dict[int, str]] = {}
    if not formats:
        return found
    styles = b"|".join(str(style).encode() for style in formats)
    cell = re.compile(rb'<(?:\w+:)?c\s(?:[^>]*\s)?s="(' + styles + rb')"[^>]*[^/>]?>')
    for match in cell.finditer(sheet):
        address = _ADDRESS.search(match[0])
        if address and not match[0].endswith(b"/>") and not _TYPE.search(match[0]):
            found.setdefault(int(address[2]), {})[_column(address[1])] = formats[int(match[1])]
    return found


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def shown(cell: str, zeros: str) -> str:
    """A cell as its format shows it, where the file keeps it as a number that this adds zeros to; else as it is."""
    if not isinstance(cell, Stored):
        return cell
    whole, dot, decimals = zeros.partition(".")
    number = Decimal(cell)
    places = decimals.count("0")
    if number < 0 or (dot and not places) or number != round(number, places):
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
