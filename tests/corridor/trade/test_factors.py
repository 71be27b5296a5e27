"""The file of factors is believed as a whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from svat.corridor.trade.factors import read_factors
from svat.refusals import UnusableInput


def _file(folder: Path, *rows: str) -> Path:
    path = folder / "factors.csv"
    path.write_text("\n".join(["hs,growth,access", *rows]) + "\n", encoding="utf-8-sig")
    return path


def test_factors_are_read(tmp_path: Path) -> None:
    found = read_factors(_file(tmp_path, "2603,1.05,", '8703,"0,9",1.2'))
    assert found.growth == {"2603": 1.05, "8703": 0.9}
    assert found.access == {"8703": 1.2}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("260,1,", "row 2, column 'hs', value '260': is not an HS code"),
        ("2603,0,", "row 2, column 'growth', value '0': must be above 0"),
        ("2603,,-1", "row 2, column 'access', value '-1': must be above 0"),
        ("2603,much,", "row 2, column 'growth', value 'much': is not a number"),
        ("2603,NaN,", "row 2, column 'growth', value 'NaN': must be above 0"),
        ("2603,1,\n2603,2,", "row 3, column 'hs', value '2603': appears twice"),
    ],
)
def test_anything_else_is_one_line(tmp_path: Path, row: str, said: str) -> None:
    with pytest.raises(UnusableInput, match=said):
        read_factors(_file(tmp_path, row))
