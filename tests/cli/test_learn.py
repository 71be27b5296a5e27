"""svat market learn as a user meets it: two small rolls, a file of decisions, weights that can be kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.law.listfiles import write_lists
from typer.testing import CliRunner

from svat.cli import app
from svat.market.weights import TABLE, read_weights
from svat.refusals import UnusableInput

pytestmark = pytest.mark.usefixtures("one_classifier")

HEAD = "external_id;name;country;offers;hs_offers;needs;hs_needs;contact_language\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve sellers of honey, twelve buyers; a buyer accepts whoever speaks its language."""
    folder = tmp_path_factory.mktemp("learn")
    tongue = ("ru", "ko")
    rows = {
        "a.csv": [f"KZ-{k};Арман {k};KZ;мёд;0409;;;{tongue[k % 2]}" for k in range(12)],
        "b.csv": [f"KR-{k};Сэбом {k};KR;;;мёд;0409;{tongue[k % 2]}" for k in range(12)],
    }
    for name, lines in rows.items():
        (folder / name).write_text(HEAD + "\n".join(lines), encoding="utf-8")
    (folder / "corridor.toml").write_text(
        'a = "KZ"\nb = "KR"\nsettlement_currency = "USD"\nregimes = ["UN"]\n', encoding="utf-8"
    )
    answers = [
        f"01.03.2026;KR-{k};KZ-{partner};{'да' if k % 2 == partner % 2 else 'нет'}"
        for k in range(12)
        for partner in range(k, k + 6)
        if partner < 12
    ]
    answers += ["01.03.2026;KR-1;KZ-99;да", "01.03.2027;KR-11;KZ-0;да"]
    (folder / "decisions.csv").write_bytes(
        ("Дата;Компания;Партнёр;Решение\r\n" + "\r\n".join(answers)).encode("cp1251")
    )
    return folder


def _learn(folder: Path, *more: str) -> list[str]:
    rolls = [str(folder / "a.csv"), str(folder / "b.csv"), "--corridor", str(folder / "corridor.toml")]
    return [
        "market",
        "learn",
        *rolls,
        "--decisions",
        str(folder / "decisions.csv"),
        "--on",
        "2026-11-16",
        *more,
    ]


def test_what_was_learnt_is_printed_kept_and_the_same_in_json(folder: Path) -> None:
    out = folder / "weights.json"
    shown = CliRunner().invoke(app, _learn(folder, "--out", str(out)))
    assert shown.exit_code == 0, shown.output
    assert "58 decisions read, 1 rows refused" in shown.output
    assert "row 59: Партнёр KZ-99: no company of this identifier on either roll" in shown.output
    assert "are used" in shown.output
    assert "Later than the date of the run, and not looked at: 1." in shown.output
    kept = read_weights(out)
    assert kept.of["common language"] > 3 * TABLE.of["common language"]
    told = CliRunner().invoke(app, _learn(folder, "--json", "--strict"))
    assert told.exit_code == 1  # a row was refused
    document = json.loads(told.stdout)
    assert document["used"] is True
    assert document["weights"] == kept.of
    assert {x["way"] for x in document["scores"]} == {
        "acceptance rate",
        "table",
        "table, recalibrated",
        "learnt",
    }
    assert document["refused"][0]["row"] == 59
    assert json.loads(out.read_text(encoding="utf-8"))["learnt_from"]["why"] == document["why"]


def test_decisions_not_yet_made_teach_nothing(folder: Path) -> None:
    shown = CliRunner().invoke(app, [*_learn(folder)[:-1], "2026-02-28"])
    assert shown.exit_code == 0, shown.output
    assert "Too few decisions to learn from" in shown.output
    assert shown.output.rstrip().endswith("probability = weighted sum")


def test_an_unusable_file_is_named(folder: Path) -> None:
    words = [x.replace("decisions.csv", "none.csv") for x in _learn(folder)]
    refused = CliRunner().invoke(app, words)
    assert isinstance(refused.exception, UnusableInput)
    assert "none.csv: cannot be read" in str(refused.exception)


def test_pairs_that_owners_and_rulings_bar_are_not_learnt_from(folder: Path) -> None:
    """What is on file counts as in `svat match`: barred by their owner, no pair is left to learn from."""
    write_lists(folder / "lists")
    owners = ["owned,owner,share", *(f"KZ-{k},Tobylzhar Meridian Supply,60" for k in range(12))]
    (folder / "owners.csv").write_text("\n".join(owners), encoding="utf-8")
    lists = ["--lists", str(folder / "lists")]
    told = [
        CliRunner().invoke(app, [*_learn(folder, "--json"), *lists, *more])
        for more in ([], ["--owners", str(folder / "owners.csv")])
    ]
    assert [x.exit_code for x in told] == [0, 0]
    assert [json.loads(x.output)["used"] for x in told] == [True, False]
    for option in ("--rulings", "--exemptions", "--usage", "--answers"):
        missing = CliRunner().invoke(app, [*_learn(folder), option, str(folder / "nothing")])
        assert "nothing: cannot be read" in str(missing.exception)
