"""Wrong lists under right names, and files without their end: taken only with a word, and then clearing nobody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.kinds import Case, judge
from tests.law.asking import doubts
from tests.law.listfiles import VERSION, alt_csv, sdn_csv, table
from tests.law.reallists import folder as real_folder
from tests.law.reallists import lists as real_lists
from typer.testing import CliRunner

from svat.cli import app
from svat.council.lists import NewVersion, add
from svat.law.lists import load_lists
from svat.law.lists.ofac import NOT_SDN
from svat.law.lists.whole import lacking
from svat.refusals import UnusableInput


def rows(
    count: int, *, programme: str = "SDGT", kinds: tuple[str, ...] = ("", "individual", "vessel")
) -> bytes:
    """An SDN file of so many invented entries, the kinds in turn."""
    made = sdn_csv([(n, f"INVENTED {n:05} QUXLAM", kinds[n % len(kinds)], "") for n in range(1, count + 1)])
    return made.replace(b"EXAMPLE] [TWO", programme.encode())


@dataclass(frozen=True)
class Files:
    """What somebody adds as OFAC's list."""

    main: bytes
    alt: bytes = b'1,1,"aka","INVENTED OTHER",-0- \r\n\x1a'
    kind: str = "ofac-sdn-csv"
    fewer: bool = False
    cut: bool = False
    floor: int | None = None


def added(files: Files, home: Path) -> tuple[str, ...]:
    """Why the list clears nobody once it is added; raises UnusableInput where it is refused."""
    home.mkdir()
    names = ("cons_prim.csv", "cons_alt.csv") if files.kind == NOT_SDN else ("sdn.csv", "alt.csv")
    for name, data in zip(names, (files.main, files.alt), strict=True):
        (home / name).write_bytes(data)
    new = NewVersion(
        [home / n for n in names], files.kind, "OFAC", VERSION, files.floor, accept_cut=files.cut
    )
    add(home / "lists", new, accept_fewer=files.fewer)
    return tuple(
        f.detail for f in doubts(load_lists(home / "lists", VERSION, max_age_days=30), publishers=["OFAC"])
    )


WHOLE = rows(5200, programme="SDGT] [SDNTK")
NS, CMIC, FSE = (
    rows(442, programme=p, kinds=("", "individual")) for p in ("NS-PLC", "CMIC-EO13959", "FSE-IR")
)
MIXED = rows(442, programme="UKRAINE-EO13662] [NS-MBS", kinds=("",))
WRONG: list[tuple[str, Files]] = [
    ("NS-PLC renamed sdn.csv", Files(NS)),
    ("Chinese military companies renamed", Files(CMIC)),
    ("evaders renamed", Files(FSE)),
    ("menu-based renamed", Files(MIXED)),
    ("renamed, floor given", Files(NS, floor=400)),
    ("renamed, --accept-fewer", Files(NS, fewer=True)),
    ("442 entries", Files(rows(442, programme="SDGT] [SDNTK"))),
    ("one entry", Files(rows(1, programme="SDGT] [SDNTK"))),
    ("no vessels", Files(rows(5200, programme="SDGT] [SDNTK", kinds=("", "individual")))),
    ("no persons", Files(rows(5200, programme="SDGT] [SDNTK", kinds=("", "vessel")))),
    ("none of its programmes", Files(rows(5200, programme="EXAMPLE"))),
    ("floor given, no vessels", Files(rows(300, kinds=("", "individual")), floor=200)),
    ("the other list as its own kind alone", Files(NS, kind=NOT_SDN)),
    ("the SDN list as the other", Files(WHOLE, kind=NOT_SDN)),
    ("end byte taken", Files(WHOLE[:-1])),
    ("end byte taken, accepted", Files(WHOLE[:-1], cut=True)),
    ("last line half, accepted", Files(WHOLE[:-60], cut=True)),
    ("alias file's end taken, accepted", Files(WHOLE, b'1,1,"aka","O",-0- \r\n', cut=True)),
    ("end and line end taken, accepted", Files(WHOLE[:-3], cut=True)),
    ("cut and --accept-fewer", Files(WHOLE[:-1], cut=True, fewer=True)),
    ("line ends turned and end taken", Files(WHOLE[:-1].replace(b"\r\n", b"\n"), cut=True)),
]
RIGHT: list[tuple[str, Files]] = [
    ("whole", Files(WHOLE)),
    ("whole, line ends turned", Files(WHOLE.replace(b"\r\n", b"\n"))),
    ("whole, end byte twice", Files(WHOLE + b"\x1a")),
    ("whole, line after its end", Files(WHOLE + b"\r\n")),
    ("whole, --accept-cut not needed", Files(WHOLE, cut=True)),
    ("one on both lists", Files(rows(5200, programme="SDGT] [SDNTK").replace(b"SDGT] [SDNTK", b"NS-PLC", 2))),
    ("poor, and said to be whole", Files(rows(442), fewer=True)),
    ("more than ever", Files(rows(6000, programme="SDNTK] [SDGT"))),
    ("floor given", Files(rows(600, programme="SDGT] [SDNTK"), floor=500)),
    (
        "aircraft too",
        Files(rows(5200, programme="SDGT] [SDNTK", kinds=("", "individual", "vessel", "aircraft"))),
    ),
]


def test_wrong_and_cut_lists_clear_nobody(tmp_path: Path) -> None:
    def closed(case: tuple[int, Files]) -> bool:
        number, files = case
        try:
            return bool(added(files, tmp_path / str(number)))
        except UnusableInput:
            return True

    cases = [Case(name, (n, files), caught=True) for n, (name, files) in enumerate(WRONG)]
    cases += [Case(name, (n + 100, files), caught=False) for n, (name, files) in enumerate(RIGHT)]
    judge("wrong and cut lists", cases, closed)


SAYS: list[tuple[Callable[[], Files], str]] = [
    (lambda: Files(NS), "is not the SDN list: 442 of its 442 entries .* kind ofac-nonsdn-csv"),
    (lambda: Files(WHOLE, kind=NOT_SDN), "vessels and aircraft, which only the SDN list has"),
    (lambda: Files(WHOLE[:-1]), r"that byte is missing after line 5200, which is whole\. .* --accept-cut"),
    (lambda: Files(WHOLE[:-60]), "after line 5200, which has no end"),
    (lambda: Files(WHOLE + b"more"), "has more after the 0x1A byte"),
]


@pytest.mark.parametrize(("files", "said"), SAYS)
def test_the_line_says_what_is_wrong_and_the_way_out(
    files: Callable[[], Files], said: str, tmp_path: Path
) -> None:
    with pytest.raises(UnusableInput, match=said):
        added(files(), tmp_path / "in")


def test_the_loss_stands_in_the_manifest_and_beside_every_verdict(tmp_path: Path) -> None:
    (sentence,) = added(Files(WHOLE[:-60], cut=True), tmp_path / "in")
    loss = "lacks the 0x1A byte that ends OFAC's files: what stood after its last line 5200 (which is broken"
    assert f"clears nobody: sdn.csv {loss}" in sentence
    manifest = (tmp_path / "in/lists/lists.toml").read_text("utf-8")
    assert f'cut = "sdn.csv {loss}' in manifest
    run = CliRunner().invoke(app, ["law", "lists", "show", str(tmp_path / "in/lists"), "--on", str(VERSION)])
    assert (run.exit_code, "IN DOUBT" in run.output) == (0, True)
    manifest = manifest.replace("cut = ", "cot = ")  # whoever takes the word away must give the whole file
    (tmp_path / "in/lists/lists.toml").write_text(manifest, "utf-8")
    with pytest.raises(UnusableInput):
        load_lists(tmp_path / "in/lists", VERSION, max_age_days=30)


def test_a_second_version_is_held_to_the_same_while_the_first_is_in_doubt(tmp_path: Path) -> None:
    added(Files(rows(442, programme="SDGT] [SDNTK")), tmp_path / "in")
    later = VERSION.replace(day=9)
    paths = [tmp_path / "in/sdn.csv", tmp_path / "in/alt.csv"]
    done = add(tmp_path / "in/lists", NewVersion(paths, "ofac-sdn-csv", "OFAC", later))
    assert "never had under 5000" in done.version.in_doubt


def test_the_other_list_stands_beside_the_sdn_list(tmp_path: Path) -> None:
    said = added(Files(NS, kind=NOT_SDN), tmp_path / "in")
    assert "it is not among the lists (OFAC's list of all that is not SDN does not stand for it)" in said[0]
    for name, data in (("sdn.csv", WHOLE), ("alt.csv", Files(WHOLE).alt)):
        (tmp_path / name).write_bytes(data)
    new = NewVersion([tmp_path / "sdn.csv", tmp_path / "alt.csv"], "ofac-sdn-csv", "OFAC", VERSION)
    add(tmp_path / "in/lists", new)
    lists = load_lists(tmp_path / "in/lists", VERSION, max_age_days=30)
    assert doubts(lists, publishers=["OFAC"]) == ()
    assert len(lists.entries) == 5642


def test_a_manifest_by_hand_takes_no_other_list_for_the_sdn_list(tmp_path: Path) -> None:
    files = {"sdn.csv": NS, "alt.csv": alt_csv([(1, "X")])}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "lists.toml").write_text(table("OFAC", "ofac-sdn-csv", VERSION, 400, files), "utf-8")
    with pytest.raises(UnusableInput, match="is not the SDN list"):
        load_lists(tmp_path, VERSION, max_age_days=30)


def test_real_lists_lack_nothing() -> None:
    for publisher, kind in (("OFAC", "ofac-sdn-csv"), ("UN", "un-consolidated-xml")):
        entries = [e for e in real_lists().entries if e.publisher == publisher]
        assert lacking(kind, publisher, entries, floor_given=False) == ""


def test_real_files_that_an_editor_took_the_last_byte_of(tmp_path: Path) -> None:
    for name in ("sdn.csv", "alt.csv"):
        data = (real_folder() / "ofac_2021" / name).read_bytes()
        (tmp_path / name).write_bytes(data.rstrip(b"\x1a\r\n") + b"\n")
    arguments = [
        "law",
        "lists",
        "add",
        str(tmp_path / "sdn.csv"),
        str(tmp_path / "alt.csv"),
        "--kind",
        "ofac-sdn-csv",
        "--publisher",
        "OFAC",
        "--version",
        "2021-07-07",
        "--to",
        str(tmp_path / "lists"),
    ]
    refused = CliRunner().invoke(app, arguments)
    assert refused.exit_code != 0
    taken = CliRunner().invoke(app, [*arguments, "--accept-cut"])
    assert taken.exit_code == 0, taken.output
    assert "8,976 entries, added" in taken.output
    assert "CLEARS NOBODY: sdn.csv lacks the 0x1A byte" in taken.output.replace("\n", " ")
