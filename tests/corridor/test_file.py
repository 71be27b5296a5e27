"""The corridor file is read whole or refused with the line that is wrong."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from svat.corridor.file import load
from svat.refusals import UnusableInput

GOOD = """\
a = "KZ"
b = "KR"
settlement_currency = "KZT"
regimes = ["UN", "US"]

[law]
max_list_age_days = 45

[goal]
measure = "turnover"
amount = 10_000_000_000
currency = "USD"
by = 2030
"""


def _written(folder: Path, text: str | bytes) -> Path:
    path = folder / "corridor.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_good_file_is_read(tmp_path: Path) -> None:
    corridor = load(_written(tmp_path, GOOD))
    assert (corridor.a, corridor.b, corridor.settlement_currency) == ("KZ", "KR", "KZT")
    assert corridor.regimes == ("UN", "US")
    assert corridor.max_list_age_days == 45
    assert corridor.goal is not None
    assert (corridor.goal.amount, corridor.goal.by) == (Decimal(10_000_000_000), 2030)
    assert corridor.notes == ()


def test_a_corridor_may_say_that_its_context_is_military(tmp_path: Path) -> None:
    assert load(_written(tmp_path, GOOD)).context == ""
    text = GOOD.replace("[law]", '[law]\ncontext = "military"')
    assert load(_written(tmp_path, text)).context == "military"


def test_a_byte_order_mark_is_no_obstacle(tmp_path: Path) -> None:
    assert load(_written(tmp_path, b"\xef\xbb\xbf" + GOOD.encode())).a == "KZ"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('a = "KZ"', 'a = "Kazakhstan"', "line 1: a: must be a country"),
        ('a = "KZ"', "", "line 1: a: is missing"),
        ('b = "KR"', 'b = "KZ"', "line 2: b: both sides are KZ"),
        ('"KZT"', '"tenge"', "line 3: settlement_currency: must be a currency"),
        ('regimes = ["UN", "US"]', 'regimes = "UN"', "line 4: regimes: must be a list"),
        ("regimes =", "regime =", "line 4: regime: unknown key; did you mean regimes?"),
        ("max_list_age_days = 45", "max_list_age_days = -1", "line 7: max_list_age_days"),
        ("max_list_age_days", "max_list_age_day", "line 7: max_list_age_day: unknown key; did you mean"),
        ("max_list_age_days = 45", 'context = "civil"', 'line 7: context: must be "military"'),
        ("max_list_age_days = 45", "context = true", "line 7: context: must be text"),
        ("max_list_age_days = 45", 'contexts = "military"', "line 7: contexts: unknown key; did you mean"),
        ("amount = 10_000_000_000", "amount = 0", "line 11: amount"),
        ("by = 2030", 'by = "2030"', "line 13: by: must be a year"),
        ('b = "KR"', "b = KR", "is not valid TOML"),
        ("amount = 10_000_000_000\n", "", "line 9: amount: is missing: a number above 0 is needed"),
        ("by = 2030\n", "", "line 9: by: is missing"),
        ("by = 2030", "by = 2030.0", "line 13: by: must be a year such as 2030, not 2030.0"),
        ("10_000_000_000", "1e99999999999999999999", "line 11: 1e99999999999999999999 is too large"),
        ("10_000_000_000", "1e-400", "line 11: amount: 1E-400 has more digits than 9 after the point"),
        ("10_000_000_000", "9" * 5000, "line 11: a number with too many digits"),
        ("10_000_000_000", "[" * 5000 + "]" * 5000, "line 11: brackets in brackets"),
        (
            "by = 2030",
            "by = 2030\ndeclared_on = 0001-01-01",
            "line 14: declared_on: the year 1 is not likely",
        ),
    ],
)
def test_a_wrong_value_is_refused_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = _written(tmp_path, GOOD.replace(old, new))
    with pytest.raises(UnusableInput) as refused:
        load(path)
    assert str(refused.value).startswith(f"{path}: ")
    assert said in str(refused.value)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="is not UTF-8 text"):
        load(_written(tmp_path, 'name = "Коридор"'.encode("cp1251")))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="cannot be read"):
        load(tmp_path / "none.toml")


def test_an_unknown_key_is_kept_as_a_note(tmp_path: Path) -> None:
    (note,) = load(_written(tmp_path, 'minister = "somebody"\n' + GOOD)).notes
    assert (note.row, note.column) == (1, "minister")
