"""Text, official identifiers: the check digits of those kinds that have them, each by its published rule.

A function takes a number as it is compared, capitals and digits alone, of the right form, and says whether it is sound.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module

_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100-2015: no I, O, S, V, Z

_COUNTRIES = (
    "AC AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV "
    "BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CP CQ CR CU CV CW CX CY CZ DE DG DJ DK DM DO DZ EA EC EE EG "
    "EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU "
    "IC ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU "
    "LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR "
    "NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM "
    "SN SO SR SS ST SV SX SY SZ TA TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE "
    "VG VI VN VU WF WS XK YE YT ZA ZM ZW "
)  # of ISO 3166-1, and XK as banks use it


def _weighted(number: str, weights: Sequence[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False))


def imo(number: str) -> bool:
    """Ship's number of the International Maritime Organization (resolution A.1117(30)): 9074729."""
    return len(number) == 7 and _weighted(number, (7, 6, 5, 4, 3, 2)) % 10 == int(number[6])


def lei(number: str) -> bool:
    """Legal Entity Identifier (ISO 17442; ISO 7064, modulus 97-10)."""
    return int("".join(str(int(char, 36)) for char in number)) % 97 == 1


def bic(number: str) -> bool:
    """Business Identifier Code (ISO 9362): it has no check digit, but the fifth and sixth letters are a country."""
    return number[4:6] in _COUNTRIES.split()


def luhn(number: str) -> bool:
    """ISO/IEC 7812, letters as two digits (an ISIN, ISO 6166)."""
    digits = [int(d) for d in "".join(str(int(char, 36)) for char in number)][::-1]
    return sum(d if k % 2 == 0 else sum(divmod(2 * d, 10)) for k, d in enumerate(digits)) % 10 == 0


def kz(number: str) -> bool:
    """БИН or ИИН of Kazakhstan: modulus 11 with the weights 1 … 11, and 3 … 11, 1, 2 where that gives 10."""
    found = _weighted(number, range(1, 12)) % 11
    if found == 10:
        found = _weighted(number, (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)) % 11
    return found == int(number[11])


def inn(number: str) -> bool:
    """ИНН of Russia: one check digit for a company (10 digits), two for a person (12)."""
    tail = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)

    def digit(length: int) -> bool:
        return _weighted(number[:length], tail[len(tail) - length :]) % 11 % 10 == int(number[length])

    return digit(9) if len(number) == 10 else digit(10) and digit(11)


def ogrn(number: str) -> bool:
    """ОГРН (13 digits) or ОГРНИП (15) of Russia: what is left of the others by 11, or by 13."""
    return int(number[:-1]) % (len(number) - 2) % 10 == int(number[-1])


def okpo(number: str) -> bool:
    """ОКПО (8 or 10 digits): weights from 1, then from 3."""
    size = len(number) - 1
    for start in (1, 3):
        found = _weighted(number, [(start + k - 1) % 10 + 1 for k in range(size)]) % 11
        if found < 10:
            return found == int(number[-1])
    return int(number[-1]) == 0


def edrpou(number: str) -> bool:
    """ЄДРПОУ of Ukraine (8 digits): as an ОКПО, but the weights of 30000000 to 60000000 begin with 7."""
    weights = (7, 1, 2, 3, 4, 5, 6) if "30000000" < number < "60000000" else range(1, 8)
    found = _weighted(number, weights) % 11
    if found == 10:
        found = _weighted(number, [weight + 2 for weight in weights]) % 11
    return found % 10 == int(number[7])


def snils(number: str) -> bool:
    """СНИЛС of Russia (11 digits)."""
    return _weighted(number, range(9, 0, -1)) % 101 % 100 == int(number[9:])


def unp(number: str) -> bool:
    """УНП of Belarus, of a legal entity (9 digits)."""
    return _weighted(number, (29, 23, 19, 17, 13, 7, 5, 3)) % 11 == int(number[8])


def kr_business(number: str) -> bool:
    """사업자등록번호 of South Korea (10 digits)."""
    total = _weighted(number, (1, 3, 7, 1, 3, 7, 1, 3)) + sum(divmod(int(number[8]) * 5, 10))
    return (10 - total % 10) % 10 == int(number[9])


def kr_corporate(number: str) -> bool:
    """법인등록번호 of South Korea (13 digits), as courts gave it before 2025."""
    return (10 - _weighted(number, (1, 2) * 6) % 10) % 10 == int(number[12])


def uscc(number: str) -> bool:
    """统一社会信用代码 of China (18 characters, GB 32100-2015)."""
    if any(char not in _USCC for char in number):
        return False
    total = sum(_USCC.index(char) * pow(3, k, 31) for k, char in enumerate(number[:17]))
    return (31 - total % 31) % 31 == _USCC.index(number[17])


def cnpj(number: str) -> bool:
    """CNPJ of Brazil (14 digits)."""

    def digit(length: int) -> int:
        left = _weighted(number, [(length - k - 1) % 8 + 2 for k in range(length)]) % 11
        return 0 if left < 2 else 11 - left

    return digit(12) == int(number[12]) and digit(13) == int(number[13])


def vkn(number: str) -> bool:
    """VKN of Türkiye (10 digits)."""
    total = 0
    for k, char in enumerate(number[:9]):
        moved = (int(char) + 9 - k) % 10
        total += 9 if moved == 9 else moved * pow(2, 9 - k) % 9
    return (10 - total % 10) % 10 == int(number[9])


def tckn(number: str) -> bool:
    """T.C. kimlik numarası of Türkiye (11 digits)."""
    digits = [int(char) for char in number]
    tenth = (sum(digits[0:9:2]) * 7 - sum(digits[1:8:2])) % 10
    return digits[0] != 0 and tenth == digits[9] and sum(digits[:10]) % 10 == digits[10]


def ir_person(number: str) -> bool:
    """کد ملی of Iran (10 digits)."""
    left = _weighted(number, range(10, 1, -1)) % 11
    return int(number[9]) == (left if left < 2 else 11 - left)


def nit(number: str) -> bool:
    """NIT of Colombia with its check digit."""
    weights = (3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71)
    left = _weighted(number[-2::-1], weights) % 11
    return int(number[-1]) == (left if left < 2 else 11 - left)


CHECKS: dict[str, Callable[[str], bool]] = {
    "imo": imo, "bic": bic, "lei": lei, "luhn": luhn, "kz": kz, "inn": inn, "ogrn": ogrn, "okpo": okpo,
    "edrpou": edrpou, "snils": snils, "unp": unp, "kr_business": kr_business, "kr_corporate": kr_corporate,
    "uscc": uscc, "cnpj": cnpj, "vkn": vkn, "tckn": tckn, "ir_person": ir_person, "nit": nit,
}  # fmt: skip


def sound(check: str, number: str) -> bool | None:
    """Whether the check digits are right; None where the kind has none that svat knows.

    `check` is one of CHECKS, or a module of python-stdnum (the extra svat[ids]) such as "pl.nip": None without it.
    """
    if check in CHECKS:
        return CHECKS[check](number)
    module = _stdnum(check) if check else None
    return None if module is None else bool(module(number))


@cache
def _stdnum(name: str) -> Callable[[str], bool] | None:
    try:
        found: Callable[[str], bool] = import_module(f"stdnum.{name}").is_valid
    except ImportError:
        return None
    return found
