"""goods match: two files of goods lines in, the best offers of every need out."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from tests.cli.commands import Run

pytestmark = pytest.mark.usefixtures("one_classifier")

OFFERS = [
    "natural honey in jars",
    "ammonium nitrate fertiliser",
    "",
    "frozen fish fillets",
    "centrifugal water pumps",
]
NEEDS = ["насосы центробежные водяные", "천연 벌꿀", "рыбное филе мороженое"]


def _file(path: Path, lines: list[str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["no", "description"])
        writer.writerows(enumerate(lines))
    return path


def test_needs_find_their_offers_across_languages(run: Run, tmp_path: Path) -> None:
    offers, needs = _file(tmp_path / "a.csv", OFFERS), _file(tmp_path / "b.csv", NEEDS)
    out = tmp_path / "pairs.csv"
    code, said, err = run(
        "goods", "match", "--offers", str(offers), "--needs", str(needs), "--top", "2", "--out", str(out)
    )
    assert (code, err) == (0, "")
    assert "3 needs matched with 5 offers" in said
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["need_row", "rank", "offer_row", "similarity", "strength", "why"]
    first = {row["need_row"]: row for row in rows if row["rank"] == "1"}
    assert {need: row["offer_row"] for need, row in first.items()} == {"1": "5", "2": "1", "3": "4"}
    assert "HS 8413" in first["1"]["why"]
    assert all(0 <= float(row["similarity"]) <= 1 for row in rows)
    assert {row["strength"] for row in rows} <= {"strong", "fair", "weak"}
    assert all(row["why"].startswith("weak") == (row["strength"] == "weak") for row in rows)
    assert max(int(row["rank"]) for row in rows) == 2


def test_a_need_that_no_offer_speaks_to_has_no_row_and_strict_says_so(run: Run, tmp_path: Path) -> None:
    offers, needs = _file(tmp_path / "a.csv", OFFERS), _file(tmp_path / "b.csv", ["", "natural honey"])
    words = [
        "goods",
        "match",
        "--offers",
        str(offers),
        "--needs",
        str(needs),
        "--out",
        str(tmp_path / "c.csv"),
    ]
    code, _, err = run(*words, "--strict")
    assert code == 1
    assert "1 need without an offer" in err
    with (tmp_path / "c.csv").open(encoding="utf-8", newline="") as file:
        assert {row["need_row"] for row in csv.DictReader(file)} == {"2"}


@pytest.mark.parametrize(
    ("header", "why"),
    [("description", ""), ("описание", ""), ("colour", "description")],
)
def test_a_file_without_the_column_is_refused(run: Run, tmp_path: Path, header: str, why: str) -> None:
    offers = _file(tmp_path / "a.csv", OFFERS)
    needs = tmp_path / "b.csv"
    needs.write_text(f"{header}\nnatural honey\nfrozen fish\n", encoding="utf-8")
    words = ["--offers", str(offers), "--needs", str(needs), "--out", str(tmp_path / "c.csv")]
    code, _, err = run("goods", "match", *words)
    assert (code == 0) == (not why)
    assert why in err
    assert "Traceback" not in err
