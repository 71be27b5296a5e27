"""The command line as a user meets it: exit codes, one clear line, quiet in a pipe, JSON for machines."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from tests.cli.commands import Run, thinned
from tests.tools import classifier

from svat import __version__, demo
from svat.cli import main

pytestmark = pytest.mark.usefixtures("one_classifier")


@pytest.fixture(scope="module")
def small(files: demo.DemoFiles, tmp_path_factory: pytest.TempPathFactory) -> demo.DemoFiles:
    """The same corridor with every fifth company, for what does not depend on how many there are."""
    return thinned(files, tmp_path_factory.mktemp("small"), 5, more=b"X;;\r\n")


def _match(files: demo.DemoFiles, out: Path, **changed: object) -> list[object]:
    options = {
        "--corridor": files.corridor,
        "--lists": files.lists,
        "--on": files.on,
        "--out": out,
        **changed,
    }
    return ["match", files.roll_a, files.roll_b, *(x for pair in options.items() for x in pair)]


def test_match_writes_its_files_the_same_each_time_and_stays_quiet_in_a_pipe(
    run: Run, small: demo.DemoFiles, tmp_path: Path
) -> None:
    names = ["introductions.json", "introductions.xlsx", "decisions.xlsx", "refused.csv", "index.html"]
    names += ["decide.html", "left-out.html", "barred.html", "lists.html", "send.html"]
    for folder in ("first", "second"):
        classifier().forget()
        code, out, err = run(*_match(small, tmp_path / folder))
        assert (code, err) == (0, "")
        assert "introductions" in out
        assert sorted(p.name for p in (tmp_path / folder).iterdir()) == sorted(
            [*names, "assets", "companies", "run.json", "to-send"]
        )
    for name in [*names, "run.json"]:
        assert (tmp_path / "first" / name).read_bytes() == (tmp_path / "second" / name).read_bytes()
    data = json.loads((tmp_path / "first/introductions.json").read_text(encoding="utf-8"))
    assert data["svat"] == __version__
    assert data["refused"]
    assert {x["verdict"]["status"] for x in data["introductions"]} == {"clear", "review"}
    assert data["barred"]
    assert all(x["held"] == (x["verdict"]["status"] == "review") for x in data["introductions"])


def test_strict_exits_with_1_when_rows_were_refused(run: Run, small: demo.DemoFiles, tmp_path: Path) -> None:
    code, _, _ = run(*_match(small, tmp_path), "--strict")
    assert code == 1


def test_without_lists_the_first_line_says_that_nothing_is_clear(
    run: Run, small: demo.DemoFiles, tmp_path: Path
) -> None:
    words = [
        "match",
        small.roll_a,
        small.roll_b,
        "--corridor",
        small.corridor,
        "--out",
        tmp_path,
        "--on",
        small.on,
    ]
    code, out, _ = run(*words)
    assert code == 0
    assert out.startswith("NOTHING IS CLEAR: No list was given")
    data = json.loads((tmp_path / "introductions.json").read_text(encoding="utf-8"))
    assert data["introductions"]
    assert all(x["held"] for x in data["introductions"])


def test_a_stale_list_clears_nobody(run: Run, small: demo.DemoFiles, tmp_path: Path) -> None:
    code, out, _ = run(*_match(small, tmp_path, **{"--on": "2027-02-01"}))
    assert code == 0
    assert out.startswith("NOTHING IS CLEAR: The list DEMO-OFAC")
    data = json.loads((tmp_path / "introductions.json").read_text(encoding="utf-8"))
    assert all(x["held"] for x in data["introductions"])


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


@pytest.mark.parametrize("file", ["sdn.csv", "alt.csv", "lists.toml", "consolidated.xml"])
@pytest.mark.parametrize(
    "spoil",
    [
        _cut,
        lambda _: b"",
        lambda _: b"<html><body>404 Not Found</body></html>",
        lambda _: b"\x89PNG\r\n\x1a\n\x00",
    ],
    ids=["cut", "empty", "an error page", "a picture"],
)
def test_a_broken_list_file_stops_the_run(
    run: Run, tmp_path: Path, file: str, spoil: Callable[[bytes], bytes]
) -> None:
    files = demo.write(tmp_path / "demo")
    (broken,) = [
        p for p in files.lists.rglob("*") if p.name == file or (p.suffix == ".xml" and file.endswith(".xml"))
    ]
    broken.write_bytes(spoil(broken.read_bytes()))
    code, out, err = run(*_match(files, tmp_path / "out"))
    assert code == 2
    assert out == ""
    assert len(err.strip().splitlines()) == 1
    assert broken.name in err
    assert "Traceback" not in err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["roll", "check", "none.csv"], "none.csv"),
        (["law", "screen", "Somebody", "--lists", "nowhere"], "nowhere"),
        (["match", "a.csv", "b.csv", "--corridor", "none.toml"], "none.toml"),
        (["law", "check", "--from", "RU"], "--to"),
        (["law", "check", "--from", "RU", "--to", "KP", "--on", "yesterday"], "yesterday"),
    ],
)
def test_unusable_input_is_exit_2_and_says_what(run: Run, words: list[str], said: str) -> None:
    code, _, err = run(*words)
    assert code == 2
    assert said in err
    assert "Traceback" not in err


def test_a_roll_of_which_nothing_can_be_used_stops_the_run(
    run: Run, files: demo.DemoFiles, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_text("name;country\n;KZ\n", encoding="utf-8")
    code, _, err = run("match", empty, files.roll_b, "--corridor", files.corridor, "--out", tmp_path / "out")
    assert code == 2
    assert "empty.csv: no company can be used" in err


def test_an_out_that_is_a_file_is_refused_before_the_work(
    run: Run, files: demo.DemoFiles, tmp_path: Path
) -> None:
    taken = tmp_path / "taken"
    taken.write_text("mine", encoding="utf-8")
    code, _, err = run(*_match(files, taken))
    assert code == 2
    assert "taken: is no folder" in err
    assert taken.read_text(encoding="utf-8") == "mine"


def test_rolls_in_the_wrong_order_are_said(run: Run, small: demo.DemoFiles, tmp_path: Path) -> None:
    _, out, _ = run(
        "match", small.roll_b, small.roll_a, "--corridor", small.corridor, "--on", small.on, "--out", tmp_path
    )
    assert "THE ROLLS MAY BE IN THE WRONG ORDER: few companies of the first roll are of KZ." in out


def test_a_code_of_no_revision_and_a_text_in_no_supported_language_are_noted_with_their_row(
    run: Run, files: demo.DemoFiles, tmp_path: Path
) -> None:
    roll = tmp_path / "roll.csv"
    roll.write_text(
        "external_id;name;country;offers;hs_offers\nX1;Пример;KZ;мёд;040999\nX2;Үлгі;KZ;ბუნებრივი თაფლი;0409\n",
        encoding="utf-8",
    )
    out = tmp_path / "out"
    code, _, _ = run(
        "match", roll, files.roll_b, "--corridor", files.corridor, "--on", files.on, "--out", out
    )
    assert code == 0
    notes = json.loads((out / "introductions.json").read_text(encoding="utf-8"))["notes"]
    found = [(x["row"], x["column"], x["value"]) for x in notes if x["file"] == "roll.csv"]
    assert (2, "hs_offers", "040999") in found
    assert (3, "offers", "ბუნებრივი თაფლი") in found


class Terminal(TextIOWrapper):
    """Takes what is written to it in its encoding, and nothing that the encoding lacks."""

    def __init__(self, encoding: str) -> None:
        self.written = BytesIO()
        super().__init__(self.written, encoding=encoding, write_through=True)


@pytest.mark.parametrize("encoding", ["cp1251", "ascii"])
def test_a_terminal_of_another_script_stops_nothing(
    files: demo.DemoFiles, encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for more in ([], ["--json"]):
        out, err = Terminal(encoding), Terminal(encoding)
        lists = ["--lists", str(files.lists), "--on", str(files.on)]
        words = ["svat", "law", "screen", "천연 벌꿀", *lists, *more]
        with monkeypatch.context() as patch:
            for name, value in (("argv", words), ("stdout", out), ("stderr", err)):
                patch.setattr(sys, name, value)
            with pytest.raises(SystemExit) as ended:
                main()
        assert (ended.value.code or 0, err.written.getvalue()) == (0, b"")
    assert json.loads(out.written.getvalue().decode(encoding))["results"][0]["name"] == "천연 벌꿀"


CONTROL = [
    # on, from, to, HS, activity, verdict, a finding's source must name
    ("2015-02-04", "KP", "RU", "2701", None, "review", ""),
    ("2015-02-04", "RU", "KP", "9301", None, "barred", "1718"),
    ("2015-02-04", "KP", "RU", "9301", None, "barred", "1874"),
    ("2015-02-04", "RU", "KP", "7113", None, "barred", "1718"),
    ("2017-03-01", "KP", "RU", "2701", None, "review", "2321"),
    ("2017-08-06", "KP", "RU", "2701", None, "barred", "2371"),
    ("2017-08-06", "KP", "RU", "2601", None, "barred", "2371"),
    ("2017-08-06", "KP", "RU", "0303", None, "barred", "2371"),
    ("2017-09-12", "KP", "RU", "6109", None, "barred", "2375"),
    ("2017-09-12", "RU", "KP", "1001", "joint_venture", "barred", "2375"),
    ("2017-12-23", "RU", "KP", "8429", None, "barred", "2397"),
    ("2017-12-23", "KP", "RU", "0712", None, "barred", "2397"),
    ("2017-12-23", "KP", "RU", "0802", None, "barred", "2397"),
    ("2017-12-23", "KP", "RU", "1207", None, "barred", "2397"),
    ("2026-11-16", "KP", "RU", "2701", None, "barred", "2371"),
    ("2026-11-16", "RU", "KP", "8429", None, "barred", "2397"),
    ("2026-11-16", "KP", "RU", "6109", None, "barred", "2375"),
    ("2026-11-16", "RU", "KP", "3004", "joint_venture", "barred", "2375"),
]


@pytest.mark.parametrize(("on", "exporter", "importer", "hs", "activity", "status", "source"), CONTROL)
def test_law_check_gives_the_control_points(
    run: Run, on: str, exporter: str, importer: str, hs: str, activity: str | None, status: str, source: str
) -> None:
    words = ["law", "check", "--from", exporter, "--to", importer, "--hs", hs, "--on", on, "--json"]
    code, out, err = run(*words, *(["--activity", activity] if activity else []))
    assert (code, err) == (0, "")
    data = json.loads(out)
    assert data["status"] == status
    decisive = [f for f in data["findings"] if f["effect"] == status]
    assert any(source in f["source"] for f in decisive)
    assert all(f["confidence"] for f in data["findings"])


def test_goods_classify_reads_three_scripts(run: Run) -> None:
    code, out, err = run("goods", "classify", "natural honey", "МЁД НАТУРАЛЬНЫЙ", "천연 벌꿀", "--json")
    assert (code, err) == (0, "")
    for reading in json.loads(out):
        assert reading["supported"]
        assert "0409" in {code["hs"][:4] for code in reading["codes"][:3]}


def test_text_in_no_supported_language_says_so(run: Run) -> None:
    code, out, _ = run("goods", "classify", "ბუნებრივი თაფლი")
    assert code == 0
    assert "not supported" in out


def test_roll_check_reports_in_words_and_as_json(run: Run, files: demo.DemoFiles) -> None:
    code, out, _ = run("roll", "check", files.roll_a)
    assert code == 0
    assert "companies usable" in out
    code, out, _ = run("roll", "check", files.roll_a, "--json")
    data = json.loads(out)
    assert data["companies"] > 50
    assert {"file", "row", "column", "value", "reason"} <= set(data["refused"][0])
    assert run("roll", "check", files.roll_a, "--strict")[0] == 1


def test_the_encoding_is_said_first_and_asked_for_where_letters_make_no_language(
    run: Run, files: demo.DemoFiles, tmp_path: Path
) -> None:
    rows = "name;country;offers\nООО «Заря»;KZ;мука\nАО «Ладья»;KZ;соль\nТОО «Берёзовый Мост»;KZ;мёд\n"
    old, wrong = tmp_path / "old.csv", tmp_path / "wrong.csv"
    old.write_bytes(rows.encode("cp1251"))
    wrong.write_bytes(rows.encode("cp1251").decode("latin-1").encode())
    code, out, _ = run("roll", "check", old)
    assert (code, out.splitlines()[0].startswith("encoding assumed: 1 (read as cp1251, ")) == (0, True)
    assert run("roll", "check", old, "--strict")[0] == 1
    code, _, err = run("roll", "check", wrong)
    assert (code, "--encoding cp1251" in err, "ООО «Заря»" in err) == (2, True, True)
    code, out, _ = run("roll", "check", wrong, "--encoding", "windows-1251", "--json")
    assert (code, json.loads(out)["companies"]) == (0, 3)
    options = (
        "--corridor",
        files.corridor,
        "--lists",
        files.lists,
        "--on",
        files.on,
        "--out",
        tmp_path / "out",
    )
    code, _, err = run("match", wrong, files.roll_b, *options)
    assert (code, "--encoding-a cp1251" in err) == (2, True)
    code, out, _ = run("match", files.roll_a, wrong, *options, "--encoding-b", "cp1251")
    assert (code, "encoding assumed: 1 (read as cp1251, as was asked for" in out) == (0, True)


def test_roll_check_says_first_what_must_be_known_and_strict_counts_it(run: Run, tmp_path: Path) -> None:
    plain = tmp_path / "plain.csv"
    plain.write_text("id,name,country,offers\n1,Anna,KZ,honey\n", encoding="utf-8")
    code, out, _ = run("roll", "check", plain, "--strict")
    assert code == 0
    assert out.startswith(
        "1 companies usable, with 1 offers and 0 needs\n"
        "1 rows: 1 read, 0 refused, 0 joined to another, 0 noted as no company\n\n0 refused rows\n"
    )
    bare = tmp_path / "bare.csv"
    bare.write_text("id,name,country,mood\n1,Anna,KZ,good\nTotal,,,\n", encoding="utf-8")
    code, out, _ = run("roll", "check", bare, "--strict")
    assert code == 1
    assert out.startswith("NO GOODS IN ANY ROW")
    assert "\ncolumns without meaning, kept but not used: mood\n" in out.split("companies usable")[0]
    assert run("roll", "check", bare)[0] == 0


def test_roll_check_of_a_council_says_both_sides(run: Run, files: demo.DemoFiles) -> None:
    folder = files.corridor.parent
    code, out, _ = run("roll", "check", "--council", folder)
    assert code == 0
    assert out.startswith(f"KZ: {files.roll_a}\n")
    assert f"\nKR: {files.roll_b}\n" in out
    assert out.count("companies usable") == 2
    told = json.loads(run("roll", "check", "--council", folder, "--json")[1])
    alone = json.loads(run("roll", "check", files.roll_a, "--json")[1])
    assert list(told) == ["KZ", "KR"]
    assert told["KZ"] == alone
    assert run("roll", "check", "--council", folder, "--strict")[0] == 1
    assert "name a file, or a council's folder" in run("roll", "check")[2]
    assert "of its corridor's countries" in run("roll", "check", "--council", folder, "--country", "KZ")[2]


def test_law_screen_finds_a_listed_name_spelt_otherwise(run: Run, files: demo.DemoFiles) -> None:
    with next(files.lists.rglob("sdn.csv")).open(encoding="latin-1", newline="") as sdn:
        name = next(csv.reader(sdn))[1]
    words = name.split()
    code, out, _ = run(
        "law", "screen", " ".join(reversed(words)).lower(), "--lists", files.lists, "--on", files.on
    )
    assert code == 0
    assert name in out
