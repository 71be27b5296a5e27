"""Extensions: a package installed beside svat brings a reader of lists and a language, and cannot get past the gate."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import tomllib
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from tests.tools import ROOT

from svat import extensions
from svat.cli import main

PAGE = (ROOT / "docs/how-to/extensions.md").read_text("utf-8")
[CODE] = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)  # the page's own example


@dataclass(frozen=True)
class Site:
    """A folder of installed packages that PYTHONPATH names."""

    folder: Path

    def install(self, package: str, code: str, points: str) -> None:
        """As an installer would: the package, and its dist-info."""
        home, info = self.folder / package, self.folder / f"{package}-1.2.dist-info"
        home.mkdir(parents=True)
        info.mkdir()
        (home / "__init__.py").write_text(code, encoding="utf-8")
        (home / "headings.csv").write_text(
            "canonical,language,synonym\noffers,qx,zvarnik\nname,qx,nambo\n", encoding="utf-8"
        )
        (home / "hs.csv").write_text("hscode,description\n040900,qumbal\n", encoding="utf-8")
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.2\n", encoding="utf-8"
        )
        (info / "entry_points.txt").write_text(points, encoding="utf-8")

    def svat(self, *words: str) -> tuple[int, str, str]:
        """The svat command in a process that finds these packages."""
        places = os.pathsep.join((str(self.folder), str(ROOT / "src")))
        line = [sys.executable, "-m", "svat", *words]
        done = subprocess.run(
            line, capture_output=True, env=os.environ | {"PYTHONPATH": places}, cwd=self.folder, check=False
        )
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def here(self, *words: str) -> tuple[int, str, str]:
        """The same in this process: packages that are found anew, as if nothing had been asked for yet."""
        with pytest.MonkeyPatch.context() as patch:
            patch.syspath_prepend(self.folder)
            patch.chdir(self.folder)
            for package in ("kzlists", "kztwo"):
                patch.delitem(sys.modules, package, raising=False)
            patch.setattr(sys, "argv", ["svat", *words])
            extensions._points.cache_clear()
            out, said = io.StringIO(), io.StringIO()
            with redirect_stdout(out), redirect_stderr(said), pytest.raises(SystemExit) as ended:
                main()
        extensions._points.cache_clear()
        for package in ("kzlists", "kztwo"):
            sys.modules.pop(package, None)
        return int(ended.value.code or 0), out.getvalue(), said.getvalue()

    def python(self, code: str) -> str:
        """What Python prints in such a process."""
        env = os.environ | {"PYTHONPATH": os.pathsep.join((str(self.folder), str(ROOT / "src")))}
        return subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, env=env, check=True
        ).stdout


POINTS = tomllib.loads(re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)[0])["project"]["entry-points"]
READERS = "[svat.list_readers]\nministry-txt = kzlists:reader\n"
LANGUAGES = "[svat.languages]\nqx = kzlists:language\n"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A package with a reader and a language, a list for it, and a roll in that language."""
    made = Site(tmp_path)
    made.install("kzlists", CODE, READERS + LANGUAGES)
    (tmp_path / "names.txt").write_text("GREY HERON WORKS\nBLUE STOAT HOLDING\nEND\n", encoding="utf-8")
    (tmp_path / "roll.csv").write_text("id,nambo,country,zvarnik\n1,Пример,KZ,qumbal\n", encoding="utf-8")
    return made


ADD = (
    "law",
    "lists",
    "add",
    "names.txt",
    "--kind",
    "ministry-txt",
    "--publisher",
    "Ministry",
    "--version",
    "2026-03-01",
    "--to",
    "lists",
)


def test_a_country_brings_its_own_list_and_language_without_a_fork(site: Site) -> None:
    code, printed, said = site.svat("extensions")
    assert (code, said) == (0, "")
    rows = [line.split() for line in printed.splitlines()]
    assert ["svat.list_readers", "ministry-txt", "kzlists", "1.2", "good"] in rows
    assert ["svat.languages", "qx", "kzlists", "1.2", "good"] in rows
    assert site.svat(*ADD)[:2] == (0, "Ministry (ministry-txt) of 2026-03-01: 2 entries, added\n")
    asked = ("law", "screen", "Grey Heron Works", "--lists", "lists", "--on", "2026-03-02", "--json")
    [result] = json.loads(site.svat(*asked)[1])["results"]
    assert (result["status"], result["hits"][0]["publisher"], result["hits"][0]["entry_id"]) == (
        "hit",
        "Ministry",
        "M1",
    )
    roll = json.loads(site.svat("roll", "check", "roll.csv", "--json")[1])
    assert {"header": "zvarnik", "canonical": "offers"} in roll["columns"]
    assert (roll["companies"], roll["offers"]) == (1, 1)


# What is wrong with a package → the end of what the command says.
WRONG = {
    "no reader": (CODE.replace("reader = svat.ListReader(", "reader = str("), "cannot be loaded: TypeError"),
    "fails": (CODE.replace('text = given', 'raise KeyError("x")\n    text = given'), "failed: KeyError: 'x'"),
    "no entries": (CODE.replace("    return (", "    return None\n    return ("), "gave no (entries, remarks, date)"),
    "another publisher": (CODE.replace('f"M{k}", given.publisher', 'f"M{k}", "UN"'), "an entry of another publisher"),
    "one id": (CODE.replace('f"M{k}"', '"M"'), "gave two entries of one id"),
    "no name": (CODE.replace("(svat.ListedName(name),)", "()"), "has neither a name nor an identifier"),
    "roles": (CODE.replace('frozenset({"names"}), frozenset', "frozenset(), frozenset"), "must name roles"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_reader_that_does_not_keep_its_promise_stops_the_run(tmp_path: Path, name: str) -> None:
    """Nothing is cleared by a list that was read by half: exit code 2, the package named, no traceback."""
    code, words = WRONG[name]
    site = Site(tmp_path)
    site.install("kzlists", code, READERS)
    (tmp_path / "names.txt").write_text("GREY HERON WORKS\nBLUE STOAT HOLDING\nEND\n", encoding="utf-8")
    status, printed, said = site.here(*ADD)
    assert (status, printed) == (2, "")
    assert "ministry-txt of kzlists 1.2 (svat.list_readers)" in said
    assert words in said
    assert "Traceback" not in said
    assert not (tmp_path / "lists/lists.toml").exists()


def test_svats_own_kinds_and_two_packages_of_one_kind_are_refused(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.install("kzlists", CODE, READERS + "un-consolidated-xml = kzlists:reader\n")
    other = CODE.replace("kzlists", "kztwo")
    site.install("kztwo", other, READERS.replace("kzlists", "kztwo"))
    (tmp_path / "names.txt").write_text("GREY HERON WORKS\nEND\n", encoding="utf-8")
    status, _, said = site.here(*ADD)
    assert status == 2
    assert (
        "'ministry-txt' is brought by ministry-txt of kzlists 1.2 (svat.list_readers) and ministry-txt of kztwo"
        in said
    )
    own = [word if word != "ministry-txt" else "un-consolidated-xml" for word in ADD]
    status, _, said = site.here(*own)
    assert status == 2
    assert "is a kind that svat reads itself" in said
    code, printed, _ = site.here("extensions", "--strict")
    assert code == 1
    assert "PROBLEM" in printed


def test_a_reader_stands_for_no_publisher_that_it_does_not_name(tmp_path: Path) -> None:
    """A list under the name of one that a regime asks for would clear companies by what it lacks."""
    site = Site(tmp_path)
    site.install("kzlists", CODE.replace(', "Ministry")', ")"), READERS)
    (tmp_path / "names.txt").write_text("GREY HERON WORKS\nEND\n", encoding="utf-8")
    status, _, said = site.here(*(word if word != "Ministry" else "OFAC" for word in ADD))
    assert status == 2
    assert "the reader of ministry-txt does not say that it is of that list" in said


def test_a_language_brings_svats_sentences_and_svats_own_stay(tmp_path: Path) -> None:
    site = Site(tmp_path)
    more = 'catalogue = files("kzlists") / "qx.mo"\n'
    code = (
        CODE
        + more
        + 'language = svat.Language("qx", catalogue=catalogue)\nru = svat.Language("ru", catalogue=catalogue)\n'
    )
    site.install("kzlists", code, LANGUAGES + "ru = kzlists:ru\n")
    catalogue = Catalog(locale="eo")
    catalogue.add("a sentence of nobody", "qumbal")
    with (tmp_path / "kzlists/qx.mo").open("wb") as file:
        write_mo(file, catalogue)
    asked = "from svat.wording import wording; print([wording(x)('a sentence of nobody') for x in ('qx', 'ru', 'xx')])"
    assert site.python(asked) == "['qumbal', 'a sentence of nobody', 'a sentence of nobody']\n"


SHEETS = """
from datetime import date
from svat.corridor.model import Corridor
from svat.report.introductions.sending.languages import language_of
from svat.report.introductions.sending.letters import read_letters
from svat.report.introductions.sending.sheet import _Frame, _framed
from svat.roll.model import Company

def chosen(languages):
    company = Company(external_id="1", name="One", country="KZ", file="a", row=2, contact_language=languages)
    return language_of(company, Corridor(a="KZ", b="KR"), "a").code

print([chosen(x) for x in ("qx;ru", "xx;ru", "xx")])
print("qumbal qumbal" in "".join(_framed(_Frame("qx", "T", "S", date(2026, 3, 1), 1, False))))
letters = read_letters(None)
print([letters.language("introduction", x) for x in ("qx", "ru")])
"""


def test_companies_get_their_sheets_in_a_packages_language_and_a_letter_that_there_is(tmp_path: Path) -> None:
    site = Site(tmp_path)
    code = CODE + 'language = svat.Language("qx", catalogue=files("kzlists") / "qx.mo")\n'
    site.install("kzlists", code, LANGUAGES)
    catalogue = Catalog(locale="eo")
    catalogue.add("Introductions for", "qumbal qumbal")
    with (tmp_path / "kzlists/qx.mo").open("wb") as file:
        write_mo(file, catalogue)
    assert site.python(SHEETS).splitlines() == ["['qx', 'ru', 'en']", "True", "['en', 'ru']"]


def test_a_signed_verdict_names_the_package_that_read_a_list(site: Site) -> None:
    assert "('kzlists', '1.2')" in site.python(
        "from svat.law.proof.stamps import software; print(software().libraries)"
    )


def test_the_day_of_a_list_is_its_version(site: Site) -> None:
    assert site.here(*ADD)[0] == 0
    shown = json.loads(site.here("law", "lists", "show", "lists", "--on", "2026-03-02", "--json")[1])
    [row] = shown["versions"]
    assert date.fromisoformat(row["version"]["version"]) == date(2026, 3, 1)
    assert row["in_force"]


def test_the_pages_entry_points_are_those_asked_here() -> None:
    assert POINTS == {
        "svat.list_readers": {"ministry-txt": "kzlists:reader"},
        "svat.languages": {"qx": "kzlists:language"},
    }
