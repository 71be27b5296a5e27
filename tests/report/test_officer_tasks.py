"""Ten tasks of an officer, each as a person does it: in the browser, from files, by clicks and keys, and by commands.

1. find one company by a name in another script     6. see what changed since last time
2. see who waits for a decision and why, decide it   7. filter by goods, city, state, and sort
3. print one company's sheet                         8. pass on a link to one pair
4. send the letters                                  9. tell a company why it was left out
5. read the answers back                            10. say which lists were used, and how old they are
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from tests.browser import Browser
from tests.report.officer import SECOND, Office
from tests.tools import chromium

from svat.report.introductions.books.forms import ACCEPT, DECLINE

pytestmark = pytest.mark.usefixtures("one_classifier")
both_widths = pytest.mark.parametrize("width", [1280, 390])


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, one_classifier: None) -> Office:
    chromium()  # skips before anything is written
    return Office(tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def later(office: Office, one_browser: Browser) -> Path:
    """What the second run wrote, a week later: two have answered, and a hit was decided."""
    office.returns("a-A1", "ru", ACCEPT, ACCEPT)
    office.returns("b-B1", "ko", ACCEPT)
    office.returns("b-B2", "ko", DECLINE)
    one_browser.open(office.first / "decide.html")
    [ruling] = [line for line in one_browser.sees(".cmd code") if "--cleared" in line]
    office.types(ruling, "founded in 2004, other directors", "A. Reviewer")
    return office.match(
        SECOND, "--previous", office.first / "introductions.json", "--decisions", office.council / "returned"
    )


def pages_of(paper: bytes) -> int:
    """How many sheets a PDF has."""
    return len(re.findall(rb"/Type\s*/Page[^s]", paper))


@both_widths
def test_find_one_company_by_a_name_in_another_script(office: Office, browser: Browser, width: int) -> None:
    browser.is_like(width)
    browser.open(office.first / "index.html")
    for typed, first in {
        "예시상사": "예시상사",
        "yesi ch": "예시전자",
        "primer myo": "Пример Мёд",
        "ПРИМЕР МЕД": "Пример Мёд",
    }.items():
        browser.click("#q")
        browser.types(typed)
        assert browser.sees("#found a")[0] == first
    browser.presses("Enter")  # to the first that is found
    browser.presses("Enter", loads=True)
    assert browser.sees("h1") == ["Пример Мёд"]
    assert browser.address().endswith("companies/a-A1.html")


@both_widths
def test_see_who_waits_for_a_decision_and_why(office: Office, browser: Browser, width: int) -> None:
    browser.is_like(width)
    browser.open(office.first / "index.html")
    assert browser.sees(".todo .warn > a b") == ["4"]
    browser.follow(".todo .warn .hold a", "OFAC 101")
    assert browser.sees(":target .asked b") == [
        "Is Tobylzhar Meridien Suply Works the listed TOBYLZHAR MERIDIAN SUPPLY LLP?"
    ]
    assert browser.sees(":target .held-pairs tbody tr")[0].startswith("Tobylzhar Meridien Suply Works A3")
    browser.follow(":target .held-pairs a", "Tobylzhar")
    assert browser.sees("h1, .mast .chips") == ["Tobylzhar Meridien Suply Works", "2 held"]


def test_decide_it(later: Path, browser: Browser) -> None:
    browser.open(later / "index.html")
    assert browser.sees(".todo .warn > a b") == ["2"]
    browser.follow(".todo .warn > a")
    assert not [title for title in browser.sees("section h2") if "OFAC 101" in title]
    browser.open(later / "companies/a-A3.html")
    assert browser.sees(".mast .chips") == ["2 clear"]


@both_widths
def test_print_one_companys_sheet(office: Office, browser: Browser, width: int) -> None:
    browser.is_like(width)
    browser.open(office.first / "to-send/a-A1/sheet.html")
    assert browser.run("return [document.documentElement.lang, document.documentElement.scrollWidth]") == [
        "ru",
        width,
    ]
    assert browser.sees("h2 .name") == ["Pogi", "Yesi"]
    assert pages_of(browser.pdf()) in {1, 2}


def test_send_the_letters(office: Office, browser: Browser) -> None:
    browser.open(office.first / "index.html")
    assert browser.sees(".todo .good b") == ["2"]
    browser.follow(".todo .good > a")
    assert sorted(browser.sees("tbody tr td:nth-of-type(2)")) == [
        f"office@{x}.example" for x in ("a1", "b1", "b2")
    ]
    rows = list(csv.DictReader((office.first / "to-send/letters.csv").read_text("utf-8-sig").splitlines()))
    assert [(row["company"], row["email"], row["partners"]) for row in rows if row["company"]] == [
        ("A1", "office@a1.example", "2"),
        ("B1", "office@b1.example", "1"),
        ("B2", "office@b2.example", "1"),
    ]
    letter = office.letter("a-A1")
    assert (letter["to"], letter["from"]) == (
        "Анна Примерова <office@a1.example>", "Council <office@council.example>"
    )  # fmt: skip
    assert office.attached("a-A1", "sheet.html") == (office.first / "to-send/a-A1/sheet.html").read_bytes()
    body = letter.get_body()
    assert body is not None
    assert "2. Yesi (서울" in body.get_content()


def test_read_the_answers_back(later: Path, browser: Browser) -> None:
    """Contacts stand on the sheets of the two that accepted each other, and on no other."""
    found = {}
    for company in ("a-A1", "a-A3", "b-B1", "b-B2"):
        browser.open(later / f"to-send/{company}/sheet.html")
        found[company] = browser.sees(".contact"), browser.sees(".answer")
    [contact], answers = found["a-A1"]
    assert "김예시" in contact
    assert "office@b1.example" in contact
    assert answers == ["Вы согласились: 12 марта 2026 года."] * 2
    [contact], _ = found["b-B1"]
    assert "office@a1.example" in contact
    assert (found["a-A3"][0], found["b-B2"][0]) == ([], [])


def test_see_what_changed_since_last_time(later: Path, browser: Browser) -> None:
    browser.open(later / "index.html")
    assert browser.sees("#changed h2") == ["What changed since 10 March 2026"]
    kinds = browser.sees("#changed li a")
    browser.follow("#changed li a")
    assert browser.sees("section h2")[0].startswith(kinds[0])
    browser.follow("section .companies a", "Tobylzhar")
    assert browser.sees("h1") == ["Tobylzhar Meridien Suply Works"]


@both_widths
def test_filter_by_goods_city_and_state_and_sort(office: Office, browser: Browser, width: int) -> None:
    browser.is_like(width)
    browser.open(office.first / "index.html")

    def numbers() -> list[str]:
        return [words.split(" ")[0] for words in browser.sees("#found .p")]

    browser.chooses("chapter", "04")
    browser.chooses("side", "Kazakhstan")
    assert numbers() == ["A3", "A1", "A2"]
    browser.chooses("sort", "by number")
    assert numbers() == ["A1", "A2", "A3"]
    browser.chooses("city", "Астана")
    assert numbers() == ["A1", "A3"]
    browser.chooses("status", "with held")
    assert numbers() == ["A3"]
    browser.click("#find-form button")
    browser.chooses("sort", "most held")
    assert numbers()[:2] == ["A3", "B1"]
    browser.open(office.first / "index.html", "#find?status=left")  # as the address keeps it
    assert (numbers(), browser.sees("#found-count")) == (["A2", "A5"], ["Found: 2"])


def test_pass_on_a_link_to_one_pair(office: Office, browser: Browser) -> None:
    browser.open(office.first / "companies/a-A1.html")
    browser.click("#with-B1 .here")
    address = browser.address()
    assert address.endswith("companies/a-A1.html#with-B1")
    browser.open(office.first / "companies/a-A1.html", "#with-B1")
    assert browser.address() == address
    top = browser.run("return document.querySelector(':target').getBoundingClientRect().top")
    assert 0 <= top < browser.run("return innerHeight")
    browser.follow(":target h3 a")
    assert browser.address().endswith("companies/b-B1.html#with-A1")
    assert browser.sees(":target h3") == ["Пример Мёд"]


@both_widths
def test_tell_a_company_why_it_was_left_out(office: Office, browser: Browser, width: int) -> None:
    browser.is_like(width)
    browser.open(office.first / "index.html")
    browser.follow(".todo .hold a", "All barred")
    row = browser.sees(":target tbody tr")[0]
    assert row.startswith("Пример Соты")
    assert "OFAC 101" in row
    browser.follow(":target tbody a", "Пример Соты")
    assert browser.sees(".mast .chips") == ["left out"]
    assert "OFAC 101" in browser.sees("#introductions p")[0]


def test_say_which_lists_were_used_and_how_old_they_are(office: Office, browser: Browser) -> None:
    browser.open(office.first / "index.html")
    index = browser.sees("#lists tbody tr")
    assert index
    browser.follow("#lists a", "More on lists")
    rows = browser.sees("#lists tbody tr")
    for short, full in zip(index, rows, strict=True):
        assert full.split()[0] == short.split()[0]
        assert "1 March 2026" in full
        assert re.search(r" 9 current [0-9a-f]{64}$", full)
